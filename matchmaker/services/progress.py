"""调度: for which periods a project owes a report."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, insert, select

from matchmaker.adapters import clock
from matchmaker.checks.deadlines import period_of, report_due_on
from matchmaker.services.unit import commit
from models import ProgressReport, Project, db
from models.enums import ProjectState
from models.project_enums import ProgressState, Reminder, ReportingPeriod

AT_ONCE = 500


def open_period(project: Project) -> ProgressReport:
    """The report owed for the period in which today lies: there already, owed again after a waiver, or new.
    Part of a use case that holds the project."""
    query = select(ProgressReport).where(ProgressReport.project_id == project.id)
    last = db.session.scalar(query.order_by(ProgressReport.period_end.desc()).limit(1))
    if last is None or last.period_end < clock.today():
        last_end = last.period_end if last else None
        last = ProgressReport(project=project, **_period(project.reporting, last_end))
        db.session.add(last)
    elif last.state is ProgressState.WAIVED:
        last.state, last.reminder = ProgressState.OWED, Reminder.NONE
    return last


def waive(project: Project) -> None:
    """What is owed now need not be handed in any more: the project rests or ends."""
    query = select(ProgressReport).where(
        ProgressReport.project_id == project.id, ProgressReport.state == ProgressState.OWED
    )
    for row in db.session.scalars(query):
        row.state = ProgressState.WAIVED


def open_periods() -> int:
    """The same for every running project; returns how many reports are owed anew."""
    opened = after = 0
    while found := _without_period(after):
        opened += _open(found)
        commit()
        after = found[-1]
    return opened


def _period(reporting: ReportingPeriod, last_end: date | None) -> dict[str, Any]:
    """The days of a new row. After a change of rhythm the first period begins where the last one ended."""
    start, end = period_of(reporting, clock.today())
    if last_end is not None:
        start = max(start, last_end + timedelta(days=1))
    return {"period_start": start, "period_end": end, "due_on": report_due_on(reporting, end)}


def _without_period(after: int) -> Sequence[int]:
    covered = select(ProgressReport.id).where(
        ProgressReport.project_id == Project.id, ProgressReport.period_end >= clock.today()
    )
    query = select(Project.id).where(Project.state == ProjectState.RUNNING, Project.id > after, ~covered.exists())
    return db.session.scalars(query.order_by(Project.id).limit(AT_ONCE)).all()


def _open(ids: Sequence[int]) -> int:
    """The projects are held while it is looked again: nobody opens the same period, or stops a project, meanwhile."""
    db.session.execute(select(Project.id).where(Project.id.in_(ids)).order_by(Project.id).with_for_update())
    last_end = func.max(ProgressReport.period_end)
    query = (
        select(Project.id, Project.reporting, last_end)
        .outerjoin(ProgressReport, ProgressReport.project_id == Project.id)
        .where(Project.id.in_(ids), Project.state == ProjectState.RUNNING)
        .group_by(Project.id, Project.reporting)
    )
    moment, today = clock.now(), clock.today()
    rows = [
        {"project_id": project_id, "created_at": moment, "updated_at": moment, **_period(reporting, end)}
        for project_id, reporting, end in db.session.execute(query)
        if end is None or end < today
    ]
    if rows:
        db.session.execute(insert(ProgressReport), rows)
    return len(rows)
