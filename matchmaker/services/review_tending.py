"""What the clock does to a review: experts are reminded three days and one day before the end, and each day after it;
from then on the officers are told too."""

from datetime import date, timedelta

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.messages import N_
from matchmaker.services import events
from matchmaker.services.evaluations import SCORING, review_deadline
from matchmaker.services.notify import holders_of, tell_and_write
from matchmaker.services.unit import commit, lock
from models import Evaluation, ReviewAssignment, db
from models.actions import Action
from models.challenge_enums import EvaluationState
from models.enums import Role

AHEAD = (3, 1)


def remind_experts() -> int:
    """How many experts were reminded; each once for each of the days, however often the clock is looked at."""
    query = (
        select(ReviewAssignment.id)
        .join(Evaluation)
        .where(
            Evaluation.state == EvaluationState.REVIEWING,
            Evaluation.due_on <= clock.today() + timedelta(days=max(AHEAD)),
            ReviewAssignment.state.in_(SCORING),
        )
    )
    return sum(_remind(key) for key in db.session.scalars(query.order_by(ReviewAssignment.id)).all())


def reminder_day(due_on: date, today: date) -> date | None:
    """The last day, up to today, on which a reminder is due."""
    if today > due_on:
        return today
    days = [due_on - timedelta(days=ahead) for ahead in AHEAD]
    return max((day for day in days if day <= today), default=None)


def _remind(assignment_id: int) -> bool:
    assignment: ReviewAssignment = db.session.get_one(ReviewAssignment, assignment_id)
    lock(assignment.evaluation)
    lock(assignment)
    if not _is_due(assignment):
        db.session.rollback()
        return False
    assignment.reminded_at = clock.now()
    events.record(assignment, Action.REMIND, None, old=assignment.state, new=assignment.state)
    _tell(assignment)
    commit()
    return True


def _is_due(assignment: ReviewAssignment) -> bool:
    evaluation = assignment.evaluation
    if evaluation.state is not EvaluationState.REVIEWING or assignment.state not in SCORING or not evaluation.due_on:
        return False
    day = reminder_day(evaluation.due_on, clock.today())
    last = assignment.reminded_at
    return day is not None and (last is None or last.astimezone(clock.CITY_ZONE).date() < day)


def _tell(assignment: ReviewAssignment) -> None:
    evaluation, deadline = assignment.evaluation, review_deadline(assignment)
    title, day = evaluation.title, str(evaluation.due_on)
    if evaluation.due_on and clock.today() <= evaluation.due_on:
        message = N_("榜单“%(title)s”的评审将于 %(day)s 截止，您还没有提交评分。")
        tell_and_write([assignment.expert], message, assignment, deadline=deadline, title=title, day=day)
        return
    message = N_("榜单“%(title)s”的评审已于 %(day)s 到期，您还没有提交评分，请尽快完成。")
    tell_and_write([assignment.expert], message, assignment, title=title, day=day)
    message = N_("专家%(name)s评审榜单“%(title)s”已超期（%(day)s 截止），请催办、更换或结束评审。")
    name = assignment.expert.name
    tell_and_write(holders_of(Role.OFFICER), message, evaluation, name=name, title=title, day=day)
