"""What a party of a completed project is asked."""

from datetime import date, timedelta

from sqlalchemy import and_

from matchmaker.adapters import clock
from matchmaker.checks.deadlines import FOLLOW_UP_DAYS
from matchmaker.messages import N_
from matchmaker.queries.waiting import Group
from models import FollowUp
from models.project_enums import FollowUpState


def _left(due_on: date) -> int:
    return (due_on + timedelta(days=FOLLOW_UP_DAYS) - clock.today()).days


FOLLOW_UPS = Group(
    "follow-ups",
    N_("待填报的回访"),
    N_("没有待填报的回访。"),
    FollowUp,
    FollowUp.due_on,
    lambda user: and_(FollowUp.organization_id == user.organization_id, FollowUp.state == FollowUpState.ASKED),
    _left,
)
