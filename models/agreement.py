import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from models.attachment import Attachment
from models.base import Base, Timestamped, Versioned
from models.enums import AgreementState, AgreementType, Direction, RegistrationState
from models.organization import Organization
from models.project_enums import Reminder
from models.types import Money, enum_type

EXPERT_REVIEW_FROM = Decimal("500.00")


def contract_key(number: str) -> str:
    """The number without case, spaces and full-width forms: what tells one contract from another."""
    return "".join(unicodedata.normalize("NFKC", number).upper().split())


def _key_of_row(context: Any) -> str:
    return contract_key(context.get_current_parameters()["contract_no"])


class Agreement(Versioned, Timestamped, Base):
    """技术合同. `amount` is the 成交额, `tech_amount` the 技术交易额, both in 万元.

    `double_reason`: why it is no duplicate of another with the same parties, amount and day.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        Index("ix_agreement_state_signed_on", "state", "signed_on"),
        Index("ix_agreement_sums", "state", "signed_on", "amount", "tech_amount", "project_id"),
        Index("ix_agreement_parties", "buyer_id", "seller_id", "signed_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), unique=True)
    contract_no: Mapped[str] = mapped_column(String(60), unique=True)
    contract_key: Mapped[str] = mapped_column(String(240), unique=True, default=_key_of_row)
    state: Mapped[AgreementState] = mapped_column(enum_type(AgreementState), default=AgreementState.DRAFT)
    type: Mapped[AgreementType] = mapped_column(enum_type(AgreementType))
    buyer_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    seller_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    signed_on: Mapped[date | None] = mapped_column(index=True)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    amount: Mapped[Decimal] = mapped_column(Money)
    tech_amount: Mapped[Decimal] = mapped_column(Money)
    ip_ownership: Mapped[str] = mapped_column(Text, default="")
    payment_terms: Mapped[str] = mapped_column(Text, default="")
    direction: Mapped[Direction] = mapped_column(enum_type(Direction))
    registration_place: Mapped[str] = mapped_column(String(60), default="")
    registration_state: Mapped[RegistrationState] = mapped_column(
        enum_type(RegistrationState), default=RegistrationState.UNREGISTERED, index=True
    )
    registration_no: Mapped[str] = mapped_column(String(60), default="")
    registered_on: Mapped[date | None]
    refusal_reason: Mapped[str] = mapped_column(Text, default="")
    expert_opinion: Mapped[str] = mapped_column(Text, default="")
    expert_opinion_on: Mapped[date | None]
    double_reason: Mapped[str] = mapped_column(String(200), default="")
    reminder: Mapped[Reminder] = mapped_column(enum_type(Reminder), default=Reminder.NONE)

    project: Mapped["Project"] = relationship(back_populates="agreement")  # type: ignore[name-defined] # noqa: F821
    buyer: Mapped[Organization] = relationship(foreign_keys=buyer_id)
    seller: Mapped[Organization] = relationship(foreign_keys=seller_id)
    attachments: Mapped[list[Attachment]] = relationship(foreign_keys=Attachment.agreement_id)

    @validates("contract_no")
    def _keep_key(self, _name: str, number: str) -> str:
        self.contract_key = contract_key(number)
        return number

    @property
    def needs_expert_review(self) -> bool:
        return self.amount >= EXPERT_REVIEW_FROM
