from sqlalchemy import BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.enums import ItemKind
from models.types import enum_type

NOT_ENCODED = ""


class ItemVector(Base):
    """The vectors of an item as `ItemVectors.to_bytes` made them; one row for each model that has encoded it.

    `version` is the next serial of the series `index`, taken in the same transaction, so it rises in the order of
    commits and a replica that has seen version v lacks exactly the rows above v. `data` is NULL where the item is
    no longer searchable, and in the row of the model NOT_ENCODED, which an item has until it could be encoded.
    """

    __tablename__ = "item_vector"

    kind: Mapped[ItemKind] = mapped_column(enum_type(ItemKind), primary_key=True)
    item_id: Mapped[int] = mapped_column(primary_key=True)
    model: Mapped[str] = mapped_column(String(120), primary_key=True, index=True)
    version: Mapped[int] = mapped_column(BigInteger, unique=True)
    searchable: Mapped[bool] = mapped_column(default=True)
    text_hash: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes | None] = mapped_column(LargeBinary)
