from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.services.events import KINDS
from models import Notification, Organization, User, UserRole, db
from models.enums import Labelled, Membership, Role


def tell(users: Iterable[User], message: str, about: Any, **params: Any) -> None:
    """A notice for each person once; `message` is marked with N_, `params` are JSON values or enum members."""
    db.session.flush()
    stored = {name: _stored(value) for name, value in params.items()}
    for user_id in {user.id for user in users}:
        db.session.add(
            Notification(
                user_id=user_id,
                message=message,
                params=stored,
                created_at=clock.now(),
                subject_kind=KINDS[type(about)],
                subject_id=about.id,
            )
        )


def _stored(value: Any) -> Any:
    """An enum member is kept with its labels, for each reader in the own language."""
    return {"zh": value.zh, "en": value.en} if isinstance(value, Labelled) else value


def members_of(organization: Organization) -> list[User]:
    query = select(User).where(
        User.organization_id == organization.id, User.active, User.membership == Membership.CONFIRMED
    )
    return list(db.session.scalars(query))


def holders_of(role: Role) -> list[User]:
    query = (
        select(User).join(UserRole).where(UserRole.role == role, User.active, User.membership == Membership.CONFIRMED)
    )
    return list(db.session.scalars(query))
