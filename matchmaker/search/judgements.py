"""What is said of each requirement of a need, for one pair or for a page of them."""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence

from sqlalchemy import ColumnElement, or_, select

from matchmaker.matching import (
    Demand,
    Document,
    EncoderUnavailable,
    ItemVectors,
    Judgement,
    Vocabulary,
    judge,
    row_vectors,
)
from matchmaker.search import replica
from matchmaker.search.documents import document
from matchmaker.search.relevance import Item, kind_of
from matchmaker.search.stored import vectors_of
from models import Achievement, ItemVector, Need, Requirement, db
from models.enums import Comparator, ItemKind, Obligation

COMPARATORS = {Comparator.GE: ">=", Comparator.LE: "<=", Comparator.EQ: "=", Comparator.RANGE: "range"}
KEPT = 2048

Place = tuple[ItemKind, int]
Judgements = tuple[Judgement, ...]
Vectors = dict[Place, ItemVectors]
_known: OrderedDict[Hashable, Judgements] = OrderedDict()
_lock = threading.Lock()


def judged(item: Item, others: Sequence[Item]) -> dict[int, Judgements]:
    """For each of the others, by id: one judgement for each requirement of the pair's need, in its order.

    Vectors help to find the sentence; without them, or without the model, words and numbers alone are judged.
    As many queries for many others as for one.
    """
    if not others:
        return {}
    now = _replica()
    versions = _versions([item, *others], now) if now else {}
    keys = {other.id: _key(item, other, versions, now) for other in others}
    found = {id_: known for id_, key in keys.items() if (known := _known.get(key)) is not None}
    missing = [other for other in others if other.id not in found]
    vectors = _vectors([item, *missing], now) if missing and now else {}
    for other in missing:
        found[other.id] = _keep(keys[other.id], _judge(*_sides(item, other), vectors, now))
    return found


def warm() -> None:
    """Load index, model and units before somebody waits for them."""
    replica.warm()
    judge([Demand("强度", ">=", "1", "", "MPa")], None, Document("强度 2 MPa"), None, None)


def demands(need: Need) -> tuple[Demand, ...]:
    return tuple(_demand(row) for row in need.requirements)


def _demand(row: Requirement) -> Demand:
    required = row.obligation is Obligation.MUST
    return Demand(row.indicator, COMPARATORS[row.comparator], row.value, row.value_high, row.unit, required)


def _replica() -> replica.Replica | None:
    try:
        return replica.current()
    except EncoderUnavailable:
        return None


def _sides(item: Item, other: Item) -> tuple[Need, Achievement]:
    need, achievement = (item, other) if isinstance(item, Need) else (other, item)
    assert isinstance(need, Need) and isinstance(achievement, Achievement)
    return need, achievement


def _place(item: Item) -> Place:
    return kind_of(item), item.id


def _judge(need: Need, achievement: Achievement, vectors: Vectors, now: replica.Replica | None) -> Judgements:
    asked, offered = vectors.get(_place(need)), vectors.get(_place(achievement))
    words = now.lexicon.vocabulary if now else Vocabulary.EMPTY
    if now is None or asked is None or offered is None:
        return tuple(judge(demands(need), None, document(achievement), None, None, words))
    rows = row_vectors(document(need), asked)
    centre = now.calibration.centre_rows(fallback=now.corpora[ItemKind.ACHIEVEMENT].means())[2]
    return tuple(judge(demands(need), rows, document(achievement), offered, centre, words))


def _key(item: Item, other: Item, versions: dict[Place, int], now: replica.Replica | None) -> Hashable:
    """All that a judgement depends on; the version of stored vectors stands for the vectors."""
    need, achievement = _sides(item, other)
    stored = versions.get(_place(need)), versions.get(_place(achievement))
    knowledge = (now.model, now.lexicon.vocabulary, now.calibration) if now else None
    return knowledge, stored, demands(need), document(achievement)


def _keep(key: Hashable, judgements: Judgements) -> Judgements:
    with _lock:
        _known[key] = judgements
        while len(_known) > KEPT:
            _known.popitem(last=False)
    return judgements


def _versions(items: Sequence[Item], now: replica.Replica) -> dict[Place, int]:
    """Those of the model in use: an item has a row for each model."""
    columns = ItemVector.kind, ItemVector.item_id, ItemVector.version
    query = select(*columns).where(_among(items), ItemVector.model == now.model)
    return {(kind, item_id): version for kind, item_id, version in db.session.execute(query)}


def _vectors(items: Sequence[Item], now: replica.Replica) -> Vectors:
    """Those that belong to the text as it stands and to the model in use."""
    texts, dimension = {_place(item): document(item) for item in items}, now.setup.encoder.dimension
    rows = db.session.scalars(select(ItemVector).where(_among(items), ItemVector.model == now.model))
    found = {(row.kind, row.item_id): vectors_of(row, texts[row.kind, row.item_id], dimension) for row in rows}
    return {place: vectors for place, vectors in found.items() if vectors is not None}


def _among(items: Sequence[Item]) -> ColumnElement[bool]:
    ids = {kind: [item.id for item in items if kind_of(item) is kind] for kind in ItemKind}
    return or_(*((ItemVector.kind == kind) & ItemVector.item_id.in_(chosen) for kind, chosen in ids.items()))
