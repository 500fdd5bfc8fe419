from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.attachment import Attachment
from models.base import Base, Timestamped, Versioned
from models.challenge_enums import RoundState
from models.taxonomy import Field
from models.types import UtcDateTime, enum_type


class RoundField(Base):
    """A 技术领域 from which a round invites needs; a round without any invites all."""

    __tablename__ = "round_field"

    round_id: Mapped[int] = mapped_column(ForeignKey("collection_round.id", ondelete="CASCADE"), primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("field.id"), primary_key=True, index=True)

    field: Mapped[Field] = relationship(lazy="joined")


class CollectionRound(Versioned, Timestamped, Base):
    """征集批次. `rubric` is what its challenges begin with: [{"name", "weight", "hint"}, …], weights summing to 100."""

    __tablename__ = "collection_round"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120), unique=True)
    state: Mapped[RoundState] = mapped_column(enum_type(RoundState), default=RoundState.DRAFT, index=True)
    notice: Mapped[str] = mapped_column(Text, default="")
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    rubric: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    listed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    field_rows: Mapped[list[RoundField]] = relationship(cascade="all, delete-orphan")
    attachments: Mapped[list[Attachment]] = relationship(foreign_keys=Attachment.round_id)

    fields: AssociationProxy[list[Field]] = association_proxy(
        "field_rows", "field", creator=lambda field: RoundField(field=field)
    )
