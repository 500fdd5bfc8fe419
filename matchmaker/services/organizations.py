from dataclasses import dataclass

from sqlalchemy import or_, select

from matchmaker.adapters import clock
from matchmaker.checks.uscc import check_uscc
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.parties import parties
from matchmaker.services import events
from matchmaker.services.notify import holders_of, members_of, tell
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version
from matchmaker.settings import settings
from matchmaker.workflows.organization import ORGANIZATION
from models import District, Organization, User, db
from models.actions import Action
from models.enums import OrganizationKind, OrganizationState, Role
from models.parties import Party

REGISTRABLE = tuple(kind for kind in OrganizationKind if kind is not OrganizationKind.BUREAU)
APPLIED = N_("“%(name)s”申请单位认证，请审核。")


@dataclass(frozen=True)
class Identity:
    """What the bureau verifies; fixed from then on."""

    kind: OrganizationKind
    name: str
    uscc: str


@dataclass(frozen=True)
class Profile:
    """What the organization says about itself and may change at any time."""

    district: District | None
    city: str
    address: str = ""
    website: str = ""
    intro: str = ""


def set_identity(organization: Organization, identity: Identity) -> None:
    """Raises Invalid: code wrong, name or code taken."""
    if identity.kind not in REGISTRABLE:
        raise Invalid(N_("请选择单位类型。"), field="kind")
    uscc = check_uscc(identity.uscc)
    _expect_free(organization, identity.name, uscc)
    organization.kind, organization.name, organization.uscc = identity.kind, identity.name, uscc


def set_profile(organization: Organization, profile: Profile) -> None:
    """Raises Invalid when it is not said where the organization is."""
    city = settings["CITY"] if profile.district else profile.city
    if not city:
        raise Invalid(N_("本市单位请选择县区，外地单位请填写所在城市。"), field="city")
    organization.district, organization.city = profile.district, city
    organization.address, organization.website, organization.intro = profile.address, profile.website, profile.intro


def edit_organization(
    organization: Organization,
    profile: Profile,
    identity: Identity | None = None,
    *,
    actor: User,
    version: int | None = None,
) -> None:
    """A refused organization applies again by saving. Identity can be given until the organization is verified."""
    expect_version(organization, version)
    if Party.OWNER not in parties(actor, organization):
        raise Forbidden()
    if identity is not None:
        if organization.is_verified:
            raise Refused(N_("单位已认证，名称、类型和统一社会信用代码不能自行修改，请联系科技局。"))
        set_identity(organization, identity)
    set_profile(organization, profile)
    if organization.state is OrganizationState.REFUSED:
        _reapply(organization, actor)
    else:
        events.record(organization, Action.EDIT, actor)
    commit(N_("单位名称或统一社会信用代码已被其他单位使用。"))


def _reapply(organization: Organization, actor: User) -> None:
    perform(ORGANIZATION, organization, Action.REAPPLY, actor)
    organization.refusal_reason = ""
    tell(holders_of(Role.OFFICER), APPLIED, organization, name=organization.name)


def verify_organization(organization: Organization, *, actor: User, version: int | None = None) -> None:
    expect_version(organization, version)
    perform(ORGANIZATION, organization, Action.VERIFY, actor)
    organization.verified_at = clock.now()
    tell(
        members_of(organization),
        N_("“%(name)s”已通过认证，可以发布和对接了。"),
        organization,
        name=organization.name,
    )
    commit()


def refuse_organization(organization: Organization, reason: str, *, actor: User, version: int | None = None) -> None:
    expect_version(organization, version)
    perform(ORGANIZATION, organization, Action.REFUSE, actor, reason=reason)
    organization.refusal_reason = reason.strip()
    tell(
        members_of(organization),
        N_("“%(name)s”的认证未通过：%(reason)s"),
        organization,
        name=organization.name,
        reason=reason.strip(),
    )
    commit()


def _expect_free(organization: Organization, name: str, uscc: str) -> None:
    query = select(Organization).where(or_(Organization.name == name, Organization.uscc == uscc))
    with db.session.no_autoflush:
        for other in db.session.scalars(query):
            if other is organization:
                continue
            if other.uscc == uscc:
                raise Invalid(
                    N_("该统一社会信用代码已注册为“%(name)s”，您可以申请加入。"), field="uscc", name=other.name
                )
            raise Invalid(N_("已有同名单位。同名不同单位请在名称后注明所在地。"), field="organization_name")
