from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamped, Versioned
from models.enums import MatchSide
from models.project import Project
from models.project_enums import ChangeKind, ChangeState
from models.types import UtcDateTime, enum_type
from models.user import User


class ChangeRequest(Versioned, Timestamped, Base):
    """变更申请. `before` and `after` are the plan's part as it was and as it is wanted: both stay readable for ever."""

    __tablename__ = "change_request"
    __table_args__ = (
        Index("ix_change_request_project_id_created_at", "project_id", "created_at"),
        Index("ix_change_request_state", "state", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    kind: Mapped[ChangeKind] = mapped_column(enum_type(ChangeKind))
    state: Mapped[ChangeState] = mapped_column(enum_type(ChangeState), default=ChangeState.PROPOSED)
    side: Mapped[MatchSide] = mapped_column(enum_type(MatchSide))
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(Text)
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision_note: Mapped[str] = mapped_column(Text, default="")

    project: Mapped[Project] = relationship()
    requested_by: Mapped[User] = relationship(foreign_keys=requested_by_id)
    agreed_by: Mapped[User | None] = relationship(foreign_keys=agreed_by_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)

    @property
    def title(self) -> str:
        return self.project.title
