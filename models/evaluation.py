from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamped, Versioned
from models.bid import Bid, Feedback
from models.challenge_enums import AssignmentState, EvaluationState
from models.criterion import Criterion
from models.need import Need
from models.taxonomy import Field
from models.types import UtcDateTime, enum_type
from models.user import User


class Score(Base):
    """Points (0 to 100) of one expert for one bid on one criterion; None while only the comment is written."""

    __tablename__ = "score"

    assignment_id: Mapped[int] = mapped_column(ForeignKey("review_assignment.id", ondelete="CASCADE"), primary_key=True)
    bid_id: Mapped[int] = mapped_column(ForeignKey("bid.id"), primary_key=True, index=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), primary_key=True)
    points: Mapped[int | None]
    comment: Mapped[str] = mapped_column(Text, default="")

    criterion: Mapped[Criterion] = relationship()


class ReviewAssignment(Versioned, Timestamped, Base):
    """评审任务: one expert for all bids of one evaluation, blind to the other experts."""

    __tablename__ = "review_assignment"
    __table_args__ = (
        UniqueConstraint("evaluation_id", "expert_id"),
        Index("ix_review_assignment_expert_id_state", "expert_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"))
    expert_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    state: Mapped[AssignmentState] = mapped_column(enum_type(AssignmentState), default=AssignmentState.INVITED)
    confidentiality_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text, default="")
    handed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    evaluation: Mapped["Evaluation"] = relationship(back_populates="assignments")
    expert: Mapped[User] = relationship()
    scores: Mapped[list[Score]] = relationship(cascade="all, delete-orphan")


class Evaluation(Versioned, Timestamped, Base):
    """评榜: the way of a challenge's bids from opening to decision. A reopened one is followed by the next `number`."""

    __tablename__ = "evaluation"
    __table_args__ = (UniqueConstraint("need_id", "number"), Index("ix_evaluation_state", "state", "created_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    number: Mapped[int] = mapped_column(default=1)
    state: Mapped[EvaluationState] = mapped_column(enum_type(EvaluationState), default=EvaluationState.NAMING)
    due_on: Mapped[date | None]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    forced_reason: Mapped[str] = mapped_column(Text, default="")
    winner_id: Mapped[int | None] = mapped_column(ForeignKey("bid.id"))
    reserve_id: Mapped[int | None] = mapped_column(ForeignKey("bid.id"))
    proposal_reason: Mapped[str] = mapped_column(Text, default="")
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    proposed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision_reason: Mapped[str] = mapped_column(Text, default="")

    need: Mapped[Need] = relationship()
    winner: Mapped[Bid | None] = relationship(foreign_keys=winner_id)
    reserve: Mapped[Bid | None] = relationship(foreign_keys=reserve_id)
    proposed_by: Mapped[User | None] = relationship(foreign_keys=proposed_by_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)
    assignments: Mapped[list[ReviewAssignment]] = relationship(
        back_populates="evaluation", order_by=ReviewAssignment.id
    )
    feedback: Mapped[list[Feedback]] = relationship(order_by=Feedback.id)

    @property
    def title(self) -> str:
        return self.need.title


class ExpertProfile(Timestamped, Base):
    """What an expert knows and where the expert worked before: for proposals and for 回避.

    `employers`: full names of previous employers, one a line.
    """

    __tablename__ = "expert_profile"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"), index=True)
    specialty: Mapped[str] = mapped_column(Text, default="")
    employers: Mapped[str] = mapped_column(Text, default="")
    available: Mapped[bool] = mapped_column(default=True)
    title: Mapped[str] = mapped_column(String(40), default="")

    user: Mapped[User] = relationship()
    field: Mapped[Field | None] = relationship()
