"""Which items answer an item, how well, and why."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import select

from matchmaker.matching import (
    Document,
    Encoder,
    Explanation,
    ItemVectors,
    Ranked,
    encode_document,
    explain,
    rank,
    score_items,
    text_hash,
    too_short,
)
from matchmaker.matching.duplicates import Near, nearest
from matchmaker.matching.remembering import RememberingEncoder
from matchmaker.search import replica
from matchmaker.search.documents import document
from matchmaker.search.facts import facts
from matchmaker.search.setups import Setup
from matchmaker.search.stored import vectors_of
from models import Achievement, ItemVector, Need, db
from models.enums import ItemKind

Item = Need | Achievement

KEPT = 256
_unsaved: OrderedDict[tuple[str, str], ItemVectors] = OrderedDict()
_lock = threading.Lock()


def kind_of(item: Item) -> ItemKind:
    return ItemKind.NEED if isinstance(item, Need) else ItemKind.ACHIEVEMENT


def counterpart(kind: ItemKind) -> ItemKind:
    return ItemKind.ACHIEVEMENT if kind is ItemKind.NEED else ItemKind.NEED


def says_too_little(item: Item) -> bool:
    """Whether the item has too few words to be matched."""
    return too_short(document(item))


def ranked_for(item: Item, k: int) -> list[Ranked]:
    """The k best of the other kind, best first. Raises EncoderUnavailable."""
    now, text = replica.current(), document(item)
    corpus = now.corpora[counterpart(kind_of(item))]
    return rank(
        text,
        _vectors(item, text, now.setup),
        corpus,
        now.calibration,
        k,
        facts=facts(item),
        reranker=now.setup.reranker,
    )


def scored(item: Item, others: Sequence[int]) -> list[Ranked]:
    """The given items of the other kind as `ranked_for` would score them. Raises EncoderUnavailable."""
    now, text = replica.current(), document(item)
    corpus = now.corpora[counterpart(kind_of(item))]
    return score_items(
        text, _vectors(item, text, now.setup), corpus, now.calibration, others, facts(item), now.setup.reranker
    )


def alike(item: Item) -> list[Near]:
    """Items of the same kind, those that say most nearly the same first; the item itself may be among them.
    Raises EncoderUnavailable."""
    now, text = replica.current(), document(item)
    return nearest(text, _vectors(item, text, now.setup), now.corpora[kind_of(item)], now.calibration, k=None)


def explained(item: Item, others: Sequence[Item]) -> dict[int, Explanation]:
    """Why each of the others belongs to the item, by id; those whose vectors are not ready are left out."""
    if not others:
        return {}
    now, own = replica.current(), document(item)
    own_vectors, dimension = _vectors(item, own, now.setup), now.setup.encoder.dimension
    stored = _stored(kind_of(others[0]), [other.id for other in others], now.model)
    reasons = {}
    for other in others:
        text = document(other)
        if vectors := vectors_of(stored.get(other.id), text, dimension):
            reasons[other.id] = explain(own, own_vectors, text, vectors, now.calibration, now.lexicon)
    return reasons


def _vectors(item: Item, text: Document, setup: Setup) -> ItemVectors:
    row = _stored(kind_of(item), [item.id], setup.model).get(item.id) if item.id else None
    if row is not None and (found := vectors_of(row, text, setup.encoder.dimension)):
        return found
    key = (setup.model, text_hash(text))
    known = _unsaved.get(key)
    return known if known is not None else _keep(key, encode_document(_remembering(setup.encoder), text))


def _keep(key: tuple[str, str], vectors: ItemVectors) -> ItemVectors:
    with _lock:
        _unsaved[key] = vectors
        while len(_unsaved) > KEPT:
            _unsaved.popitem(last=False)
    return vectors


@lru_cache(maxsize=2)
def _remembering(encoder: Encoder) -> RememberingEncoder:
    return RememberingEncoder(encoder)


def _stored(kind: ItemKind, ids: Sequence[int], model: str) -> dict[int, ItemVector]:
    query = select(ItemVector).where(ItemVector.kind == kind, ItemVector.item_id.in_(ids), ItemVector.model == model)
    return {row.item_id: row for row in db.session.scalars(query)}
