"""The officers' board: what stands open, what this year brought, month by month, by field and by district."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, func, null, select

from matchmaker.adapters import clock
from matchmaker.queries.figures import FIGURES, UNSET, Figure, Scope, Totals, bounds, read, sums, totals
from models import Achievement, AchievementField, Agreement, District, Field, Need, Project, db

MONTHS = 12
EVER = Scope()
NOW = (
    "needs-open",
    "achievements-open",
    "matches-waiting",
    "matches-talking",
    "projects-live",
    "agreements",
    "agreements-registered",
)
BY_MONTH = ("needs-new", "achievements-new", "matches-agreed", "agreements")
OF_THE_YEAR = ("needs-new", "achievements-new", "matches-agreed", "projects-new", "agreements", "agreements-registered")


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
class Board:
    """`year`: this year up to its last day; `ever`, `this_year`: totals by the keys of NOW and OF_THE_YEAR."""

    today: date
    year: Scope
    ever: dict[str, Totals]
    this_year: dict[str, Totals]
    months: list[Month]
    needs_by_field: list[Bar]
    achievements_by_field: list[Bar]
    needs_by_district: list[Bar]
    amounts_by_district: list[Bar]


def board() -> Board:
    """All of it; the number of queries does not depend on what is stored."""
    today = clock.today()
    year = Scope(date(today.year, 1, 1), date(today.year, 12, 31))
    asked = [(FIGURES[key], EVER) for key in NOW] + [(FIGURES[key], year) for key in OF_THE_YEAR]
    found = totals(asked)
    fields = _named(select(Field).where(Field.parent_id.is_(None)).order_by(Field.position))
    districts = _named(select(District).order_by(District.position))
    return Board(
        today=today,
        year=year,
        ever=dict(zip(NOW, found, strict=False)),
        this_year=dict(zip(OF_THE_YEAR, found[len(NOW) :], strict=True)),
        months=_months(last_months(today)),
        needs_by_field=_bars(fields, _needs_by_field(), field=True),
        achievements_by_field=_bars(fields, _achievements_by_field(), field=True),
        needs_by_district=_bars(districts, _needs_by_district()),
        amounts_by_district=_bars(districts, _amounts_by_district(year), scope=year),
    )


def last_months(today: date) -> list[Scope]:
    """The current month and those before it, the oldest first."""
    months: list[Scope] = []
    last = (today.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    for _ in range(MONTHS):
        months.insert(0, Scope(last.replace(day=1), last))
        last = last.replace(day=1) - timedelta(days=1)
    return months


def _months(scopes: Sequence[Scope]) -> list[Month]:
    series = {key: _by_month(FIGURES[key], scopes) for key in BY_MONTH}
    return [Month(scope, {key: series[key].get(i, Totals(0)) for key in BY_MONTH}) for i, scope in enumerate(scopes)]


def _by_month(figure: Figure, scopes: Sequence[Scope]) -> dict[int, Totals]:
    ends = [bounds(figure, scope.since, scope.until) for scope in scopes if scope.since and scope.until]
    bucket = case(*[(figure.moment < after, number) for number, (_, after) in enumerate(ends)]).label("bucket")
    inside = (figure.rule, figure.moment >= ends[0][0], figure.moment < ends[-1][1])
    # by its name: the expression has parameters, and PostgreSQL would take two copies of it for two expressions
    return _grouped(select(bucket, *sums(figure)).where(*inside).group_by("bucket"))


def _needs_by_field() -> dict[int, Totals]:
    top = func.coalesce(Field.parent_id, Field.id)
    query = select(top, *sums(FIGURES["needs-open"])).select_from(Need).outerjoin(Need.field)
    return _grouped(query.where(FIGURES["needs-open"].rule).group_by(top))


def _achievements_by_field() -> dict[int, Totals]:
    top = func.coalesce(Field.parent_id, Field.id)
    columns = (top, func.count(Achievement.id.distinct()), null(), null(), null())
    query = select(*columns).join_from(Achievement, AchievementField).join(Field)
    return _grouped(query.where(FIGURES["achievements-open"].rule).group_by(top))


def _needs_by_district() -> dict[int, Totals]:
    query = select(Need.district_id, *sums(FIGURES["needs-open"])).where(FIGURES["needs-open"].rule)
    return _grouped(query.group_by(Need.district_id))


def _amounts_by_district(year: Scope) -> dict[int, Totals]:
    figure = FIGURES["agreements"]
    query = select(Project.district_id, *sums(figure)).join_from(Agreement, Project)
    inside = Agreement.signed_on.between(year.since, year.until)
    return _grouped(query.where(figure.rule, inside).group_by(Project.district_id))


def _grouped(query: Any) -> dict[int, Totals]:
    return {key or UNSET: read(values) for key, *values in db.session.execute(query)}


def _named(query: Any) -> list[Any]:
    return list(db.session.scalars(query))


def _bars(names: list[Any], found: dict[int, Totals], *, field: bool = False, scope: Scope = EVER) -> list[Bar]:
    """The largest first, those of equal size in the order of the taxonomy; "without one" last, if there are any."""

    def part(number: int) -> Scope:
        return Scope(scope.since, scope.until, number if field else None, None if field else number)

    bars = [Bar(name, part(name.id), found.get(name.id, Totals(0))) for name in names]
    bars.sort(key=lambda bar: (-bar.totals.amount, -bar.totals.count))
    return bars + ([Bar(None, part(UNSET), found[UNSET])] if UNSET in found else [])
