from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from matchmaker.policies import follow_up as policy
from matchmaker.queries.paging import Page, paginate
from models import FollowUp, Organization, Project, Rating, User, db
from models.project_enums import FollowUpState

# Fewer say more about one project than about the organization.
FEWEST = 3


@dataclass(frozen=True)
class FollowUpFilter:
    text: str = ""
    state: FollowUpState | None = None


@dataclass(frozen=True)
class Rated:
    """`shares`: how many gave 5, 4, 3, 2, 1 points."""

    count: int
    mean: float
    shares: tuple[int, ...]


def rows(actor: User | None, chosen: FollowUpFilter) -> Select[Any]:
    """Those that are asked first, then by their day."""
    query = select(FollowUp).where(policy.viewable(actor)).join(FollowUp.project)
    if chosen.state:
        query = query.where(FollowUp.state == chosen.state)
    if chosen.text:
        named = select(Organization.id).where(Organization.name.icontains(chosen.text, autoescape=True))
        by_project = or_(
            Project.title.icontains(chosen.text, autoescape=True),
            Project.number.icontains(chosen.text, autoescape=True),
        )
        query = query.where(or_(by_project, FollowUp.organization_id.in_(named)))
    order = (FollowUp.state != FollowUpState.ASKED, FollowUp.due_on.desc(), FollowUp.id)
    return query.options(joinedload(FollowUp.project), joinedload(FollowUp.organization)).order_by(*order)


def listing(actor: User | None, chosen: FollowUpFilter, page: int) -> Page[FollowUp]:
    return paginate(rows(actor, chosen), page)


def get(row_id: int, actor: User | None) -> FollowUp | None:
    """None when there is none, or none for this reader."""
    shown = joinedload(FollowUp.project), joinedload(FollowUp.organization), joinedload(FollowUp.answered_by)
    query = select(FollowUp).where(FollowUp.id == row_id, policy.viewable(actor))
    return db.session.scalar(query.options(*shown))


def of_project(project: Project) -> list[FollowUp]:
    query = select(FollowUp).where(FollowUp.project_id == project.id).options(joinedload(FollowUp.organization))
    return list(db.session.scalars(query.order_by(FollowUp.months, FollowUp.id)))


def ratings_of(project: Project) -> list[Rating]:
    query = select(Rating).where(Rating.project_id == project.id)
    return list(db.session.scalars(query.options(joinedload(Rating.rater), joinedload(Rating.rated))))


def rated(organization: Organization) -> Rated | None:
    """What partners say of it; None while there are fewer than FEWEST."""
    query = (
        select(Rating.points, func.count().label("times"))
        .where(Rating.rated_id == organization.id)
        .group_by(Rating.points)
    )
    found = {row.points: row.times for row in db.session.execute(query)}
    count = sum(found.values())
    if count < FEWEST:
        return None
    mean = sum(points * times for points, times in found.items()) / count
    return Rated(count, mean, tuple(found.get(points, 0) for points in range(5, 0, -1)))
