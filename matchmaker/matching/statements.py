"""What a document says in numbers: each quantity with the words that name what was measured."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .indicators import Indicator, holds_words, last_part, plain, split_change
from .quantities import Quantity, find_quantities, read_quantity
from .quantity_text import fold
from .quantity_units import NO_UNIT
from .text import ROW, Sentence
from .vocabulary import Vocabulary

_SEPARATORS = re.compile(r"[，,；;。！？!?、：\n（）()“”]")
_BRACKETS = re.compile(r"\([^()]*\)")
_BASELINE = re.compile(
    r"(?:原来?为?|原先为?|以前为?|之前为?|过去为?|传统\w{0,4}为?|进口\w{0,3}为?|国外\w{0,3}为?)\s?$"
    r"|(?P<moved>由|从|自)[^\d，,]{0,6}$"
)
_MOVES = re.compile(
    r"\s?(?:左右)?(?:一?下?子?|逐步|直接|大幅|进一步)(?:降|减|缩|提|升|增|扩|延|压|收|改|优|变|掉|到|至|→|-+>)"
)
_FROM_TO = re.compile(r"(?:到|至)\s?(?=[+-]?\d)")
_RELATIVE = re.compile(r"(?:原来?|原有|原件|原工艺|传统|常规|普通|同类|现有|以前|进口|对照)[^\d，,]{0,8}的\s?$")
_DENIED = re.compile(r"(?:未能?|没有?能?|不能|无法|难以|尚未|达不到|做不到)(?!经|来|超|见|高于|大于)[^\d，,。；]{0,5}$")
_DENYING = ("未", "没", "达不到", "不能", "无法", "尚未")


@dataclass(frozen=True, slots=True)
class Statement:
    """A quantity and its label, both of sentence number `index` of the document.

    label: plain words that name what was measured; short: of a row, its core (see Indicator);
    behind: those behind the number, when no other number takes them.
    change: 1 risen by, -1 fallen by, 0 stands at. relative: a share of something else (为原来的70%); baseline: where it
    stood before; denied: the text says that it is not reached. tail: what follows the quantity.
    conditions: other quantities beside it (at 350 ℃, after 100 h).
    """

    index: int
    sentence: Sentence
    quantity: Quantity
    label: str
    short: str
    behind: str
    change: int
    relative: bool
    baseline: bool
    denied: bool
    tail: str
    conditions: tuple[Quantity, ...]


def statements(index: int, sentence: Sentence, vocabulary: Vocabulary) -> list[Statement]:
    """The statements of a sentence, in order."""
    folded = fold(sentence.text)
    quantities = find_quantities(sentence.text)
    if sentence.place == ROW:
        return list(_of_row(index, sentence, folded, quantities, vocabulary))
    return list(_of_prose(index, sentence, folded, quantities, vocabulary))


def _of_row(
    index: int, sentence: Sentence, folded: str, quantities: list[Quantity], vocabulary: Vocabulary
) -> Iterator[Statement]:
    """A row is an indicator, a value and a unit: one statement at most."""
    value = _value_of_row(folded, quantities)
    if not value:
        return
    before, tail = folded[: value.start], _BRACKETS.sub("", folded[value.end :]).strip()
    # ">200（冶金结合） MPa": the unit stands behind a remark.
    again = read_quantity(value.text, tail) if value.unit is NO_UNIT and tail else None
    if again and again.unit is not NO_UNIT:
        value = replace(value, low=again.low, high=again.high, unit=again.unit)
        tail = ""
    name = Indicator.of(before, vocabulary)
    yield Statement(
        index=index,
        sentence=sentence,
        quantity=value,
        label=name.whole,
        short=name.core,
        behind="",
        change=name.change,
        relative=False,
        baseline=False,
        denied=_is_denied(before, value),
        tail=tail,
        conditions=tuple(quantity for quantity in quantities if quantity.end <= value.start),
    )


def _value_of_row(folded: str, quantities: list[Quantity]) -> Quantity | None:
    brackets = [found.span() for found in _BRACKETS.finditer(folded)]
    outside = [q for q in quantities if not any(start < q.start < end for start, end in brackets)]
    apart = [q for q in outside if q.start and folded[q.start - 1] in " :"]
    if apart:
        stop = re.compile(r"[，,；;。]").search(folded, apart[0].end)
        return [q for q in apart if not stop or q.start < stop.start()][-1]
    return outside[-1] if outside and outside[-1].start else None


def _of_prose(
    index: int, sentence: Sentence, folded: str, quantities: list[Quantity], vocabulary: Vocabulary
) -> Iterator[Statement]:
    cuts = [found.end() for found in _SEPARATORS.finditer(folded)]
    raw, floor, clause = "", 0, 0
    beside: list[Quantity] = []
    for place, quantity in enumerate(quantities):
        begun = max((cut for cut in cuts if cut <= quantity.start), default=0)
        if begun > clause:
            clause, beside = begun, []
        here = folded[max(begun, floor) : quantity.start]
        change, named = split_change(here)
        if holds_words(named):
            raw = named
        quantity = _reached(here, quantity)
        behind = _behind(folded, quantity, quantities[place + 1 :], cuts)
        yield Statement(
            index=index,
            sentence=sentence,
            quantity=quantity,
            label=plain(last_part(raw), vocabulary),
            short="",
            behind=plain(behind, vocabulary),
            change=change,
            relative=bool(_RELATIVE.search(here)),
            baseline=quantity is quantities[place] and _is_baseline(here, folded[quantity.end :]),
            denied=_is_denied(here, quantity),
            tail=folded[quantity.end : quantity.end + 20].strip(),
            conditions=tuple(beside),
        )
        beside.append(quantity)
        floor = quantity.end


def _is_baseline(before: str, behind: str) -> bool:
    """Whether the number is where it stood before: 从37 min降到23 min."""
    found = _BASELINE.search(before)
    return found is not None and (not found["moved"] or bool(_MOVES.match(behind)))


def _reached(before: str, quantity: Quantity) -> Quantity:
    """由71%到82% is no range: 82% was reached."""
    joint = _FROM_TO.search(quantity.text) if before.rstrip().endswith("由") else None
    found = find_quantities(quantity.text[joint.end() :]) if joint else []
    if not joint or not found:
        return quantity
    start = quantity.start + joint.end() + found[0].start
    return replace(found[0], start=start, end=start + len(found[0].text))


def _is_denied(before: str, quantity: Quantity) -> bool:
    return bool(_DENIED.search(before)) or quantity.text.startswith(_DENYING)


def _behind(folded: str, quantity: Quantity, following: list[Quantity], cuts: list[int]) -> str:
    """The words behind the number up to the end of the clause; none when another number stands there and takes them."""
    end = min((cut - 1 for cut in cuts if cut > quantity.end), default=len(folded))
    return "" if any(other.start < end for other in following) else folded[quantity.end : end]
