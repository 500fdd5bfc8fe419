"""反馈时钟: the firm is reminded seven days and one day before the day on which it promised every bidder an answer."""

from datetime import timedelta

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.messages import N_
from matchmaker.services import events
from matchmaker.services.notify import Deadline, members_of, tell_and_write
from matchmaker.services.unit import commit, lock
from matchmaker.workflows.evaluation import OPEN
from models import Evaluation, Event, Feedback, db
from models.actions import Action
from models.enums import SubjectKind

REMINDERS = (1, 7)
TOLD_OF = "feedback_days_left"


def remind_firms() -> int:
    """How many evaluations a reminder went out for. One missed while nothing ran is made up for by the next."""
    until = clock.now() + timedelta(days=max(REMINDERS))
    query = (
        select(Evaluation.id)
        .join(Feedback)
        .where(Evaluation.state.in_(OPEN), Feedback.sent_at.is_(None))
        .where(Feedback.due_at > clock.now(), Feedback.due_at <= until)
        .distinct()
    )
    return sum(_remind(each) for each in db.session.scalars(query.order_by(Evaluation.id)).all())


def _remind(evaluation_id: int) -> bool:
    evaluation = db.session.get_one(Evaluation, evaluation_id)
    lock(evaluation)
    due_at = min((row.due_at for row in evaluation.feedback if row.sent_at is None), default=None)
    step = _step(evaluation, due_at - clock.now()) if due_at else None
    if due_at is None or step is None or evaluation.state not in OPEN:
        db.session.rollback()
        return False
    events.record(evaluation, Action.REMIND, None, data={TOLD_OF: step})
    name, path = N_("反馈截止：%(title)s"), f"/evaluations/{evaluation.id}/decision"
    message = N_("榜单“%(title)s”承诺在 %(day)s 前反馈每一家揭榜单位，请尽快完成评榜和中选建议。")
    deadline = Deadline(f"feedback-{evaluation.id}", name, due_at, path)
    day = due_at.astimezone(clock.CITY_ZONE).date().isoformat()
    people = members_of(evaluation.need.organization)
    tell_and_write(people, message, evaluation, deadline=deadline, title=evaluation.title, day=day)
    commit()
    return True


def _step(evaluation: Evaluation, left: timedelta) -> int | None:
    """The closest reminder that is due and has not been sent, nor one closer to the day."""
    due = next((days for days in REMINDERS if left <= timedelta(days=days)), max(REMINDERS) + 1)
    query = select(Event.data).where(
        Event.subject_kind == SubjectKind.EVALUATION,
        Event.subject_id == evaluation.id,
        Event.action == Action.REMIND,
    )
    sent = [data[TOLD_OF] for data in db.session.scalars(query) if TOLD_OF in data]
    return due if due in REMINDERS and (not sent or min(sent) > due) else None
