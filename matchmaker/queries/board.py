"""The officers' board: what stands open, what a year brought, its targets, month by month, by field and by district."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import func, null, select

from matchmaker.adapters import clock
from matchmaker.queries import funnel, targets
from matchmaker.queries.figures import (
    FIGURES,
    UNSET,
    Figure,
    Scope,
    Totals,
    conditions,
    read,
    sums,
    totals,
)
from matchmaker.queries.funnel import Stage
from matchmaker.queries.targets import TargetRow
from models import Achievement, AchievementField, Agreement, District, Field, Need, Project, db

MONTHS = 12
YEARS = 6
EVER = Scope()
NOW = (
    "needs-open",
    "achievements-open",
    "matches-waiting",
    "matches-talking",
    "projects-live",
    "reports-overdue",
    "agreements",
    "agreements-registered",
)
BY_MONTH = ("needs-new", "achievements-new", "matches-talks", "projects-signed", "agreements")
OF_THE_YEAR = (
    "needs-new",
    "achievements-new",
    "matches-talks",
    "matches-agreed",
    "projects-signed",
    "projects-completed",
    "agreements",
    "agreements-registered",
)


@dataclass(frozen=True)
class Month:
    """`totals` by the keys of BY_MONTH."""

    scope: Scope
    totals: dict[str, Totals]


@dataclass(frozen=True)
class Bar:
    """A field of the first level or a district, None for records without one."""

    name: Field | District | None
    scope: Scope
    totals: Totals


@dataclass(frozen=True)
class Bars:
    """A figure's records by field or district, the largest first."""

    figure: Figure
    rows: list[Bar]


@dataclass(frozen=True)
class Board:
    """`year`: a whole year; `ever`, `of_year`: totals by the keys of NOW and OF_THE_YEAR; `months`: the twelve up to
    today, or those of a year that is over."""

    today: date
    years: list[int]
    year: Scope
    ever: dict[str, Totals]
    of_year: dict[str, Totals]
    targets: list[TargetRow]
    months: list[Month]
    funnel: list[Stage]
    needs_by_field: Bars
    achievements_by_field: Bars
    amounts_by_field: Bars
    needs_by_district: Bars
    projects_by_district: Bars
    amounts_by_district: Bars


def board(asked_year: int | None = None) -> Board:
    """Of the current year unless another is asked for; the number of queries does not depend on what is stored."""
    today = clock.today()
    number = min(asked_year or today.year, today.year)
    year = Scope(date(number, 1, 1), date(number, 12, 31))
    asked = [(FIGURES[key], EVER) for key in NOW]
    asked += [(FIGURES[key], year) for key in (*OF_THE_YEAR, *funnel.KEYS)]
    found = iter(totals(asked))
    ever, of_year, passed = ({key: next(found) for key in keys} for keys in (NOW, OF_THE_YEAR, funnel.KEYS))
    fields = _named(select(Field).where(Field.parent_id.is_(None)).order_by(Field.position))
    districts = _named(select(District).order_by(District.position))
    return Board(
        today=today,
        years=_years(today.year, number),
        year=year,
        ever=ever,
        of_year=of_year,
        targets=targets.of_year(number),
        months=_months(last_months(min(today, date(number, 12, 31)))),
        funnel=funnel.stages(passed, year),
        needs_by_field=_field_bars("needs-open", fields, EVER),
        achievements_by_field=_field_bars("achievements-open", fields, EVER),
        amounts_by_field=_field_bars("agreements", fields, year),
        needs_by_district=_district_bars("needs-open", districts, EVER),
        projects_by_district=_district_bars("projects-signed", districts, year),
        amounts_by_district=_district_bars("agreements", districts, year),
    )


def last_months(today: date) -> list[Scope]:
    """The current month and those before it, the oldest first."""
    months: list[Scope] = []
    last = (today.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    for _ in range(MONTHS):
        months.insert(0, Scope(last.replace(day=1), last))
        last = last.replace(day=1) - timedelta(days=1)
    return months


def _years(current: int, chosen: int) -> list[int]:
    """Those since the first contract, the latest first, and the one that is looked at."""
    figure = FIGURES["agreements"]
    first = db.session.scalar(select(func.min(figure.moment)).where(figure.rule))
    begun = max(first.year if first else current, current - YEARS + 1)
    return sorted({*range(begun, current + 1), chosen}, reverse=True)


def _months(scopes: Sequence[Scope]) -> list[Month]:
    found = iter(totals([(FIGURES[key], scope) for scope in scopes for key in BY_MONTH]))
    return [Month(scope, {key: next(found) for key in BY_MONTH}) for scope in scopes]


def _field_bars(key: str, fields: list[Field], scope: Scope) -> Bars:
    figure = FIGURES[key]
    return Bars(figure, _bars(fields, _grouped(_by_field(figure, scope)), scope, "field_id"))


@lru_cache(maxsize=64)
def _by_field(figure: Figure, scope: Scope) -> Any:
    top = func.coalesce(Field.parent_id, Field.id)
    if figure.model is Achievement:
        counted = (func.count(Achievement.id.distinct()), null(), null(), null())
        query = select(top, *counted).join_from(Achievement, AchievementField).join(Field)
    else:
        query = select(top, *sums(figure)).select_from(figure.model)
        query = query.join(Agreement.project) if figure.model is Agreement else query
        query = query.outerjoin(Need.field if figure.model is Need else Project.field)
    return query.where(*conditions(figure, scope)).group_by(top)


def _district_bars(key: str, districts: list[District], scope: Scope) -> Bars:
    figure = FIGURES[key]
    return Bars(figure, _bars(districts, _grouped(_by_district(figure, scope)), scope, "district_id"))


@lru_cache(maxsize=64)
def _by_district(figure: Figure, scope: Scope) -> Any:
    place = Need.district_id if figure.model is Need else Project.district_id
    query = select(place, *sums(figure)).select_from(figure.model)
    query = query.join(Agreement.project) if figure.model is Agreement else query
    return query.where(*conditions(figure, scope)).group_by(place)


def _grouped(query: Any) -> dict[int, Totals]:
    return {key or UNSET: read(values) for key, *values in db.session.execute(query)}


def _named(query: Any) -> list[Any]:
    return list(db.session.scalars(query))


def _bars(names: list[Any], found: dict[int, Totals], scope: Scope, part: str) -> list[Bar]:
    """The largest first, those of equal size in the order of the taxonomy; "without one" last, if there are any."""

    def bar(name: Any, number: int) -> Bar:
        narrowed = {"since": scope.since, "until": scope.until, part: number}
        return Bar(name, Scope(**narrowed), found.get(number, Totals(0)))

    bars = [bar(name, name.id) for name in names]
    bars.sort(key=lambda each: (-each.totals.amount, -each.totals.count))
    return bars + ([bar(None, UNSET)] if UNSET in found else [])
