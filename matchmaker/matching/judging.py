"""Whether an achievement does what a need demands, row by row, with a quotation for each.

Where an achievement gives a number of the demanded indicator in a unit of the same kind, the number decides:

  MET      every value that is offered fulfils the demand. "≥ 98" promises 98; "约95" means 95 ± 5 %, so it does not
           fulfil "≥ 95" for sure. A demanded working or measuring range (范围, 量程 …) has to be covered by the
           offered one; any other demanded range has to hold the offered value.
  PARTIAL  the offered range and the demanded one overlap ("最高98" for "≥ 95"); or the demand is missed by no more
           than 5 % of the demanded value, for shares 5 % of the lesser of the value and what it lacks to 100 %.
  UNMET    the demand is missed by more; or the text denies that the number is reached (未达到95%).

Otherwise words decide:

  MET      a demand without a number stands in the achievement in the same words, or the same standard does (the
           edition is not compared), not denied. 未检出 and 无 meet any demand for at most something.
  PARTIAL  the indicator is spoken of with words that speak for it (高, 良好, 满足 …), but without a number.
  UNMET    the indicator is spoken of with words that deny it (不能, 达不到 …).
  UNKNOWN  the indicator does not occur; or it does, with nothing said for or against it, with numbers of another kind
           (次 for %), only with a rise or fall (降低30%) where a level is demanded, only under other conditions
           (25 ℃ for 100 ℃), or untested (未验证). The reason says which.

A number belongs to the indicator that its label names: the words before it, back to the last punctuation or number.
Vectors only choose between places that name the indicator equally well; alike vectors alone never make a verdict.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .features import centred
from .indicators import NAMED, Indicator, common_parts, plain, strength
from .judgement import Demand, Evidence, Judgement, Reason, Verdict
from .mentions import HOPED, Mention, judge_words
from .quantities import Quantity
from .statements import Statement, statements
from .text import BODY, ROW, TITLE, Document, Sentence, sentences
from .vectors import Floats, ItemVectors
from .verdicts import Comparison, Wanted, as_offered, compare, same_kind, wanted, with_tail
from .vocabulary import Vocabulary
from .words import marks, words

# From here on a label is taken for the indicator even when its number cannot be compared.
_SURE = 0.8 - 1e-9
_PLACES = {ROW: 2, BODY: 1, TITLE: 0}


def judge(
    demands: Sequence[Demand],
    demand_vectors: Floats | None,
    other: Document,
    other_vectors: ItemVectors | None,
    centre: Floats | None,
    vocabulary: Vocabulary | None = None,
) -> list[Judgement]:
    """One judgement for each demand, in their order.

    demand_vectors (n, d): row i belongs to demands[i], zeros where there is none (row_vectors makes them);
    centre (d,): that of the sentences (calibration.centre_rows(...)[2]). Vectors only help to find the sentence: all
    three may be None. The vocabulary says which words mean the same. Never raises for any text.
    """
    reading = _Reading.of(other, vocabulary or Vocabulary.EMPTY)
    cosines = _cosines(len(demands), demand_vectors, reading, other_vectors, centre)
    return [reading.judged(demand, row) for demand, row in zip(demands, cosines, strict=True)]


def row_vectors(document: Document, vectors: ItemVectors) -> Floats:
    """Vectors (rows, d) of the document's rows in order; zeros for rows that have none."""
    found = sentences(document)
    if len(found) != len(vectors.sentences):
        raise ValueError("The stored vectors are of another text than the document")
    rows = np.zeros((len(document.rows), vectors.dimension), np.float32)
    for sentence, vector in zip(found, vectors.sentences, strict=True):
        if sentence.place == ROW:
            rows[sentence.number] = vector
    return rows


def _cosines(
    count: int, rows: Floats | None, reading: "_Reading", others: ItemVectors | None, centre: Floats | None
) -> list[Floats | None]:
    """For each demand its cosines (sentences,), None without vectors."""
    if rows is None or others is None or len(others.sentences) != len(reading.sentences):
        return [None] * count
    middle = np.zeros(others.dimension, np.float32) if centre is None else centre
    return list(centred(rows, middle) @ centred(others.sentences, middle).T)


