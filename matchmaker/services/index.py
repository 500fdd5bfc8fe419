"""Keeps the stored vectors in step with the items, inside the transaction of the use case that changes them."""

import logging

from matchmaker.matching import EncoderUnavailable, encode_document, text_hash
from matchmaker.search.documents import document
from matchmaker.search.encoding import encoder
from matchmaker.services.numbers import next_serial
from models import Achievement, ItemVector, Need, db
from models.enums import ItemKind

SERIES = "index"
log = logging.getLogger(__name__)


def put_need(need: Need) -> None:
    _put(ItemKind.NEED, need)


def put_achievement(achievement: Achievement) -> None:
    _put(ItemKind.ACHIEVEMENT, achievement)


def drop(kind: ItemKind, item_id: int) -> None:
    """Take an item out of the ranking; nothing happens if it never was in it."""
    row = db.session.get(ItemVector, (kind, item_id))
    if row is not None:
        row.searchable, row.data, row.model = False, None, ""
        row.version = next_serial(SERIES)


def _put(kind: ItemKind, item: Need | Achievement) -> None:
    db.session.flush()
    text = document(item)
    model, data = "", None
    try:
        data, model = encode_document(encoder(), text).to_bytes(), encoder().identity
    except EncoderUnavailable as error:
        # The item is published all the same; `flask index sync` encodes it once the model is back.
        log.error("%s", error)
    row = db.session.get(ItemVector, (kind, item.id)) or ItemVector(kind=kind, item_id=item.id)
    row.searchable, row.text_hash, row.model, row.data = True, text_hash(text), model, data
    row.version = next_serial(SERIES)
    db.session.add(row)
