"""Encodes items outside of any lock and stores the vectors of those that did not change meanwhile."""

from collections.abc import Iterator, Sequence
from enum import Enum

from sqlalchemy import select

from matchmaker.matching import encode_documents, text_hash
from matchmaker.search.documents import document
from matchmaker.search.replica import ENTITIES, items_with_rows
from matchmaker.search.setups import Setup
from matchmaker.services.index import store
from matchmaker.services.unit import commit
from models import NOT_ENCODED, ItemVector, db, sqlite
from models.enums import ItemKind

BATCH = 32


def batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def vector_rows(kind: ItemKind, ids: Sequence[int], model: str) -> list[ItemVector]:
    """Of each item the row of the model, else the mark that it could not be encoded."""
    chosen = ItemVector.kind == kind, ItemVector.item_id.in_(ids), ItemVector.model.in_((model, NOT_ENCODED))
    rows = db.session.scalars(select(ItemVector).where(*chosen, ItemVector.searchable).order_by(ItemVector.model))
    return list({row.item_id: row for row in rows}.values())


def encode(kind: ItemKind, ids: Sequence[int], states: Sequence[Enum], setup: Setup) -> int:
    """Returns how many were stored: an item that was edited or left `states` while it was being encoded has been seen
    to by that use case. Commits. Raises EncoderUnavailable."""
    with sqlite.reading():
        documents = {item.id: document(item) for item in db.session.scalars(items_with_rows(kind, list(ids)))}
        db.session.rollback()
    vectors = dict(zip(documents, encode_documents(setup.encoder, list(documents.values())), strict=True))
    hashes = {item_id: text_hash(text) for item_id, text in documents.items()}
    unchanged = _lock(kind, hashes, states)
    for item_id in unchanged:
        store(kind, item_id, setup.model, hashes[item_id], vectors[item_id].to_bytes())
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
