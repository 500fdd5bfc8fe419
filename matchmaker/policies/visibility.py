"""公开范围 of needs and achievements: one set of rules, as a check on a row and as a filter on a query."""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select

from matchmaker.policies.permissions import Permission, holds
from models import User
from models.enums import Visibility


def is_open_to(organization_id: int | None, row: Any) -> bool:
    """Whether a published item may become known to an organization other than its own."""
    anybody = row.visibility is not Visibility.INVITED
    return anybody or any(each.organization_id == organization_id for each in row.invitations)


@dataclass(frozen=True)
class Rules:
    """`public` are the states in which outsiders may see an item, `published` those in which technology managers may;
    `is_reader` says whose members see the details of an item that is only summarized in public."""

    entity: type[Any]
    invitation: type[Any]
    item_id: str
    draft: enum.Enum
    public: frozenset[enum.Enum]
    published: frozenset[enum.Enum]
    is_reader: Callable[[User], bool]

    def can_view(self, actor: User | None, row: Any) -> bool:
        if self.is_insider(actor, row):
            return True
        if row.state not in self.public:
            return False
        return is_open_to(actor.organization_id if actor is not None and actor.is_member else None, row)

    def can_view_details(self, actor: User | None, row: Any) -> bool:
        if not self.can_view(actor, row):
            return False
        return row.visibility is not Visibility.SUMMARY or self.is_insider(actor, row) or self._reads(actor)

    def is_insider(self, actor: User | None, row: Any) -> bool:
        """Of the owning organization; of the bureau, once it was submitted; a technology manager, once published."""
        if actor is None or not actor.is_member:
            return False
        if actor.organization_id == row.organization_id:
            return True
        if holds(actor, Permission.BUREAU):
            return row.state is not self.draft
        return holds(actor, Permission.RECOMMEND) and row.state in self.published

    def viewable(self, actor: User | None) -> ColumnElement[bool]:
        return or_(self._insider(actor), and_(self._in(self.public), self._open_to(actor)))

    def details_viewable(self, actor: User | None) -> ColumnElement[bool]:
        if self._reads(actor):
            return self.viewable(actor)
        summarized = self.entity.visibility == Visibility.SUMMARY
        return or_(self._insider(actor), and_(self._in(self.public), self._open_to(actor), ~summarized))

    def _insider(self, actor: User | None) -> ColumnElement[bool]:
        if actor is None or not actor.is_member:
            return false()
        own = self.entity.organization_id == actor.organization_id
        if holds(actor, Permission.BUREAU):
            return or_(own, self.entity.state != self.draft)
        return or_(own, self._in(self.published)) if holds(actor, Permission.RECOMMEND) else own

    def _open_to(self, actor: User | None) -> ColumnElement[bool]:
        shown: ColumnElement[bool] = self.entity.visibility != Visibility.INVITED
        if actor is None or not actor.is_member:
            return shown
        item_id = getattr(self.invitation, self.item_id)
        invited = select(item_id).where(self.invitation.organization_id == actor.organization_id)
        return or_(shown, self.entity.id.in_(invited))

    def _in(self, states: frozenset[enum.Enum]) -> ColumnElement[bool]:
        among: ColumnElement[bool] = self.entity.state.in_(sorted(states, key=lambda state: state.name))
        return among

    def _reads(self, actor: User | None) -> bool:
        return actor is not None and actor.is_member and self.is_reader(actor)
