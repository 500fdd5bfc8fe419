from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from matchmaker.errors import Invalid
from matchmaker.messages import N_
from models.enums import CooperationMode
from models.project_enums import ReportingPeriod

FULL_WEIGHT = 100


@dataclass(frozen=True)
class MilestonePlan:
    title: str
    due_on: date | None
    weight: int | None
    evidence: str = ""


@dataclass(frozen=True)
class IndicatorPlan:
    """考核指标: what is promised for it, as text."""

    name: str
    promised: str


@dataclass(frozen=True)
class ProjectPlan:
    """What the parties settle before they sign; amounts in 万元."""

    title: str
    firm_leader: str
    provider_leader: str
    mode: CooperationMode | None
    total_budget: Decimal | None
    subsidy: Decimal
    starts_on: date | None
    ends_on: date | None
    milestones: Sequence[MilestonePlan] = field(default_factory=tuple)
    reporting: ReportingPeriod = ReportingPeriod.MONTH
    lump_sum: bool = False
    indicators: Sequence[IndicatorPlan] = field(default_factory=tuple)


def plan_faults(plan: ProjectPlan) -> list[Invalid]:
    """Every rule that the plan breaks, each with the form field it belongs to; empty when it is sound."""
    money = money_faults(plan.total_budget, plan.subsidy)
    return [*money, *_date_faults(plan), *_indicator_faults(plan), *_milestone_faults(plan)]


def money_faults(total_budget: Decimal | None, subsidy: Decimal) -> Iterator[Invalid]:
    if subsidy and total_budget is None:
        yield Invalid(N_("有财政资助时请填写总预算。"), field="total_budget")
    elif total_budget is not None and subsidy > total_budget:
        yield Invalid(N_("财政资助不能超过总预算。"), field="subsidy")


def _date_faults(plan: ProjectPlan) -> Iterator[Invalid]:
    if plan.starts_on and plan.ends_on and plan.starts_on > plan.ends_on:
        yield Invalid(N_("结束日期不能早于开始日期。"), field="ends_on")


def _indicator_faults(plan: ProjectPlan) -> Iterator[Invalid]:
    for number, row in enumerate(plan.indicators, 1):
        if not row.name:
            yield Invalid(N_("第 %(number)s 行请填写指标名称。"), field="indicators", number=number)
        if not row.promised:
            yield Invalid(N_("第 %(number)s 行请填写约定的指标值。"), field="indicators", number=number)


def _milestone_faults(plan: ProjectPlan) -> Iterator[Invalid]:
    for number, row in enumerate(plan.milestones, 1):
        yield from _row_faults(number, row, plan)
    total = sum(row.weight or 0 for row in plan.milestones)
    if plan.milestones and total != FULL_WEIGHT:
        yield Invalid(N_("各里程碑权重之和应为 100，现在是 %(total)s。"), field="milestones", total=total)


def _row_faults(number: int, row: MilestonePlan, plan: ProjectPlan) -> Iterator[Invalid]:
    if not row.title:
        yield Invalid(N_("第 %(number)s 行请填写里程碑名称。"), field="milestones", number=number)
    if row.due_on is None:
        yield Invalid(N_("第 %(number)s 行请填写完成期限。"), field="milestones", number=number)
    elif (plan.starts_on and row.due_on < plan.starts_on) or (plan.ends_on and row.due_on > plan.ends_on):
        yield Invalid(N_("第 %(number)s 行的完成期限不在项目起止日期之内。"), field="milestones", number=number)
    if row.weight is None or not 0 < row.weight <= FULL_WEIGHT:
        yield Invalid(N_("第 %(number)s 行的权重应在 1 到 100 之间。"), field="milestones", number=number)
