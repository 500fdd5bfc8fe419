"""Who may open a route at all. Rules about one row are in the policy of its entity."""

import enum
from collections.abc import Callable

from models import User
from models.enums import OrganizationKind, Role

Rule = Callable[[User | None], bool]


def _signed_in(user: User | None) -> bool:
    return user is not None and user.active


def _member_of(*kinds: OrganizationKind) -> Rule:
    def rule(user: User | None) -> bool:
        return user is not None and user.is_member and (not kinds or user.organization.kind in kinds)

    return rule


def _role(*roles: Role) -> Rule:
    def rule(user: User | None) -> bool:
        return user is not None and user.has_role(*roles)

    return rule


class Permission(enum.Enum):
    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
    MEMBER = "member"
    OWNER = "owner"
    POST_NEED = "post_need"
    POST_ACHIEVEMENT = "post_achievement"
    BID = "bid"
    REVIEW = "review"
    RECOMMEND = "recommend"
    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    BUREAU = "bureau"
    ADMINISTRATOR = "administrator"


RULES: dict[Permission, Rule] = {
    Permission.ANYONE: lambda user: True,
    Permission.SIGNED_IN: _signed_in,
    Permission.MEMBER: _member_of(),
    Permission.OWNER: lambda user: user is not None and user.active and user.is_owner,
    Permission.POST_NEED: _member_of(OrganizationKind.FIRM),
    Permission.POST_ACHIEVEMENT: _member_of(OrganizationKind.UNIVERSITY, OrganizationKind.INSTITUTE),
    Permission.BID: _member_of(OrganizationKind.UNIVERSITY, OrganizationKind.INSTITUTE),
    Permission.REVIEW: _role(Role.EXPERT),
    Permission.RECOMMEND: _role(Role.OFFICER, Role.TECHNOLOGY_MANAGER),
    Permission.OFFICER: _role(Role.OFFICER),
    Permission.SUPERVISOR: _role(Role.SUPERVISOR),
    Permission.BUREAU: _role(Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR),
    Permission.ADMINISTRATOR: _role(Role.ADMINISTRATOR),
}


def holds(user: User | None, permission: Permission) -> bool:
    return RULES[permission](user)
