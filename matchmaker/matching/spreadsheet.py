"""Texts in cells of a spreadsheet. A cell that begins with one of these signs is run as a formula."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"


def guarded(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would run it; without NUL, which CSV cannot hold."""
    text = text.replace("\0", "")
    return GUARD + text if text.startswith((*FORMULA_SIGNS, GUARD)) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if text.startswith(GUARD) and text[1:].startswith((*FORMULA_SIGNS, GUARD)) else text
