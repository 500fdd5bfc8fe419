from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.enums import RankerOrigin
from models.types import UtcDateTime, enum_type
from models.user import User


class Ranker(Base):
    """排序方案: a trained set-up of the ranking. Never changed afterwards.

    `calibration` is what `Calibration.save` writes. `encoder` and `cross_encoder` are folders of trained models,
    relative to the instance; empty where the configured encoder, or no cross-encoder, is used. `identity` is the
    encoder's, so that a folder whose content changed is noticed.
    """

    __tablename__ = "ranker"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    origin: Mapped[RankerOrigin] = mapped_column(enum_type(RankerOrigin))
    source: Mapped[str] = mapped_column(String(200), default="")
    seed: Mapped[int] = mapped_column(default=0)
    identity: Mapped[str] = mapped_column(String(120))
    encoder: Mapped[str] = mapped_column(String(200), default="")
    cross_encoder: Mapped[str] = mapped_column(String(200), default="")
    calibration: Mapped[dict[str, Any]] = mapped_column(JSON)
    # Figures of needs that it was not trained on, and counts of what it was trained on.
    figures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    trained_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RankerActivation(Base):
    """From then on this set-up ranks; without a set-up: the built-in one. The last row holds."""

    __tablename__ = "ranker_activation"

    id: Mapped[int] = mapped_column(primary_key=True)
    ranker_id: Mapped[int | None] = mapped_column(ForeignKey("ranker.id"), index=True)
    activated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    reason: Mapped[str] = mapped_column(String(200), default="")

    ranker: Mapped[Ranker | None] = relationship()
    actor: Mapped[User | None] = relationship()
