import factory

from models import Organization, User, UserRole, db
from models.enums import Membership, OrganizationKind, OrganizationState, Role
from tests.factories.base import Factory

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def uscc(serial: int, prefix: str = "91371300") -> str:
    body = f"{prefix}{serial:09d}"
    total = sum(ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + ALPHABET[(31 - total % 31) % 31]


class OrganizationFactory(Factory):
    class Meta:
        model = Organization

    kind = OrganizationKind.FIRM
    name = factory.Sequence(lambda n: f"沂蒙第{n}机械有限公司")
    uscc = factory.Sequence(uscc)
    state = OrganizationState.VERIFIED


class UserFactory(Factory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@firm.example")
    name = factory.Sequence(lambda n: f"林工{n}")
    phone = "0539-5550100"
    password_hash = "unusable"
    organization = factory.SubFactory(OrganizationFactory)
    membership = Membership.CONFIRMED
    is_owner = True


def firm_user(**given: object) -> User:
    return UserFactory(**given)


def research_user(**given: object) -> User:
    if "organization" not in given:
        name = factory.Sequence(lambda n: f"沂河第{n + 1}工学院")
        given["organization"] = OrganizationFactory(kind=OrganizationKind.UNIVERSITY, name=name)
    return UserFactory(**given)


def bureau_user(*roles: Role, **given: object) -> User:
    given.setdefault("organization", _bureau())
    return UserFactory(role_rows=[UserRole(role=role) for role in roles or (Role.OFFICER,)], is_owner=False, **given)


def _bureau() -> Organization:
    existing = db.session.query(Organization).filter_by(kind=OrganizationKind.BUREAU).first()
    return existing or OrganizationFactory(kind=OrganizationKind.BUREAU, name="临沂市科学技术局")
