from sqlalchemy import BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.enums import ItemKind
from models.types import enum_type


class ItemVector(Base):
    """The vectors of an item as `ItemVectors.to_bytes` made them, for one model; NULL data: not searchable.

    `version` comes from `IndexClock` in the same transaction, so it rises in the order of commits and a
    replica that has seen version v lacks exactly the rows above v.
    """

    __tablename__ = "item_vector"

    kind: Mapped[ItemKind] = mapped_column(enum_type(ItemKind), primary_key=True)
    item_id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger, unique=True)
    model: Mapped[str] = mapped_column(String(120), index=True)
    text_hash: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes | None] = mapped_column(LargeBinary)


class IndexClock(Base):
    """One row; taking the next version locks it until the transaction ends."""

    __tablename__ = "index_clock"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger, default=0)
