"""A project's room: what is due next, and its plan over time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from matchmaker.adapters import clock
from matchmaker.adapters.clock import CITY_ZONE
from matchmaker.checks.deadlines import Duty
from matchmaker.policies import duties
from matchmaker.policies import project as policy
from matchmaker.policies.duties import Owed
from matchmaker.queries.gantt import Chart, Handed, Source, Span, Stone, chart
from matchmaker.queries.projects import SHOWN
from matchmaker.workflows.change_request import OPEN
from models import (
    Acceptance,
    Attachment,
    Bid,
    BidPartner,
    ChangeRequest,
    Event,
    Milestone,
    ProgressReport,
    Project,
    User,
    db,
)
from models.actions import Action
from models.enums import ProjectState, SubjectKind
from models.project_enums import AcceptanceState, ChangeKind, ChangeState, Light, MilestoneState, ProgressState

OVER = (ProjectState.COMPLETED, ProjectState.TERMINATED)
GOES_ON = (ProjectState.SIGNED, ProjectState.RUNNING, ProjectState.SUSPENDED, ProjectState.ACCEPTANCE)
OF_EACH = 3
PARTIES = joinedload(Project.firm), joinedload(Project.provider)


@dataclass(frozen=True)
class Due:
    """`row` is the milestone, report, payment or agreement that is due."""

    duty: Duty
    row: Any
    day: date
    light: Light


@dataclass(frozen=True)
class Waiting:
    """`change`: the one open request; `help_wanted`: a report whose call for help has no answer.

    `acceptance`: how far the application of a project in acceptance is.
    """

    change: ChangeRequest | None
    help_wanted: ProgressReport | None
    acceptance: AcceptanceState | None


def get(project_id: int, actor: User | None) -> Project | None:
    """With all that its room shows; None when there is none, or none for this reader."""
    milestones = selectinload(Project.milestones).options(
        selectinload(Milestone.attachments), joinedload(Milestone.claimed_by), joinedload(Milestone.confirmed_by)
    )
    query = select(Project).where(Project.id == project_id, policy.viewable(actor))
    partners = selectinload(Project.bid).selectinload(Bid.partners).joinedload(BidPartner.organization)
    return db.session.scalar(query.options(*SHOWN, milestones, partners, selectinload(Project.indicators)))


def with_files(project_id: int, actor: User | None) -> Project | None:
    """With its files and who filed them."""
    files = selectinload(Project.attachments).joinedload(Attachment.uploaded_by).joinedload(User.organization)
    query = select(Project).where(Project.id == project_id, policy.viewable(actor))
    return db.session.scalar(query.options(*PARTIES, files))


def milestone(project_id: int, milestone_id: int, actor: User | None) -> Milestone | None:
    """None when the project has no such milestone, or the reader may not see it."""
    query = (
        select(Milestone)
        .join(Milestone.project)
        .where(Milestone.id == milestone_id, Project.id == project_id, policy.viewable(actor))
    )
    parties = joinedload(Milestone.project).options(*PARTIES)
    return db.session.scalar(query.options(parties, selectinload(Milestone.attachments)))


def dues(project: Project) -> list[Due]:
    """The next of each duty and what presses beside it, the most urgent first; one query for each duty."""
    found = [due for owed in duties.ALL for due in _dues(project, owed)]
    return sorted(found, key=lambda due: due.day)


def days_left(project: Project) -> int | None:
    """To the end of the plan, negative beyond it; None when that does not matter."""
    if project.ends_on is None or project.state not in GOES_ON:
        return None
    return (project.ends_on - clock.today()).days


def waiting(project: Project) -> Waiting:
    """What waits for an answer of somebody; two queries, in acceptance three."""
    changes = select(ChangeRequest).where(ChangeRequest.project_id == project.id, ChangeRequest.state.in_(OPEN))
    calls = select(ProgressReport).where(ProgressReport.project_id == project.id, ProgressReport.help_waits)
    return Waiting(
        db.session.scalar(changes.order_by(ChangeRequest.id).limit(1)),
        db.session.scalar(calls.order_by(ProgressReport.id).limit(1)),
        _acceptance(project) if project.state is ProjectState.ACCEPTANCE else None,
    )


def _acceptance(project: Project) -> AcceptanceState | None:
    states = select(Acceptance.state).where(Acceptance.project_id == project.id)
    return db.session.scalar(states.order_by(Acceptance.number.desc()).limit(1))


def picture(project: Project) -> Chart | None:
    """None when nothing of the project has a day yet."""
    today = clock.today()
    changes = _extensions(project)
    plan = Span(project.starts_on, project.ends_on) if project.starts_on and project.ends_on else None
    return chart(
        Source(
            plan=plan,
            work=_work(project, today),
            earlier=tuple(_earlier_spans(plan, changes)),
            stones=tuple(_stone(row, changes, project.state in OVER, today) for row in project.milestones),
            reports=_handed_in(project),
            today=None if project.state in OVER else today,
        )
    )


def milestone_light(row: Milestone) -> Light | None:
    """Of one that is still to be reached in a project that goes on."""
    owed = duties.MILESTONE
    if row.state is not MilestoneState.OPEN or row.project.state not in owed.states:
        return None
    return owed.light(row.due_on, clock.today())


def _dues(project: Project, owed: Owed) -> Iterator[Due]:
    query = select(owed.model).where(owed.rule, owed.model.project_id == project.id)
    for place, row in enumerate(db.session.scalars(query.order_by(owed.day, owed.model.id).limit(OF_EACH))):
        said = getattr(row, owed.day.key)
        light = owed.light(said, clock.today())
        if place == 0 or light is not Light.ON_TIME:
            yield Due(owed.duty, row, owed.due_on(said), light)


def _extensions(project: Project) -> list[ChangeRequest]:
    """The latest first."""
    approved = ChangeRequest.kind == ChangeKind.EXTENSION, ChangeRequest.state == ChangeState.APPROVED
    query = select(ChangeRequest).where(ChangeRequest.project_id == project.id, *approved)
    return list(db.session.scalars(query.order_by(ChangeRequest.decided_at.desc(), ChangeRequest.id.desc())))


def _earlier_spans(plan: Span | None, changes: list[ChangeRequest]) -> Iterator[Span]:
    shown = plan
    for change in changes:
        ended = change.before.get("ends_on")
        if plan is None or shown is None or not ended:
            continue
        earlier = Span(plan.first, date.fromisoformat(ended))
        if earlier != shown and earlier.last >= earlier.first:
            shown = earlier
            yield earlier


def _stone(row: Milestone, changes: list[ChangeRequest], over: bool, today: date) -> Stone:
    days = {
        date.fromisoformat(was["due_on"])
        for change in changes
        for was in change.before.get("milestones", ())
        if was.get("id") == row.id and was.get("due_on")
    }
    unreached = today if row.state is MilestoneState.OPEN and not over else row.due_on
    return Stone(
        row.title,
        row.due_on,
        row.state,
        row.done_on,
        late=(row.done_on or unreached) > row.due_on,
        earlier=tuple(sorted(days - {row.due_on})),
    )


def _work(project: Project, today: date) -> Span | None:
    """From the start to the end, or up to today."""
    if project.started_on is None or project.started_on > today:
        return None
    last = project.completed_on if project.state is ProjectState.COMPLETED else today
    if project.state is ProjectState.TERMINATED:
        last = _ended_on(project)
    return Span(project.started_on, last) if last and last >= project.started_on else None


def _ended_on(project: Project) -> date | None:
    own = Event.subject_kind == SubjectKind.PROJECT, Event.subject_id == project.id
    moment = db.session.scalar(select(Event.at).where(*own, Event.action == Action.TERMINATE))
    return moment.astimezone(CITY_ZONE).date() if moment else None


def _handed_in(project: Project) -> tuple[Handed, ...]:
    query = select(ProgressReport.submitted_at, ProgressReport.due_on).where(
        ProgressReport.project_id == project.id,
        ProgressReport.state == ProgressState.SUBMITTED,
        ProgressReport.submitted_at.is_not(None),
    )
    days = ((moment.astimezone(CITY_ZONE).date(), due_on) for moment, due_on in db.session.execute(query))
    return tuple(Handed(day, late=day > due_on) for day, due_on in sorted(days))
