"""Whether a title says what it is about."""

import re
from pathlib import Path

from matchmaker.coach.texts import size

SHORTEST = 6
FEWEST_OWN = 3
_WORDS = Path(__file__).with_name("general_title_words.txt").read_text(encoding="utf-8").split()
_GENERAL = re.compile("|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)))


def is_short(title: str) -> bool:
    return size(title) < SHORTEST


def is_general(title: str) -> bool:
    """Hardly anything is left without the words that fit any title."""
    return size(_GENERAL.sub("", title)) < FEWEST_OWN
