import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

from tests.architecture.markup import violations
from tests.architecture.sources import TEMPLATES, name, templates, tracked

CHINESE = re.compile(r"[\u4e00-\u9fff，。；：！？、（）《》]")
TRANSLATORS = {"_", "gettext", "ngettext"}
# Each language names itself in its own tongue.
OWN_NAMES = {"中文"}
# Says in both languages that something broke, without whatever broke.
STANDS_ALONE = "errors/500.html"

lexer = Environment(extensions=["jinja2.ext.do", "jinja2.ext.i18n"])
every_template = pytest.mark.parametrize("path", templates(), ids=name)
every_usual_template = pytest.mark.parametrize(
    "path", [path for path in templates() if not name(path).endswith(STANDS_ALONE)], ids=name
)


def _names(pattern: str, text: str) -> set[str]:
    return set(re.findall(pattern, text))


def _rendered() -> set[str]:
    """Templates that some view names, and the error pages, which are chosen by number. A name that begins with _ is a
    part of a page: a view that sends one answers a script of that page."""
    code = "".join(path.read_text() for path in tracked("matchmaker/web/*.py"))
    errors = {str(path.relative_to(TEMPLATES)) for path in (TEMPLATES / "errors").glob("*.html")}
    return _names(r'"([a-z_/]+\.html)"', code) | errors


def _parent(place: str) -> str:
    found = re.search(r'{%-?\s*extends\s+"([^"]+)"', (TEMPLATES / place).read_text())
    return found[1] if found else ""


@pytest.mark.parametrize("place", sorted(name for name in _rendered() - {STANDS_ALONE} if "/_" not in name))
def test_a_page_extends_a_layout(place: str):
    while parent := _parent(place):
        place = parent
    assert place == "layouts/base.html"


def test_every_template_is_used():
    named = {name for path in templates() for name in _names(r'"([a-z_/]+\.html)"', path.read_text())}
    present = {str(path.relative_to(TEMPLATES)) for path in templates()}
    assert sorted(present - named - _rendered()) == []


@every_template
def test_nothing_inline_and_nothing_from_outside(path: Path):
    text = re.sub(r"{#.*?#}", "", path.read_text(), flags=re.S)
    assert not violations(re.sub(r"{{.*?}}|{%.*?%}", "x", text, flags=re.S))


@every_usual_template
def test_every_visible_word_is_translated(path: Path):
    assert not list(_unwrapped(path.read_text()))


def _unwrapped(source: str) -> Iterator[str]:
    """Chinese text outside `_()` and `{% trans %}`, with its line."""
    tokens = [token for token in lexer.lex(source) if token[1] not in ("whitespace", "comment")]
    in_trans = False
    for place, (line, kind, value) in enumerate(tokens):
        if kind == "block_begin":
            word = tokens[place + 1][2]
            in_trans = word == "trans" or (in_trans and word != "endtrans")
        elif kind == "data" and CHINESE.search(value) and not in_trans:
            yield f"line {line}: {value.strip()}"
        elif kind == "string" and CHINESE.search(value) and not _translated(tokens, place):
            yield f"line {line}: {value}"


def _translated(tokens: list[tuple[int, str, str]], place: int) -> bool:
    before = [token[2] for token in tokens[max(0, place - 2) : place]]
    is_argument = len(before) == 2 and before[0] in TRANSLATORS and before[1] == "("
    return is_argument or tokens[place][2].strip("'\"") in OWN_NAMES
