"""Ranks the items of a corpus for a document: the same for needs and for achievements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .calibration import Calibration, Level
from .corpus import Candidate, Corpus, Query
from .features import pair_features
from .reranking import RERANKED, Reranker
from .structure import NO_FACTS, Facts
from .text import Document, lead
from .vectors import ItemVectors
from .words import words

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

MIN_WORDS, MIN_LETTERS = 2, 4


@dataclass(frozen=True, slots=True)
class Ranked:
    """One item of a ranking.

    score: higher is better, 0 is a pair put together at random; probability: of level FAIR or above, 0 to 1;
    factors: share of each feature in what speaks for the pair; calibrated: were the levels fitted for this model?
    """

    id: int
    score: float
    probability: float
    level: Level
    factors: dict[str, float]
    calibrated: bool


def too_short(document: Document) -> bool:
    """Whether a document says too little to be matched: one word, or a few letters, fit half of what there is."""
    told = set(words(document.text))
    return len(told) < MIN_WORDS or sum(map(len, told)) < MIN_LETTERS


def rank(
    query: Document,
    query_vectors: ItemVectors,
    corpus: Corpus,
    calibration: Calibration,
    k: int = 50,
    allowed: Collection[int] | None = None,
    facts: Facts = NO_FACTS,
    reranker: Reranker | None = None,
) -> list[Ranked]:
    """The k best items, best first, of all or of the allowed ids; none for a document that is too short.

    A reranker reads the first RERANKED of them again. Raises ValueError when the vectors are of another dimension than
    the corpus, and EncoderUnavailable when there is no such reranker.
    """
    return rank_query(_asked(query, query_vectors, corpus, facts), corpus, calibration, k, allowed, reranker)


def rank_query(
    query: Query,
    corpus: Corpus,
    calibration: Calibration,
    k: int = 50,
    allowed: Collection[int] | None = None,
    reranker: Reranker | None = None,
) -> list[Ranked]:
    """rank, for a query that is made already."""
    if too_short(query.document):
        return []
    found = corpus.candidates(query, _centres(calibration, corpus), allowed)
    first = sorted(score_query(query, corpus, calibration, found), key=_best_first)
    if reranker is None:
        return first[:k]
    again = score_query(query, corpus, calibration, [pair.id for pair in first[:RERANKED]], reranker)
    return sorted([*again, *first[RERANKED:]], key=_best_first)[:k]


def score_items(
    query: Document,
    query_vectors: ItemVectors,
    corpus: Corpus,
    calibration: Calibration,
    ids: Sequence[int],
    facts: Facts = NO_FACTS,
    reranker: Reranker | None = None,
) -> list[Ranked]:
    """The given items as rank would score them, in the order given; ids that are gone are left out."""
    return score_query(_asked(query, query_vectors, corpus, facts), corpus, calibration, ids, reranker)


def score_query(
    query: Query, corpus: Corpus, calibration: Calibration, ids: Sequence[int], reranker: Reranker | None = None
) -> list[Ranked]:
    """score_items, for a query that is made already."""
    candidates = corpus.get(ids)
    features = pair_features(query, candidates, _centres(calibration, corpus), corpus.lexicon)
    parts = calibration.parts(features)
    cross = _cross(query, candidates, calibration, reranker)
    scores = parts.sum(axis=1) + (0 if cross is None else cross)
    chances = calibration.probabilities(scores)
    levels, known = calibration.levels(chances), calibration.fitted
    return [
        Ranked(c.id, float(scores[i]), float(chances[i, 1]), levels[i], calibration.shares(parts[i], extra), known)
        for i, (c, extra) in enumerate(zip(candidates, _each(cross, len(candidates)), strict=True))
    ]


def _cross(
    query: Query, candidates: Sequence[Candidate], calibration: Calibration, reranker: Reranker | None
) -> Doubles | None:
    if reranker is None:
        return None
    return calibration.cross_part(reranker.scores(lead(query.document), [c.lead for c in candidates]))


def _each(cross: Doubles | None, count: int) -> Sequence[float | None]:
    return [None] * count if cross is None else [float(value) for value in cross]


def _best_first(pair: Ranked) -> tuple[float, int]:
    return -pair.score, pair.id


def _asked(query: Document, vectors: ItemVectors, corpus: Corpus, facts: Facts) -> Query:
    if vectors.dimension != corpus.dimension:
        raise ValueError(f"Vectors of {vectors.dimension} cannot search a corpus of {corpus.dimension}")
    return Query.of(query, vectors, corpus.lexicon.vocabulary, facts)


def _centres(calibration: Calibration, corpus: Corpus) -> Floats:
    return calibration.centre_rows(fallback=corpus.means())
