from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.actions import Action
from models.base import Base
from models.enums import SubjectKind
from models.types import UtcDateTime, enum_type
from models.user import User

ABOUT = ("about", "attached", "removed")


class Event(Base):
    """One line of the event log: who, when, what, old, new, why. Never changed afterwards.

    `position` counts from 1 in the order of commits; `hash` is over the line and `previous_hash` (docs/decisions/0011).
    """

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_subject", "subject_kind", "subject_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    actor_name: Mapped[str] = mapped_column(String(80), default="")
    subject_kind: Mapped[SubjectKind] = mapped_column(enum_type(SubjectKind))
    subject_id: Mapped[int]
    subject_label: Mapped[str] = mapped_column(String(160), default="")
    action: Mapped[Action] = mapped_column(enum_type(Action))
    old_state: Mapped[str] = mapped_column(String(32), default="")
    new_state: Mapped[str] = mapped_column(String(32), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    position: Mapped[int | None] = mapped_column(unique=True)
    previous_hash: Mapped[str] = mapped_column(String(64), default="")
    hash: Mapped[str] = mapped_column(String(64), default="")

    actor: Mapped[User | None] = relationship()

    @property
    def about(self) -> str:
        """What of the record it is about, where that was noted: a title, a person, the name of a file."""
        return next((self.data[name] for name in ABOUT if self.data.get(name)), "")


class EventHead(Base):
    """The end of the chain: how many lines, the last hash, and a seal over both that only the site can make."""

    __tablename__ = "event_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64), default="")
