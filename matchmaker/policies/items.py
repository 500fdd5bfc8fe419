"""Who may see a need or an achievement: the rule is written once, as a check on a row and as a filter on a query."""

import enum
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from matchmaker.policies.permissions import Permission, holds
from models import User
from models.enums import OrganizationKind, Role, Visibility


@dataclass(frozen=True)
class ItemPolicy:
    """`private`: states only the own organization sees; `inner`: states the bureau sees too; all others are published.

    Of an item with Visibility.SUMMARY everybody sees the summary; details go to members of the kinds in `partners`.
    An item with Visibility.INVITED exists only for invited organizations, its own, the bureau and technology managers.
    """

    entity: Any
    invitation: Any
    private: Collection[enum.Enum]
    inner: Collection[enum.Enum]
    partners: Collection[OrganizationKind]

    def can_view(self, actor: User | None, row: Any) -> bool:
        if self._is_own(actor, row):
            return True
        if row.state in self.private:
            return False
        if row.state in self.inner:
            return holds(actor, Permission.BUREAU)
        return row.visibility is not Visibility.INVITED or _is_broker(actor) or self._is_invited(actor, row)

    def can_view_details(self, actor: User | None, row: Any) -> bool:
        if not self.can_view(actor, row):
            return False
        summary_only = row.visibility is Visibility.SUMMARY
        return not summary_only or self._is_own(actor, row) or _is_broker(actor) or self._is_partner(actor)

    def viewable(self, actor: User | None) -> ColumnElement[bool]:
        """The filter that agrees with can_view."""
        entity = self.entity
        published = entity.state.not_in([*self.private, *self.inner])
        reach = true() if _is_broker(actor) else or_(entity.visibility != Visibility.INVITED, self._invited(actor))
        inner = entity.state.in_(self.inner) if holds(actor, Permission.BUREAU) else false()
        return or_(and_(published, reach), inner, self._own(actor))

    def details_viewable(self, actor: User | None) -> ColumnElement[bool]:
        """The filter that agrees with can_view_details."""
        if _is_broker(actor) or self._is_partner(actor):
            return self.viewable(actor)
        not_summary = self.entity.visibility != Visibility.SUMMARY
        return and_(self.viewable(actor), or_(not_summary, self._own(actor)))

    def _is_partner(self, actor: User | None) -> bool:
        return actor is not None and actor.is_member and actor.organization.kind in self.partners

    def _is_own(self, actor: User | None, row: Any) -> bool:
        return actor is not None and actor.is_member and actor.organization_id == row.organization_id

    def _is_invited(self, actor: User | None, row: Any) -> bool:
        invited = {invitation.organization_id for invitation in row.invitations}
        return actor is not None and actor.is_member and actor.organization_id in invited

    def _own(self, actor: User | None) -> ColumnElement[bool]:
        if actor is None or not actor.is_member:
            return false()
        return self.entity.organization_id == actor.organization_id  # type: ignore[no-any-return]

    def _invited(self, actor: User | None) -> ColumnElement[bool]:
        if actor is None or not actor.is_member:
            return false()
        mine = self.invitation.organization_id == actor.organization_id
        item = next(column for column in self.invitation.__table__.primary_key if column.name != "organization_id")
        return self.entity.id.in_(select(item).where(mine))  # type: ignore[no-any-return]


def _is_broker(actor: User | None) -> bool:
    """Bureau people and technology managers see every published item in full."""
    return holds(actor, Permission.BUREAU) or (actor is not None and actor.has_role(Role.TECHNOLOGY_MANAGER))
