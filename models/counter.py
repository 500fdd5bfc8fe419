from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Counter(Base):
    """The last serial given out in a series, e.g. `thread-2026`."""

    __tablename__ = "counter"

    series: Mapped[str] = mapped_column(String(40), primary_key=True)
    last: Mapped[int] = mapped_column(default=0)
