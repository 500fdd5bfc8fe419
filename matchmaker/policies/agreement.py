from sqlalchemy import ColumnElement, and_, false, or_, true

from matchmaker.policies.parties import parties
from matchmaker.policies.permissions import Permission, holds
from matchmaker.policies.project import SIDES
from models import Agreement, AgreementChange, User
from models.enums import AgreementState, ProjectState


def can_view(actor: User | None, agreement: Agreement) -> bool:
    """The bureau always; the parties from the signing on, as a draft is the officer's working paper."""
    if holds(actor, Permission.BUREAU):
        return True
    return agreement.state is not AgreementState.DRAFT and bool(parties(actor, agreement) & SIDES)


def viewable(actor: User | None) -> ColumnElement[bool]:
    if holds(actor, Permission.BUREAU):
        return true()
    if actor is None or not actor.is_member:
        return false()
    own = actor.organization_id
    return and_(Agreement.state != AgreementState.DRAFT, or_(Agreement.buyer_id == own, Agreement.seller_id == own))


def can_edit(actor: User | None, agreement: Agreement) -> bool:
    open_draft = agreement.state is AgreementState.DRAFT and agreement.project.state is ProjectState.NEGOTIATING
    return open_draft and holds(actor, Permission.OFFICER)


def can_attach(actor: User | None, agreement: Agreement) -> bool:
    """Scans are the bureau's to file, at any time."""
    return holds(actor, Permission.OFFICER)


def can_approve(actor: User | None, change: AgreementChange) -> bool:
    """A supervisor, but not of what they proposed themselves."""
    return actor is not None and holds(actor, Permission.SUPERVISOR) and actor.id != change.proposed_by_id
