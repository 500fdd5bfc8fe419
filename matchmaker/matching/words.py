"""Words of Chinese and Latin text, cut by jieba's dictionary (rjieba: the same output, much faster)."""

from collections.abc import Callable
from pathlib import Path

import rjieba

from .text import normalise

# Words every second need and achievement contains: no evidence that two of them belong together.
STOP_WORDS = frozenset(Path(__file__).with_name("stop_words.txt").read_text("utf-8").split())


def words(text: str) -> list[str]:
    """Every word of the normalised, lower-cased text in order; words without a letter, and stop words, are dropped."""
    return [word for word in rjieba.cut(normalise(text).lower()) if _counts(word)]


def shared_terms(first: str, second: str, idf: Callable[[str], float], limit: int = 8) -> list[str]:
    """Words of two and more characters that both texts contain, the most telling (highest idf) first.

    Words half as telling as the first, and less, are left out.
    """
    common = (word for word in set(words(first)) & set(words(second)) if len(word) > 1)
    best = sorted(common, key=lambda word: (-idf(word), word))[:limit]
    return [word for word in best if idf(word) > idf(best[0]) / 2]


def marks(text: str, terms: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """(start, end) of each word of `text` that is one of `terms`, as character positions in `text` itself."""
    spans: list[tuple[int, int]] = []
    start = 0
    for word in rjieba.cut(text):
        end = start + len(word)
        if normalise(word).lower() in terms:
            spans.append((start, end))
        start = end
    return tuple(spans)


def _counts(word: str) -> bool:
    return word not in STOP_WORDS and any(c.isalpha() for c in word)
