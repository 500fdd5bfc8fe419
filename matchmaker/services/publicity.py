"""公示 of an approved decision, and 授榜 once it has passed."""

from datetime import timedelta

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.checks.working_days import nth_working_day
from matchmaker.errors import Refused
from matchmaker.messages import N_
from matchmaker.services import events
from matchmaker.services.notify import tell_and_write
from matchmaker.services.numbers import new_publicity_number
from matchmaker.services.outcome_notices import bureau, tell_awarded
from matchmaker.services.projects import create_from_bid
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.evaluation import EVALUATION
from models import Evaluation, Event, Project, Publicity, User, db
from models.actions import Action
from models.challenge_enums import EvaluationState, ObjectionState
from models.enums import SubjectKind

WORKING_DAYS = 5


def publish(evaluation: Evaluation, actor: User) -> Publicity:
    """From tomorrow on, for at least five working days; without a commit."""
    today = clock.today()
    notice = Publicity(
        number=new_publicity_number(),
        evaluation=evaluation,
        published_at=clock.now(),
        starts_on=today + timedelta(days=1),
        ends_on=nth_working_day(today, WORKING_DAYS),
    )
    db.session.add(notice)
    period = {"starts_on": notice.starts_on.isoformat(), "ends_on": notice.ends_on.isoformat()}
    events.record(notice, Action.CREATE, actor, data=period)
    return notice


def take(notice: Publicity) -> Publicity:
    """Locked in the order in which decisions lock: challenge, evaluation, notice."""
    for row in (notice.evaluation.need, notice.evaluation, notice):
        lock(row)
    db.session.refresh(notice, ["objections"])
    return notice


def award(notice: Publicity, *, actor: User, version: int | None = None) -> Project:
    """授榜: the period is over and every objection is answered. `version` is the evaluation's."""
    take(notice)
    evaluation = notice.evaluation
    expect_version(evaluation, version)
    perform(EVALUATION, evaluation, Action.AWARD, actor)
    _expect_over(notice)
    assert evaluation.winner is not None
    project = create_from_bid(evaluation.winner, actor)
    tell_awarded(project, evaluation.winner)
    commit()
    return project


def announce_ends() -> int:
    """Tell the bureau of each notice whose period has ended, once; how many."""
    told = select(Event.subject_id).where(Event.subject_kind == SubjectKind.PUBLICITY, Event.action == Action.REMIND)
    query = (
        select(Publicity.id)
        .join(Evaluation)
        .where(Evaluation.state == EvaluationState.APPROVED, Publicity.ends_on < clock.today())
        .where(Publicity.id.not_in(told))
    )
    return sum(_announce_end(each) for each in db.session.scalars(query.order_by(Publicity.id)).all())


def _announce_end(notice_id: int) -> bool:
    notice = take(db.session.get_one(Publicity, notice_id))
    if notice.evaluation.state is not EvaluationState.APPROVED:
        db.session.rollback()
        return False
    events.record(notice, Action.REMIND, None)
    open_count = sum(each.state is ObjectionState.RECEIVED for each in notice.objections)
    message = N_("%(number)s“%(title)s”公示期满，请授榜。")
    if open_count:
        message = N_("%(number)s“%(title)s”公示期满，还有 %(count)s 件异议待答复，答复后才能授榜。")
    tell_and_write(bureau(), message, notice, number=notice.number, title=notice.title, count=open_count)
    commit()
    return True


def _expect_over(notice: Publicity) -> None:
    if clock.today() <= notice.ends_on:
        raise Refused(N_("公示到 %(until)s 结束，之后才能授榜。"), until=notice.ends_on.isoformat())
    waiting = [each.number for each in notice.objections if each.state is ObjectionState.RECEIVED]
    if waiting:
        raise Refused(N_("还有异议没有答复：%(numbers)s。答复后才能授榜。"), numbers=waiting)
