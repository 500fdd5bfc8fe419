from decimal import Decimal

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamped, Versioned
from models.taxonomy import District
from models.types import Money


class Target(Versioned, Timestamped, Base):
    """目标任务: what a responsible unit 责任单位 is to reach in a year. The actual is a query, never a column.

    `indicator`: key of a built-in indicator; `goal`: a count, or 万元, as the indicator says.
    """

    __tablename__ = "target"
    __table_args__ = (UniqueConstraint("year", "indicator", "unit"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    indicator: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(60))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"), index=True)
    goal: Mapped[Decimal] = mapped_column(Money)
    note: Mapped[str] = mapped_column(String(200), default="")

    district: Mapped[District | None] = relationship()