@dataclass(frozen=True, slots=True)
class _Found:
    """A statement that names the indicator; quantity is what it offers, when that can be compared."""

    statement: Statement
    strength: float
    quantity: Quantity | None
    hindrance: Reason | None


@dataclass(frozen=True, slots=True)
class _Reading:
    """A document, read once for all demands."""

    sentences: tuple[Sentence, ...]
    plain: tuple[str, ...]
    everywhere: str
    statements: tuple[Statement, ...]
    vocabulary: Vocabulary

    @classmethod
    def of(cls, document: Document, vocabulary: Vocabulary) -> "_Reading":
        found = sentences(document)
        said = (one for index, sentence in enumerate(found) for one in statements(index, sentence, vocabulary))
        plains = tuple(plain(sentence.text, vocabulary) for sentence in found)
        return cls(found, plains, "\n".join(plains), tuple(said), vocabulary)

    def judged(self, demand: Demand, cosines: Floats | None) -> Judgement:
        indicator = Indicator.of(demand.indicator, self.vocabulary)
        want = wanted(demand, indicator)
        named = self._named(indicator, want, cosines) if want else []
        # A number of another kind tells nothing unless it surely belongs to the indicator.
        found = [one for one in named if one.quantity or one.strength >= _SURE]
        comparable = [one for one in found if one.quantity]
        if want and comparable and (quantity := comparable[0].quantity):
            said = comparable[0].statement
            outcome = _compared(want, comparable)
            evidence = self._evidence(demand, said.index, cosines, (quantity.start, quantity.end))
            return Judgement(demand, outcome.verdict, outcome.reason, evidence, quantity, outcome.gap)
        mention = judge_words(demand, indicator, want, self.sentences, self.plain, self.vocabulary)
        return self._without_comparison(demand, found, mention, cosines)

    def _without_comparison(
        self, demand: Demand, found: list[_Found], mention: Mention | None, cosines: Floats | None
    ) -> Judgement:
        if found and found[0].hindrance and not (mention and mention.decides):
            said = found[0].statement
            place = (said.quantity.start, said.quantity.end)
            evidence = self._evidence(demand, said.index, cosines, place)
            return Judgement(demand, Verdict.UNKNOWN, found[0].hindrance, evidence, said.quantity)
        if not mention:
            return Judgement(demand, Verdict.UNKNOWN, Reason.NOT_MENTIONED)
        evidence = self._evidence(demand, mention.index, cosines, None, mention.spans)
        return Judgement(demand, mention.verdict, mention.reason, evidence)

    def _named(self, indicator: Indicator, want: Wanted, cosines: Floats | None) -> list[_Found]:
        """Statements that name the indicator, those that say it most plainly first."""
        named = [(self._strength(indicator, one), one) for one in self.statements if not one.baseline]
        found = [_Found(one, sure, *_offered(want, indicator, one)) for sure, one in named if sure >= NAMED]

        def rank(one: _Found) -> tuple[float, int, bool, float, int]:
            open_ended = _promises_nothing(want, one.quantity)
            cosine = 0.0 if cosines is None else float(cosines[one.statement.index])
            place = _PLACES[one.statement.sentence.place]
            return -round(one.strength, 1), -place, open_ended, -round(cosine, 2), one.statement.index

        return sorted(found, key=rank)

    def _strength(self, indicator: Indicator, statement: Statement) -> float:
        around = self.plain[statement.index]
        labels = dict.fromkeys((statement.label, statement.short))
        named = max(strength(indicator, label, around, self.everywhere) for label in labels)
        if named >= NAMED or not statement.behind:
            return named
        # 98%的准确率: only when nothing else lies between the number and the indicator.
        return 0.8 if statement.behind.lstrip("的").startswith(indicator.core or "\0") else 0.0

    def _evidence(
        self,
        demand: Demand,
        index: int,
        cosines: Floats | None,
        number: tuple[int, int] | None,
        spans: tuple[tuple[int, int], ...] = (),
    ) -> Evidence:
        sentence = self.sentences[index]
        terms = frozenset(word for word in words(demand.indicator, self.vocabulary) if len(word) > 1)
        shared = (*marks(sentence.text, terms, self.vocabulary), *common_parts(sentence.text, demand.indicator))
        cosine = None if cosines is None else float(np.clip(cosines[index], -1, 1))
        return Evidence(sentence, number, _apart((*shared, *spans), number), cosine)


