"""Which organizations somebody may look at: verified ones, one's own, and for the bureau all."""

from sqlalchemy import ColumnElement, or_, true

from models import Organization, User
from models.enums import OrganizationState


def can_view(actor: User | None, organization: Organization) -> bool:
    if organization.is_verified:
        return True
    return actor is not None and actor.active and (actor.is_bureau or actor.organization_id == organization.id)


def viewable(actor: User | None) -> ColumnElement[bool]:
    verified = Organization.state == OrganizationState.VERIFIED
    if actor is None or not actor.active:
        return verified
    return true() if actor.is_bureau else or_(verified, Organization.id == actor.organization_id)
