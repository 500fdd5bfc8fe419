"""The progress reports of one project, and its percent over time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from matchmaker.adapters import clock
from matchmaker.checks.deadlines import Duty, light
from matchmaker.policies import progress as policy
from matchmaker.queries.paging import PER_PAGE, Page, paginate
from models import Event, ProgressReport, Project, User, db
from models.actions import Action
from models.enums import SubjectKind
from models.project_enums import Light, ProgressState


@dataclass(frozen=True)
class Row:
    """`late`: handed in after its day. `light` is none for a period that was waived."""

    report: ProgressReport
    light: Light | None
    late: bool
    corrections: Sequence[Event] = ()


@dataclass(frozen=True)
class Point:
    day: date
    percent: int


def get(report_id: int, actor: User | None) -> ProgressReport | None:
    """None when there is none, or none for this reader."""
    query = select(ProgressReport).where(ProgressReport.id == report_id, policy.viewable(actor))
    return db.session.scalar(query.options(joinedload(ProgressReport.project)))


def of_project(project: Project, page: int) -> Page[Row]:
    """The latest period first."""
    found = paginate(listing_rows(project.id), page)
    corrected = _corrections(found.rows)
    rows = [row_of(report, corrected[report.id]) for report in found.rows]
    return Page(rows, found.page, found.total, found.per_page)


def listing_rows(project_id: int) -> Select[tuple[ProgressReport]]:
    """The latest period first."""
    people = joinedload(ProgressReport.author), joinedload(ProgressReport.help_answered_by)
    query = select(ProgressReport).where(ProgressReport.project_id == project_id).options(*people)
    return query.order_by(ProgressReport.period_end.desc())


def row_of(report: ProgressReport, corrections: Sequence[Event] = ()) -> Row:
    if report.state is ProgressState.WAIVED:
        return Row(report, None, False)
    if report.submitted_at is None:
        return Row(report, light(Duty.REPORT, report.due_on, clock.today()), False)
    day = report.submitted_at.astimezone(clock.CITY_ZONE).date()
    return Row(report, Light.DONE, light(Duty.REPORT, report.due_on, day) is Light.OVERDUE, corrections)


def page_of(report: ProgressReport) -> int:
    """On which page of its project's reports it stands."""
    later = select(func.count()).where(
        ProgressReport.project_id == report.project_id, ProgressReport.period_end > report.period_end
    )
    return (db.session.scalar(later) or 0) // PER_PAGE + 1


def latest_submitted(project: Project) -> ProgressReport | None:
    return db.session.scalar(_submitted(project).order_by(ProgressReport.period_end.desc()).limit(1))


def oldest_owed(project: Project) -> ProgressReport | None:
    query = select(ProgressReport).where(
        ProgressReport.project_id == project.id, ProgressReport.state == ProgressState.OWED
    )
    return db.session.scalar(query.order_by(ProgressReport.period_end).limit(1))


def percents(project: Project) -> list[Point]:
    """What was reported, by the last day of each period."""
    query = _submitted(project).with_only_columns(ProgressReport.period_end, ProgressReport.percent)
    rows = db.session.execute(query.order_by(ProgressReport.period_end))
    return [Point(day, percent) for day, percent in rows]


def _submitted(project: Project):  # type: ignore[no-untyped-def]
    return select(ProgressReport).where(
        ProgressReport.project_id == project.id, ProgressReport.state == ProgressState.SUBMITTED
    )


def _corrections(reports: Sequence[ProgressReport]) -> dict[int, list[Event]]:
    """Each with the words that were replaced, the latest first."""
    query = select(Event).where(
        Event.subject_kind == SubjectKind.PROGRESS_REPORT,
        Event.subject_id.in_([report.id for report in reports]),
        Event.action == Action.CORRECT_REPORT,
    )
    found: dict[int, list[Event]] = defaultdict(list)
    for event in db.session.scalars(query.order_by(Event.id.desc())) if reports else ():
        found[event.subject_id].append(event)
    return found
