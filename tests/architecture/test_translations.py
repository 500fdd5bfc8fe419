"""The English catalogue is complete, and the pages' catalogue is made from it."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.architecture.sources import ROOT

TRANSLATIONS = ROOT / "matchmaker" / "translations"
ENGLISH = TRANSLATIONS / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "N_": None}
FOLDERS = {"", "matchmaker", "templates"}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
CHINESE = re.compile(r"[\u4e00-\u9fff，。；：！？、（）《》“”]")
# Chinese that belongs into an English sentence: what the papers themselves say.
KEPT = re.compile(r"[（(「“].*[）)」”]")


@pytest.fixture(scope="module")
def english() -> Catalog:
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


@pytest.fixture(scope="module")
def written() -> set[str]:
    """Every message of the sources."""
    with (TRANSLATIONS / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found: set[str] = set()
    for _, _, message, *_ in extract_from_dir(ROOT, methods, options, KEYWORDS, directory_filter=_is_ours):
        found.update(message if isinstance(message, tuple) else (message,))
    return found - {""}


def _is_ours(folder: str) -> bool:
    return Path(folder).relative_to(ROOT).parts[0] in FOLDERS


def test_every_message_has_its_english(english: Catalog, written: set[str]):
    known = {entry for message in english if message.id for entry in _forms(message.id)}
    assert not sorted(written - known)


def test_no_english_is_empty_or_uncertain(english: Catalog):
    assert not [m.id for m in english if m.id and (m.fuzzy or not all(_forms(m.string)))]


def test_no_message_is_left_over(english: Catalog, written: set[str]):
    assert not [m.id for m in english if m.id and not written.issuperset(_forms(m.id))]


def test_the_places_to_fill_are_the_same(english: Catalog):
    def places(text: object) -> set[str]:
        return {place for form in _forms(text) for place in PLACEHOLDER.findall(form)}

    assert not [m.id for m in english if m.id and places(m.id) != places(m.string)]


def test_english_is_english(english: Catalog):
    assert not [m.string for m in english if m.id and any(CHINESE.search(KEPT.sub("", f)) for f in _forms(m.string))]


def test_the_compiled_catalogue_is_up_to_date(english: Catalog):
    compiled = io.BytesIO()
    write_mo(compiled, english)
    assert ENGLISH.with_suffix(".mo").read_bytes() == compiled.getvalue()


def _forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (str(text),)
