"""The part of a figure that a scope asks for, as conditions on its model."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select, union_all

from matchmaker.adapters.clock import CITY_ZONE
from matchmaker.queries.figures.figure import UNSET, Figure, Reach, Scope
from models import (
    Achievement,
    AchievementField,
    Agreement,
    Field,
    FollowUp,
    Match,
    Need,
    Organization,
    Output,
    Payment,
    ProgressReport,
    Project,
)
from models.types import UtcDateTime


def conditions(figure: Figure, scope: Scope) -> list[ColumnElement[bool]]:
    """All that makes a row of the model a record of the figure."""
    if figure.reached:
        return [figure.rule, figure.model.id.in_(union_all(*(_ids(reach, scope) for reach in figure.reached)))]
    return [figure.rule, *_within(figure, scope)]


def latest(figure: Figure, scope: Scope) -> Any:
    """The expression that dates a record; None where records are reached in several ways."""
    if not figure.reached:
        return figure.moment
    if len(figure.reached) > 1:
        return None
    (reach,) = figure.reached
    when = select(reach.figure.moment).where(reach.column == figure.model.id, *conditions(reach.figure, scope))
    return when.order_by(reach.figure.moment.desc()).limit(1).correlate(figure.model).scalar_subquery()


def _bounds(figure: Figure, since: date, until: date) -> tuple[Any, Any]:
    """The days as values of the figure's column: from the first, up to but without the second."""
    after = until + timedelta(days=1)
    return (_midnight(since), _midnight(after)) if isinstance(figure.moment.type, UtcDateTime) else (since, after)


def _ids(reach: Reach, scope: Scope) -> Any:
    query = select(reach.column).select_from(reach.figure.model)
    query = query.join(reach.join) if reach.join is not None else query
    return query.where(reach.column.is_not(None), *conditions(reach.figure, scope))


def _within(figure: Figure, scope: Scope) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if not figure.open_now and scope.since and scope.until:
        first, after = _bounds(figure, scope.since, scope.until)
        found += [figure.moment >= first, figure.moment < after]
    if scope.field_id is not None:
        found.append(IN_FIELD[figure.model](scope.field_id))
    if scope.district_id is not None:
        found.append(IN_DISTRICT[figure.model](scope.district_id))
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CITY_ZONE)


def _field(column: Any, field_id: int) -> ColumnElement[bool]:
    if field_id == UNSET:
        return column.is_(None)  # type: ignore[no-any-return]
    family = select(Field.id).where(or_(Field.id == field_id, Field.parent_id == field_id))
    return column.in_(family)  # type: ignore[no-any-return]


def _place(column: Any, district_id: int) -> ColumnElement[bool]:
    return column.is_(None) if district_id == UNSET else column == district_id


def _project_field(column: Any) -> Any:
    return lambda field_id: column.in_(select(Project.id).where(_field(Project.field_id, field_id)))


def _project_place(column: Any) -> Any:
    return lambda place: column.in_(select(Project.id).where(_place(Project.district_id, place)))


OF_A_PROJECT = {
    Agreement: Agreement.project_id,
    FollowUp: FollowUp.project_id,
    Output: Output.project_id,
    Payment: Payment.project_id,
    ProgressReport: ProgressReport.project_id,
}
IN_FIELD: dict[type[Any], Any] = {
    Need: lambda field_id: _field(Need.field_id, field_id),
    Achievement: lambda field_id: Achievement.id.in_(
        select(AchievementField.achievement_id).where(_field(AchievementField.field_id, field_id))
    ),
    Match: lambda field_id: Match.need_id.in_(select(Need.id).where(_field(Need.field_id, field_id))),
    Project: lambda field_id: _field(Project.field_id, field_id),
    **{model: _project_field(column) for model, column in OF_A_PROJECT.items()},
}
IN_DISTRICT: dict[type[Any], Any] = {
    Need: lambda place: _place(Need.district_id, place),
    Achievement: lambda place: Achievement.organization_id.in_(
        select(Organization.id).where(_place(Organization.district_id, place))
    ),
    Match: lambda place: Match.need_id.in_(select(Need.id).where(_place(Need.district_id, place))),
    Project: lambda place: _place(Project.district_id, place),
    **{model: _project_place(column) for model, column in OF_A_PROJECT.items()},
}
