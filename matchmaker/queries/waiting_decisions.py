"""What of a challenge's outcome waits for the firm, the supervisor, the officers."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, select

from matchmaker.adapters import clock
from matchmaker.messages import N_
from matchmaker.queries.waiting import Group
from matchmaker.workflows.evaluation import OPEN
from models import Evaluation, Feedback, Need, Objection, Publicity, User
from models.challenge_enums import EvaluationState, ObjectionState

SOON = timedelta(days=7)


def _own(user: User) -> ColumnElement[bool]:
    return Evaluation.need_id.in_(select(Need.id).where(Need.organization_id == user.organization_id))


def _due(_: User) -> ColumnElement[bool]:
    """One for each evaluation: its first bidder that waits for an answer due within a week, or overdue."""
    unsent = Feedback.sent_at.is_(None)
    first = select(func.min(Feedback.id)).where(unsent).group_by(Feedback.evaluation_id)
    at_work = select(Evaluation.id).where(Evaluation.state.in_(OPEN))
    return and_(
        unsent, Feedback.due_at <= clock.now() + SOON, Feedback.id.in_(first), Feedback.evaluation_id.in_(at_work)
    )


def _over(_: User) -> ColumnElement[bool]:
    approved = select(Evaluation.id).where(Evaluation.state == EvaluationState.APPROVED)
    return and_(Publicity.ends_on < clock.today(), Publicity.evaluation_id.in_(approved))


def _days_left(day: date) -> int:
    return (day - clock.today()).days


FEEDBACK = Group(
    "feedback",
    N_("临近或超过承诺日期的反馈"),
    N_("没有七天内到期的反馈。"),
    Feedback,
    Feedback.due_at,
    _due,
    _days_left,
)
FOR_SUPERVISORS = (
    Group(
        "proposals",
        N_("待审批的中选建议"),
        N_("中选建议都已审批。"),
        Evaluation,
        Evaluation.proposed_at,
        lambda _: Evaluation.state == EvaluationState.PROPOSED,
    ),
)
FOR_THE_BUREAU = (
    Group(
        "objections",
        N_("待答复的异议"),
        N_("异议都已答复。"),
        Objection,
        Objection.created_at,
        lambda _: Objection.state == ObjectionState.RECEIVED,
    ),
    Group(
        "awards",
        N_("公示期满待授榜"),
        N_("期满的公示都已授榜。"),
        Publicity,
        Publicity.ends_on,
        _over,
    ),
    FEEDBACK,
)
FOR_FIRMS = (
    Group(
        "scored",
        N_("待提出中选建议的榜单"),
        N_("没有等我方提出中选建议的榜单。"),
        Evaluation,
        Evaluation.closed_at,
        lambda user: and_(Evaluation.state == EvaluationState.SCORED, _own(user)),
    ),
    Group(
        "own-feedback",
        FEEDBACK.title,
        FEEDBACK.empty,
        Feedback,
        Feedback.due_at,
        lambda user: and_(_due(user), Feedback.firm_id == user.organization_id),
        _days_left,
    ),
)
