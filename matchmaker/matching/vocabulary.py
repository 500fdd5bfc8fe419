"""Terms of the trade: which words mean the same, and which words jieba's dictionary does not know.

rjieba gives jieba's output, much faster.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ClassVar, NamedTuple

import rjieba

from .text import normalise


def term_key(text: str) -> str:
    """The form in which terms are compared: normalised, lower case, without blanks (AGV 小车 is AGV小车)."""
    return "".join(normalise(text).lower().split())


class Piece(NamedTuple):
    """Tokens [start, end) as one word; parts: the pieces it was merged from, none when it is a single token."""

    start: int
    end: int
    word: str
    parts: tuple["Piece", ...] = ()

    def all(self) -> Iterator["Piece"]:
        """Itself, then its parts and theirs."""
        yield self
        for part in self.parts:
            yield from part.all()


class Vocabulary:
    """Groups of terms that mean the same; the first term of a group stands for all of them.

    A group of one is a word that the dictionary would cut in pieces. A term that an earlier group holds, and one
    without a letter, is passed over. Immutable: make a new one when the groups change (0.1 s and 24 MB, because it
    carries a dictionary of its own).
    """

    EMPTY: ClassVar["Vocabulary"]

    def __init__(self, groups: Iterable[Sequence[str]] = ()) -> None:
        self._standing: dict[str, str] = {}
        for group in groups:
            keys = [key for key in map(term_key, group) if any(c.isalpha() for c in key) and key not in self._standing]
            self._standing.update((key, keys[0]) for key in keys)
        self._prefixes = frozenset(key[:n] for key in self._standing for n in range(1, len(key) + 1))
        cuts = {key: tuple(rjieba.cut(key)) for key in self._standing}
        self._lacking = {key: tokens for key, tokens in cuts.items() if len(tokens) > 1}
        self._cut = _with_words(self._lacking) if self._lacking else rjieba.cut

    def __len__(self) -> int:
        """How many terms."""
        return len(self._standing)

    def __contains__(self, term: str) -> bool:
        return term_key(term) in self._standing

    def word(self, token: str) -> str:
        """The token that stands for this one; itself when it is in no group."""
        return self._standing.get(token, token)

    def tokens(self, text: str) -> list[str]:
        """All of a lower-case text in order, cut by jieba's dictionary together with the terms that it lacks.

        Such a term is given as the tokens it consists of; but none of them reaches into the words around it.
        """
        return [token for word in self._cut(text) for token in self._lacking.get(word, (word,))]

    def pieces(self, tokens: Sequence[str]) -> Iterator[Piece]:
        """Lower-case tokens in order, runs that make up a term merged, the longest first; blanks inside do not count.

        Only whole tokens are merged, so a term never matches inside a longer word.
        """
        return self._pieces(tokens, 0, len(tokens), len(tokens))

    def _pieces(self, tokens: Sequence[str], start: int, stop: int, longest: int) -> Iterator[Piece]:
        while start < stop:
            end = max(self._end_of_term(tokens, start, min(start + longest, stop)), start + 1)
            yield self._piece(tokens, start, end)
            start = end

    def _piece(self, tokens: Sequence[str], start: int, end: int) -> Piece:
        if end - start == 1:
            return Piece(start, end, self.word(tokens[start]))
        joined = "".join(token.strip() for token in tokens[start:end])
        return Piece(start, end, self.word(joined), tuple(self._pieces(tokens, start, end, end - start - 1)))

    def _end_of_term(self, tokens: Sequence[str], start: int, stop: int) -> int:
        """End of the longest term that begins at `start` and ends by `stop`; 0 when none does."""
        joined, found = "", 0
        for at in range(start, stop):
            token = tokens[at].strip()
            joined += token
            if joined not in self._prefixes:
                break
            if token and joined in self._standing:
                found = at + 1
        return found


def _with_words(added: Iterable[str]) -> Callable[[str], list[str]]:
    dictionary = rjieba.Jieba()
    for word in added:
        dictionary.add_word(word, dictionary.suggest_freq(word), "")
    return dictionary.cut


Vocabulary.EMPTY = Vocabulary()
