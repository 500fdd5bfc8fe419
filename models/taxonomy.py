from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base


class Named:
    zh: Mapped[str] = mapped_column(String(40))
    en: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)

    def label(self, locale: str) -> str:
        return self.en if locale.startswith("en") else self.zh


class Field(Named, Base):
    """技术领域, two levels; an item may carry a field of either level."""

    __tablename__ = "field"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"), index=True)

    parent: Mapped["Field | None"] = relationship(remote_side=[id], back_populates="children")
    children: Mapped[list["Field"]] = relationship(back_populates="parent", order_by="Field.position")


class District(Named, Base):
    """县区."""

    __tablename__ = "district"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
