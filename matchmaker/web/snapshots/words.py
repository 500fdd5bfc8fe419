"""Frozen words are Chinese, for good; the page alone says them in English."""

from collections.abc import Callable

from flask_babel import get_locale, gettext

from matchmaker.queries.projects import districts, fields
from models.enums import Labelled


def in_english() -> bool:
    return str(get_locale()).startswith("en")


def reading() -> Callable[[str], str]:
    """A frozen word as its reader reads it: messages of the code, labels of choices, names of fields and districts."""
    if not in_english():
        return str
    names = {member.zh: member.en for kind in Labelled.__subclasses__() for member in kind}
    names |= {row.zh: row.en for row in [*fields(), *districts()]}

    def read(word: str) -> str:
        said = gettext(word) if word else ""
        return said if said != word else names.get(word, word)

    return read
