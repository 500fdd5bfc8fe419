"""The bureau's figures. Each is one rule, so that the number on the board and the list behind it cannot differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from matchmaker.adapters.clock import CITY_ZONE
from matchmaker.messages import N_
from matchmaker.queries.lines import LOADED, Line, line
from matchmaker.queries.paging import Page, paginate
from matchmaker.workflows import need as need_workflow
from matchmaker.workflows import project as project_workflow
from models import Achievement, AchievementField, Agreement, Field, Match, Need, Organization, Project, db
from models.enums import AchievementState, AgreementState, MatchState
from models.types import UtcDateTime

# A contract whose registration was refused is not a technology contract, and a draft is none yet.
IN_THE_SUMS = (AgreementState.SIGNED, AgreementState.REGISTERED)
UNSET = 0


@dataclass(frozen=True)
class Scope:
    """A part of a figure: days from `since` to `until` in the city's time, both included; a field with those below
    it; a district. UNSET asks for records without one."""

    since: date | None = None
    until: date | None = None
    field_id: int | None = None
    district_id: int | None = None


@dataclass(frozen=True)
class Figure:
    """`moment`: the column that dates a record; `open_now` figures are a stock, so dates do not narrow them."""

    key: str
    title: str
    model: type[Any]
    moment: Any
    rule: ColumnElement[bool]
    open_now: bool = False


@dataclass(frozen=True)
class Totals:
    """Amounts in 万元; zero for records without amounts."""

    count: int
    amount: Decimal = Decimal(0)
    tech_amount: Decimal = Decimal(0)


FIGURES = {
    figure.key: figure
    for figure in (
        Figure(
            "needs-open",
            N_("在征需求"),
            Need,
            Need.published_at,
            Need.state.in_(need_workflow.OPEN),
            open_now=True,
        ),
        Figure("needs-new", N_("新发布需求"), Need, Need.published_at, Need.published_at.is_not(None)),
        Figure(
            "achievements-open",
            N_("在库成果"),
            Achievement,
            Achievement.published_at,
            Achievement.state == AchievementState.PUBLISHED,
            open_now=True,
        ),
        Figure(
            "achievements-new",
            N_("新发布成果"),
            Achievement,
            Achievement.published_at,
            Achievement.published_at.is_not(None),
        ),
        Figure(
            "matches-waiting",
            N_("待双方同意的对接"),
            Match,
            Match.created_at,
            Match.state.in_((MatchState.PROPOSED, MatchState.ACCEPTED_BY_ONE)),
            open_now=True,
        ),
        Figure(
            "matches-talking",
            N_("洽谈中的对接"),
            Match,
            Match.created_at,
            Match.state == MatchState.TALKING,
            open_now=True,
        ),
        Figure("matches-agreed", N_("达成合作的对接"), Match, Match.ended_at, Match.state == MatchState.AGREED),
        Figure(
            "projects-live",
            N_("在研合作项目"),
            Project,
            Project.created_at,
            Project.state.in_(project_workflow.LIVE),
            open_now=True,
        ),
        Figure("projects-new", N_("新建合作项目"), Project, Project.created_at, Project.created_at.is_not(None)),
        Figure("agreements", N_("成交的技术合同"), Agreement, Agreement.signed_on, Agreement.state.in_(IN_THE_SUMS)),
        Figure(
            "agreements-registered",
            N_("已登记的技术合同"),
            Agreement,
            Agreement.signed_on,
            Agreement.state == AgreementState.REGISTERED,
        ),
    )
}


def totals(asked: Sequence[tuple[Figure, Scope]]) -> list[Totals]:
    """The numbers behind several figures, in their order, with one query."""
    columns: list[Any] = []
    for figure, scope in asked:
        where = and_(figure.rule, *_within(figure, scope))
        columns += [select(column).where(where).scalar_subquery() for column in sums(figure)]
    values = iter(db.session.execute(select(*columns)).one())
    return [_read(figure, values) for figure, _ in asked]


def listing(figure: Figure, scope: Scope, page: int) -> Page[Line]:
    """Exactly the records that the figure counts, the latest first."""
    query = select(figure.model).where(figure.rule, *_within(figure, scope)).options(*LOADED[figure.model])
    found = paginate(query.order_by(figure.moment.desc(), figure.model.id.desc()), page)
    rows = [replace(line(row), when=getattr(row, figure.moment.key)) for row in found.rows]
    return Page(rows, found.page, found.total, found.per_page)


def sums(figure: Figure) -> list[Any]:
    """The columns that fill a Totals."""
    count = func.count(figure.model.id)
    return (
        [count, func.sum(Agreement.amount), func.sum(Agreement.tech_amount)] if figure.model is Agreement else [count]
    )


def bounds(figure: Figure, since: date, until: date) -> tuple[Any, Any]:
    """The days as values of the figure's column: from the first, up to but without the second."""
    after = until + timedelta(days=1)
    return (_midnight(since), _midnight(after)) if _is_moment(figure) else (since, after)


def _read(figure: Figure, values: Iterator[Any]) -> Totals:
    return Totals(next(values), *(next(values) or Decimal(0) for _ in sums(figure)[1:]))


def _within(figure: Figure, scope: Scope) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if not figure.open_now and scope.since and scope.until:
        first, after = bounds(figure, scope.since, scope.until)
        found += [figure.moment >= first, figure.moment < after]
    if scope.field_id is not None:
        found.append(IN_FIELD[figure.model](scope.field_id))
    if scope.district_id is not None:
        found.append(IN_DISTRICT[figure.model](scope.district_id))
    return found


def _is_moment(figure: Figure) -> bool:
    return isinstance(figure.moment.type, UtcDateTime)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CITY_ZONE)


def _field(column: Any, field_id: int) -> ColumnElement[bool]:
    if field_id == UNSET:
        return column.is_(None)  # type: ignore[no-any-return]
    family = select(Field.id).where(or_(Field.id == field_id, Field.parent_id == field_id))
    return column.in_(family)  # type: ignore[no-any-return]


def _place(column: Any, district_id: int) -> ColumnElement[bool]:
    return column.is_(None) if district_id == UNSET else column == district_id


IN_FIELD: dict[type[Any], Any] = {
    Need: lambda field_id: _field(Need.field_id, field_id),
    Achievement: lambda field_id: Achievement.id.in_(
        select(AchievementField.achievement_id).where(_field(AchievementField.field_id, field_id))
    ),
    Match: lambda field_id: Match.need_id.in_(select(Need.id).where(_field(Need.field_id, field_id))),
    Project: lambda field_id: _field(Project.field_id, field_id),
    Agreement: lambda field_id: Agreement.project_id.in_(select(Project.id).where(_field(Project.field_id, field_id))),
}
IN_DISTRICT: dict[type[Any], Any] = {
    Need: lambda place: _place(Need.district_id, place),
    Achievement: lambda place: Achievement.organization_id.in_(
        select(Organization.id).where(_place(Organization.district_id, place))
    ),
    Match: lambda place: Match.need_id.in_(select(Need.id).where(_place(Need.district_id, place))),
    Project: lambda place: _place(Project.district_id, place),
    Agreement: lambda place: Agreement.project_id.in_(select(Project.id).where(_place(Project.district_id, place))),
}
