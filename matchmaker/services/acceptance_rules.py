"""What an application for acceptance must say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from matchmaker.errors import Invalid
from matchmaker.messages import N_
from models import Milestone, Project
from models.project_enums import MilestoneState


@dataclass(frozen=True)
class Result:
    """Of one 考核指标."""

    indicator_id: int
    reached: str
    met: bool | None


@dataclass(frozen=True)
class Application:
    """`excuses`: why a milestone is not confirmed, by its id; `reports_reason`: why a report is overdue."""

    summary: str
    results: Sequence[Result] = ()
    excuses: Mapping[int, str] = field(default_factory=dict)
    reports_reason: str = ""


def application_faults(project: Project, given: Application, overdue_reports: int) -> Iterator[Invalid]:
    if not given.summary:
        yield Invalid(N_("请写明项目完成情况。"), field="summary")
    yield from _result_faults(project, given)
    for number, row in enumerate(unconfirmed(project), 1):
        if not given.excuses.get(row.id):
            message = N_("第 %(number)s 行“%(title)s”尚未确认，请说明原因。")
            yield Invalid(message, field="milestones", number=number, title=row.title)
    if overdue_reports and not given.reports_reason:
        message = N_("有 %(count)s 期进展报告逾期未报，请先补报或说明原因。")
        yield Invalid(message, field="reports_reason", count=overdue_reports)


def unconfirmed(project: Project) -> list[Milestone]:
    return [row for row in project.milestones if row.state is not MilestoneState.CONFIRMED]


def exceptions_of(project: Project, given: Application, kept: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """As they are stored. What was said of overdue reports in an earlier hand-in stays."""
    rows = [{"about": row.title, "reason": given.excuses[row.id]} for row in unconfirmed(project)]
    said = given.reports_reason or next((row["reason"] for row in kept if not row["about"]), "")
    return [*rows, *([{"about": "", "reason": said}] if said else [])]


def results_of(project: Project) -> list[dict[str, Any]]:
    return [
        {"name": row.name, "promised": row.promised, "reached": row.reached, "met": row.met}
        for row in project.indicators
    ]


def _result_faults(project: Project, given: Application) -> Iterator[Invalid]:
    results = {result.indicator_id: result for result in given.results}
    for number, row in enumerate(project.indicators, 1):
        result = results.get(row.id)
        if result is None or not result.reached:
            message = N_("第 %(number)s 行“%(name)s”请填写达到的数值或情况。")
            yield Invalid(message, field="indicators", number=number, name=row.name)
        elif result.met is None:
            message = N_("第 %(number)s 行“%(name)s”请选择是否达到。")
            yield Invalid(message, field="indicators", number=number, name=row.name)
