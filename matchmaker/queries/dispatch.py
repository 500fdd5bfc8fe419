"""调度: all live projects with the lights of what they owe, the worst first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from matchmaker.adapters import clock
from matchmaker.checks.deadlines import Duty
from matchmaker.policies import duties
from matchmaker.policies.duties import Owed
from matchmaker.queries import projects
from matchmaker.queries.paging import Page, paginate
from matchmaker.queries.projects import ProjectFilter
from matchmaker.workflows.project import LIVE
from models import Project, User, UserRole, db
from models.enums import Membership, Role
from models.project_enums import Light

LIGHTS = (Light.OVERDUE, Light.DUE_SOON, Light.ON_TIME)
WORSE = len(duties.ALL) + 1  # one thing overdue weighs more than everything due soon


@dataclass(frozen=True)
class DispatchFilter:
    """`light`: the worst one of a project."""

    projects: ProjectFilter = field(default_factory=ProjectFilter)
    light: Light | None = None
    officer_id: int | None = None


@dataclass(frozen=True)
class Signal:
    """What of its kind is due next, or has been overdue for longest."""

    light: Light
    due_on: date


@dataclass(frozen=True)
class Row:
    project: Project
    signals: dict[Duty, Signal]


def listing(actor: User | None, chosen: DispatchFilter, page: int) -> Page[Row]:
    found = paginate(listing_rows(actor, chosen), page)
    return Page(rows_of(found.rows), found.page, found.total, found.per_page)


def listing_rows(actor: User | None, chosen: DispatchFilter) -> Select[tuple[Project]]:
    shown = [joinedload(getattr(Project, name)) for name in ("firm", "provider", "district", "officer")]
    query = _filtered(select(Project), actor, chosen).options(*shown)
    if chosen.light:
        query = query.where(_level() == LIGHTS.index(chosen.light))
    return query.order_by(_weight().desc(), Project.id.desc())


def counts(actor: User | None, chosen: DispatchFilter) -> dict[Light, int]:
    """Projects by their worst light, whichever of them is looked at; one query."""
    level = _level().label("level")
    levels = _filtered(select(level), actor, chosen).subquery()
    query = select(levels.c.level, func.count()).group_by(levels.c.level)
    found = dict(db.session.execute(query).all())
    return {light: found.get(place, 0) for place, light in enumerate(LIGHTS)}


def rows_of(found: Sequence[Project]) -> list[Row]:
    """With their lights: one query for each kind of duty, however many projects."""
    days = {owed.duty: _first_days(owed, found) for owed in duties.ALL}
    return [Row(project, _signals(project, days)) for project in found]


def officers() -> list[User]:
    query = select(User).join(UserRole).where(UserRole.role == Role.OFFICER, User.active)
    return list(db.session.scalars(query.where(User.membership == Membership.CONFIRMED).order_by(User.id)))


def _filtered(query: Select[Any], actor: User | None, chosen: DispatchFilter) -> Select[Any]:
    query = projects.filtered(query, actor, chosen.projects).where(Project.state.in_(LIVE))
    return query.where(Project.officer_id == chosen.officer_id) if chosen.officer_id else query


def _of_projects(owed: Owed, rule: ColumnElement[bool]) -> ColumnElement[bool]:
    late = select(owed.model.project_id).where(owed.is_open, rule)
    return and_(Project.state.in_(owed.states), Project.id.in_(late))


def _overdue() -> list[ColumnElement[bool]]:
    return [_of_projects(owed, owed.overdue(clock.today())) for owed in duties.ALL]


def _pressing() -> list[ColumnElement[bool]]:
    return [_of_projects(owed, owed.pressing(clock.today())) for owed in duties.ALL]


def _level() -> ColumnElement[int]:
    """Place of the worst light in LIGHTS."""
    return case((or_(*_overdue()), 0), (or_(*_pressing()), 1), else_=2)


def _weight() -> ColumnElement[int]:
    pairs = zip(_overdue(), _pressing(), strict=True)
    each = [case((overdue, WORSE), (pressing, 1), else_=0) for overdue, pressing in pairs]
    return sum(each[1:], each[0])


def _first_days(owed: Owed, found: Sequence[Project]) -> dict[int, date]:
    key = owed.model.project_id
    query = select(key, func.min(owed.day)).where(owed.is_open, key.in_([project.id for project in found]))
    return dict(db.session.execute(query.group_by(key)).all())


def _signals(project: Project, days: dict[Duty, dict[int, date]]) -> dict[Duty, Signal]:
    found = {}
    for owed in duties.ALL:
        day = days[owed.duty].get(project.id)
        if day is not None and project.state in owed.states:
            found[owed.duty] = Signal(owed.light(day, clock.today()), owed.due_on(day))
    return found
