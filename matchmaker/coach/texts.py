"""Small measures of a text. Positions stay those of the text as it was typed."""

import re

# Everything the form takes, and some more; what lies behind it is not read.
LONGEST = 6000
# Letters, digits and signs of calculation; Chinese punctuation keeps its width.
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％＋－．／＜＝＞＠＿～]")
_REST = re.compile(r"[\W_]+")
_DIGIT = re.compile(r"\d")


def plain(text: str) -> str:
    """Letters, digits and signs in half width; every sign keeps its place."""
    return _WIDE.sub(lambda sign: chr(ord(sign[0]) - 0xFEE0), text[:LONGEST])


def size(text: str) -> int:
    """How many letters, digits and Chinese characters."""
    return len(_REST.sub("", text[:LONGEST]))


def has_number(text: str) -> bool:
    """Digits count, Chinese numerals do not: 一种 and 万向 are no numbers."""
    return _DIGIT.search(text[:LONGEST]) is not None
