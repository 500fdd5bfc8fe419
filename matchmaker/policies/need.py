from matchmaker.policies.items import ItemPolicy
from models import Need, NeedInvitation
from models.enums import NeedState, OrganizationKind

POLICY = ItemPolicy(
    entity=Need,
    invitation=NeedInvitation,
    private=(NeedState.DRAFT,),
    inner=(NeedState.SUBMITTED, NeedState.RETURNED),
    partners=(OrganizationKind.UNIVERSITY, OrganizationKind.INSTITUTE),
)
can_view, can_view_details = POLICY.can_view, POLICY.can_view_details
viewable, details_viewable = POLICY.viewable, POLICY.details_viewable
