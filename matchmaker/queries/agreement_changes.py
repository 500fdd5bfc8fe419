"""How an agreement came to its present terms."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matchmaker.policies.permissions import Permission, holds
from models import Agreement, AgreementChange, Event, User, db
from models.actions import Action
from models.enums import SubjectKind
from models.project_enums import AgreementChangeState

# The steps after which other terms, or another state, are stored.
CHANGING = (
    Action.CREATE,
    Action.EDIT,
    Action.SIGN,
    Action.APPROVE_AGREEMENT_CHANGE,
    Action.RECORD_OPINION,
    Action.SUBMIT_REGISTRATION,
    Action.REGISTER,
    Action.REFUSE_REGISTRATION,
)


def of_agreement(agreement: Agreement, actor: User | None) -> list[AgreementChange]:
    """Newest first; the parties read of those in force."""
    query = select(AgreementChange).where(AgreementChange.agreement_id == agreement.id)
    if not holds(actor, Permission.BUREAU):
        query = query.where(AgreementChange.state == AgreementChangeState.APPROVED)
    people = joinedload(AgreementChange.proposed_by), joinedload(AgreementChange.decided_by)
    return list(db.session.scalars(query.options(*people).order_by(AgreementChange.id.desc())))


def get(agreement: Agreement, change_id: int) -> AgreementChange | None:
    """None when the agreement has no such change."""
    found = db.session.get(AgreementChange, change_id)
    return found if found is not None and found.agreement_id == agreement.id else None


def last_change(agreement: Agreement) -> Event | None:
    """Who stored the present version, and when."""
    query = select(Event).where(
        Event.subject_kind == SubjectKind.AGREEMENT, Event.subject_id == agreement.id, Event.action.in_(CHANGING)
    )
    found: Event | None = db.session.scalar(query.order_by(Event.at.desc(), Event.id.desc()).limit(1))
    return found
