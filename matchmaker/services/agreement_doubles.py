"""The same contract entered twice: by its number, or by its parties, amount and day of signing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from matchmaker.errors import Invalid
from matchmaker.messages import N_
from models import Agreement, Organization, Project, db
from models.agreement import contract_key

if TYPE_CHECKING:
    from matchmaker.services.agreement_rules import AgreementTerms

CONTRACT_NO_TAKEN = N_("这个合同编号已经登记过，请核对。")
SAME_NUMBER = N_("这个合同编号已经登记过：技术合同 %(other)s（项目 %(project)s），请核对。")
SAME_DEAL = N_(
    "与技术合同 %(other)s（项目 %(project)s）的双方、成交额和签订日期都相同。确属另一份合同的，请在这里写明理由。"
)


def hold_parties(project: Project) -> None:
    """Until the commit nobody else enters an agreement of these two: of the same deal entered twice at the same
    moment the second sees the first."""
    parties = select(Organization.id).where(Organization.id.in_((project.firm_id, project.provider_id)))
    db.session.execute(parties.order_by(Organization.id).with_for_update(key_share=True))


def same_number(terms: "AgreementTerms", agreement: Agreement | None = None) -> Agreement | None:
    """Another one with this number, whatever its case, spaces and width."""
    if not terms.contract_no:
        return None
    return _other(Agreement.contract_key == contract_key(terms.contract_no), agreement)


def same_deal(terms: "AgreementTerms", agreement: Agreement | None = None) -> Agreement | None:
    """Another one between the two, whoever buys, of the same amount and day."""
    if terms.signed_on is None or terms.amount is None:
        return None
    first, second = terms.buyer_id, terms.seller_id
    parties = or_(
        and_(Agreement.buyer_id == first, Agreement.seller_id == second),
        and_(Agreement.buyer_id == second, Agreement.seller_id == first),
    )
    return _other(
        and_(parties, Agreement.signed_on == terms.signed_on, Agreement.amount == terms.amount),
        agreement,
    )


def double_faults(terms: "AgreementTerms", agreement: Agreement | None) -> Iterator[Invalid]:
    """The second kind may be confirmed as different, with a reason."""
    if other := same_number(terms, agreement):
        yield _fault(SAME_NUMBER, "contract_no", other)
    elif (other := same_deal(terms, agreement)) and not terms.double_reason:
        yield _fault(SAME_DEAL, "double_reason", other)


def _fault(message: str, field: str, other: Agreement) -> Invalid:
    return Invalid(message, field=field, other=other.contract_no, project=other.project.number)


def _other(same: object, agreement: Agreement | None) -> Agreement | None:
    query = select(Agreement).where(same).options(joinedload(Agreement.project))  # type: ignore[arg-type]
    if agreement is not None and agreement.id is not None:
        query = query.where(Agreement.id != agreement.id)
    found: Agreement | None = db.session.scalar(query.order_by(Agreement.id).limit(1))
    return found
