"""What gathers around an open challenge before its bids are opened."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamped, Versioned
from models.challenge_enums import NecessityOpinion, NecessityState
from models.need import Need
from models.types import UtcDateTime, enum_type
from models.user import User


class NecessityCheck(Versioned, Timestamped, Base):
    """必要性论证 of a submitted challenge by one expert; points from 0 to 100 on the four criteria."""

    __tablename__ = "necessity_check"
    __table_args__ = (
        UniqueConstraint("need_id", "expert_id"),
        Index("ix_necessity_check_expert_id_state", "expert_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), index=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    state: Mapped[NecessityState] = mapped_column(enum_type(NecessityState), default=NecessityState.ASSIGNED)
    due_on: Mapped[date]
    industry: Mapped[int | None]
    basis: Mapped[int | None]
    indicators: Mapped[int | None]
    finance: Mapped[int | None]
    opinion: Mapped[NecessityOpinion | None] = mapped_column(enum_type(NecessityOpinion))
    comment: Mapped[str] = mapped_column(Text, default="")
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    need: Mapped[Need] = relationship()
    expert: Mapped[User] = relationship()


class Question(Versioned, Timestamped, Base):
    """A question on a live challenge. Who asked is shown to nobody but the asker's organization."""

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_need_id_created_at", "need_id", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    asker_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    need: Mapped[Need] = relationship()
    asker: Mapped[User] = relationship(foreign_keys=asker_id)


class Amendment(Base):
    """变更公告 of a live challenge. `changes`: [{"field", "old", "new"}, …] as shown to the public."""

    __tablename__ = "amendment"

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    old_deadline: Mapped[datetime | None] = mapped_column(UtcDateTime)
    new_deadline: Mapped[datetime | None] = mapped_column(UtcDateTime)

    need: Mapped[Need] = relationship()
