"""Small measures of a text. Positions stay those of the text as it was typed."""

import unicodedata

# Everything the form takes, and some more; what lies behind it is not read.
LONGEST = 6000
HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def plain(text: str) -> str:
    """Letters, digits and signs in half width; every sign keeps its place."""
    return text[:LONGEST].translate(HALF_WIDTH)


def size(text: str) -> int:
    """How many letters, digits and Chinese characters."""
    return sum(map(str.isalnum, text[:LONGEST]))


def has_number(text: str) -> bool:
    """Digits, powers and fractions count, Chinese numerals do not: 一种 and 万向 are no numbers."""
    return any(unicodedata.category(sign) in ("Nd", "No") for sign in text[:LONGEST])
