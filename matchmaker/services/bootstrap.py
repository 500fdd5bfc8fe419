"""The first steps of a new site."""

from pathlib import Path

from sqlalchemy import select

from matchmaker.services import passwords
from matchmaker.services.seeding import taxonomy
from matchmaker.services.unit import commit
from models import Organization, User, UserRole, db
from models.enums import Membership, OrganizationKind, OrganizationState, Role

STAFF = (Role.ADMINISTRATOR, Role.OFFICER, Role.SUPERVISOR)


def is_empty() -> bool:
    return db.session.scalar(select(Organization.id).limit(1)) is None


def create_administrator(seed_data: Path, email: str, password: str, bureau: str, uscc: str) -> User:
    """Raises Invalid when the address or the organization is taken."""
    taxonomy.load(seed_data)
    organization = Organization(kind=OrganizationKind.BUREAU, name=bureau, uscc=uscc, state=OrganizationState.VERIFIED)
    user = User(
        email=email.strip().lower(),
        name=email.partition("@")[0],
        password_hash=passwords.hash_password(password),
        organization=organization,
        membership=Membership.CONFIRMED,
        is_owner=True,
        role_rows=[UserRole(role=role) for role in STAFF],
    )
    db.session.add(user)
    commit()
    return user
