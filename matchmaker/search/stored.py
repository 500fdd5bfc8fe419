"""Stored vectors as they can be used: a damaged row counts for nothing, here and on every page."""

import logging

from matchmaker.matching import Document, ItemVectors, read_vectors, text_hash
from models import ItemVector

log = logging.getLogger(__name__)


def vectors_of(row: ItemVector | None, text: Document, dimension: int) -> ItemVectors | None:
    """None when there are none of this very text, or when they cannot be used."""
    if row is None or not row.data or row.text_hash != text_hash(text):
        return None
    try:
        return read_vectors(row.data, text, dimension)
    except ValueError as error:
        _tell(row, error)
        return None


def any_vectors_of(row: ItemVector, dimension: int) -> ItemVectors | None:
    """The same for a row that may be of an older text."""
    try:
        found = ItemVectors.from_bytes(row.data or b"")
    except ValueError as error:
        _tell(row, error)
        return None
    return found if found.dimension == dimension else None


def _tell(row: ItemVector, error: ValueError) -> None:
    log.error("%s %s cannot be ranked (%s); run: flask index sync", row.kind.en, row.item_id, error)
