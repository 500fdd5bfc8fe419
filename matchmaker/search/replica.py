"""This process's copy of the search index. It can be thrown away at any time: the database has everything."""

import logging
import threading
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from matchmaker.matching import Calibration, Corpus, EncoderUnavailable, Lexicon, Vocabulary
from matchmaker.search import setups, vocabulary
from matchmaker.search.documents import document
from matchmaker.search.facts import facts
from matchmaker.search.setups import Setup
from matchmaker.search.stored import any_vectors_of
from models import NOT_ENCODED, Achievement, ItemVector, Need, db, sqlite
from models.enums import ItemKind

BATCH = 200
ENTITIES: dict[ItemKind, Any] = {ItemKind.NEED: Need, ItemKind.ACHIEVEMENT: Achievement}
ROWS = {ItemKind.NEED: Need.requirements, ItemKind.ACHIEVEMENT: Achievement.parameters}
# What search.facts reads of them, so that it costs no query an item.
FACTS = {
    ItemKind.NEED: (selectinload(Need.mode_rows), joinedload(Need.field)),
    ItemKind.ACHIEVEMENT: (selectinload(Achievement.mode_rows), selectinload(Achievement.field_rows)),
}
log = logging.getLogger(__name__)


@dataclass
class Replica:
    """Corpora of the set-up's model as of `version` of the index, cut into words by the vocabulary of `serial`."""

    setup: Setup
    lexicon: Lexicon
    corpora: dict[ItemKind, Corpus]
    serial: int
    version: int = 0

    @classmethod
    def empty(cls, setup: Setup, terms: Vocabulary, serial: int) -> "Replica":
        lexicon = Lexicon(terms)
        corpora = {kind: Corpus(setup.encoder.dimension, lexicon) for kind in ItemKind}
        return cls(setup, lexicon, corpora, serial)

    @property
    def model(self) -> str:
        return self.setup.model

    @property
    def calibration(self) -> Calibration:
        return self.setup.calibration


_lock = threading.RLock()
_replica: Replica | None = None


def current() -> Replica:
    """The replica, caught up with all that was committed before the call. Raises EncoderUnavailable."""
    global _replica
    # Only committed rows, whatever the request itself is in the middle of writing.
    with _lock, sqlite.reading(), Session(db.engine) as session:
        setup, serial = setups.active(session), vocabulary.serial(session)
        if _replica is None or (_replica.model, _replica.serial) != (setup.model, serial):
            _replica = Replica.empty(setup, vocabulary.load(session), serial)
        elif _replica.setup != setup:
            _replica = replace(_replica, setup=setup)
        while _catch_up(_replica, session):
            session.rollback()
        return _replica


def forget() -> None:
    """Start from nothing at the next use."""
    global _replica
    with _lock:
        _replica = None


def warm() -> None:
    """Load index and model before somebody waits for them."""
    try:
        current().setup.encoder.encode_queries(["预热"])
    except EncoderUnavailable as error:
        log.error("%s", error)


def _catch_up(replica: Replica, session: Session) -> bool:
    """Take over the next batch of changes; whether there were any."""
    changes = session.scalars(
        select(ItemVector)
        .where(ItemVector.version > replica.version, ItemVector.model.in_((replica.model, NOT_ENCODED)))
        .order_by(ItemVector.version)
        .limit(BATCH)
    ).all()
    for kind, corpus in replica.corpora.items():
        _apply(replica, corpus, session, [row for row in changes if row.kind is kind])
    if changes:
        replica.version = changes[-1].version
    return len(changes) == BATCH


def _apply(replica: Replica, corpus: Corpus, session: Session, changes: list[ItemVector]) -> None:
    found = {row.item_id: any_vectors_of(row, corpus.dimension) for row in changes if row.searchable and row.data}
    usable = {item_id: vectors for item_id, vectors in found.items() if vectors is not None}
    for row in changes:
        if row.item_id not in usable:
            corpus.remove(row.item_id)
    if not usable:
        return
    for item in session.scalars(items_with_rows(changes[0].kind, list(usable)).options(*FACTS[changes[0].kind])):
        corpus.put(item.id, document(item), usable[item.id], facts(item))


def items_with_rows(kind: ItemKind, ids: list[int]) -> Select[Any]:
    """Items with what their document is made of, in two queries."""
    entity = ENTITIES[kind]
    return select(entity).where(entity.id.in_(ids)).options(selectinload(ROWS[kind]))
