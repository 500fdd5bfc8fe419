"""调度: all live projects with the lights of what they owe, the worst first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from matchmaker.adapters import clock
from matchmaker.checks.deadlines import Duty
from matchmaker.policies import duties
from matchmaker.policies.duties import Owed
from matchmaker.queries import projects
from matchmaker.queries.paging import PER_PAGE, Page
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


def listing(actor: User | None, chosen: DispatchFilter, page: int, total: int) -> Page[Row]:
    """`total`: how many there are, as `counts` has it; a page beyond the last shows the last."""
    shown: Page[Row] = Page([], page, total)
    shown.page = min(max(1, page), shown.pages)
    query = _ordered(select(Project.id), actor, chosen).limit(PER_PAGE).offset((shown.page - 1) * PER_PAGE)
    ids = db.session.scalars(query).all()
    found = {project.id: project for project in db.session.scalars(_loaded().where(Project.id.in_(ids)))}
    shown.rows = rows_of([found[project_id] for project_id in ids])
    return shown


def listing_rows(actor: User | None, chosen: DispatchFilter) -> Select[tuple[Project]]:
    """All of them, the worst first."""
    return _ordered(_loaded(), actor, chosen)


def counts(actor: User | None, chosen: DispatchFilter) -> dict[Light, int]:
    """Projects by their worst light, whichever of them is looked at; one query."""
    pressing = _pressing()
    level = _level(pressing).label("level")
    levels = _joined(_filtered(select(level).select_from(Project), actor, chosen), pressing).subquery()
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


def _loaded() -> Select[tuple[Project]]:
    return select(Project).options(
        *(joinedload(getattr(Project, name)) for name in ("firm", "provider", "district", "officer"))
    )


def _ordered(query: Select[Any], actor: User | None, chosen: DispatchFilter) -> Select[Any]:
    pressing = _pressing()
    query = _joined(_filtered(query, actor, chosen), pressing)
    if chosen.light:
        query = query.where(_level(pressing) == LIGHTS.index(chosen.light))
    return query.order_by(_weight(pressing).desc(), Project.id.desc())


def _filtered(query: Select[Any], actor: User | None, chosen: DispatchFilter) -> Select[Any]:
    query = projects.filtered(query, actor, chosen.projects).where(Project.state.in_(LIVE))
    return query.where(Project.officer_id == chosen.officer_id) if chosen.officer_id else query


def _pressing() -> list[tuple[Owed, Subquery]]:
    """For each duty the projects in which something is overdue or due soon, with the first day of it."""
    found = []
    for owed in duties.ALL:
        key, day = owed.model.project_id.label("project_id"), func.min(owed.day).label("day")
        query = select(key, day).where(owed.is_open, owed.pressing(clock.today())).group_by(owed.model.project_id)
        found.append((owed, query.subquery()))
    return found


def _joined(query: Select[Any], pressing: list[tuple[Owed, Subquery]]) -> Select[Any]:
    for owed, rows in pressing:
        query = query.outerjoin(rows, and_(rows.c.project_id == Project.id, Project.state.in_(owed.states)))
    return query


def _late(owed: Owed, rows: Subquery) -> ColumnElement[bool]:
    return owed.overdue(clock.today(), rows.c.day)


def _level(pressing: list[tuple[Owed, Subquery]]) -> ColumnElement[int]:
    """Place of the worst light in LIGHTS."""
    overdue = or_(*(_late(owed, rows) for owed, rows in pressing))
    return case((overdue, 0), (or_(*(rows.c.day.is_not(None) for _, rows in pressing)), 1), else_=2)


def _weight(pressing: list[tuple[Owed, Subquery]]) -> ColumnElement[int]:
    each = [case((_late(owed, rows), WORSE), (rows.c.day.is_not(None), 1), else_=0) for owed, rows in pressing]
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
