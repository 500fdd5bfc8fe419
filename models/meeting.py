from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamped
from models.enums import TalkForm
from models.project import Project
from models.types import enum_type
from models.user import User


class Meeting(Timestamped, Base):
    """会议纪要 of a project."""

    __tablename__ = "meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    held_on: Mapped[date]
    form: Mapped[TalkForm] = mapped_column(enum_type(TalkForm))
    participants: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text)
    next_step: Mapped[str] = mapped_column(Text, default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    project: Mapped[Project] = relationship()
    author: Mapped[User] = relationship()
