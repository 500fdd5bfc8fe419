"""What a person has typed so far, as plain strings: any text may be empty, choices are names of enum members."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class RequirementRow:
    """One row of the 考核指标. `comparator` is GE, LE, EQ or RANGE."""

    indicator: str = ""
    comparator: str = "GE"
    value: str = ""
    value_high: str = ""
    unit: str = ""
    required: bool = True
    current_level: str = ""

    @property
    def is_blank(self) -> bool:
        return not any((self.indicator, self.value, self.value_high, self.unit, self.current_level))


@dataclass(frozen=True)
class ParameterRow:
    """One row of the 性能参数."""

    indicator: str = ""
    value: str = ""
    unit: str = ""
    evidence: str = ""

    @property
    def is_blank(self) -> bool:
        return not any((self.indicator, self.value, self.unit, self.evidence))


@dataclass(frozen=True)
class NeedDraft:
    """`requirements` keeps the blank rows of the form, so that a row's place is its number there. Amounts in 万元;
    `negotiable` says that 面议 was chosen on purpose."""

    title: str = ""
    background: str = ""
    problem: str = ""
    scenario: str = ""
    current_basis: str = ""
    requirements: tuple[RequirementRow, ...] = ()
    modes: tuple[str, ...] = ()
    budget: Decimal | None = None
    negotiable: bool = False
    delivery_months: int | None = None
    is_challenge: bool = False
    award: Decimal | None = None
    has_field: bool = False


@dataclass(frozen=True)
class AchievementDraft:
    """`parameters` keeps the blank rows of the form. `stage` is RESEARCH, LAB, PILOT, SAMPLE, PRODUCTION or "";
    `trl` 1 to 9; `properties` counts the rows of the 知识产权; `price` in 万元."""

    title: str = ""
    abstract: str = ""
    advantages: str = ""
    keywords: tuple[str, ...] = ()
    stage: str = ""
    trl: int | None = None
    parameters: tuple[ParameterRow, ...] = ()
    properties: int = 0
    scenes: str = ""
    cases: str = ""
    modes: tuple[str, ...] = ()
    price: Decimal | None = None
    has_field: bool = False
