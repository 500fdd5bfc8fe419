from matchmaker.errors import Forbidden, Refused
from matchmaker.messages import N_
from matchmaker.policies.parties import parties
from matchmaker.services import events
from matchmaker.services.notify import tell
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, lock
from matchmaker.workflows.organization import MEMBERSHIP
from models import User, db
from models.actions import Action
from models.enums import Membership
from models.parties import Party


def confirm_member(member: User, *, actor: User) -> None:
    perform(MEMBERSHIP, member, Action.CONFIRM_MEMBER, actor, attribute="membership")
    tell([member], N_("您已被确认为“%(name)s”的成员。"), member, name=member.organization.name)
    commit()


def decline_member(member: User, *, actor: User) -> None:
    """Turns away an applicant, or ends a membership."""
    perform(MEMBERSHIP, member, Action.REFUSE_MEMBER, actor, attribute="membership")
    tell(
        [member],
        N_("“%(name)s”的管理员没有确认您的成员身份；如有疑问请与单位联系。"),
        member,
        name=member.organization.name,
    )
    commit()


def hand_over_ownership(successor: User, *, actor: User) -> None:
    """Exactly one owner before and after, also when two requests come at once."""
    organization = actor.organization
    lock(organization)
    db.session.refresh(actor, ["is_owner"])
    if Party.OWNER not in parties(actor, successor):
        raise Forbidden()
    if successor.membership is not Membership.CONFIRMED or not successor.active:
        raise Refused(N_("只能移交给本单位已确认的成员。"))
    actor.is_owner, successor.is_owner = False, True
    events.record(organization, Action.EDIT, actor, data={"owner": {"old": actor.id, "new": successor.id}})
    tell([successor], N_("您已成为“%(name)s”的单位管理员。"), successor, name=organization.name)
    commit()
