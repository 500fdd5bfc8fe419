from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.enums import ItemKind, SubjectKind
from models.types import UtcDateTime, enum_type


class Notification(Base):
    """A sentence for one person; `message` is a message id filled with `params`, about one record."""

    __tablename__ = "notification"
    __table_args__ = (Index("ix_notification_user_id_read_at", "user_id", "read_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    message: Mapped[str] = mapped_column(String(300))
    params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    subject_kind: Mapped[SubjectKind] = mapped_column(enum_type(SubjectKind))
    subject_id: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Watch(Base):
    """有新成果时提醒我: tell this person when something new reaches 较强相关 for the item."""

    __tablename__ = "watch"
    __table_args__ = (UniqueConstraint("user_id", "kind", "item_id"), Index("ix_watch_item", "kind", "item_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    kind: Mapped[ItemKind] = mapped_column(enum_type(ItemKind))
    item_id: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
