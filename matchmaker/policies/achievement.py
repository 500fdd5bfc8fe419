from matchmaker.policies.permissions import Permission, holds
from matchmaker.policies.visibility import Rules
from models import Achievement, AchievementInvitation, User
from models.enums import AchievementState as S
from models.enums import OrganizationKind

PUBLIC = frozenset({S.PUBLISHED, S.TRANSFERRED})
EDITABLE = frozenset({S.DRAFT, S.RETURNED, S.PUBLISHED})

_rules = Rules(
    entity=Achievement,
    invitation=AchievementInvitation,
    item_id="achievement_id",
    draft=S.DRAFT,
    public=PUBLIC,
    published=PUBLIC | {S.WITHDRAWN},
    is_reader=lambda actor: actor.organization.kind is OrganizationKind.FIRM,
)
can_view = _rules.can_view
can_view_details = _rules.can_view_details
viewable = _rules.viewable
details_viewable = _rules.details_viewable
can_view_ranking = _rules.is_insider


def is_own(actor: User | None, achievement: Achievement) -> bool:
    may_post = holds(actor, Permission.POST_ACHIEVEMENT)
    return may_post and actor is not None and actor.organization_id == achievement.organization_id


def can_edit(actor: User | None, achievement: Achievement) -> bool:
    return achievement.state in EDITABLE and is_own(actor, achievement)


def can_view_log(actor: User | None, achievement: Achievement) -> bool:
    return is_own(actor, achievement) or holds(actor, Permission.BUREAU)
