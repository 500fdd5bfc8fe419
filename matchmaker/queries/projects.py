from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import selectinload

from matchmaker.adapters.clock import CITY_ZONE, today
from matchmaker.policies import project as policy
from matchmaker.queries.paging import Page, paginate
from models import Agreement, District, Field, Organization, Project, User, db
from models.enums import OrganizationKind, OrganizationState, ProjectOrigin, ProjectState
from models.organization import RESEARCH_KINDS

SHOWN = (
    selectinload(Project.need),
    selectinload(Project.achievement),
    selectinload(Project.match),
    selectinload(Project.firm),
    selectinload(Project.provider),
    selectinload(Project.field),
    selectinload(Project.district),
    selectinload(Project.officer),
    selectinload(Project.milestones),
    selectinload(Project.agreement).selectinload(Agreement.attachments),
)


@dataclass(frozen=True)
class ProjectFilter:
    """`year` is the year in which the project was set up, in the city's time."""

    text: str = ""
    state: ProjectState | None = None
    origin: ProjectOrigin | None = None
    field_id: int | None = None
    district_id: int | None = None
    year: int | None = None


@dataclass(frozen=True)
class ProjectTotals:
    """Of exactly the filtered rows; amounts in 万元."""

    count: int
    budget: Decimal
    subsidy: Decimal


def listing(actor: User | None, chosen: ProjectFilter, page: int) -> Page[Project]:
    return paginate(listing_rows(actor, chosen), page)


def listing_rows(actor: User | None, chosen: ProjectFilter) -> Select[tuple[Project]]:
    """The latest first."""
    rows = selectinload(Project.firm), selectinload(Project.provider), selectinload(Project.field)
    query = filtered(select(Project), actor, chosen).options(*rows, selectinload(Project.agreement))
    return query.order_by(Project.created_at.desc(), Project.id.desc())


def totals(actor: User | None, chosen: ProjectFilter) -> ProjectTotals:
    sums = select(func.count(Project.id), func.sum(Project.total_budget), func.sum(Project.subsidy))
    count, budget, subsidy = db.session.execute(filtered(sums, actor, chosen)).one()
    return ProjectTotals(count, budget or Decimal(0), subsidy or Decimal(0))


def years(actor: User | None) -> list[int]:
    """The years there may be projects of, latest first."""
    first = db.session.scalar(select(func.min(Project.created_at)).where(policy.viewable(actor)))
    return list(range(today().year, first.astimezone(CITY_ZONE).year - 1, -1)) if first else []


def get(project_id: int, actor: User | None) -> Project | None:
    """With all that its page shows; None when there is none, or none for this reader."""
    query = select(Project).where(Project.id == project_id, policy.viewable(actor)).options(*SHOWN)
    return db.session.scalar(query)


def is_shown_to(actor: User | None, project_id: int) -> bool:
    query = select(Project.id).where(Project.id == project_id, policy.viewable(actor))
    return db.session.scalar(query) is not None


def firm_names() -> list[str]:
    return _names((OrganizationKind.FIRM,))


def provider_names() -> list[str]:
    return _names(RESEARCH_KINDS)


def fields() -> list[Field]:
    """Both levels, each first-level field before its own."""
    top = db.session.scalars(
        select(Field).where(Field.parent_id.is_(None)).order_by(Field.position).options(selectinload(Field.children))
    )
    return [field for parent in top for field in (parent, *parent.children)]


def districts() -> list[District]:
    return list(db.session.scalars(select(District).order_by(District.position)))


def _names(kinds: tuple[OrganizationKind, ...]) -> list[str]:
    query = select(Organization.name).where(
        Organization.kind.in_(kinds), Organization.state == OrganizationState.VERIFIED
    )
    return list(db.session.scalars(query.order_by(Organization.name)))


def filtered(query: Select[Any], actor: User | None, chosen: ProjectFilter) -> Select[Any]:
    query = query.where(policy.viewable(actor))
    if chosen.text:
        query = query.where(_matches_text(chosen.text))
    if chosen.state:
        query = query.where(Project.state == chosen.state)
    if chosen.origin:
        query = query.where(Project.origin == chosen.origin)
    if chosen.field_id:
        within = select(Field.id).where(or_(Field.id == chosen.field_id, Field.parent_id == chosen.field_id))
        query = query.where(Project.field_id.in_(within))
    if chosen.district_id:
        query = query.where(Project.district_id == chosen.district_id)
    if chosen.year:
        query = query.where(
            Project.created_at >= _new_year(chosen.year), Project.created_at < _new_year(chosen.year + 1)
        )
    return query


def _matches_text(text: str) -> Any:
    party = select(Organization.id).where(Organization.name.icontains(text, autoescape=True))
    return or_(
        Project.title.icontains(text, autoescape=True),
        Project.number.icontains(text, autoescape=True),
        Project.firm_id.in_(party),
        Project.provider_id.in_(party),
    )


def _new_year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=CITY_ZONE).astimezone(UTC)
