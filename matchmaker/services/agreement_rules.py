from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from matchmaker.adapters import clock
from matchmaker.errors import Invalid
from matchmaker.messages import N_
from matchmaker.services.agreement_doubles import double_faults
from matchmaker.services.agreement_places import place_faults
from models import Agreement, Project
from models.enums import AgreementType, CooperationMode, Direction

TYPE_OF_MODE = {
    CooperationMode.COMMISSIONED: AgreementType.COMMISSIONED_DEVELOPMENT,
    CooperationMode.JOINT: AgreementType.JOINT_DEVELOPMENT,
    CooperationMode.TRANSFER: AgreementType.TRANSFER,
    CooperationMode.LICENSE: AgreementType.LICENSE,
    CooperationMode.CONSULTING: AgreementType.CONSULTING,
    CooperationMode.SERVICE: AgreementType.SERVICE,
}


@dataclass(frozen=True)
class AgreementTerms:
    """What stands in the contract; amounts in 万元, None where nothing was given."""

    contract_no: str
    type: AgreementType | None
    buyer_id: int | None
    seller_id: int | None
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None
    amount: Decimal | None
    tech_amount: Decimal | None
    direction: Direction | None
    registration_place: str = ""
    ip_ownership: str = ""
    payment_terms: str = ""
    double_reason: str = ""


def agreement_faults(
    terms: AgreementTerms, project: Project, *, signing: bool, agreement: Agreement | None = None
) -> list[Invalid]:
    """Every rule that the terms break, each with the form field it belongs to; a draft may lack the day of signing."""
    return [
        *_contract_no_faults(terms),
        *_party_faults(terms, project),
        *double_faults(terms, agreement),
        *place_faults(terms, project),
        *_amount_faults(terms),
        *_date_faults(terms, signing),
        *_missing(terms),
    ]


def signed_before_agreed(terms: AgreementTerms, project: Project) -> bool:
    """Worth a warning, not a refusal: contracts are sometimes signed before the platform hears of them."""
    agreed_on = project.created_at.astimezone(clock.CITY_ZONE).date()
    return terms.signed_on is not None and terms.signed_on < agreed_on


def _contract_no_faults(terms: AgreementTerms) -> Iterator[Invalid]:
    if not terms.contract_no:
        yield Invalid(N_("请填写合同编号。"), field="contract_no")


def _party_faults(terms: AgreementTerms, project: Project) -> Iterator[Invalid]:
    parties = {project.firm_id, project.provider_id}
    if terms.buyer_id not in parties:
        yield Invalid(N_("买方应为本项目的合作单位。"), field="buyer_id")
    if terms.seller_id not in parties:
        yield Invalid(N_("卖方应为本项目的合作单位。"), field="seller_id")
    if terms.buyer_id == terms.seller_id:
        yield Invalid(N_("买方与卖方不能是同一单位。"), field="seller_id")


def _amount_faults(terms: AgreementTerms) -> Iterator[Invalid]:
    if terms.amount is not None and terms.amount <= 0:
        yield Invalid(N_("成交额应大于 0。"), field="amount")
    if terms.tech_amount is not None and terms.tech_amount < 0:
        yield Invalid(N_("技术交易额不能为负数。"), field="tech_amount")
    if terms.amount is not None and terms.tech_amount is not None and terms.tech_amount > terms.amount:
        yield Invalid(N_("技术交易额不能超过成交额。"), field="tech_amount")


def _date_faults(terms: AgreementTerms, signing: bool) -> Iterator[Invalid]:
    if signing and terms.signed_on is None:
        yield Invalid(N_("登记签订时请填写签订日期。"), field="signed_on")
    if terms.signed_on is not None and terms.signed_on > clock.today():
        yield Invalid(N_("签订日期不能晚于今天。"), field="signed_on")
    if terms.starts_on and terms.ends_on and terms.starts_on > terms.ends_on:
        yield Invalid(N_("合同终止日期不能早于起始日期。"), field="ends_on")


def _missing(terms: AgreementTerms) -> Iterator[Invalid]:
    required = {
        "type": N_("请选择合同类型。"),
        "amount": N_("请填写成交额。"),
        "tech_amount": N_("请填写技术交易额；没有时填 0。"),
        "direction": N_("请选择吸纳或输出。"),
    }
    for name, message in required.items():
        if getattr(terms, name) is None:
            yield Invalid(message, field=name)
