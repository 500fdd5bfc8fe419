"""BM25 over words: postings that can be appended to and removed from, keyed by the caller's ids."""

import math
import threading
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from .vocabulary import Vocabulary

Floats = npt.NDArray[np.float32]

K1, B = 1.2, 0.75
MAX_QUERY_TERMS = 20
# So many imagined documents without the word: rarity means little while there are few real ones.
PRIOR_DOCUMENTS = 200


class Lexicon:
    """How many documents of all kinds contain each word; shared, so that both directions weigh words alike.

    All texts that meet here are cut into words by the same vocabulary.
    """

    def __init__(self, vocabulary: Vocabulary = Vocabulary.EMPTY) -> None:
        self.vocabulary = vocabulary
        self._counts: Counter[str] = Counter()
        self._documents = 0
        # Replaced, not emptied, when counts change: a reader of the old one goes on undisturbed.
        self._idf: dict[str, float] = {}
        self._lock = threading.Lock()

    def add(self, terms: Iterable[str]) -> None:
        """Count one document by its distinct words."""
        with self._lock:
            self._counts.update(terms)
            self._documents += 1
            self._idf = {}

    def remove(self, terms: Iterable[str]) -> None:
        """Take back what add counted."""
        with self._lock:
            self._counts.subtract(terms)
            self._documents -= 1
            self._idf = {}

    def idf(self, term: str) -> float:
        """Rarity of the word, above 0."""
        cache = self._idf
        if term not in cache:
            known = self._counts.get(term, 0)
            cache[term] = math.log(1 + (self._documents + PRIOR_DOCUMENTS - known + 0.5) / (known + 0.5))
        return cache[term]

    def weight(self, terms: Collection[str]) -> float:
        """Sum of the rarities of distinct words."""
        return sum(self.idf(term) for term in set(terms))

    def rarest(self, terms: Iterable[str], limit: int = MAX_QUERY_TERMS) -> list[str]:
        """The most telling distinct words, best first."""
        return sorted(set(terms), key=lambda term: (-self.idf(term), term))[:limit]


class LexicalIndex:
    """Words of one field of many documents; every method may be called from any thread."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._lock = threading.RLock()
        self._postings: dict[str, tuple[array[int], array[int]]] = {}
        self._terms: dict[int, frozenset[str]] = {}
        self._slots: dict[int, int] = {}
        self._free: list[int] = []
        self._ids = np.zeros(64, np.int64)
        self._lengths = np.zeros(64, np.float32)

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, item: int) -> bool:
        return item in self._slots

    def put(self, item: int, terms: Sequence[str]) -> None:
        """Index the words of a document under an id, in place of what the id had before."""
        with self._lock:
            self.remove(item)
            slot = self._new_slot()
            self._slots[item], self._terms[item] = slot, frozenset(terms)
            self._ids[slot], self._lengths[slot] = item, len(terms)
            for term, count in Counter(terms).items():
                slots, counts = self._postings.setdefault(term, (array("q"), array("q")))
                slots.append(slot)
                counts.append(count)

    def remove(self, item: int) -> None:
        """Forget the id; nothing happens when it is unknown."""
        with self._lock:
            slot = self._slots.pop(item, None)
            if slot is None:
                return
            for term in self._terms.pop(item):
                slots, counts = self._postings[term]
                at = slots.index(slot)
                del slots[at], counts[at]
                if not slots:
                    del self._postings[term]
            self._lengths[slot] = 0
            self._free.append(slot)

    def terms(self, item: int) -> frozenset[str]:
        """Distinct words of a document; none for an unknown id."""
        return self._terms.get(item, frozenset())

    def search(self, terms: Iterable[str], k: int, allowed: Collection[int] | None = None) -> list[tuple[int, float]]:
        """The k best (id, BM25), best first, of all or of the allowed ids; only documents that share a word."""
        with self._lock:
            scores = self._scores(terms)
            if allowed is not None:
                keep = [self._slots[item] for item in allowed if item in self._slots]
                scores = np.where(np.isin(np.arange(len(scores)), keep), scores, 0).astype(np.float32)
            found = np.flatnonzero(scores)
            best = found[np.argsort(-scores[found], kind="stable")][:k]
            return [(int(self._ids[slot]), float(scores[slot])) for slot in best]

    def scores(self, terms: Iterable[str], items: Sequence[int]) -> Floats:
        """BM25 (n,) of the given ids; 0 where nothing is shared or the id is unknown."""
        with self._lock:
            scores = self._scores(terms)
            return np.array([scores[self._slots[i]] if i in self._slots else 0 for i in items], np.float32)

    def _scores(self, terms: Iterable[str]) -> Floats:
        scores = np.zeros(len(self._lengths), np.float32)
        mean = float(self._lengths.sum()) / max(len(self._slots), 1) or 1.0
        for term in self._lexicon.rarest(terms):
            if term in self._postings:
                # Copies, because an array that is looked into cannot grow.
                slots, counts = (np.array(column) for column in self._postings[term])
                damping = K1 * (1 - B + B * self._lengths[slots] / mean)
                scores[slots] += self._lexicon.idf(term) * counts * (K1 + 1) / (counts + damping)
        return scores

    def _new_slot(self) -> int:
        if self._free:
            return self._free.pop()
        slot = len(self._slots)
        if slot == len(self._ids):
            self._ids = np.concatenate([self._ids, np.zeros_like(self._ids)])
            self._lengths = np.concatenate([self._lengths, np.zeros_like(self._lengths)])
        return slot
