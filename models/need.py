from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.attachment import Attachment
from models.base import Base, Timestamped, Versioned
from models.collection_round import CollectionRound
from models.contact import Contact
from models.criterion import Criterion
from models.enums import Comparator, CooperationMode, NeedKind, NeedState, Obligation, Visibility
from models.organization import Organization
from models.taxonomy import District, Field
from models.types import Money, UtcDateTime, enum_type
from models.user import User

FEEDBACK_DAYS = 30
EVALUATED = (
    NeedState.EVALUATING,
    NeedState.PUBLICIZED,
    NeedState.UNSOLVED,
    NeedState.CONTRACTED,
    NeedState.FULFILLED,
)


class NeedMode(Base):
    __tablename__ = "need_mode"

    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"), primary_key=True)
    mode: Mapped[CooperationMode] = mapped_column(enum_type(CooperationMode), primary_key=True, index=True)


class NeedInvitation(Base):
    """An organization that may see a need posted 定向邀请."""

    __tablename__ = "need_invitation"

    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"), primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), primary_key=True, index=True)

    organization: Mapped[Organization] = relationship()


class Requirement(Base):
    """One row of the 考核指标."""

    __tablename__ = "requirement"

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    indicator: Mapped[str] = mapped_column(String(80))
    comparator: Mapped[Comparator] = mapped_column(enum_type(Comparator))
    value: Mapped[str] = mapped_column(String(40))
    value_high: Mapped[str] = mapped_column(String(40), default="")
    unit: Mapped[str] = mapped_column(String(30), default="")
    obligation: Mapped[Obligation] = mapped_column(enum_type(Obligation), default=Obligation.MUST)
    current_level: Mapped[str] = mapped_column(String(80), default="")

    @property
    def demand(self) -> str:
        span = self.comparator is Comparator.RANGE
        head = f"{self.value}～{self.value_high}" if span else f"{self.comparator.zh} {self.value}"
        return f"{head} {self.unit}".rstrip()


class Need(Versioned, Timestamped, Contact, Base):
    """技术需求. `thread` is the number of the whole thread from need to agreement: 2026-0137.

    `feedback_days`: within so many days after the deadline every bidder of a challenge is promised a decision.
    """

    __tablename__ = "need"
    __table_args__ = (
        Index("ix_need_state_published_at", "state", "published_at"),
        Index("ix_need_submitted_at", "submitted_at", "published_at", "kind", "state"),
        Index("ix_need_published_at", "published_at", "organization_id"),
        # all that the hall counts and sorts by: it looks at the rows of one page only
        Index(
            "ix_need_hall",
            *("state", "visibility", "organization_id", "published_at", "kind", "field_id", "district_id"),
            *("budget", "award_amount"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[NeedKind] = mapped_column(enum_type(NeedKind), default=NeedKind.TECHNICAL)
    state: Mapped[NeedState] = mapped_column(enum_type(NeedState), default=NeedState.DRAFT)
    title: Mapped[str] = mapped_column(String(120))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"), index=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("collection_round.id"), index=True)
    background: Mapped[str] = mapped_column(Text, default="")
    problem: Mapped[str] = mapped_column(Text, default="")
    scenario: Mapped[str] = mapped_column(Text, default="")
    current_basis: Mapped[str] = mapped_column(Text, default="")
    budget: Mapped[Decimal | None] = mapped_column(Money, index=True)
    award_amount: Mapped[Decimal | None] = mapped_column(Money)
    bid_deadline: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    delivery_months: Mapped[int | None]
    feedback_days: Mapped[int] = mapped_column(default=FEEDBACK_DAYS)
    visibility: Mapped[Visibility] = mapped_column(enum_type(Visibility), default=Visibility.PUBLIC)
    return_reason: Mapped[str] = mapped_column(Text, default="")
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_on: Mapped[date | None] = mapped_column(index=True)

    organization: Mapped[Organization] = relationship()
    author: Mapped[User] = relationship()
    field: Mapped[Field | None] = relationship()
    district: Mapped[District | None] = relationship()
    round: Mapped[CollectionRound | None] = relationship()
    requirements: Mapped[list[Requirement]] = relationship(order_by=Requirement.position, cascade="all, delete-orphan")
    mode_rows: Mapped[list[NeedMode]] = relationship(cascade="all, delete-orphan")
    invitations: Mapped[list[NeedInvitation]] = relationship(cascade="all, delete-orphan")
    attachments: Mapped[list[Attachment]] = relationship(foreign_keys=Attachment.need_id)

    criteria: Mapped[list[Criterion]] = relationship(order_by=Criterion.position, cascade="all, delete-orphan")

    modes: AssociationProxy[list[CooperationMode]] = association_proxy(
        "mode_rows", "mode", creator=lambda mode: NeedMode(mode=mode)
    )

    @property
    def number(self) -> str:
        return f"N-{self.thread}"

    @property
    def is_challenge(self) -> bool:
        return self.kind is NeedKind.CHALLENGE

    def takes_bids(self, now: datetime) -> bool:
        """To the end of the second that the deadline names."""
        in_time = self.bid_deadline is not None and now.replace(microsecond=0) <= self.bid_deadline
        return self.state is NeedState.BIDDING and in_time

    def bids_may_be_opened(self, now: datetime) -> bool:
        """After the deadline of a challenge that went on to its evaluation; a withdrawn one keeps its bids sealed."""
        past = self.bid_deadline is not None and self.bid_deadline < now.replace(microsecond=0)
        return self.state in EVALUATED and past
