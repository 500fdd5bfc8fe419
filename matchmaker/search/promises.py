"""Whether what a bid promises reaches what the challenge requires, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from matchmaker.matching import Demand, Document, Judgement, Reason, Verdict, judge
from matchmaker.search.judgements import demands
from models import Need, Requirement
from models.enums import Obligation

SHORT = Verdict.UNMET.value


class Answer(Protocol):
    @property
    def requirement_id(self) -> int: ...

    @property
    def promised(self) -> str: ...

    @property
    def evidence(self) -> str: ...


class Promising(Protocol):
    """The content of a bid, as far as it is looked at here."""

    @property
    def responses(self) -> Sequence[Answer]: ...


@dataclass(frozen=True)
class JudgedResponse:
    """`verdict` is met, partial, unmet, unknown, or '' where nothing is promised."""

    requirement: Requirement
    promised: str
    evidence: str
    verdict: str

    @property
    def is_must(self) -> bool:
        return self.requirement.obligation is Obligation.MUST

    @property
    def is_missed_must(self) -> bool:
        return self.is_must and self.verdict in (SHORT, "")


def judged_responses(need: Need, content: Promising) -> list[JudgedResponse]:
    """One for each requirement of the challenge, in its order."""
    answers = {answer.requirement_id: answer for answer in content.responses}
    rows = zip(need.requirements, demands(need), strict=True)
    return [_judged(row, demand, answers.get(row.id)) for row, demand in rows]


def missed_musts(need: Need, content: Promising) -> list[Requirement]:
    """The 必须 rows that the bid misses: nothing is promised, or less. What cannot be compared is not a miss."""
    return [each.requirement for each in judged_responses(need, content) if each.is_missed_must]


def unanswered_musts(need: Need, content: Promising) -> list[Requirement]:
    answered = {answer.requirement_id for answer in content.responses if answer.promised.strip()}
    return [row for row in need.requirements if row.obligation is Obligation.MUST and row.id not in answered]


def _judged(row: Requirement, demand: Demand, answer: Answer | None) -> JudgedResponse:
    promised, evidence = (answer.promised.strip(), answer.evidence.strip()) if answer else ("", "")
    if not promised:
        return JudgedResponse(row, "", evidence, "")
    found = _judgement(demand, promised)
    # just short is near enough to talk about a match, but it is not what was required
    verdict = SHORT if found.reason is Reason.NEAR_MISS else found.verdict.value
    return JudgedResponse(row, promised, evidence, verdict)


def _judgement(demand: Demand, promised: str) -> Judgement:
    """A number alone is meant in the unit of the requirement, beside which it was written."""
    unit = demand.unit if promised[-1].isdigit() else ""
    said = Document("", rows=(f"{demand.indicator} {promised} {unit}".rstrip(),))
    return judge([demand], None, said, None, None)[0]
