"""What the forms of needs and achievements have in common: contacts, invited organizations, collections of values."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import or_, select

from matchmaker.errors import Invalid
from matchmaker.messages import N_
from models import Organization, User, db
from models.enums import OrganizationKind, OrganizationState, Visibility

MOST_INVITED = 50


def default_contact(actor: User) -> dict[str, str]:
    return {"contact_name": actor.name, "contact_phone": actor.phone, "contact_email": actor.email}


def contact_faults(draft: Any) -> Iterator[Invalid]:
    """A reviewer needs somebody to call; `draft` has the fields of models.contact.Contact."""
    if not draft.contact_name:
        yield Invalid(N_("提交审核前请填写联系人。"), field="contact_name")
    if not (draft.contact_phone or draft.contact_email):
        yield Invalid(N_("电话和邮箱至少填写一项。"), field="contact_phone")


def invitation_faults(draft: Any, kinds: Sequence[OrganizationKind]) -> Iterator[Invalid]:
    """`draft.invited` are names or codes; all must be verified organizations of these kinds."""
    if draft.visibility is not Visibility.INVITED:
        return
    if len(draft.invited) > MOST_INVITED:
        yield Invalid(N_("最多邀请 %(most)s 家单位。"), field="invited", most=MOST_INVITED)
        return
    found = invited_organizations(draft.invited, kinds)
    known = {key for row in found for key in (row.name, row.uscc)}
    unknown = [each for each in draft.invited if each not in known and each.upper() not in known]
    if unknown:
        yield Invalid(
            N_("没有找到可以邀请的已认证单位：%(names)s。请写单位全称或统一社会信用代码。"),
            field="invited",
            names=unknown,
        )


def invited_organizations(texts: Iterable[str], kinds: Sequence[OrganizationKind]) -> list[Organization]:
    """Verified organizations of these kinds by full name or 统一社会信用代码."""
    wanted = list(texts)
    if not wanted:
        return []
    named = or_(Organization.name.in_(wanted), Organization.uscc.in_([text.upper() for text in wanted]))
    query = select(Organization).where(
        named, Organization.kind.in_(kinds), Organization.state == OrganizationState.VERIFIED
    )
    return list(db.session.scalars(query.order_by(Organization.id)))


def set_invitations(item: Any, organizations: Sequence[Organization], row: type[Any]) -> None:
    """Rows that stay are not written again."""
    wanted = {organization.id for organization in organizations}
    item.invitations = [each for each in item.invitations if each.organization_id in wanted]
    present = {each.organization_id for each in item.invitations}
    item.invitations += [row(organization=each) for each in organizations if each.id not in present]


def set_values(collection: Any, values: Sequence[Any]) -> None:
    """The same for a collection of plain values, such as modes."""
    for value in [value for value in collection if value not in values]:
        collection.remove(value)
    for value in values:
        if value not in collection:
            collection.append(value)
