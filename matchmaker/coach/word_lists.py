"""Lists of words with what to write instead; developers keep them as CSV files next to this module."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Hit:
    """text[start:end] is `word`; `suggestion` is marked for translation."""

    word: str
    start: int
    end: int
    suggestion: str


class WordList:
    """Finds the words of a file. Columns: `words` and, where they are no complaint, the longer words of `except`, both
    separated by `|`; `suggestion`."""

    def __init__(self, file: Path) -> None:
        self._suggestions: dict[str, str] = {}
        allowed: list[str] = []
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                self._suggestions.update(dict.fromkeys(row["words"].split("|"), row["suggestion"]))
                allowed += (row.get("except") or "").split("|")
        # an allowed word shields the one it contains
        self._pattern = _pattern({*self._suggestions, *filter(None, allowed)})

    def __len__(self) -> int:
        return len(self._suggestions)

    def find(self, text: str) -> Iterator[Hit]:
        for match in self._pattern.finditer(text):
            suggestion = self._suggestions.get(match[0])
            if suggestion is not None:
                yield Hit(match[0], match.start(), match.end(), suggestion)


def _pattern(words: set[str]) -> re.Pattern[str]:
    """The longest of the words that begin at a place. Parted by their first sign, which is four times faster."""
    ordered = sorted(words, key=lambda word: (word[0], -len(word)))
    groups = (
        (first, "|".join(re.escape(word[1:]) for word in group)) for first, group in groupby(ordered, itemgetter(0))
    )
    return re.compile("|".join(f"{re.escape(first)}(?:{rest})" for first, rest in groups))


VAGUE = WordList(HERE / "vague_words.csv")
CLAIMS = WordList(HERE / "claims.csv")
BRANDS = WordList(HERE / "brands.csv")
