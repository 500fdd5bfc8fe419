"""What the coach answers. Every sentence is marked for translation; the page that shows it translates it."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from matchmaker.coach.drafts import RequirementRow
from matchmaker.messages import N_


class Severity(enum.Enum):
    """The value is the word to show."""

    MISSING = N_("待补充")
    IMPROVE = N_("建议")


@dataclass(frozen=True)
class Phrase:
    """`params` fill the %(name)s places of `message`, as they do in a DomainError."""

    message: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Advice:
    """`field` names the form field it belongs to: `problem`, `requirements-2-value`. `span` marks the words in that
    field's text, in code points. `row` is a row of the 考核指标 that could be added as it is."""

    code: str
    field: str
    severity: Severity
    message: Phrase
    suggestion: Phrase | None = None
    span: tuple[int, int] | None = None
    row: RequirementRow | None = None


class Part(NamedTuple):
    """What one part of the form adds: `got` of `weight` points. `name` is marked for translation."""

    name: str
    weight: int
    got: int


@dataclass(frozen=True)
class Coaching:
    """`completeness` is 0 to 100, the sum of what the parts got."""

    advice: tuple[Advice, ...]
    parts: tuple[Part, ...]

    @property
    def completeness(self) -> int:
        return sum(part.got for part in self.parts)

    @property
    def missing(self) -> tuple[Advice, ...]:
        return tuple(each for each in self.advice if each.severity is Severity.MISSING)

    @property
    def improvable(self) -> tuple[Advice, ...]:
        return tuple(each for each in self.advice if each.severity is Severity.IMPROVE)
