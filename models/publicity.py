from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.attachment import Attachment
from models.base import Base, Timestamped, Versioned
from models.challenge_enums import ObjectionState
from models.evaluation import Evaluation
from models.types import UtcDateTime, enum_type


class Publicity(Timestamped, Base):
    """公示 of an approved decision, from the day after `published_at` to the end of `ends_on`."""

    __tablename__ = "publicity"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"), unique=True)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date] = mapped_column(index=True)

    evaluation: Mapped[Evaluation] = relationship()
    objections: Mapped[list["Objection"]] = relationship(back_populates="publicity", order_by="Objection.id")

    @property
    def title(self) -> str:
        return self.evaluation.need.title


class Objection(Versioned, Timestamped, Base):
    """异议 of anybody; name and contact are for the bureau alone."""

    __tablename__ = "objection"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    publicity_id: Mapped[int] = mapped_column(ForeignKey("publicity.id"), index=True)
    state: Mapped[ObjectionState] = mapped_column(
        enum_type(ObjectionState), default=ObjectionState.RECEIVED, index=True
    )
    name: Mapped[str] = mapped_column(String(40))
    organization_name: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    text: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    publicity: Mapped[Publicity] = relationship(back_populates="objections")
    attachments: Mapped[list[Attachment]] = relationship(foreign_keys=Attachment.objection_id)
