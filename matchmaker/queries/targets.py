"""目标任务 of a year, each with its actual: one query for the targets, one for all the figures behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload

from matchmaker.adapters import clock
from matchmaker.checks.pace import Pace, elapsed, pace
from matchmaker.queries.figures import Scope, totals
from matchmaker.queries.indicators import INDICATORS, Indicator
from models import Target, db

PLACES = {key: place for place, key in enumerate(INDICATORS)}


@dataclass(frozen=True)
class TargetRow:
    """`scope` has exactly the records that `actual` counts; both numbers in the indicator's unit."""

    target: Target
    indicator: Indicator
    scope: Scope
    actual: Decimal
    pace: Pace


@dataclass(frozen=True)
class Overview:
    """A year's targets. `expected`: the share of the year that has passed; `copyable`: so many of the year before
    are not yet set."""

    year: int
    years: list[int]
    today: date
    expected: float
    rows: list[TargetRow]
    copyable: int


def overview(year: int | None = None) -> Overview:
    """Of the current year unless another is asked for."""
    today = clock.today()
    year = year or today.year
    named = sorted({*_years(), today.year, year}, reverse=True)
    return Overview(year, named, today, float(elapsed(year, today)), of_year(year), _copyable(year))


def this_year() -> int:
    return clock.today().year


def get(target_id: int) -> Target | None:
    return db.session.get(Target, target_id)


def of_year(year: int) -> list[TargetRow]:
    """By responsible unit, then in the order of the indicators."""
    query = select(Target).where(Target.year == year).options(joinedload(Target.district))
    targets = [row for row in db.session.scalars(query) if row.indicator in INDICATORS]
    targets.sort(key=lambda row: (row.unit, PLACES[row.indicator]))
    return _rows(targets, clock.today())


def _years() -> set[int]:
    return set(db.session.scalars(select(Target.year).distinct()))


def _copyable(year: int) -> int:
    """How many targets of the year before are not yet set for `year`."""
    before, there = aliased(Target), aliased(Target)
    same = (there.year == year, there.indicator == before.indicator, there.unit == before.unit)
    query = select(func.count(before.id)).where(before.year == year - 1, ~select(there.id).where(*same).exists())
    return db.session.scalar(query) or 0


def scope_of(target: Target) -> Scope:
    return Scope(date(target.year, 1, 1), date(target.year, 12, 31), district_id=target.district_id)


def _rows(targets: Sequence[Target], today: date) -> list[TargetRow]:
    indicators = [INDICATORS[target.indicator] for target in targets]
    found = totals([(each.figure, scope_of(row)) for each, row in zip(indicators, targets, strict=True)])
    return [
        _row(target, indicator, counted.value(indicator.figure.measure), today)
        for target, indicator, counted in zip(targets, indicators, found, strict=True)
    ]


def _row(target: Target, indicator: Indicator, actual: Decimal, today: date) -> TargetRow:
    return TargetRow(target, indicator, scope_of(target), actual, pace(target.year, today, target.goal, actual))
