from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.agreement import Agreement
from models.base import Base, Timestamped, Versioned
from models.project_enums import AgreementChangeKind, AgreementChangeState
from models.types import UtcDateTime, enum_type
from models.user import User


class AgreementChange(Versioned, Timestamped, Base):
    """合同变更 of a signed agreement: a supplementary agreement of the parties, or a correction of what was recorded.

    `before` and `after` hold the terms that differ. Takes effect with the supervisor's approval.
    """

    __tablename__ = "agreement_change"
    __table_args__ = (
        Index("ix_agreement_change_agreement_id_created_at", "agreement_id", "created_at"),
        Index("ix_agreement_change_state", "state", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    kind: Mapped[AgreementChangeKind] = mapped_column(enum_type(AgreementChangeKind))
    state: Mapped[AgreementChangeState] = mapped_column(
        enum_type(AgreementChangeState), default=AgreementChangeState.PROPOSED
    )
    number: Mapped[str] = mapped_column(String(60), default="")
    signed_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text)
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision_note: Mapped[str] = mapped_column(Text, default="")

    agreement: Mapped[Agreement] = relationship()
    proposed_by: Mapped[User] = relationship(foreign_keys=proposed_by_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)
