from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.attachment import Attachment
from models.base import Base, Timestamped, Versioned
from models.project import Project
from models.project_enums import AcceptanceState, AcceptanceVerdict
from models.types import UtcDateTime, enum_type
from models.user import User


class AcceptanceOpinion(Versioned, Timestamped, Base):
    """验收意见 of one expert; no verdict yet while it is awaited."""

    __tablename__ = "acceptance_opinion"
    __table_args__ = (
        UniqueConstraint("acceptance_id", "expert_id"),
        Index("ix_acceptance_opinion_expert_id_given_at", "expert_id", "given_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    acceptance_id: Mapped[int] = mapped_column(ForeignKey("acceptance.id", ondelete="CASCADE"))
    expert_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    verdict: Mapped[AcceptanceVerdict | None] = mapped_column(enum_type(AcceptanceVerdict))
    text: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    acceptance: Mapped["Acceptance"] = relationship(back_populates="opinions")
    expert: Mapped[User] = relationship()


class Acceptance(Versioned, Timestamped, Base):
    """验收 of a project: application → check of documents → experts' opinions → conclusion. One that was not passed is
    followed by the next `number`.

    `indicators`: rows of name, promised, reached, met as they were when it was applied for. `exceptions`: rows of
    about (a milestone's title; empty for the reports) and reason, why it was applied for with that still open. `plan`:
    leaders, days, budget and milestones of that day (matchmaker.checks.accepted_plan).
    """

    __tablename__ = "acceptance"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        Index("ix_acceptance_state_created_at", "state", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(default=1)
    state: Mapped[AcceptanceState] = mapped_column(enum_type(AcceptanceState), default=AcceptanceState.APPLIED)
    summary: Mapped[str] = mapped_column(Text)
    indicators: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    exceptions: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    plan: Mapped[dict[str, Any]] = mapped_column(JSON)
    applied_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    applied_at: Mapped[datetime] = mapped_column(UtcDateTime)
    check_note: Mapped[str] = mapped_column(Text, default="")
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    verdict: Mapped[AcceptanceVerdict | None] = mapped_column(enum_type(AcceptanceVerdict))
    conclusion: Mapped[str] = mapped_column(Text, default="")
    concluded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    concluded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    project: Mapped[Project] = relationship()
    applied_by: Mapped[User] = relationship(foreign_keys=applied_by_id)
    concluded_by: Mapped[User | None] = relationship(foreign_keys=concluded_by_id)
    opinions: Mapped[list[AcceptanceOpinion]] = relationship(
        back_populates="acceptance", order_by=AcceptanceOpinion.id, cascade="all, delete-orphan"
    )
    attachments: Mapped[list[Attachment]] = relationship(foreign_keys=Attachment.acceptance_id)

    @property
    def title(self) -> str:
        return self.project.title
