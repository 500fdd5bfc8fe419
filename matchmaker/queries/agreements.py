from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import selectinload

from matchmaker.adapters.clock import today
from matchmaker.checks.deadlines import Duty, light, registration_due_on, signed_until
from matchmaker.checks.places import home_name
from matchmaker.policies import agreement as policy
from matchmaker.queries.paging import Page, paginate
from models import Agreement, Organization, Project, User, db
from models.enums import AgreementState, AgreementType, Direction, RegistrationState
from models.project_enums import Light, RegistrationPlace

PARTIES = selectinload(Agreement.buyer), selectinload(Agreement.seller)


@dataclass(frozen=True)
class AgreementFilter:
    """`year` is the year of the signing."""

    text: str = ""
    state: AgreementState | None = None
    registration: RegistrationState | None = None
    type: AgreementType | None = None
    direction: Direction | None = None
    place: RegistrationPlace | None = None
    light: Light | None = None
    year: int | None = None


@dataclass(frozen=True)
class AgreementTotals:
    """Of exactly the filtered rows; amounts in 万元. `absorbed` and `exported` split `amount` by where the technology
    goes, `at_home` and `away` by where the contract is registered, as far as that is known."""

    count: int
    amount: Decimal
    tech_amount: Decimal
    absorbed: Decimal
    exported: Decimal
    at_home: Decimal
    away: Decimal


def listing(actor: User | None, chosen: AgreementFilter, page: int) -> Page[Agreement]:
    return paginate(listing_rows(actor, chosen), page)


def listing_rows(actor: User | None, chosen: AgreementFilter) -> Select[tuple[Agreement]]:
    """Drafts, then what was signed last."""
    query = _filtered(select(Agreement), actor, chosen).options(*PARTIES, selectinload(Agreement.project))
    return query.order_by(Agreement.signed_on.desc().nulls_first(), Agreement.id.desc())


def totals(actor: User | None, chosen: AgreementFilter) -> AgreementTotals:
    parts = (
        Agreement.direction == Direction.ABSORBED,
        Agreement.direction == Direction.EXPORTED,
        _registered_at(RegistrationPlace.HOME),
        _registered_at(RegistrationPlace.AWAY),
    )
    sums = [func.sum(Agreement.amount), func.sum(Agreement.tech_amount)]
    sums += [func.sum(case((part, Agreement.amount), else_=Decimal(0))) for part in parts]
    count, *amounts = db.session.execute(_filtered(select(func.count(Agreement.id), *sums), actor, chosen)).one()
    return AgreementTotals(count, *(amount or Decimal(0) for amount in amounts))


def due_on(agreement: Agreement) -> date | None:
    """By when it is to be registered; None for a draft."""
    if agreement.signed_on is None or agreement.state is AgreementState.DRAFT:
        return None
    return registration_due_on(agreement.signed_on)


def light_of(agreement: Agreement) -> Light | None:
    """Of its registration; None for what is not to be registered: a draft, or one that was refused."""
    due = due_on(agreement)
    if due is None or agreement.state is AgreementState.REFUSED:
        return None
    return light(Duty.REGISTRATION, due, today(), done=agreement.state is AgreementState.REGISTERED)


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
            project.selectinload(Project.field),
            project.selectinload(Project.milestones),
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
    if chosen.place:
        query = query.where(_registered_at(chosen.place))
    if chosen.light:
        query = query.where(_shows(chosen.light))
    if chosen.year:
        query = query.where(Agreement.signed_on.between(date(chosen.year, 1, 1), date(chosen.year, 12, 31)))
    return query.where(_matches_text(chosen.text)) if chosen.text else query


def _registered_at(place: RegistrationPlace) -> ColumnElement[bool]:
    at_home = Agreement.registration_place.contains(home_name(), autoescape=True)
    if place is RegistrationPlace.HOME:
        return at_home
    return and_(Agreement.registration_place != "", ~at_home)


def _shows(shown: Light) -> ColumnElement[bool]:
    """`light_of` as a filter."""
    if shown is Light.DONE:
        return Agreement.state == AgreementState.REGISTERED
    late, soon = signed_until(today(), overdue=True), signed_until(today(), overdue=False)
    days = {
        Light.OVERDUE: Agreement.signed_on <= late,
        Light.DUE_SOON: and_(Agreement.signed_on > late, Agreement.signed_on <= soon),
        Light.ON_TIME: Agreement.signed_on > soon,
    }
    return and_(Agreement.state == AgreementState.SIGNED, days[shown])


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
