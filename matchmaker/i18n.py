"""Translation outside a request, for mail and files: the catalogue is the one the pages use."""

from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations

CATALOGUES = Path(__file__).parent / "translations"


@cache
def _catalogue(locale: str) -> NullTranslations:
    return Translations.load(str(CATALOGUES), [locale])


def translate(message: str, locale: str, **params: object) -> str:
    """The sentence in the reader's language (`zh` or `en`), its %(name)s places filled."""
    text = _catalogue(locale).gettext(message)
    return text % params if params else text
