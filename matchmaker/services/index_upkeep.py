"""Use cases of the administrator: encode what is missing or stale, check the stored vectors against the items."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from matchmaker.matching import ItemVectors, encode_documents, text_hash
from matchmaker.search.documents import document
from matchmaker.search.encoding import encoder
from matchmaker.search.replica import ENTITIES, items_with_rows
from matchmaker.services.index import SERIES, drop
from matchmaker.services.numbers import next_serial
from matchmaker.services.unit import commit
from matchmaker.workflows.need import OPEN
from models import ItemVector, db
from models.enums import AchievementState, ItemKind

BATCH = 32
SEARCHABLE = {ItemKind.NEED: OPEN, ItemKind.ACHIEVEMENT: (AchievementState.PUBLISHED,)}
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Status:
    """Counts of searchable items: how many there are, encoded by the present model, and waiting for it."""

    kind: ItemKind
    items: int
    encoded: int
    version: int

    @property
    def waiting(self) -> int:
        return self.items - self.encoded


def status() -> list[Status]:
    model = encoder().identity
    version = db.session.scalar(select(func.max(ItemVector.version))) or 0
    return [Status(kind, len(_published(kind)), len(_encoded(kind, model)), version) for kind in ItemKind]


def sync(progress: Progress, *, everything: bool = False) -> int:
    """Encode published items that have no vectors of the present model (or all), drop the others.

    Commits batch by batch, so a killed run goes on where it stopped. Returns how many were encoded.
    Raises EncoderUnavailable.
    """
    model, total = encoder().identity, 0
    for kind in ItemKind:
        published = _published(kind)
        for item_id in sorted(_in_index(kind) - published):
            drop(kind, item_id)
        commit()
        missing = sorted(published if everything else published - _encoded(kind, model))
        for start in range(0, len(missing), BATCH):
            total += _encode(kind, missing[start : start + BATCH], model)
            progress(f"{kind.en}: {min(start + BATCH, len(missing))}/{len(missing)}")
    return total


def verify() -> list[str]:
    """Every way in which stored vectors and items disagree, one sentence each; empty when all is well."""
    model = encoder().identity
    return [complaint for kind in ItemKind for complaint in _complaints(kind, model)]


def _complaints(kind: ItemKind, model: str) -> Iterator[str]:
    published, stored = _published(kind), _in_index(kind)
    yield from (f"{kind.en} {item_id} is published but not in the index" for item_id in sorted(published - stored))
    yield from (f"{kind.en} {item_id} is in the index but not published" for item_id in sorted(stored - published))
    both = sorted(published & stored)
    for batch in (both[start : start + BATCH] for start in range(0, len(both), BATCH)):
        items = {item.id: item for item in db.session.scalars(items_with_rows(kind, batch))}
        for row in _rows(kind, batch):
            if complaint := _complaint(row, text_hash(document(items[row.item_id])), model):
                yield f"{kind.en} {row.item_id} {complaint}"


def _complaint(row: ItemVector, expected_hash: str, model: str) -> str:
    if row.data is None or row.model != model:
        return f"has no vectors of the present model (has: {row.model or 'none'})"
    if row.text_hash != expected_hash:
        return "has vectors of an older text"
    try:
        ItemVectors.from_bytes(row.data)
    except ValueError as error:
        return f"has broken vectors: {error}"
    return ""


def _encode(kind: ItemKind, ids: list[int], model: str) -> int:
    items = list(db.session.scalars(items_with_rows(kind, ids)))
    documents = [document(item) for item in items]
    rows = {row.item_id: row for row in _rows(kind, ids)}
    for item, text, vectors in zip(items, documents, encode_documents(encoder(), documents), strict=True):
        row = rows.get(item.id) or ItemVector(kind=kind, item_id=item.id)
        row.searchable, row.text_hash, row.model, row.data = True, text_hash(text), model, vectors.to_bytes()
        row.version = next_serial(SERIES)
        db.session.add(row)
    commit()
    return len(items)


def _published(kind: ItemKind) -> set[int]:
    entity = ENTITIES[kind]
    return set(db.session.scalars(select(entity.id).where(entity.state.in_(SEARCHABLE[kind]))))


def _in_index(kind: ItemKind) -> set[int]:
    return set(db.session.scalars(select(ItemVector.item_id).where(ItemVector.kind == kind, ItemVector.searchable)))


def _encoded(kind: ItemKind, model: str) -> set[int]:
    query = select(ItemVector.item_id).where(ItemVector.kind == kind, ItemVector.searchable, ItemVector.model == model)
    return set(db.session.scalars(query))


def _rows(kind: ItemKind, ids: list[int]) -> list[ItemVector]:
    return list(db.session.scalars(select(ItemVector).where(ItemVector.kind == kind, ItemVector.item_id.in_(ids))))
