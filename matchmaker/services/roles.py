"""Accounts that are not registered on the site, and what people may do beyond their organization."""

from collections.abc import Collection

from sqlalchemy import select

from matchmaker.checks.uscc import check_uscc
from matchmaker.errors import Invalid, Refused
from matchmaker.messages import N_
from matchmaker.services import events
from matchmaker.services.accounts import Person, account_of, new_account
from matchmaker.services.unit import commit, lock
from models import Organization, User, UserRole, db
from models.actions import Action
from models.enums import Membership, OrganizationKind, Role

OF_THE_BUREAU = frozenset({Role.ADMINISTRATOR, Role.OFFICER, Role.SUPERVISOR})


def create_account(person: Person, uscc: str, roles: Collection[Role]) -> User:
    """A confirmed member of the organization with this code. Raises Invalid (code, email, password), Refused (role)."""
    organization = db.session.scalar(select(Organization).where(Organization.uscc == check_uscc(uscc)))
    if organization is None:
        raise Invalid(N_("没有找到使用这个代码的单位。请核对代码，或先注册单位。"), field="uscc")
    for role in roles:
        _expect_place(organization, role)
    user = new_account(person, organization, Membership.CONFIRMED)
    user.role_rows = [UserRole(role=role) for role in dict.fromkeys(roles)]
    record_account(user)
    commit()
    return user


def record_account(user: User) -> None:
    events.record(user, Action.CREATE, None, new=user.membership, data={"roles": _names(user)})


def grant_role(email: str, role: Role) -> User:
    """Raises Invalid (no such account), Refused (not in this organization, held already)."""
    user = _account(email)
    _expect_place(user.organization, role)
    if role in user.roles:
        raise Refused(N_("%(name)s 已经是%(role)s。"), name=user.name, role=role)
    before = _names(user)
    user.role_rows.append(UserRole(role=role))
    _record_change(user, before)
    commit()
    return user


def revoke_role(email: str, role: Role) -> User:
    """Raises Invalid (no such account), Refused (not held)."""
    user = _account(email)
    held = next((row for row in user.role_rows if row.role is role), None)
    if held is None:
        raise Refused(N_("%(name)s 不是%(role)s。"), name=user.name, role=role)
    before = _names(user)
    user.role_rows.remove(held)
    _record_change(user, before)
    commit()
    return user


def _account(email: str) -> User:
    user = account_of(email)
    if user is None:
        raise Invalid(N_("没有使用邮箱 %(email)s 的账号。"), field="email", email=email)
    lock(user)
    return user


def _expect_place(organization: Organization, role: Role) -> None:
    if role in OF_THE_BUREAU and organization.kind is not OrganizationKind.BUREAU:
        raise Refused(N_("%(role)s只能是科技主管部门的人员。"), role=role)


def _record_change(user: User, before: list[str]) -> None:
    events.record(user, Action.EDIT, None, data={"roles": {"old": before, "new": _names(user)}})


def _names(user: User) -> list[str]:
    return sorted(role.name for role in user.roles)
