"""调度 in the 待办: what the parties owe soon or late; for the bureau, calls for help and what is overdue."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, or_, select

from matchmaker.adapters import clock
from matchmaker.messages import N_
from matchmaker.policies import duties
from matchmaker.policies.duties import Owed
from matchmaker.queries.waiting import Group
from models import ProgressReport, Project, User


def _own(owed: Owed, user: User) -> ColumnElement[bool]:
    projects = select(Project.id).where(
        or_(Project.firm_id == user.organization_id, Project.provider_id == user.organization_id)
    )
    column: ColumnElement[bool] = owed.model.project_id.in_(projects)
    return column


def _to_report(user: User) -> ColumnElement[bool]:
    """From the end of the period, or earlier when the day is near."""
    today = clock.today()
    near = or_(duties.REPORT.pressing(today), ProgressReport.period_end < today)
    return and_(duties.REPORT.rule, near, _own(duties.REPORT, user))


def _due(owed: Owed) -> Any:
    return lambda user: and_(owed.rule, owed.pressing(clock.today()), _own(owed, user))


def _overdue(owed: Owed) -> Any:
    return lambda _: and_(owed.rule, owed.overdue(clock.today()))


def _of_own_projects(user: User) -> ColumnElement[int]:
    """The responsible officer's own come first."""
    responsible = select(Project.id).where(Project.officer_id == user.id)
    return case((ProgressReport.project_id.in_(responsible), 0), else_=1)


def _days_left(day: date) -> int:
    return clock.days_until(day)


FOR_PARTIES = (
    Group(
        "reports-owed",
        N_("待报的进展报告"),
        N_("进展报告都已提交。"),
        ProgressReport,
        ProgressReport.due_on,
        _to_report,
        _days_left,
        dated=True,
    ),
    Group(
        "milestones-due",
        N_("到期的里程碑"),
        N_("没有临近到期的里程碑。"),
        duties.MILESTONE.model,
        duties.MILESTONE.day,
        _due(duties.MILESTONE),
        _days_left,
        dated=True,
    ),
    Group(
        "payments-due",
        N_("到期的款项"),
        N_("没有临近到期的款项。"),
        duties.PAYMENT.model,
        duties.PAYMENT.day,
        _due(duties.PAYMENT),
        _days_left,
        dated=True,
    ),
)
FOR_THE_BUREAU = (
    Group(
        "help-wanted",
        N_("求助科技局"),
        N_("没有等待答复的求助。"),
        ProgressReport,
        ProgressReport.submitted_at,
        lambda _: ProgressReport.help_waits,
        first=_of_own_projects,
    ),
    Group(
        "reports-overdue",
        N_("逾期未报的进展"),
        N_("进展报告没有逾期的。"),
        ProgressReport,
        ProgressReport.due_on,
        _overdue(duties.REPORT),
        _days_left,
        dated=True,
    ),
    Group(
        "milestones-overdue",
        N_("逾期的里程碑"),
        N_("里程碑没有逾期的。"),
        duties.MILESTONE.model,
        duties.MILESTONE.day,
        _overdue(duties.MILESTONE),
        _days_left,
        dated=True,
    ),
    Group(
        "payments-overdue",
        N_("逾期的款项"),
        N_("到款没有逾期的。"),
        duties.PAYMENT.model,
        duties.PAYMENT.day,
        _overdue(duties.PAYMENT),
        _days_left,
        dated=True,
    ),
)
