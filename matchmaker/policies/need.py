from matchmaker.policies.permissions import Permission, holds
from matchmaker.policies.visibility import Rules
from models import Need, NeedInvitation, User
from models.enums import NeedState as S

PUBLIC = frozenset(
    {S.PUBLISHED, S.BIDDING, S.EVALUATING, S.PUBLICIZED, S.UNSOLVED, S.CONTRACTED, S.FULFILLED, S.EXPIRED}
)
EDITABLE = frozenset({S.DRAFT, S.RETURNED, S.PUBLISHED})

_rules = Rules(
    entity=Need,
    invitation=NeedInvitation,
    item_id="need_id",
    draft=S.DRAFT,
    public=PUBLIC,
    published=PUBLIC | {S.WITHDRAWN},
    is_reader=lambda actor: actor.organization.is_research,
)
can_view = _rules.can_view
can_view_details = _rules.can_view_details
viewable = _rules.viewable
details_viewable = _rules.details_viewable
can_view_ranking = _rules.is_insider


def is_own(actor: User | None, need: Need) -> bool:
    return holds(actor, Permission.POST_NEED) and actor is not None and actor.organization_id == need.organization_id


def can_edit(actor: User | None, need: Need) -> bool:
    return need.state in EDITABLE and is_own(actor, need)


def can_view_log(actor: User | None, need: Need) -> bool:
    return is_own(actor, need) or holds(actor, Permission.BUREAU)
