from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.enums import ItemKind
from models.types import UtcDateTime, enum_type


class Sighting(Base):
    """An organization has seen a pair in the ranking of its item; what it then did, or left, can teach the ranking.

    `asked` is the kind of item whose ranking it was; `place` the best one, from 1, at which the pair was in sight.
    """

    __tablename__ = "sighting"
    __table_args__ = (UniqueConstraint("need_id", "achievement_id", "asked", "organization_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"))
    achievement_id: Mapped[int] = mapped_column(ForeignKey("achievement.id", ondelete="CASCADE"), index=True)
    asked: Mapped[ItemKind] = mapped_column(enum_type(ItemKind))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    times: Mapped[int] = mapped_column(default=1)
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
