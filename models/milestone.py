from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.attachment import Attachment
from models.base import Base, Versioned
from models.enums import MatchSide
from models.project_enums import MilestoneState, Reminder
from models.types import UtcDateTime, enum_type
from models.user import User


class Milestone(Versioned, Base):
    """里程碑. One side claims it done with its evidence; the other side confirms, or sends it back with a reason.

    `weight` in percent; `done_on` is the day on which it was reached, known from the claim on.
    """

    __tablename__ = "milestone"
    __table_args__ = (Index("ix_milestone_state_due_on", "state", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    due_on: Mapped[date] = mapped_column(index=True)
    weight: Mapped[int]
    evidence: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[MilestoneState] = mapped_column(enum_type(MilestoneState), default=MilestoneState.OPEN)
    done_on: Mapped[date | None]
    claimed_side: Mapped[MatchSide | None] = mapped_column(enum_type(MatchSide))
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claim_note: Mapped[str] = mapped_column(Text, default="")
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    return_reason: Mapped[str] = mapped_column(Text, default="")
    reminder: Mapped[Reminder] = mapped_column(enum_type(Reminder), default=Reminder.NONE)

    project: Mapped["Project"] = relationship(back_populates="milestones")  # type: ignore[name-defined] # noqa: F821
    claimed_by: Mapped[User | None] = relationship(foreign_keys=claimed_by_id)
    confirmed_by: Mapped[User | None] = relationship(foreign_keys=confirmed_by_id)
    attachments: Mapped[list[Attachment]] = relationship(foreign_keys=Attachment.milestone_id)
