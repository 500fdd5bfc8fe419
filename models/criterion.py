from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Criterion(Base):
    """One row of a challenge's rubric 评分标准; the weights of a challenge sum to 100, points go from 0 to 100."""

    __tablename__ = "criterion"

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(40))
    weight: Mapped[int]
    hint: Mapped[str] = mapped_column(String(200), default="")
