"""The first steps of a new site."""

from pathlib import Path

from sqlalchemy import select

from matchmaker.checks.uscc import check_uscc
from matchmaker.services.accounts import Person, new_account
from matchmaker.services.roles import record_account
from matchmaker.services.seeding import taxonomy, vocabulary
from matchmaker.services.unit import commit
from models import Organization, User, UserRole, db
from models.enums import Membership, OrganizationKind, OrganizationState, Role

STAFF = (Role.ADMINISTRATOR, Role.OFFICER, Role.SUPERVISOR)


def is_empty() -> bool:
    return db.session.scalar(select(Organization.id).limit(1)) is None


def create_administrator(seed_data: Path, email: str, password: str, bureau: str, uscc: str) -> User:
    """Raises Invalid when the code or the password is refused, or the address or the organization is taken."""
    organization = Organization(
        kind=OrganizationKind.BUREAU, name=bureau, uscc=check_uscc(uscc), state=OrganizationState.VERIFIED
    )
    person = Person(email=email, name=email.partition("@")[0], password=password)
    user = new_account(person, organization, Membership.CONFIRMED, owner=True)
    user.role_rows = [UserRole(role=role) for role in STAFF]
    taxonomy.load(seed_data)
    vocabulary.load(seed_data)
    record_account(user)
    commit()
    return user
