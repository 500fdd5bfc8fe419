from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamped, Versioned
from models.project_enums import SnapshotKind, SnapshotState
from models.types import UtcDateTime, enum_type
from models.user import User

STILL_OPEN = text("state <> 'APPROVED'")


class ReportTemplate(Timestamped, Base):
    """A Word template of the bureau's for one kind of report; the latest is in use, the built-in one before any."""

    __tablename__ = "report_template"
    __table_args__ = (Index("ix_report_template_kind_id", "kind", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[SnapshotKind] = mapped_column(enum_type(SnapshotKind))
    original_name: Mapped[str] = mapped_column(String(200))
    stored_name: Mapped[str] = mapped_column(String(64), unique=True)
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    uploaded_by: Mapped[User] = relationship()

    @property
    def name(self) -> str:
        return self.original_name


class Snapshot(Versioned, Timestamped, Base):
    """统计报表: the figures of a period as they stood when it was made, with the records and values behind each.

    `content` needs nothing else to be shown; `digest` is the SHA-256 in hex of its canonical JSON (RFC 8785), set at
    the approval, from which on nothing in it changes. There is one at a time that is not approved yet.
    """

    __tablename__ = "snapshot"
    __table_args__ = (
        Index("ix_snapshot_kind_since", "kind", "since"),
        Index("ix_snapshot_state", "state", "created_at"),
        Index("uq_snapshot_open", "kind", "since", unique=True, sqlite_where=STILL_OPEN, postgresql_where=STILL_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[SnapshotKind] = mapped_column(enum_type(SnapshotKind))
    state: Mapped[SnapshotState] = mapped_column(enum_type(SnapshotState), default=SnapshotState.DRAFT)
    since: Mapped[date]
    until: Mapped[date]
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime)
    remark: Mapped[str] = mapped_column(Text, default="")
    content: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    digest: Mapped[str] = mapped_column(String(64), default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    return_reason: Mapped[str] = mapped_column(Text, default="")
    word_name: Mapped[str] = mapped_column(String(64), default="")
    excel_name: Mapped[str] = mapped_column(String(64), default="")

    author: Mapped[User] = relationship(foreign_keys=author_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)
