"""Sentences in the code: marked for translation where people read them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

from tests.architecture.sources import name, tracked

CHINESE = re.compile(r"[\u4e00-\u9fff]")
MARKERS = {"_", "_l", "N_", "gettext", "ngettext", "lazy_gettext"}
ROOMS = ("web", "services", "queries", "policies", "workflows", "checks", "coach")
# Patterns and words that people type, and the language's name in itself: the same in every language.
SAME_IN_ALL = {r"^[0-9+()\-\s转]{5,30}$", "万元", "中文", "市"}
# Reads the demo data's own words, invents a mass of them, and what people type.
NOT_SHOWN = ("matchmaker/services/seeding/", "matchmaker/services/generating/", "matchmaker/coach/patterns.py")


def _files() -> list[Path]:
    found = tracked(*(f"matchmaker/{room}/*.py" for room in ROOMS))
    return [path for path in found if not name(path).startswith(NOT_SHOWN)]


@pytest.mark.parametrize("path", _files(), ids=name)
def test_every_sentence_is_marked(path: Path):
    assert not list(_unmarked(ast.parse(path.read_text())))


def _unmarked(tree: ast.AST) -> Iterator[str]:
    allowed: set[int] = set()
    for node in ast.walk(tree):
        allowed |= _docstring(node) | _marked(node)
    for node in ast.walk(tree):
        if _is_chinese(node) and id(node) not in allowed and node.value not in SAME_IN_ALL:
            yield f"line {node.lineno}: {node.value}"


def _is_chinese(node: ast.AST) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(CHINESE.search(node.value))


def _docstring(node: ast.AST) -> set[int]:
    """Any string that stands alone is a comment."""
    return {id(node.value)} if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) else set()


def _marked(node: ast.AST) -> set[int]:
    if isinstance(node, ast.Call) and _called(node) in MARKERS:
        return {id(part) for argument in node.args for part in ast.walk(argument)}
    return set()


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")
