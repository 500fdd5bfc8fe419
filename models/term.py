from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Versioned
from models.types import UtcDateTime


class Term(Base):
    """One way of writing it. `key` is the form that is compared (matching.term_key)."""

    __tablename__ = "term"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("term_group.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(80), unique=True)


class TermGroup(Versioned, Base):
    """术语组: words and abbreviations of the trade that mean the same; the first is the one that is shown.

    A group of one is a word that the dictionary lacks.
    """

    __tablename__ = "term_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str] = mapped_column(String(120), default="")
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)

    terms: Mapped[list[Term]] = relationship(order_by=Term.position, cascade="all, delete-orphan", passive_deletes=True)

    @property
    def name(self) -> str:
        return self.terms[0].text
