from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.achievement import Achievement
from models.agreement import Agreement
from models.attachment import Attachment
from models.base import Base, Timestamped, Versioned
from models.bid import Bid
from models.enums import CooperationMode, MatchSide, ProjectOrigin, ProjectState
from models.match import Match
from models.milestone import Milestone
from models.need import Need
from models.organization import Organization
from models.project_enums import ReportingPeriod
from models.taxonomy import District, Field
from models.types import Money, enum_type
from models.user import User


class ProjectIndicator(Base):
    """考核指标 of a project: what was promised, and at the acceptance what was reached."""

    __tablename__ = "project_indicator"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    promised: Mapped[str] = mapped_column(String(200))
    reached: Mapped[str] = mapped_column(String(200), default="")
    met: Mapped[bool | None]


class Project(Versioned, Timestamped, Base):
    """产学研合作项目. `weight` of its milestones sums to 100; `firm` pays, `provider` delivers.

    `lump_sum`: 包干制, funds of one sum without lines. `percent` is the latest one reported.
    """

    __tablename__ = "project"
    __table_args__ = (
        Index("ix_project_state_created_at", "state", "created_at"),
        Index("ix_project_of_need", "need_id", "signed_on", "completed_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    thread: Mapped[str] = mapped_column(String(12), index=True)
    title: Mapped[str] = mapped_column(String(120))
    origin: Mapped[ProjectOrigin] = mapped_column(enum_type(ProjectOrigin))
    state: Mapped[ProjectState] = mapped_column(enum_type(ProjectState), default=ProjectState.NEGOTIATING)
    match_id: Mapped[int | None] = mapped_column(ForeignKey("match.id"), unique=True)
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"), index=True)
    bid_id: Mapped[int | None] = mapped_column(ForeignKey("bid.id"), unique=True)
    achievement_id: Mapped[int | None] = mapped_column(ForeignKey("achievement.id"), index=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    firm_leader: Mapped[str] = mapped_column(String(40), default="")
    provider_leader: Mapped[str] = mapped_column(String(40), default="")
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"), index=True)
    mode: Mapped[CooperationMode | None] = mapped_column(enum_type(CooperationMode))
    total_budget: Mapped[Decimal | None] = mapped_column(Money)
    subsidy: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    lump_sum: Mapped[bool] = mapped_column(default=False)
    reporting: Mapped[ReportingPeriod] = mapped_column(enum_type(ReportingPeriod), default=ReportingPeriod.MONTH)
    percent: Mapped[int] = mapped_column(default=0)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    signed_on: Mapped[date | None] = mapped_column(index=True)
    started_on: Mapped[date | None]
    completed_on: Mapped[date | None] = mapped_column(index=True)
    termination_reason: Mapped[str] = mapped_column(Text, default="")

    match: Mapped[Match | None] = relationship(back_populates="project")
    need: Mapped[Need | None] = relationship()
    bid: Mapped[Bid | None] = relationship()
    achievement: Mapped[Achievement | None] = relationship()
    firm: Mapped[Organization] = relationship(foreign_keys=firm_id)
    provider: Mapped[Organization] = relationship(foreign_keys=provider_id)
    field: Mapped[Field | None] = relationship()
    district: Mapped[District | None] = relationship()
    officer: Mapped[User | None] = relationship()
    milestones: Mapped[list[Milestone]] = relationship(
        back_populates="project", order_by=Milestone.position, cascade="all, delete-orphan"
    )
    indicators: Mapped[list[ProjectIndicator]] = relationship(
        order_by=ProjectIndicator.position, cascade="all, delete-orphan"
    )
    attachments: Mapped[list[Attachment]] = relationship(foreign_keys=Attachment.project_id)
    agreement: Mapped[Agreement | None] = relationship(back_populates="project", uselist=False)

    def organization_of(self, side: MatchSide) -> Organization:
        return self.firm if side is MatchSide.NEED else self.provider
