from matchmaker.policies.items import ItemPolicy
from models import Achievement, AchievementInvitation
from models.enums import AchievementState, OrganizationKind

POLICY = ItemPolicy(
    entity=Achievement,
    invitation=AchievementInvitation,
    private=(AchievementState.DRAFT,),
    inner=(AchievementState.SUBMITTED, AchievementState.RETURNED),
    partners=(OrganizationKind.FIRM,),
)
can_view, can_view_details = POLICY.can_view, POLICY.can_view_details
viewable, details_viewable = POLICY.viewable, POLICY.details_viewable
