"""What has changed since a report was drawn up: the same figures asked again for the same period."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from matchmaker.checks.periods import Period
from matchmaker.queries.figures import FIGURES, Scope
from matchmaker.queries.reporting.frozen import Document, figure_entry
from models import db

# What of a record a reader sees; `page` only says where.
SHOWN = ("number", "title", "parties", "state", "amount", "tech_amount", "people", "date")
AT_ONCE = 500


@dataclass(frozen=True)
class Altered:
    """`names`: those of SHOWN that differ."""

    before: Document
    after: Document
    names: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """`figure` is the frozen one; `now` its sums today, None when the figure is no longer kept. `gone` are ids of
    those `removed` that were deleted; the others exist and do not count any more."""

    figure: Document
    now: Document | None
    added: list[Document]
    removed: list[Document]
    altered: list[Altered]
    gone: set[int]

    @property
    def is_any(self) -> bool:
        return bool(self.added or self.removed or self.altered) or self.now != self.figure["now"]


def changes(content: Document, period: Period) -> list[Change]:
    """One for each frozen figure, in its order."""
    scope = Scope(period.since, period.until)
    return [_change(figure, scope) for figure in content["figures"]]


def gone(key: str, ids: Iterable[int]) -> set[int]:
    """Those records of a figure that exist no more; none of a figure that is no longer kept, as nobody can tell."""
    asked = list(ids)
    figure = FIGURES.get(key)
    if figure is None or not asked:
        return set()
    column: Any = figure.model.id
    found: set[int] = set()
    for first in range(0, len(asked), AT_ONCE):
        found |= set(db.session.scalars(select(column).where(column.in_(asked[first : first + AT_ONCE]))))
    return set(asked) - found


def _change(frozen: Document, scope: Scope) -> Change:
    figure = FIGURES.get(frozen["key"])
    if figure is None:
        return Change(frozen, None, [], [], [], set())
    fresh = figure_entry(figure, scope, None, None)
    before, after = _by_id(frozen), _by_id(fresh)
    removed = [row for row_id, row in before.items() if row_id not in after]
    both = [_altered(row, after[row_id]) for row_id, row in before.items() if row_id in after]
    return Change(
        figure=frozen,
        now=fresh["now"],
        added=[row for row_id, row in after.items() if row_id not in before],
        removed=removed,
        altered=[each for each in both if each.names],
        gone=gone(frozen["key"], (row["id"] for row in removed)),
    )


def _altered(before: Document, after: Document) -> Altered:
    return Altered(before, after, tuple(name for name in SHOWN if before[name] != after[name]))


def _by_id(figure: Document) -> dict[int, Document]:
    return {row["id"]: row for row in figure["records"]}
