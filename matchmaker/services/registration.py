from sqlalchemy import select

from matchmaker.checks.uscc import check_uscc
from matchmaker.errors import Invalid
from matchmaker.messages import N_
from matchmaker.services import events
from matchmaker.services.accounts import Person, new_account
from matchmaker.services.notify import holders_of, tell
from matchmaker.services.organizations import APPLIED, Identity, Profile, set_identity, set_profile
from matchmaker.services.unit import commit
from models import Organization, User, db
from models.actions import Action
from models.enums import Membership, OrganizationKind, Role

TAKEN = N_("该邮箱或单位刚刚已被注册，请核对后再试。")


def register_organization(identity: Identity, profile: Profile, person: Person) -> User:
    """A new organization, awaiting verification, and its owner. Raises Invalid with the field that is wrong."""
    organization = Organization()
    set_identity(organization, identity)
    set_profile(organization, profile)
    owner = new_account(person, organization, Membership.CONFIRMED, owner=True)
    db.session.add(organization)
    events.record(organization, Action.CREATE, owner, new=organization.state)
    tell(holders_of(Role.OFFICER), APPLIED, organization, name=organization.name)
    commit(TAKEN)
    return owner


def join_organization(code: str, person: Person) -> User:
    """A person of a registered organization, awaiting its owner's confirmation. Raises Invalid."""
    organization = db.session.scalar(select(Organization).where(Organization.uscc == check_uscc(code)))
    if organization is None:
        raise Invalid(N_("没有找到使用这个代码的单位。请核对代码，或先注册单位。"), field="uscc")
    if organization.kind is OrganizationKind.BUREAU:
        raise Invalid(N_("科技主管部门的账号由系统管理员开通。"), field="uscc")
    user = new_account(person, organization, Membership.PENDING)
    events.record(user, Action.CREATE, user, new=user.membership)
    owners = [member for member in organization.members if member.is_owner]
    tell(owners, N_("%(name)s 申请加入本单位，请确认是否为本单位人员。"), user, name=user.name)
    commit(TAKEN)
    return user
