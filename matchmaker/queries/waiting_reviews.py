"""What waits for experts, and for the officers who run evaluations."""

from datetime import date

from sqlalchemy import ColumnElement, and_, select

from matchmaker.adapters import clock
from matchmaker.messages import N_
from matchmaker.queries.waiting import Group
from models import Evaluation, ReviewAssignment, User
from models.challenge_enums import AssignmentState as A
from models.challenge_enums import EvaluationState as S


def _within(*states: S) -> ColumnElement[bool]:
    return ReviewAssignment.evaluation_id.in_(select(Evaluation.id).where(Evaluation.state.in_(states)))


def _invited(user: User) -> ColumnElement[bool]:
    mine = and_(ReviewAssignment.expert_id == user.id, ReviewAssignment.state == A.INVITED)
    return and_(mine, _within(S.NAMING, S.REVIEWING))


def _to_score(user: User) -> ColumnElement[bool]:
    mine = and_(ReviewAssignment.expert_id == user.id, ReviewAssignment.state == A.ACCEPTED)
    return and_(mine, _within(S.REVIEWING))


def _overdue(_: User) -> ColumnElement[bool]:
    return and_(Evaluation.state == S.REVIEWING, Evaluation.due_on < clock.today())


def _days_left(due_on: date) -> int:
    return (due_on - clock.today()).days


FOR_EXPERTS = (
    Group(
        "review-invitations",
        N_("待回复的评审邀请"),
        N_("没有待回复的评审邀请。"),
        ReviewAssignment,
        ReviewAssignment.created_at,
        _invited,
    ),
    Group(
        "review-tasks",
        N_("待提交的评分"),
        N_("没有待提交的评分。"),
        ReviewAssignment,
        ReviewAssignment.created_at,
        _to_score,
    ),
)

FOR_THE_BUREAU = (
    Group(
        "evaluations",
        N_("待组建专家组的评榜"),
        N_("开封的榜单都已启动评审。"),
        Evaluation,
        Evaluation.created_at,
        lambda _: Evaluation.state == S.NAMING,
    ),
    Group(
        "overdue-reviews",
        N_("超期未完成的评审"),
        N_("没有超期的评审。"),
        Evaluation,
        Evaluation.due_on,
        _overdue,
        _days_left,
    ),
)
