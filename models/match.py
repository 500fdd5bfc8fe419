from datetime import date, datetime

from sqlalchemy import Computed, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.achievement import Achievement
from models.base import Base, Timestamped, Versioned
from models.enums import DeclineReason, MatchOrigin, MatchSide, MatchState, RelevanceLevel, TalkForm
from models.need import Need
from models.types import UtcDateTime, enum_type
from models.user import User

LIVE_STATES = (MatchState.PROPOSED, MatchState.ACCEPTED_BY_ONE, MatchState.TALKING)
# The later of the two consents; NULL while one is missing.
TALKS_BEGAN_SQL = (
    "CASE WHEN need_consent_at > achievement_consent_at THEN need_consent_at"
    " WHEN achievement_consent_at >= need_consent_at THEN achievement_consent_at END"
)
LIVE_SQL = text("state IN ('PROPOSED', 'ACCEPTED_BY_ONE', 'TALKING', 'AGREED')")


class Talk(Base):
    """One entry of the talk log."""

    __tablename__ = "talk"

    id: Mapped[int] = mapped_column(primary_key=True)
    match_id: Mapped[int] = mapped_column(ForeignKey("match.id", ondelete="CASCADE"), index=True)
    held_on: Mapped[date]
    form: Mapped[TalkForm] = mapped_column(enum_type(TalkForm))
    participants: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text)
    next_step: Mapped[str] = mapped_column(Text, default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    author: Mapped[User] = relationship()


class Match(Versioned, Timestamped, Base):
    """对接: one need with one achievement; a row only once somebody acts. Probability in 0..1 when it was proposed."""

    __tablename__ = "match"
    __table_args__ = (
        # one pair is talked about once at a time; after a refusal it may be tried again
        Index(
            "uq_match_live_pair",
            "need_id",
            "achievement_id",
            unique=True,
            sqlite_where=LIVE_SQL,
            postgresql_where=LIVE_SQL,
        ),
        Index("ix_match_state_last_activity_at", "state", "last_activity_at"),
        Index("ix_match_state_ended_at", "state", "ended_at"),
        Index("ix_match_talks", "need_id", "created_at", "talks_began_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), index=True)
    achievement_id: Mapped[int] = mapped_column(ForeignKey("achievement.id"), index=True)
    origin: Mapped[MatchOrigin] = mapped_column(enum_type(MatchOrigin))
    state: Mapped[MatchState] = mapped_column(enum_type(MatchState), default=MatchState.PROPOSED)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    level: Mapped[RelevanceLevel | None] = mapped_column(enum_type(RelevanceLevel))
    probability: Mapped[float | None]
    need_consent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    need_consent_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    achievement_consent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    achievement_consent_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    talks_began_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, Computed(TALKS_BEGAN_SQL, persisted=True), index=True
    )
    need_agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    achievement_agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_activity_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reminders: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[MatchSide | None] = mapped_column(enum_type(MatchSide))
    reason: Mapped[DeclineReason | None] = mapped_column(enum_type(DeclineReason))
    reason_note: Mapped[str] = mapped_column(Text, default="")

    need: Mapped[Need] = relationship()
    achievement: Mapped[Achievement] = relationship()
    proposed_by: Mapped[User] = relationship(foreign_keys=proposed_by_id)
    talks: Mapped[list[Talk]] = relationship(order_by=Talk.held_on.desc(), cascade="all, delete-orphan")
    project: Mapped["Project | None"] = relationship(back_populates="match", uselist=False)  # type: ignore[name-defined] # noqa: F821

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_STATES

    @property
    def contacts_revealed(self) -> bool:
        return self.need_consent_at is not None and self.achievement_consent_at is not None
