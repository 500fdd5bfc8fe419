"""A pack as three files that `read_pack` and any spreadsheet read."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from .pack import Pack
from .spreadsheet import guarded
from .text import Document


def write_pack(pack: Pack, folder: Path, notes: Mapping[str, Mapping[str, str]] | None = None) -> None:
    """Write needs.csv, achievements.csv and pairs.csv; notes: need → achievement → where the level comes from.

    The titles and the note beside each pair are for the person who reads it; `read_pack` passes over them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for kind, documents in (("need", pack.needs), ("achievement", pack.achievements)):
        _write(folder / f"{kind}s.csv", [f"{kind}_id", "title", "text", "rows"], _items(documents))
    columns = ["need_id", "achievement_id", "level", "weight", "need_title", "achievement_title", "note"]
    _write(folder / "pairs.csv", columns, _pairs(pack, notes or {}))


def _items(documents: Mapping[str, Document]) -> Iterator[list[str]]:
    for name, document in documents.items():
        rows = "\n".join(" ".join(row.split()) for row in document.rows)
        yield [name, document.title, document.body, rows]


def _pairs(pack: Pack, notes: Mapping[str, Mapping[str, str]]) -> Iterator[list[str]]:
    for need, levels in pack.levels.items():
        weights, why = pack.weights.get(need, {}), notes.get(need, {})
        for name, level in levels.items():
            titles = pack.needs[need].title, pack.achievements[name].title
            yield [need, name, str(level), f"{weights.get(name, 1.0):.4g}", *titles, why.get(name, "")]


def _write(path: Path, columns: list[str], rows: Iterable[list[str]]) -> None:
    """UTF-8 with the mark at its start without which Excel takes it for GBK."""
    with path.open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows([guarded(cell) for cell in row] for row in rows)
