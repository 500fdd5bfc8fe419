"""Words of Chinese and Latin text, as the vocabulary cuts them."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from .folding import fold
from .text import clean, normalise, tidy
from .vocabulary import Piece, Vocabulary, term_key

# Words every second need and achievement contains: no evidence that two of them belong together.
STOP_WORDS = frozenset(Path(__file__).with_name("stop_words.txt").read_text("utf-8").split())


@dataclass(frozen=True, slots=True)
class SharedTerm:
    """A term of both texts as each writes it; `word` is what they are compared by, and what `marks` is asked for."""

    own: str
    other: str
    word: str

    @property
    def by_vocabulary(self) -> bool:
        """Whether two different words met because the vocabulary says that they mean the same."""
        return term_key(self.own) != term_key(self.other)

    def __str__(self) -> str:
        return f"{self.own} ≈ {self.other}" if self.by_vocabulary else self.own


def words(text: str, vocabulary: Vocabulary = Vocabulary.EMPTY) -> list[str]:
    """Every word of the normalised, lower-cased text in order; words without a letter, and stop words, are dropped.

    A term of the vocabulary gives the word that stands for its group, and the words that it is made of.
    """
    pieces = vocabulary.pieces(vocabulary.tokens(normalise(text).lower()))
    return [part.word for piece in pieces for part in piece.all() if _counts(part.word)]


def shared_terms(
    own: str,
    other: str,
    idf: Callable[[str], float],
    vocabulary: Vocabulary = Vocabulary.EMPTY,
    limit: int = 8,
) -> list[SharedTerm]:
    """Words of two and more characters that both texts contain, the most telling (highest idf) first.

    Words half as telling as the first, and less, are left out, and so are the parts of a shared term.
    """
    ours, theirs = _writings(own, vocabulary), _writings(other, vocabulary)
    common = [word for word in ours.keys() & theirs.keys() if len(word) > 1]
    best = sorted(common, key=lambda word: (-idf(word), word))[:limit]
    telling = [word for word in best if idf(word) > idf(best[0]) / 2]
    terms = [word for word in telling if word in vocabulary]
    whole = [word for word in telling if not any(word != term and word in term for term in terms)]
    return [SharedTerm(*_as_written(ours[word], theirs[word]), word) for word in whole]


def marks(text: str, terms: frozenset[str], vocabulary: Vocabulary = Vocabulary.EMPTY) -> tuple[tuple[int, int], ...]:
    """(start, end) of each word of `text` that is one of `terms`, as character positions in `text` itself.

    `terms` are words as `words` and `SharedTerm.word` give them, so another term of the same group is marked too.
    """
    pieces, place = _cut(text, vocabulary)
    spans: list[tuple[int, int]] = []
    for start, end in map(place, _pieces_of(terms, pieces)):
        # One character can stand for several words (㎏, ligatures); it is marked once.
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return tuple(spans)


def _cut(text: str, vocabulary: Vocabulary) -> tuple[Iterator[Piece], Callable[[Piece], tuple[int, int]]]:
    """The pieces of a text as it stands, and a function that tells (start, end) of a piece in it."""
    compared, origin = _compared(text)
    tokens = vocabulary.tokens(compared)
    ends = list(accumulate(map(len, tokens), initial=0))

    def place(piece: Piece) -> tuple[int, int]:
        return origin[ends[piece.start]], origin[ends[piece.end] - 1] + 1

    return vocabulary.pieces(tokens), place


def _pieces_of(terms: frozenset[str], pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces that are one of the terms; of others, those parts that are."""
    for piece in pieces:
        if piece.word in terms:
            yield piece
        else:
            yield from _pieces_of(terms, piece.parts)


def _writings(text: str, vocabulary: Vocabulary) -> dict[str, list[str]]:
    """How the text writes each of its words, in order."""
    text = tidy(text)
    pieces, place = _cut(text, vocabulary)
    found: dict[str, list[str]] = defaultdict(list)
    for part in (part for piece in pieces for part in piece.all() if _counts(part.word)):
        start, end = place(part)
        found[part.word].append(text[start:end])
    return found


def _as_written(ours: list[str], theirs: list[str]) -> tuple[str, str]:
    """A pair of writings that is the same on both sides if there is one, else the first of each."""
    same = {term_key(writing): writing for writing in reversed(theirs)}
    own = next((writing for writing in ours if term_key(writing) in same), ours[0])
    return own, same.get(term_key(own), theirs[0])


def _compared(text: str) -> tuple[str, list[int]]:
    """The text as words are compared, and for each of its characters the place in `text` that it comes from."""
    forms = [_compared_form(c) for c in text]
    return "".join(forms), [at for at, form in enumerate(forms) for _ in form]


@lru_cache(maxsize=16_384)
def _compared_form(character: str) -> str:
    return fold(unicodedata.normalize("NFKC", clean(character))).lower()


def _counts(word: str) -> bool:
    return word not in STOP_WORDS and any(c.isalpha() for c in word)
