from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamped, Versioned
from models.enums import MatchSide
from models.project import Project
from models.project_enums import OutputKind
from models.types import Money, enum_type
from models.user import User


class Output(Versioned, Timestamped, Base):
    """成果产出 of a project. `number`: patent or standard number, filing number; `amount` in 万元 for 新增销售;
    `people`: how many were introduced for 引进人才; `side`: who entered it."""

    __tablename__ = "output"
    __table_args__ = (Index("ix_output_kind_on", "kind", "achieved_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    kind: Mapped[OutputKind] = mapped_column(enum_type(OutputKind))
    title: Mapped[str] = mapped_column(String(160))
    number: Mapped[str] = mapped_column(String(60), default="")
    achieved_on: Mapped[date]
    amount: Mapped[Decimal | None] = mapped_column(Money)
    people: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(300), default="")
    side: Mapped[MatchSide] = mapped_column(enum_type(MatchSide))
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    project: Mapped[Project] = relationship()
    author: Mapped[User] = relationship()
