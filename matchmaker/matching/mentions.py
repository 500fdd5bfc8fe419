"""What an achievement says of an indicator in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .indicators import Indicator, names, plain
from .judgement import Demand, Reason, Verdict
from .quantity_text import STANDARD, fold
from .text import ROW, Sentence
from .verdicts import Wanted
from .vocabulary import Vocabulary

_CLAUSE = re.compile(r"[^，,；;。！？!?\n]+")
_MORE = re.compile(r"高|强|快|长|大|多|提升|提高|增加|延长")
_LESS = re.compile(r"低|少|小|短|轻|薄|降低|减少|缩短|省|免|无|避免|杜绝")
_GOOD = re.compile(r"优|好|改善|满足|达标|符合|稳定|可靠|合格|领先|先进|支持|具备|显著")
_AGAINST = re.compile(
    r"不能|不可|无法|达不到|未达|不满足|不符合|不合格|做不到|不支持|不具备|不达标|不适用"
    r"|未通过|没有通过|难以|不含|没有(?!超)|不佳|较差|不稳|缺乏"
)
_UNTESTED = re.compile(
    r"(?:未|没有?|尚未|待|缺少?)(?:经|作|做|进行|开展|系统)?(?:过)?(?:测试?|验证|考核|检测|评价|试验|试用|评估|研究)"
    r"|不足以说明|不作保证"
)
HOPED = re.compile(
    r"有望|未来|力争|预计|(?<![模虚比])拟(?!合|人|态|真|南)|计划(?:达|实现|将|在)|目标(?:为|是|值|达)|预期(?!寿命)"
)
_NONE_LEFT = re.compile(r"\s*(?:未检出|未见|无|没有|零)(?![线])")
_YES = frozenset({"是", "有", "支持", "具备", "具有", "可", "能", "合格", "达标", "通过", "符合", "满足"})
_NEGATIVE = re.compile(r"^(?:不|无|未|没|免|零)")
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that speaks of the demand without a comparable number; spans mark what speaks for the verdict.

    decides: it outweighs numbers that cannot be compared.
    """

    index: int
    verdict: Verdict
    reason: Reason
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def decides(self) -> bool:
        return self.reason in (Reason.FULFILLED, Reason.SAME_TEXT, Reason.DENIED)


def judge_words(
    demand: Demand,
    indicator: Indicator,
    want: Wanted | None,
    sentences: Sequence[Sentence],
    plains: Sequence[str],
    vocabulary: Vocabulary,
) -> Mention | None:
    """The mention that says most, None when the indicator does not occur."""
    found = list(_in_words(demand, indicator, sentences, plains)) if want is None else []
    for index, sentence in enumerate(sentences):
        if _long_enough(indicator.core) and indicator.core in plains[index]:
            found += _clauses(index, sentence, indicator, want, vocabulary)
    order = list(Reason)
    return min(found, key=lambda mention: (order.index(mention.reason), mention.index), default=None)


def _clauses(
    index: int, sentence: Sentence, indicator: Indicator, want: Wanted | None, vocabulary: Vocabulary
) -> Iterator[Mention]:
    if sentence.place == ROW and want and want.comparator == "<=" and _none_left(sentence.text, indicator, vocabulary):
        yield Mention(index, Verdict.MET, Reason.FULFILLED)
    for clause in _CLAUSE.finditer(sentence.text):
        if names(indicator.core, plain(clause[0], vocabulary)):
            yield _of_clause(index, clause[0], want)


def _long_enough(core: str) -> bool:
    """Al and Fe occur everywhere; without a number that says nothing."""
    return len(core) > _SHORT or not core.isascii()


def _of_clause(index: int, clause: str, want: Wanted | None) -> Mention:
    if _UNTESTED.search(clause) or HOPED.search(clause):
        return Mention(index, Verdict.UNKNOWN, Reason.UNTESTED)
    if _AGAINST.search(clause):
        return Mention(index, Verdict.UNMET, Reason.DENIED)
    if _GOOD.search(clause) or _favours(clause, want):
        return Mention(index, Verdict.PARTIAL, Reason.NO_NUMBER)
    return Mention(index, Verdict.UNKNOWN, Reason.NO_STATEMENT)


def _favours(clause: str, want: Wanted | None) -> bool:
    """高 speaks for a demand of at least something, 低 for one of at most something."""
    if want is None:
        return bool(_MORE.search(clause) or _LESS.search(clause))
    return bool((want.low is not None and _MORE.search(clause)) or (want.high is not None and _LESS.search(clause)))


def _none_left(row: str, indicator: Indicator, vocabulary: Vocabulary) -> bool:
    """Whether a row reads "indicator 未检出"."""
    name, blank, value = row.strip().partition(" ")
    return bool(blank) and indicator.core in plain(name, vocabulary) and bool(_NONE_LEFT.match(value))


def _in_words(
    demand: Demand, indicator: Indicator, sentences: Sequence[Sentence], plains: Sequence[str]
) -> Iterator[Mention]:
    standards = _standards(f"{demand.indicator} {demand.value}")
    value = plain(f"{demand.value}{demand.unit}")
    for index, sentence in enumerate(sentences):
        for found in STANDARD.finditer(fold(sentence.text)):
            if _key(found[0]) in standards:
                yield _stated(index, sentence.text, found.span())
        if not standards and value:
            yield from _same_words(index, sentence, plains[index], indicator, value)


def _same_words(index: int, sentence: Sentence, text: str, indicator: Indicator, value: str) -> Iterator[Mention]:
    named = bool(indicator.core) and indicator.core in text
    if value in _YES:
        if named and not _AGAINST.search(sentence.text) and not _UNTESTED.search(sentence.text):
            yield Mention(index, Verdict.MET, Reason.SAME_TEXT)
    elif value in text and (named or len(value) > _SHORT + 1):
        start = sentence.text.find(value)
        span = (start, start + len(value)) if start >= 0 else (0, 0)
        denied = not _NEGATIVE.search(value) and span[1] and _denied_before(sentence.text, span[0])
        spans = (span,) if span[1] else ()
        verdict = (Verdict.UNMET, Reason.DENIED) if denied else (Verdict.MET, Reason.SAME_TEXT)
        yield Mention(index, *verdict, spans)


def _stated(index: int, text: str, span: tuple[int, int]) -> Mention:
    if _denied_before(text, span[0]):
        return Mention(index, Verdict.UNMET, Reason.DENIED, (span,))
    return Mention(index, Verdict.MET, Reason.SAME_TEXT, (span,))


def _denied_before(text: str, at: int) -> bool:
    return bool(re.search(r"(?:不|未|没有?|无法|非|尚未|不能)[^，,。；;]{0,4}$", text[max(0, at - 8) : at]))


def _standards(text: str) -> frozenset[str]:
    return frozenset(_key(found[0]) for found in STANDARD.finditer(fold(text)))


def _key(standard: str) -> str:
    """GB/T 19001-2016 → GB19001: neither the edition nor whether it is recommended counts."""
    bare = re.sub(r"[-:]\d{1,4}$", "", standard.strip()).upper()
    return re.sub(r"[^A-Z0-9.]", "", re.sub(r"/[TZ](?=\W|\d)", "", bare))
