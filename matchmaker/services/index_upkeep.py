"""Use cases of the administrator: how the stored vectors stand, encode what is missing or stale, check them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from matchmaker.matching import Document, read_vectors, text_hash
from matchmaker.search import setups
from matchmaker.search.documents import document
from matchmaker.search.replica import ENTITIES, items_with_rows
from matchmaker.search.setups import Setup
from matchmaker.services.index import drop
from matchmaker.services.index_batch import batches, encode, vector_rows
from matchmaker.services.unit import commit
from matchmaker.workflows.need import MATCHABLE
from models import NOT_ENCODED, ItemVector, db, sqlite
from models.enums import AchievementState, ItemKind

SEARCHABLE = {ItemKind.NEED: MATCHABLE, ItemKind.ACHIEVEMENT: (AchievementState.PUBLISHED,)}
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
    setup = setups.active()
    version = db.session.scalar(select(func.max(ItemVector.version))) or 0
    found = []
    for kind in ItemKind:
        published = _published(kind)
        found.append(Status(kind, len(published), len(published) - len(_missing(kind, published, setup)), version))
    return found


def sync(progress: Progress, *, everything: bool = False, setup: Setup | None = None) -> int:
    """Encode published items that have no vectors of their present text by the model of the set-up (or all), drop the
    others, forget what models of the past have made.

    Commits batch by batch, so a killed run goes on where it stopped. Returns how many were encoded.
    Raises EncoderUnavailable.
    """
    setup = setup or setups.active()
    _forget_other_models(setup.model)
    total = 0
    for kind in ItemKind:
        _drop_closed(kind)
        with sqlite.reading():
            published = _published(kind)
            missing = sorted(published) if everything else _missing(kind, published, setup)
            db.session.rollback()
        done = 0
        for batch in batches(missing):
            total += encode(kind, batch, SEARCHABLE[kind], setup)
            done += len(batch)
            progress(f"{kind.en}: {done}/{len(missing)}")
    return total


def verify() -> list[str]:
    """Every way in which stored vectors and items disagree, one sentence each; empty when all is well."""
    setup = setups.active()
    return [complaint for kind in ItemKind for complaint in _complaints(kind, setup)]


def _forget_other_models(model: str) -> None:
    kept = {model, NOT_ENCODED, *setups.models_in_use()}
    db.session.execute(delete(ItemVector).where(ItemVector.model.not_in(kept)))
    commit()


def _drop_closed(kind: ItemKind) -> None:
    for item_id in sorted(_in_index(kind) - _published(kind)):
        drop(kind, item_id)
    commit()


def _complaints(kind: ItemKind, setup: Setup) -> Iterator[str]:
    published, stored = _published(kind), _in_index(kind)
    yield from (f"{kind.en} {item_id} is in the index but not published" for item_id in sorted(stored - published))
    pairs = {row.item_id: (row, text) for row, text in _compared(kind, sorted(published), setup.model)}
    yield from (
        f"{kind.en} {item_id} is published but not in the index" for item_id in sorted(published - pairs.keys())
    )
    for item_id, (row, text) in pairs.items():
        if complaint := _unusable(row, text, setup.encoder.dimension):
            yield f"{kind.en} {item_id} {complaint}"


def _missing(kind: ItemKind, published: set[int], setup: Setup) -> list[int]:
    pairs, dimension = _compared(kind, sorted(published), setup.model), setup.encoder.dimension
    return sorted(published - {row.item_id for row, text in pairs if not _unusable(row, text, dimension)})


def _compared(kind: ItemKind, ids: list[int], model: str) -> Iterator[tuple[ItemVector, Document]]:
    """Each stored row with its item's present text."""
    for batch in batches(ids):
        texts = {item.id: document(item) for item in db.session.scalars(items_with_rows(kind, list(batch)))}
        for row in vector_rows(kind, batch, model):
            yield row, texts[row.item_id]


def _unusable(row: ItemVector, text: Document, dimension: int) -> str:
    """Why the row is not served as it is; '' when it is."""
    if row.data is None:
        return "could not be encoded yet"
    if row.text_hash != text_hash(text):
        return "has vectors of an older text"
    try:
        read_vectors(row.data, text, dimension)
    except ValueError as error:
        return f"has broken vectors: {error}"
    return ""


def _published(kind: ItemKind) -> set[int]:
    entity = ENTITIES[kind]
    return set(db.session.scalars(select(entity.id).where(entity.state.in_(SEARCHABLE[kind]))))


def _in_index(kind: ItemKind) -> set[int]:
    return set(db.session.scalars(select(ItemVector.item_id).where(ItemVector.kind == kind, ItemVector.searchable)))
