"""Why two documents belong together, in their own words; from stored vectors, nothing is encoded."""

from dataclasses import dataclass

import numpy as np

from .calibration import Calibration
from .features import centred
from .lexical_index import Lexicon
from .text import TITLE, Document, Sentence, sentences
from .vectors import Floats, ItemVectors
from .words import marks, shared_terms

# A shared title is seen without being quoted, so a sentence of the body is preferred unless much worse.
_TITLE_HANDICAP = 0.05


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a document and its place; marks are (start, end) of shared terms in sentence.text."""

    sentence: Sentence
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Shared terms, most telling first, and the pair of sentences nearest in meaning; similarity 0 to 1, or no pair."""

    terms: tuple[str, ...]
    own: Quote | None
    other: Quote | None
    similarity: float


def explain(
    own: Document,
    own_vectors: ItemVectors,
    other: Document,
    other_vectors: ItemVectors,
    calibration: Calibration,
    lexicon: Lexicon,
) -> Explanation:
    """What to say of a ranked pair; its factors stand in Ranked. Vectors must belong to these very documents."""
    terms = tuple(shared_terms(own.text, other.text, lexicon.idf))
    fallback = np.zeros((3, own_vectors.dimension), np.float32)
    centre = calibration.centre_rows(fallback)[2]
    best = _best_pair(own, own_vectors.sentences, other, other_vectors.sentences, centre)
    if best is None:
        return Explanation(terms, None, None, 0.0)
    first, second, similarity = best
    wanted = frozenset(terms)
    return Explanation(terms, _quote(first, wanted), _quote(second, wanted), similarity)


def _best_pair(
    own: Document, own_rows: Floats, other: Document, other_rows: Floats, centre: Floats
) -> tuple[Sentence, Sentence, float] | None:
    ours, theirs = sentences(own), sentences(other)
    if len(ours) != len(own_rows) or len(theirs) != len(other_rows):
        raise ValueError("The stored vectors are of another text than the document")
    cosines = centred(own_rows, centre) @ centred(other_rows, centre).T
    chosen = cosines - _handicaps(ours)[:, None] - _handicaps(theirs)[None, :]
    i, j = np.unravel_index(int(np.argmax(chosen)), chosen.shape)
    similarity = float(cosines[i, j])
    return (ours[i], theirs[j], min(similarity, 1.0)) if similarity > 0 else None


def _handicaps(some: tuple[Sentence, ...]) -> Floats:
    return np.array([_TITLE_HANDICAP if s.place == TITLE else 0 for s in some], np.float32)


def _quote(sentence: Sentence, terms: frozenset[str]) -> Quote:
    return Quote(sentence, marks(sentence.text, terms))
