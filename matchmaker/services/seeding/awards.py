"""公示, 异议 and 授榜 of the demo data."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.checks.working_days import nth_working_day
from matchmaker.sealing import vault
from matchmaker.sealing.contents import BidContent
from matchmaker.services.publicity import WORKING_DAYS
from matchmaker.services.seeding.context import Context
from matchmaker.services.seeding.reader import money, optional
from matchmaker.services.seeding.steps import advance
from matchmaker.workflows.bid import BID, DECIDED
from matchmaker.workflows.evaluation import EVALUATION, OBJECTION
from matchmaker.workflows.need import NEED
from models import Bid, Evaluation, Milestone, Objection, Project, Publicity, db
from models.actions import Action
from models.challenge_enums import ObjectionState
from models.enums import CooperationMode, ProjectOrigin, ProjectState

Told = dict[str, Any]
OFFICE_OPENS = timedelta(hours=9)


def load_publicity(context: Context, evaluation: Evaluation, told: Told, bids: dict[str, Bid]) -> datetime | None:
    """When an objection that was upheld reopened the evaluation, if one did."""
    published = evaluation.decided_at or clock.now()
    day = published.astimezone(clock.CITY_ZONE).date()
    notice = Publicity(
        number=f"G-{day.year}-{context.serial(f'publicity-{day.year}'):03d}",
        evaluation=evaluation,
        published_at=published,
        starts_on=day + timedelta(days=1),
        ends_on=nth_working_day(day, WORKING_DAYS),
        created_at=published,
    )
    db.session.add(notice)
    db.session.flush()
    context.note(published, notice, Action.CREATE, context.supervisor, "", "")
    reopened = [_object(context, notice, each) for each in told.get("objections", [])]
    at = next((each for each in reopened if each), None)
    if at is not None:
        _reopen(context, evaluation, at, notice.objections[-1].number, bids)
    return at


def _object(context: Context, notice: Publicity, told: Told) -> datetime | None:
    at, series = context.reader.at(told["at"]), notice.number.removeprefix("G-")
    objection = Objection(
        number=f"Y-{series}-{context.serial(f'objection-{series}'):02d}",
        publicity=notice,
        state=ObjectionState.RECEIVED,
        name=told["name"],
        organization_name=told.get("organization", ""),
        phone=told.get("phone", ""),
        email=told.get("email", ""),
        text=told["text"],
        created_at=at,
    )
    db.session.add(objection)
    db.session.flush()
    context.note(at, objection, Action.OBJECT, None, "", ObjectionState.RECEIVED.name)
    if "answered" not in told:
        return None
    officer, answered = context.officer(objection), context.reader.at(told["answered"])
    action = Action.UPHOLD if told.get("upheld") else Action.DISMISS
    advance(context, OBJECTION, objection, action, answered, officer, told["answer"])
    objection.answer, objection.answered_at, objection.answered_by_id = told["answer"], answered, officer.id
    return answered if action is Action.UPHOLD else None


def _reopen(context: Context, evaluation: Evaluation, at: datetime, why: str, bids: dict[str, Bid]) -> None:
    advance(context, EVALUATION, evaluation, Action.REOPEN, at, None, why)
    advance(context, NEED, evaluation.need, Action.REOPEN, at, None, why)
    for bid in bids.values():
        if bid.state in DECIDED:
            advance(context, BID, bid, Action.REOPEN, at, None)
            bid.excluded_reason = ""


def load_award(context: Context, evaluation: Evaluation, told: Told) -> None:
    """A project with the winner. What comes after its agreement is told by the agreement's own data."""
    assert evaluation.winner is not None
    at, officer = _after_notice(evaluation, context.reader.at(told["at"])), context.officer(evaluation)
    advance(context, EVALUATION, evaluation, Action.AWARD, at, officer)
    project = _project(context, evaluation.winner, told, at)
    project.officer = officer
    db.session.add(project)
    db.session.flush()
    context.projects[told["project"]] = project
    context.courses[told["project"]] = {name: told.get(name, "") for name in ("state", "stopped_on", "reason")}
    context.note(at, project, Action.CREATE, officer, "", ProjectState.NEGOTIATING.name)


def _after_notice(evaluation: Evaluation, at: datetime) -> datetime:
    """Moved to other days of the year, a notice may last longer: over holidays."""
    last = db.session.scalars(select(Publicity.ends_on).where(Publicity.evaluation == evaluation)).one()
    return max(at, clock.end_of_day(last) + OFFICE_OPENS)


def _project(context: Context, winner: Bid, told: Told, at: datetime) -> Project:
    need, content = winner.need, vault.read(winner).content
    taken = context.serial(f"project-{need.thread}")
    milestones = _milestones(context, content, told.get("done", []))
    return Project(
        number=f"P-{need.thread}" if taken == 1 else f"P-{need.thread}-{taken}",
        thread=need.thread,
        title=need.title,
        origin=ProjectOrigin.BID,
        state=ProjectState.NEGOTIATING,
        need=need,
        bid=winner,
        firm=need.organization,
        provider=winner.organization,
        firm_leader=told.get("firm_leader", need.contact_name),
        provider_leader=content.chief_name,
        field=need.field,
        district=need.district,
        mode=optional(CooperationMode, told.get("mode", "")),
        total_budget=money(content.budget_total),
        starts_on=context.reader.day(told.get("starts_on", "")),
        ends_on=milestones[-1].due_on,
        milestones=milestones,
        created_at=at,
    )


def _milestones(context: Context, content: BidContent, done: list[str]) -> list[Milestone]:
    days: list[date | None] = [context.reader.day(text) for text in done]
    days += [None] * (len(content.schedule) - len(days))
    return [
        Milestone(
            position=position,
            title=step.title,
            due_on=date.fromisoformat(step.due_on),
            weight=step.weight,
            evidence=step.evidence,
            done_on=day,
        )
        for position, (step, day) in enumerate(zip(content.schedule, days, strict=True), 1)
    ]