def _compared(want: Wanted, found: list[_Found]) -> Comparison:
    """The verdict on the first, unless its own sentence says otherwise just as plainly (COD 95%，氨氮 70%)."""
    first = found[0]
    equals = (
        one
        for one in found
        if one.statement.index == first.statement.index and round(one.strength, 1) == round(first.strength, 1)
    )
    outcomes = [
        compare(as_offered(want, one.quantity, one.statement.label), one.quantity, one.statement.denied)
        for one in equals
        if one.quantity
    ]
    if {Verdict.MET, Verdict.UNMET} <= {outcome.verdict for outcome in outcomes}:
        return Comparison(Verdict.PARTIAL, Reason.OVERLAP, outcomes[0].gap)
    return outcomes[0]


def _hoped(said: Statement) -> bool:
    clause = re.split(r"[，,；;。]", said.sentence.text[: said.quantity.start])[-1]
    return bool(HOPED.search(clause))


def _offered(want: Wanted, indicator: Indicator, said: Statement) -> tuple[Quantity | None, Reason | None]:
    """What the statement offers in terms of the demand, or what hinders the comparison."""
    quantity = said.quantity
    if said.sentence.place == ROW or (want.tail and said.tail.startswith(want.tail)):
        quantity = with_tail(quantity, said.tail if said.sentence.place == ROW else want.tail)
    kind = same_kind(want, quantity)
    if kind is not None and _hoped(said):
        return None, Reason.UNTESTED
    if said.relative and quantity.dimension != "[倍]":
        return None, Reason.ONLY_CHANGE
    if said.change and not indicator.change:
        return None, Reason.ONLY_CHANGE
    other_tail = said.sentence.place == ROW and want.tail and said.tail and want.tail != "".join(said.tail.split())
    if kind is None or other_tail or (indicator.change and not said.change):
        return None, Reason.OTHER_UNIT
    if _other_conditions(indicator.conditions, said.conditions):
        return None, Reason.OTHER_CONDITION
    return (_turned(kind) if indicator.change * said.change < 0 else kind), None


def _promises_nothing(want: Wanted, quantity: Quantity | None) -> bool:
    """Whether a number is open on the side that counts: 不足两个月 for at least 60 days."""
    if quantity is None:
        return False
    return (want.comparator == ">=" and quantity.low is None) or (want.comparator == "<=" and quantity.high is None)


def _turned(quantity: Quantity) -> Quantity:
    """A rise by 5 as a fall by -5."""
    low, high = (None if end is None else -end for end in (quantity.high, quantity.low))
    return Quantity(low, high, quantity.unit, quantity.text, quantity.start, quantity.end, quantity.approximate)


def _other_conditions(ours: tuple[Quantity, ...], theirs: tuple[Quantity, ...]) -> bool:
    """Whether both name a condition of one kind (a temperature, a time), but never the same."""
    kinds = {one.dimension for one in ours if one.dimension} & {one.dimension for one in theirs}
    return any(
        not any(np.isclose(a.value, b.value, rtol=1e-6) for a in _of(kind, ours) for b in _of(kind, theirs))
        for kind in kinds
    )


def _of(dimension: str, quantities: tuple[Quantity, ...]) -> list[Quantity]:
    return [one for one in quantities if one.dimension == dimension]


def _apart(spans: tuple[tuple[int, int], ...], number: tuple[int, int] | None) -> tuple[tuple[int, int], ...]:
    """Spans in order, joined where they touch, without those that reach into the number."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if number and start < number[1] and end > number[0]:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
