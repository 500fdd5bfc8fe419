"""What need and achievement of a match must still be, for consent and for agreement; the page hides what is refused."""

from matchmaker.errors import Refused
from matchmaker.messages import N_
from matchmaker.workflows.need import MATCHABLE
from models import Match, Need
from models.enums import AchievementState, NeedState

LEFT_TO_BIDDING = N_("这是揭榜挂帅榜单（%(state)s），由揭榜评审确定承担单位；可以继续洽谈，不能直接达成合作。")
IN_BIDDING = (NeedState.BIDDING, NeedState.EVALUATING, NeedState.PUBLICIZED)
AGREEABLE_NEED = (NeedState.PUBLISHED, NeedState.UNSOLVED, NeedState.EXPIRED, NeedState.CONTRACTED)
AGREEABLE_ACHIEVEMENT = (AchievementState.PUBLISHED, AchievementState.TRANSFERRED)


def consent_fault(match: Match) -> Refused | None:
    """The second consent shows the contacts, and those of an item that was taken back stay hidden."""
    need, achievement = match.need, match.achievement
    if need.state not in MATCHABLE:
        return Refused(N_("这项需求当前为“%(state)s”，不能再同意对接。"), state=need.state)
    if achievement.state is not AchievementState.PUBLISHED:
        return Refused(N_("这项成果当前为“%(state)s”，不能再同意对接。"), state=achievement.state)
    return None


def agreement_fault(match: Match) -> Refused | None:
    need, achievement = match.need, match.achievement
    if left_to_bidding(need):
        return Refused(LEFT_TO_BIDDING, state=need.state)
    if need.state not in AGREEABLE_NEED:
        return Refused(N_("这项需求当前为“%(state)s”，不能再达成合作。"), state=need.state)
    if achievement.state not in AGREEABLE_ACHIEVEMENT:
        return Refused(N_("这项成果当前为“%(state)s”，不能再达成合作。"), state=achievement.state)
    return None


def left_to_bidding(need: Need) -> bool:
    return need.is_challenge and need.state in IN_BIDDING
