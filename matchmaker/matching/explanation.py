"""Why two documents belong together, in their own words; from stored vectors, nothing is encoded."""

from dataclasses import dataclass

import numpy as np

from .calibration import Calibration
from .features import centred
from .lexical_index import Lexicon
from .text import TITLE, Document, Sentence, sentences
from .vectors import Floats, ItemVectors
from .vocabulary import Vocabulary
from .words import SharedTerm, marks, shared_terms, words

# The titles stand above the quotes anyway, so a sentence of the body is preferred unless much worse.
_TITLE_HANDICAP = 0.2
# Of sentences about as near, those that share terms convince the reader more.
_TERM_BONUS, _MAX_TERMS = 0.06, 3


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a document and its place; marks are (start, end) of shared terms in sentence.text."""

    sentence: Sentence
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Shared terms, most telling first, and the pair of sentences nearest in meaning; similarity 0 to 1, or no pair."""

    terms: tuple[SharedTerm, ...]
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
    vocabulary = lexicon.vocabulary
    terms = tuple(shared_terms(own.text, other.text, lexicon.idf, vocabulary))
    asked = tuple(term.word for term in terms)
    fallback = np.zeros((4, own_vectors.dimension), np.float32)
    centre = calibration.centre_rows(fallback)[2]
    ours = _quotes(own, own_vectors, asked, vocabulary)
    theirs = _quotes(other, other_vectors, asked, vocabulary)
    cosines = centred(own_vectors.sentences, centre) @ centred(other_vectors.sentences, centre).T
    worth = cosines - _handicaps(ours)[:, None] - _handicaps(theirs) + _bonus(ours, theirs, asked, vocabulary)
    i, j = np.unravel_index(int(np.argmax(worth)), worth.shape)
    if cosines[i, j] <= 0:
        return Explanation(terms, None, None, 0.0)
    return Explanation(terms, ours[i], theirs[j], min(float(cosines[i, j]), 1.0))


def _quotes(document: Document, vectors: ItemVectors, terms: tuple[str, ...], vocabulary: Vocabulary) -> list[Quote]:
    found = sentences(document)
    if len(found) != len(vectors.sentences):
        raise ValueError("The stored vectors are of another text than the document")
    return [Quote(sentence, marks(sentence.text, frozenset(terms), vocabulary)) for sentence in found]


def _handicaps(quotes: list[Quote]) -> Floats:
    return np.array([_TITLE_HANDICAP if quote.sentence.place == TITLE else 0 for quote in quotes], np.float32)


def _bonus(ours: list[Quote], theirs: list[Quote], terms: tuple[str, ...], vocabulary: Vocabulary) -> Floats:
    shared = _occurrences(ours, terms, vocabulary) @ _occurrences(theirs, terms, vocabulary).T
    return np.asarray(_TERM_BONUS * np.minimum(shared, _MAX_TERMS), np.float32)


def _occurrences(quotes: list[Quote], terms: tuple[str, ...], vocabulary: Vocabulary) -> Floats:
    """1 where the quote (row) contains the term (column)."""
    held = [set(words(quote.sentence.text, vocabulary)) if quote.marks else set() for quote in quotes]
    return np.array([[term in some for term in terms] for some in held], np.float32).reshape(len(quotes), len(terms))
