from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamped, Versioned
from models.organization import Organization
from models.project import Project
from models.project_enums import FollowUpState, Reminder
from models.types import Money, UtcDateTime, enum_type
from models.user import User


class FollowUp(Versioned, Timestamped, Base):
    """跟踪回访: one party of a completed project is asked 6 and 12 months later. `sales` in 万元 since the last time,
    `jobs`: posts created."""

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("project_id", "organization_id", "months"),
        Index("ix_follow_up_state_due_on", "state", "due_on"),
        Index("ix_follow_up_organization_id_state", "organization_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    months: Mapped[int]
    due_on: Mapped[date]
    state: Mapped[FollowUpState] = mapped_column(enum_type(FollowUpState), default=FollowUpState.WAITING)
    sales: Mapped[Decimal | None] = mapped_column(Money)
    jobs: Mapped[int | None]
    goes_on: Mapped[bool | None]
    remark: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    reminder: Mapped[Reminder] = mapped_column(enum_type(Reminder), default=Reminder.NONE)

    project: Mapped[Project] = relationship()
    organization: Mapped[Organization] = relationship()
    answered_by: Mapped[User | None] = relationship()

    @property
    def title(self) -> str:
        return self.project.title


class Rating(Timestamped, Base):
    """合作评价 of one party by the other, 1 to 5 points."""

    __tablename__ = "rating"
    __table_args__ = (UniqueConstraint("project_id", "rater_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    rater_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    rated_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    points: Mapped[int]
    comment: Mapped[str] = mapped_column(Text, default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    project: Mapped[Project] = relationship()
    rater: Mapped[Organization] = relationship(foreign_keys=rater_id)
    rated: Mapped[Organization] = relationship(foreign_keys=rated_id)
    author: Mapped[User] = relationship()
