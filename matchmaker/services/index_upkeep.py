"""Use cases of the administrator: how the stored vectors stand, encode what is missing or stale, check them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from matchmaker.matching import ItemVectors, text_hash
from matchmaker.search.documents import document
from matchmaker.search.encoding import encoder
from matchmaker.search.replica import ENTITIES, items_with_rows
from matchmaker.services.index import drop
from matchmaker.services.index_batch import batches, encode, vector_rows
from matchmaker.services.unit import commit
from matchmaker.workflows.need import OPEN
from models import ItemVector, db, sqlite
from models.enums import AchievementState, ItemKind

SEARCHABLE = {ItemKind.NEED: OPEN, ItemKind.ACHIEVEMENT: (AchievementState.PUBLISHED,)}
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Status:
    """Counts of searchable items: how many there are, and how many of them have vectors of their present text by the
    present model."""

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
    found = []
    for kind in ItemKind:
        published = _published(kind)
        found.append(Status(kind, len(published), len(published) - len(_missing(kind, published, model)), version))
    return found


def sync(progress: Progress, *, everything: bool = False) -> int:
    """Encode published items that have no vectors of their present text by the present model (or all), drop the others.

    Commits batch by batch, so a killed run goes on where it stopped. Returns how many were encoded.
    Raises EncoderUnavailable.
    """
    model, total = encoder().identity, 0
    for kind in ItemKind:
        _drop_closed(kind)
        with sqlite.reading():
            published = _published(kind)
            missing = sorted(published) if everything else _missing(kind, published, model)
            db.session.rollback()
        done = 0
        for batch in batches(missing):
            total += encode(kind, batch, SEARCHABLE[kind], model)
            done += len(batch)
            progress(f"{kind.en}: {done}/{len(missing)}")
    return total


def verify() -> list[str]:
    """Every way in which stored vectors and items disagree, one sentence each; empty when all is well."""
    model = encoder().identity
    return [complaint for kind in ItemKind for complaint in _complaints(kind, model)]


def _drop_closed(kind: ItemKind) -> None:
    for item_id in sorted(_in_index(kind) - _published(kind)):
        drop(kind, item_id)
    commit()


def _complaints(kind: ItemKind, model: str) -> Iterator[str]:
    published, stored = _published(kind), _in_index(kind)
    yield from (f"{kind.en} {item_id} is published but not in the index" for item_id in sorted(published - stored))
    yield from (f"{kind.en} {item_id} is in the index but not published" for item_id in sorted(stored - published))
    for row, expected_hash in _compared(kind, sorted(published & stored)):
        if complaint := _stale(row, expected_hash, model) or _broken(row):
            yield f"{kind.en} {row.item_id} {complaint}"


def _missing(kind: ItemKind, published: set[int], model: str) -> list[int]:
    pairs = _compared(kind, sorted(published & _in_index(kind)))
    return sorted(published - {row.item_id for row, expected_hash in pairs if not _stale(row, expected_hash, model)})


def _compared(kind: ItemKind, ids: list[int]) -> Iterator[tuple[ItemVector, str]]:
    """Each stored row with the hash of its item's present text."""
    for batch in batches(ids):
        hashes = {item.id: text_hash(document(item)) for item in db.session.scalars(items_with_rows(kind, list(batch)))}
        for row in vector_rows(kind, batch):
            yield row, hashes[row.item_id]


def _stale(row: ItemVector, expected_hash: str, model: str) -> str:
    if row.data is None or row.model != model:
        return f"has no vectors of the present model (has: {row.model or 'none'})"
    return "has vectors of an older text" if row.text_hash != expected_hash else ""


def _broken(row: ItemVector) -> str:
    assert row.data is not None
    try:
        ItemVectors.from_bytes(row.data)
    except ValueError as error:
        return f"has broken vectors: {error}"
    return ""


def _published(kind: ItemKind) -> set[int]:
    entity = ENTITIES[kind]
    return set(db.session.scalars(select(entity.id).where(entity.state.in_(SEARCHABLE[kind]))))


def _in_index(kind: ItemKind) -> set[int]:
    return set(db.session.scalars(select(ItemVector.item_id).where(ItemVector.kind == kind, ItemVector.searchable)))
