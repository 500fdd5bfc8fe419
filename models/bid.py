from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamped, Versioned
from models.challenge_enums import BidState, PartnerState
from models.need import Need
from models.organization import Organization
from models.types import UtcDateTime, enum_type
from models.user import User

# Asked or joined; one that declined or left is told nothing more of the bid.
TAKING_PART = (PartnerState.INVITED, PartnerState.CONFIRMED)
# Part of what was handed in, or was; those who never joined are shown to the lead alone.
JOINED = (PartnerState.CONFIRMED, PartnerState.LEFT)


class BidPartner(Timestamped, Base):
    """联合单位 of a bid; one that leaves stays in the list, with the time."""

    __tablename__ = "bid_partner"
    __table_args__ = (UniqueConstraint("bid_id", "organization_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bid_id: Mapped[int] = mapped_column(ForeignKey("bid.id", ondelete="CASCADE"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    state: Mapped[PartnerState] = mapped_column(enum_type(PartnerState), default=PartnerState.INVITED)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    organization: Mapped[Organization] = relationship()


class BidFile(Base):
    """A file of a bid, encrypted under a key of its own; name, type, key and digest are in the bid's sealed content."""

    __tablename__ = "bid_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    bid_id: Mapped[int] = mapped_column(ForeignKey("bid.id", ondelete="CASCADE"), index=True)
    stored_name: Mapped[str] = mapped_column(String(64), unique=True)
    stored_size: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Receipt(Base):
    """回执 of one submission: what was handed in, sealed for after the deadline, and its SHA-256 in hex.

    A bid that was withdrawn or handed in again keeps its older receipts; from `superseded_at` on they are history.
    """

    __tablename__ = "receipt"

    id: Mapped[int] = mapped_column(primary_key=True)
    bid_id: Mapped[int] = mapped_column(ForeignKey("bid.id"), index=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    issued_to_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Bid(Versioned, Timestamped, Base):
    """揭榜申请 of a lead organization on a challenge. `content` is the bidder's own working copy, encrypted.

    `reconfirm_since`: the challenge was changed then, and the bidder has not confirmed the bid again (待确认).
    `feedback_*`: the decision as the bidder was told it; `excluded_reason`: why the formal check was failed.
    """

    __tablename__ = "bid"
    __table_args__ = (
        UniqueConstraint("need_id", "organization_id"),
        Index("ix_bid_need_id_state", "need_id", "state"),
        # the log of a draft that was deleted must not become the log of the next bid
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    state: Mapped[BidState] = mapped_column(enum_type(BidState), default=BidState.DRAFT)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reconfirm_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    excluded_reason: Mapped[str] = mapped_column(Text, default="")

    need: Mapped[Need] = relationship()
    organization: Mapped[Organization] = relationship()
    author: Mapped[User] = relationship()
    partners: Mapped[list[BidPartner]] = relationship(order_by=BidPartner.id, cascade="all, delete-orphan")
    files: Mapped[list[BidFile]] = relationship(order_by=BidFile.id, cascade="all, delete-orphan")
    receipts: Mapped[list[Receipt]] = relationship(order_by=Receipt.id)

    @property
    def joined(self) -> list[BidPartner]:
        """Partners as they are shown to others, with those that have left."""
        return [each for each in self.partners if each.state in JOINED]

    @property
    def receipt(self) -> Receipt | None:
        """The one that stands."""
        return next((each for each in reversed(self.receipts) if each.superseded_at is None), None)


class Feedback(Base):
    """What a bidder is told after an evaluation: decision, mean points per criterion, reasons; promised for `due_at`.

    `means`: {"criteria": [{"name", "weight", "mean"}, …], "total"}, means as decimals in text; empty until it is sent.
    """

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("bid_id", "evaluation_id"), Index("ix_feedback_due_at", "due_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    bid_id: Mapped[int] = mapped_column(ForeignKey("bid.id"))
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"), index=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decision: Mapped[BidState | None] = mapped_column(enum_type(BidState))
    reason: Mapped[str] = mapped_column(Text, default="")
    means: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    bid: Mapped[Bid] = relationship()
