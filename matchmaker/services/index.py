"""Keeps the stored vectors in step with the items, inside the transaction of the use case that changes them."""

import logging

from sqlalchemy import select

from matchmaker.matching import Document, EncoderUnavailable, encode_document, text_hash
from matchmaker.search import setups
from matchmaker.search.documents import document
from matchmaker.services.numbers import next_serial
from models import NOT_ENCODED, Achievement, ItemVector, Need, db
from models.enums import ItemKind

SERIES = "index"
log = logging.getLogger(__name__)


def put_need(need: Need) -> None:
    _put(ItemKind.NEED, need)


def put_achievement(achievement: Achievement) -> None:
    _put(ItemKind.ACHIEVEMENT, achievement)


def drop(kind: ItemKind, item_id: int) -> None:
    """Take an item out of the ranking; nothing happens if it never was in it."""
    query = select(ItemVector).where(ItemVector.kind == kind, ItemVector.item_id == item_id)
    for row in db.session.scalars(query).all():
        row.searchable, row.data = False, None
        row.version = next_serial(SERIES)


def store(kind: ItemKind, item_id: int, model: str, digest: str, data: bytes | None) -> None:
    """The item's vectors of one model, in place of what it had; what other models made of it stays. Not committed."""
    if model != NOT_ENCODED and (mark := db.session.get(ItemVector, (kind, item_id, NOT_ENCODED))):
        db.session.delete(mark)
    row = db.session.get(ItemVector, (kind, item_id, model)) or ItemVector(kind=kind, item_id=item_id, model=model)
    row.searchable, row.text_hash, row.data = True, digest, data
    row.version = next_serial(SERIES)
    db.session.add(row)


def _put(kind: ItemKind, item: Need | Achievement) -> None:
    db.session.flush()
    text = document(item)
    model, data = _encoded(text)
    # From here to the commit no other set-up can be activated; one that was activated meanwhile encodes it too.
    next_serial(SERIES)
    if model != _present_model():
        model, data = _encoded(text)
    store(kind, item.id, model, text_hash(text), data)


def _encoded(text: Document) -> tuple[str, bytes | None]:
    try:
        encoder = setups.active().encoder
        return encoder.identity, encode_document(encoder, text).to_bytes()
    except EncoderUnavailable as error:
        # The item is published all the same; `flask index sync` encodes it once the model is back.
        log.error("%s", error)
        return NOT_ENCODED, None


def _present_model() -> str:
    try:
        return setups.active().model
    except EncoderUnavailable:
        return NOT_ENCODED
