import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from tests.architecture.sources import name, tracked

LONGEST_FILE = 400
LONGEST_FUNCTION = 50


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def _functions() -> Iterator[tuple[str, int]]:
    """Every function with its lines, decorators not counted."""
    for path in tracked("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                yield f"{name(path)}:{node.name}", node.end_lineno - node.lineno + 1


def _outside_migrations(place: str) -> bool:
    return not place.startswith("models/migrations/versions/")


def test_no_file_is_long():
    files = tracked("*.py", "templates/*.html", "static/css/*.css", "static/js/*.js")
    long = {name(path): _lines(path) for path in files if _lines(path) > LONGEST_FILE}
    assert not {place: lines for place, lines in long.items() if _outside_migrations(place)}


def test_no_function_is_long():
    long = {place: lines for place, lines in _functions() if lines > LONGEST_FUNCTION}
    assert not {place: lines for place, lines in long.items() if _outside_migrations(place)}


def test_files_are_short_on_the_whole():
    lengths = [lines for path in tracked("matchmaker/*.py", "models/*.py") if (lines := _lines(path))]
    assert median(lengths) <= 100
    assert quantiles(lengths, n=10)[-1] <= 250


def test_functions_are_short_on_the_whole():
    lengths = [lines for place, lines in _functions() if _outside_migrations(place)]
    assert median(lengths) <= 10
    assert quantiles(lengths, n=10)[-1] <= 30
