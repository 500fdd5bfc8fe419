from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Versioned
from models.project_enums import ExportFormat, ExportState
from models.types import UtcDateTime, enum_type
from models.user import User


class Export(Versioned, Base):
    """导出 of a list with the filters it was asked with; the file is there from DONE on, whole, for its owner only.

    `heartbeat_at` tells a job that goes on from one whose process has died.
    """

    __tablename__ = "export"
    __table_args__ = (
        Index("ix_export_user_id_created_at", "user_id", "created_at"),
        Index("ix_export_state_heartbeat_at", "state", "heartbeat_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    listing: Mapped[str] = mapped_column(String(40))
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    format: Mapped[ExportFormat] = mapped_column(enum_type(ExportFormat))
    locale: Mapped[str] = mapped_column(String(8))
    state: Mapped[ExportState] = mapped_column(enum_type(ExportState), default=ExportState.QUEUED)
    rows_done: Mapped[int] = mapped_column(default=0)
    rows_total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(String(300), default="")
    stored_name: Mapped[str] = mapped_column(String(64), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    heartbeat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()
