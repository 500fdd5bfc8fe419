"""What those who bid ask a firm about its open challenges, until the deadline."""

from sqlalchemy import ColumnElement, and_, select

from matchmaker.adapters import clock
from matchmaker.messages import N_
from matchmaker.queries.waiting import Group
from models import Need, Question, User
from models.enums import NeedState


def _unanswered(user: User) -> ColumnElement[bool]:
    live = and_(Need.state == NeedState.BIDDING, Need.bid_deadline >= clock.now())
    own = select(Need.id).where(live, Need.organization_id == user.organization_id)
    return and_(Question.answer == "", Question.need_id.in_(own))


QUESTIONS = Group(
    "questions",
    N_("待答复的榜单提问"),
    N_("榜单提问都已答复。"),
    Question,
    Question.created_at,
    _unanswered,
)
