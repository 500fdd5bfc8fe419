"""All items of one kind that can be found: their vectors and words, kept in memory, keyed by the caller's ids."""

import threading
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .lexical_index import LexicalIndex, Lexicon
from .structure import NO_FACTS, Facts
from .text import Document, lead
from .tokens import unit_pieces
from .vector_index import VectorIndex
from .vectors import ItemVectors
from .vocabulary import Vocabulary
from .words import words

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]

CANDIDATES_PER_SEARCH = 150
# Rank fusion: how fast a place further down loses weight.
_FUSION = 60.0


@dataclass(frozen=True, slots=True)
class Query:
    """A document with what ranking needs of it."""

    document: Document
    vectors: ItemVectors
    title_words: tuple[str, ...]
    text_words: tuple[str, ...]
    facts: Facts = NO_FACTS

    @classmethod
    def of(cls, document: Document, vectors: ItemVectors, vocabulary: Vocabulary, facts: Facts = NO_FACTS) -> "Query":
        """Give it the vocabulary of the corpus that is asked: corpus.lexicon.vocabulary."""
        title, text = words(document.title, vocabulary), words(document.text, vocabulary)
        return cls(document, vectors, tuple(title), tuple(text), facts)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One item as scoring sees it; vectors as in ItemVectors, half precision; words without repetition; lead as
    text.lead."""

    id: int
    title: Halves
    text: Halves
    sentences: Halves
    pieces: Halves
    title_words: frozenset[str]
    text_words: frozenset[str]
    has_body: bool
    facts: Facts
    lead: str


@dataclass(frozen=True, slots=True)
class _Item:
    title: Halves
    text: Halves
    sentences: Halves
    pieces: Halves
    has_body: bool
    facts: Facts
    lead: str

    @classmethod
    def of(cls, document: Document, vectors: ItemVectors, facts: Facts) -> "_Item":
        return cls(
            vectors.title.astype(np.float16),
            vectors.text.astype(np.float16),
            vectors.sentences.astype(np.float16),
            vectors.pieces.astype(np.float16),
            document.has_body,
            facts,
            lead(document),
        )


class Corpus:
    """Needs or achievements; every method may be called from any thread, and sees an item wholly or not at all.

    Give the corpora of both kinds the same lexicon: then a pair scores the same from either side.
    """

    def __init__(self, dimension: int, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or Lexicon()
        self.dimension = dimension
        self._lock = threading.RLock()
        self._items: dict[int, _Item] = {}
        self._titles, self._texts = VectorIndex(dimension), VectorIndex(dimension)
        self._title_words, self._text_words = LexicalIndex(self.lexicon), LexicalIndex(self.lexicon)
        self._sums = np.zeros((4, dimension), np.float64)

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, item: int) -> bool:
        return item in self._items

    def ids(self) -> frozenset[int]:
        with self._lock:
            return frozenset(self._items)

    def put(self, item: int, document: Document, vectors: ItemVectors, facts: Facts = NO_FACTS) -> None:
        """Add a document under an id, in place of what the id had; raises ValueError for another model's vectors."""
        if vectors.dimension != self.dimension:
            raise ValueError(f"Vectors of {vectors.dimension} do not fit a corpus of {self.dimension}")
        vocabulary = self.lexicon.vocabulary
        title_words, text_words = words(document.title, vocabulary), words(document.text, vocabulary)
        held = _Item.of(document, vectors, facts)
        with self._lock:
            self.remove(item)
            self._items[item] = held
            self._titles.put(item, vectors.title)
            self._texts.put(item, vectors.text)
            self._title_words.put(item, title_words)
            self._text_words.put(item, text_words)
            self.lexicon.add(set(text_words))
            self._sums += _summary(self._items[item])

    def remove(self, item: int) -> None:
        """Forget an item; nothing happens when it is unknown."""
        with self._lock:
            if item not in self._items:
                return
            self._sums -= _summary(self._items.pop(item))
            self.lexicon.remove(self._text_words.terms(item))
            for index in (self._titles, self._texts, self._title_words, self._text_words):
                index.remove(item)

    def means(self) -> Floats:
        """Mean title, text, sentence and word piece (4, dimension); zeros while it is empty."""
        with self._lock:
            return np.asarray(self._sums / max(len(self._items), 1), np.float32)

    def candidates(self, query: Query, centres: Floats, allowed: Collection[int] | None = None) -> list[int]:
        """Ids that the vectors or the words bring up, fused by their places, most promising first."""
        # q - centre against the stored rows orders them as centred vectors would, so the index can hold them raw.
        title, text = _from_centre(query.vectors.title, centres[0]), _from_centre(query.vectors.text, centres[1])
        size = CANDIDATES_PER_SEARCH
        with self._lock:
            searches: tuple[list[tuple[int, float]], ...] = (
                self._titles.search(title, size, allowed),
                self._titles.search(text, size, allowed),
                self._texts.search(title, size, allowed),
                self._texts.search(text, size, allowed),
                self._title_words.search(query.title_words, size, allowed),
                self._text_words.search(query.text_words, size, allowed),
            )
        return _fuse([item for item, _ in found] for found in searches)

    def get(self, ids: Iterable[int]) -> list[Candidate]:
        """What scoring needs of the ids, in their order; ids that are gone are left out."""
        with self._lock:
            return [self._candidate(item) for item in ids if item in self._items]

    def _candidate(self, item: int) -> Candidate:
        held = self._items[item]
        words_of = self._title_words.terms(item), self._text_words.terms(item)
        return Candidate(
            item, held.title, held.text, held.sentences, held.pieces, *words_of, held.has_body, held.facts, held.lead
        )


def _summary(item: _Item) -> npt.NDArray[np.float64]:
    pieces = unit_pieces(item.pieces)[0].mean(axis=0) if len(item.pieces) else np.zeros_like(item.title)
    return np.stack([item.title, item.text, item.sentences.mean(axis=0), pieces]).astype(np.float64)


def _from_centre(vector: Floats, centre: Floats) -> Floats:
    return vector - centre if vector.any() else vector


def _fuse(rankings: Iterable[list[int]]) -> list[int]:
    total: dict[int, float] = {}
    for ranking in rankings:
        for place, item in enumerate(ranking):
            total[item] = total.get(item, 0.0) + 1 / (_FUSION + place)
    return sorted(total, key=lambda item: (-total[item], item))
