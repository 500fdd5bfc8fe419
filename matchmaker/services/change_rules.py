"""What a change request may ask for. Rules on the plan are asked again before it is approved."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from matchmaker.adapters import clock
from matchmaker.checks.plan_parts import Part, amount_of, day_of
from matchmaker.errors import Invalid
from matchmaker.messages import N_
from matchmaker.services.payment_rules import NOTHING, agreed, funds_faults, received, sums
from matchmaker.services.project_rules import money_faults
from models import Project
from models.project_enums import ChangeKind, MilestoneState, PaymentKind

LONGEST_NAME, LONGEST_PROMISE = 40, 200
FIRST_FIELD = {
    ChangeKind.EXTENSION: "ends_on",
    ChangeKind.BUDGET: "total_budget",
    ChangeKind.INDICATORS: "indicators",
    ChangeKind.LEADER: "leader",
}


def request_faults(project: Project, kind: ChangeKind, before: Part, after: Part, reason: str) -> list[Invalid]:
    """Every rule that a new request breaks, at its field of the form."""
    found = [*plan_faults(project, kind, after)]
    if not found and after == before:
        found = [Invalid(N_("与现行计划相同，没有需要变更的内容。"), field=FIRST_FIELD[kind])]
    if not found and kind is ChangeKind.EXTENSION:
        found = [*_past_faults(before, after)]
    if not reason.strip():
        found.append(Invalid(N_("请说明变更的理由。"), field="reason"))
    return found


def plan_faults(project: Project, kind: ChangeKind, after: Part) -> Iterator[Invalid]:
    return _RULES[kind](project, after)


def _extension_faults(project: Project, after: Part) -> Iterator[Invalid]:
    ends_on = day_of(after["ends_on"])
    if ends_on is None:
        yield Invalid(N_("请填写新的结束日期。"), field="ends_on")
        return
    if project.starts_on and ends_on < project.starts_on:
        day = project.starts_on.isoformat()
        yield Invalid(N_("结束日期不能早于开始日期 %(day)s。"), field="ends_on", day=day)
        return
    yield from _confirmed_faults(project, ends_on)
    for number, row in enumerate(after.get("milestones", ()), 1):
        due_on = date.fromisoformat(row["due_on"])
        if due_on > ends_on or (project.starts_on and due_on < project.starts_on):
            message = N_("第 %(number)s 行的完成期限不在项目起止日期之内。")
            yield Invalid(message, field="milestones", number=number)


def _confirmed_faults(project: Project, ends_on: date) -> Iterator[Invalid]:
    """What is confirmed lies within the project."""
    confirmed = [row for row in project.milestones if row.state is MilestoneState.CONFIRMED]
    days = {row.title: row.done_on or row.due_on for row in confirmed}
    late = max(days, key=lambda title: days[title], default=None)
    if late is not None and ends_on < days[late]:
        message = N_("里程碑“%(title)s”已于 %(day)s 确认完成，结束日期不能早于这一天。")
        yield Invalid(message, field="ends_on", title=late, day=days[late].isoformat())


def _past_faults(before: Part, after: Part) -> Iterator[Invalid]:
    """Whatever is given a new day gets one that is still to come."""
    today = clock.today().isoformat()
    if after["ends_on"] != before["ends_on"] and after["ends_on"] < today:
        yield Invalid(N_("新的结束日期应在今天或以后。"), field="ends_on")
    old = {row["id"]: row["due_on"] for row in before["milestones"]}
    for number, row in enumerate(after["milestones"], 1):
        if row["due_on"] != old.get(row["id"]) and row["due_on"] < today:
            yield Invalid(N_("第 %(number)s 行的新期限应在今天或以后。"), field="milestones", number=number)


def _funds_faults(project: Project, after: Part) -> Iterator[Invalid]:
    total, subsidy = amount_of(after["total_budget"]), Decimal(after["subsidy"])
    if total is None and project.total_budget is not None:
        yield Invalid(N_("请填写新的总预算。"), field="total_budget")
        return
    yield from money_faults(total, subsidy)
    if total is not None:
        yield from _total_faults(project, total)
    yield from _subsidy_faults(project, subsidy)


def _total_faults(project: Project, total: Decimal) -> Iterator[Invalid]:
    """What has come in, and what was agreed, unless the total has always been less than that."""
    came_in = sum((received(project, kind) for kind in PaymentKind), NOTHING)
    contract = agreed(project, PaymentKind.COOPERATION)
    lowered = project.total_budget is None or total < project.total_budget
    if total < came_in:
        message = N_("已到款 %(received)s 万元，总预算不能低于这一数额。")
        yield Invalid(message, field="total_budget", received=f"{came_in:,.2f}")
    elif lowered and total < contract:
        message = N_("合同成交额 %(agreed)s 万元，总预算不能低于这一数额；合同金额有变的，先登记补充协议。")
        yield Invalid(message, field="total_budget", agreed=f"{contract:,.2f}")


def _subsidy_faults(project: Project, subsidy: Decimal) -> Iterator[Invalid]:
    yield from (faults := [*funds_faults(project, subsidy, PaymentKind.SUBSIDY, "subsidy")])
    found = sums(project, PaymentKind.SUBSIDY)
    if not faults and found.planned and subsidy < found.received + found.planned:
        message = N_("财政资助已到款 %(received)s 万元、另有计划 %(planned)s 万元，请科技局先调整到款计划。")
        words = {"received": f"{found.received:,.2f}", "planned": f"{found.planned:,.2f}"}
        yield Invalid(message, field="subsidy", **words)


def _indicator_faults(_: Project, after: Part) -> Iterator[Invalid]:
    for number, row in enumerate(after["indicators"], 1):
        if not row["promised"]:
            yield Invalid(N_("第 %(number)s 行请填写变更后的指标值。"), field="indicators", number=number)
        elif len(row["promised"]) > LONGEST_PROMISE:
            yield Invalid(N_("第 %(number)s 行的指标值请控制在 200 字以内。"), field="indicators", number=number)


def _leader_faults(_: Project, after: Part) -> Iterator[Invalid]:
    (name,) = after.values()
    if not name:
        yield Invalid(N_("请填写新负责人的姓名。"), field="leader")
    elif len(name) > LONGEST_NAME:
        yield Invalid(N_("请控制在 40 字以内。"), field="leader")


_RULES: dict[ChangeKind, Callable[[Project, Part], Iterator[Invalid]]] = {
    ChangeKind.EXTENSION: _extension_faults,
    ChangeKind.BUDGET: _funds_faults,
    ChangeKind.INDICATORS: _indicator_faults,
    ChangeKind.LEADER: _leader_faults,
}
