"""里程碑 that the other side has claimed."""

from matchmaker.messages import N_
from matchmaker.policies.milestone import answerable
from matchmaker.queries.waiting import Group
from models import Milestone

TO_CONFIRM = Group(
    "milestones-to-confirm",
    N_("待我方确认的里程碑"),
    N_("没有等我方确认的里程碑。"),
    Milestone,
    Milestone.claimed_at,
    answerable,
)
