"""Encodes items outside of any lock and stores the vectors of those that did not change meanwhile."""

from collections.abc import Iterator, Sequence
from enum import Enum

from sqlalchemy import select

from matchmaker.matching import encode_documents, text_hash
from matchmaker.search.documents import document
from matchmaker.search.encoding import encoder
from matchmaker.search.replica import ENTITIES, items_with_rows
from matchmaker.services.index import SERIES
from matchmaker.services.numbers import next_serial
from matchmaker.services.unit import commit
from models import ItemVector, db, sqlite
from models.enums import ItemKind

BATCH = 32


def batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def vector_rows(kind: ItemKind, ids: Sequence[int]) -> list[ItemVector]:
    return list(db.session.scalars(select(ItemVector).where(ItemVector.kind == kind, ItemVector.item_id.in_(ids))))


def encode(kind: ItemKind, ids: Sequence[int], states: Sequence[Enum], model: str) -> int:
    """Returns how many were stored: an item that was edited or left `states` while it was being encoded has been seen
    to by that use case. Commits. Raises EncoderUnavailable."""
    with sqlite.reading():
        documents = {item.id: document(item) for item in db.session.scalars(items_with_rows(kind, list(ids)))}
        db.session.rollback()
    vectors = dict(zip(documents, encode_documents(encoder(), list(documents.values())), strict=True))
    hashes = {item_id: text_hash(text) for item_id, text in documents.items()}
    unchanged = _lock(kind, hashes, states)
    rows = {row.item_id: row for row in vector_rows(kind, unchanged)}
    for item_id in unchanged:
        row = rows.get(item_id) or ItemVector(kind=kind, item_id=item_id)
        row.searchable, row.text_hash, row.model = True, hashes[item_id], model
        row.data, row.version = vectors[item_id].to_bytes(), next_serial(SERIES)
        db.session.add(row)
    commit()
    return len(unchanged)


def _lock(kind: ItemKind, hashes: dict[int, str], states: Sequence[Enum]) -> list[int]:
    """Of the items those that still have the text of the given hash; locked until the commit."""
    entity = ENTITIES[kind]
    query = (
        items_with_rows(kind, list(hashes))
        .where(entity.state.in_(states))
        .order_by(entity.id)
        .with_for_update(of=entity)
        .execution_options(populate_existing=True)
    )
    return [item.id for item in db.session.scalars(query) if text_hash(document(item)) == hashes[item.id]]
