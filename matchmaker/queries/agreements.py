from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import selectinload

from matchmaker.adapters.clock import today
from matchmaker.policies import agreement as policy
from matchmaker.queries.paging import Page, paginate
from models import Agreement, Organization, Project, User, db
from models.enums import AgreementState, AgreementType, Direction, RegistrationState

PARTIES = selectinload(Agreement.buyer), selectinload(Agreement.seller)


@dataclass(frozen=True)
class AgreementFilter:
    """`year` is the year of the signing."""

    text: str = ""
    state: AgreementState | None = None
    registration: RegistrationState | None = None
    type: AgreementType | None = None
    direction: Direction | None = None
    year: int | None = None


@dataclass(frozen=True)
class AgreementTotals:
    """Of exactly the filtered rows; amounts in 万元."""

    count: int
    amount: Decimal
    tech_amount: Decimal


def listing(actor: User | None, chosen: AgreementFilter, page: int) -> Page[Agreement]:
    return paginate(listing_rows(actor, chosen), page)


def listing_rows(actor: User | None, chosen: AgreementFilter) -> Select[tuple[Agreement]]:
    """Drafts, then what was signed last."""
    query = _filtered(select(Agreement), actor, chosen).options(*PARTIES, selectinload(Agreement.project))
    return query.order_by(Agreement.signed_on.desc().nulls_first(), Agreement.id.desc())


def totals(actor: User | None, chosen: AgreementFilter) -> AgreementTotals:
    sums = select(func.count(Agreement.id), func.sum(Agreement.amount), func.sum(Agreement.tech_amount))
    count, amount, tech_amount = db.session.execute(_filtered(sums, actor, chosen)).one()
    return AgreementTotals(count, amount or Decimal(0), tech_amount or Decimal(0))


def years(actor: User | None) -> list[int]:
    first: date | None = db.session.scalar(select(func.min(Agreement.signed_on)).where(policy.viewable(actor)))
    return list(range(today().year, first.year - 1, -1)) if first else []


def get(agreement_id: int, actor: User | None) -> Agreement | None:
    """None when there is none, or none for this reader."""
    project = selectinload(Agreement.project)
    query = select(Agreement).where(Agreement.id == agreement_id, policy.viewable(actor))
    return db.session.scalar(
        query.options(
            *PARTIES,
            selectinload(Agreement.attachments),
            project.selectinload(Project.need),
            project.selectinload(Project.achievement),
            project.selectinload(Project.match),
            project.selectinload(Project.firm),
            project.selectinload(Project.provider),
        )
    )


def _filtered(query: Select[Any], actor: User | None, chosen: AgreementFilter) -> Select[Any]:
    query = query.where(policy.viewable(actor))
    exact = {
        Agreement.state: chosen.state,
        Agreement.registration_state: chosen.registration,
        Agreement.type: chosen.type,
        Agreement.direction: chosen.direction,
    }
    for column, value in exact.items():
        if value:
            query = query.where(column == value)
    if chosen.year:
        query = query.where(Agreement.signed_on.between(date(chosen.year, 1, 1), date(chosen.year, 12, 31)))
    return query.where(_matches_text(chosen.text)) if chosen.text else query


def _matches_text(text: str) -> Any:
    party = select(Organization.id).where(Organization.name.icontains(text, autoescape=True))
    project = select(Project.id).where(
        or_(Project.title.icontains(text, autoescape=True), Project.number.icontains(text, autoescape=True))
    )
    return or_(
        Agreement.contract_no.icontains(text, autoescape=True),
        Agreement.buyer_id.in_(party),
        Agreement.seller_id.in_(party),
        Agreement.project_id.in_(project),
    )
