from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamped, Versioned
from models.enums import MatchSide
from models.project import Project
from models.project_enums import ProgressState, Reminder
from models.types import UtcDateTime, enum_type
from models.user import User


class ProgressReport(Versioned, Timestamped, Base):
    """调度 of one project for one period (both days included). The row is there, owed, once the period has begun.

    `percent` of the whole project, 0 to 100. `help_wanted` of the bureau waits for an answer until `help_answered_at`;
    `help_promised_on` is the day for which the officer promises it.
    """

    __tablename__ = "progress_report"
    __table_args__ = (
        UniqueConstraint("project_id", "period_start"),
        Index("ix_progress_report_state_due_on", "state", "due_on"),
        Index("ix_progress_report_submitted_at", "submitted_at"),
        Index("ix_progress_report_state_submitted_at", "state", "submitted_at"),
        Index("ix_progress_report_project_id_state", "project_id", "state", "submitted_at", "due_on"),
        Index("ix_progress_report_help", "help_waits", "submitted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    period_start: Mapped[date]
    period_end: Mapped[date]
    due_on: Mapped[date]
    state: Mapped[ProgressState] = mapped_column(enum_type(ProgressState), default=ProgressState.OWED)
    percent: Mapped[int | None]
    done: Mapped[str] = mapped_column(Text, default="")
    problems: Mapped[str] = mapped_column(Text, default="")
    drop_reason: Mapped[str] = mapped_column(Text, default="")
    side: Mapped[MatchSide | None] = mapped_column(enum_type(MatchSide))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    help_wanted: Mapped[str] = mapped_column(Text, default="")
    help_waits: Mapped[bool] = mapped_column(default=False)
    help_answer: Mapped[str] = mapped_column(Text, default="")
    help_promised_on: Mapped[date | None]
    help_answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    help_answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminder: Mapped[Reminder] = mapped_column(enum_type(Reminder), default=Reminder.NONE)

    project: Mapped[Project] = relationship()
    author: Mapped[User | None] = relationship(foreign_keys=author_id)
    help_answered_by: Mapped[User | None] = relationship(foreign_keys=help_answered_by_id)

    @property
    def title(self) -> str:
        return self.project.title
