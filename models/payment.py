from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamped, Versioned
from models.project import Project
from models.project_enums import PaymentKind, Reminder
from models.types import Money, enum_type
from models.user import User


class Payment(Versioned, Timestamped, Base):
    """到款: one instalment, planned, received, or both; amounts in 万元.

    A part payment leaves the rest as a row of its own, so a row is either open (`paid_on` None) or done.
    """

    __tablename__ = "payment"
    __table_args__ = (Index("ix_payment_paid_on_planned_on", "paid_on", "planned_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    kind: Mapped[PaymentKind] = mapped_column(enum_type(PaymentKind), default=PaymentKind.COOPERATION)
    title: Mapped[str] = mapped_column(String(80))
    planned_on: Mapped[date | None]
    planned_amount: Mapped[Decimal | None] = mapped_column(Money)
    paid_on: Mapped[date | None]
    paid_amount: Mapped[Decimal | None] = mapped_column(Money)
    note: Mapped[str] = mapped_column(String(200), default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reminder: Mapped[Reminder] = mapped_column(enum_type(Reminder), default=Reminder.NONE)

    project: Mapped[Project] = relationship()
    recorded_by: Mapped[User | None] = relationship()
