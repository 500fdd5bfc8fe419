"""Numbers and records of figures, both from the same conditions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from math import ceil
from typing import Any

from sqlalchemy import Integer, Select, cast, func, literal, null, select, union_all

from matchmaker.queries.figures.figure import Figure, Scope, Totals
from matchmaker.queries.figures.narrowing import conditions, latest
from matchmaker.queries.lines import LOADED, Line, line
from matchmaker.queries.paging import PER_PAGE, Page
from models import db
from models.types import Money

AT_A_TIME = 500


@dataclass(frozen=True)
class Record:
    """One record of a figure. `id` is that of the figure's model; the line may lead to where the record is shown."""

    id: int
    line: Line


@dataclass(frozen=True)
class Listing:
    page: Page[Line]
    totals: Totals


def totals(asked: Sequence[tuple[Figure, Scope]]) -> list[Totals]:
    """The numbers behind several figures, in their order, with one query."""
    if not asked:
        return []
    found = {place: read(values) for place, *values in db.session.execute(_counting(tuple(asked)))}
    return [found[place] for place in range(len(asked))]


@lru_cache(maxsize=64)
def _counting(asked: tuple[tuple[Figure, Scope], ...]) -> Any:
    """One row a figure. A page asks for the same figures of the same days again and again, and putting forty of them
    together costs more than the database takes for some."""
    parts = [
        select(literal(place, Integer).label("place"), *sums(figure))
        .select_from(figure.model)
        .where(*conditions(figure, scope))
        for place, (figure, scope) in enumerate(asked)
    ]
    return union_all(*parts) if len(parts) > 1 else parts[0]


def sums(figure: Figure) -> list[Any]:
    """The columns that fill a Totals, of rows of the figure's model. PostgreSQL can count rows in an index, but would
    look up each of them for its key."""
    return [
        func.count().label("count"),
        _sum(figure.amount, Money()).label("amount"),
        _sum(figure.tech_amount, Money()).label("tech_amount"),
        _sum(figure.people, Integer()).label("people"),
    ]


def read(values: Sequence[Any]) -> Totals:
    count, amount, tech_amount, people = values
    return Totals(count, amount or Decimal(0), tech_amount or Decimal(0), int(people or 0))


def listing(figure: Figure, scope: Scope, page: int) -> Listing:
    """Exactly the records that the figure counts, the latest first; a page beyond the last shows the last."""
    (found,) = totals([(figure, scope)])
    page = min(max(1, page), max(1, ceil(found.count / PER_PAGE)))
    query = rows(figure, scope).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    lines = [each.line for each in map(record_of, db.session.execute(query))]
    return Listing(Page(lines, page, found.count), found)


def records(figure: Figure, scope: Scope) -> Iterator[Record]:
    """All of them, the latest first, a few hundred at a time in memory."""
    query = rows(figure, scope).execution_options(yield_per=AT_A_TIME)
    yield from map(record_of, db.session.execute(query))


def rows(figure: Figure, scope: Scope) -> Select[Any]:
    """What `record_of` makes records of."""
    when = latest(figure, scope)
    dated = null() if when is None else when
    query = select(figure.model, dated.label("dated")).where(*conditions(figure, scope))
    order = (figure.model.id.desc(),) if when is None else (dated.desc(), figure.model.id.desc())
    return query.options(*LOADED[figure.model]).order_by(*order)


def record_of(found: Any) -> Record:
    row, when = found
    return Record(row.id, replace(line(row), when=when))


def _sum(column: Any, kind: Any) -> Any:
    return cast(null(), kind) if column is None else func.sum(column)
