from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaker.policies import achievement as achievement_policy
from matchmaker.policies import need as need_policy
from matchmaker.policies import organization as organization_policy
from matchmaker.queries.paging import Page, paginate
from matchmaker.queries.texts import contains
from matchmaker.workflows.need import OPEN
from models import Achievement, District, Event, Need, Organization, User, db
from models.enums import AchievementState, OrganizationKind, OrganizationState, SubjectKind


def organization(organization_id: int, actor: User | None) -> Organization | None:
    """The organization if the actor may see it, with its district and members."""
    return db.session.scalar(
        select(Organization)
        .where(Organization.id == organization_id, organization_policy.viewable(actor))
        .options(joinedload(Organization.district), selectinload(Organization.members))
    )


@dataclass(frozen=True)
class DirectoryFilter:
    text: str = ""
    kind: OrganizationKind | None = None


@dataclass(frozen=True)
class ReviewFilter:
    state: OrganizationState = OrganizationState.PENDING


def directory(chosen: DirectoryFilter, page: int) -> Page[Organization]:
    return paginate(directory_rows(chosen), page)


def directory_rows(chosen: DirectoryFilter) -> Select[tuple[Organization]]:
    """Verified organizations by name; the bureau itself is not among them."""
    kind = Organization.kind == chosen.kind if chosen.kind else Organization.kind != OrganizationKind.BUREAU
    query = (
        select(Organization)
        .where(Organization.state == OrganizationState.VERIFIED, kind)
        .options(joinedload(Organization.district))
        .order_by(Organization.name, Organization.id)
    )
    for word in chosen.text.split():
        query = query.where(or_(contains(Organization.name, word), contains(Organization.intro, word)))
    return query


def directory_counts() -> dict[OrganizationKind, int]:
    query = select(Organization.kind, func.count()).where(Organization.state == OrganizationState.VERIFIED)
    return dict(db.session.execute(query.group_by(Organization.kind)).all())


def for_review(chosen: ReviewFilter, page: int) -> Page[Organization]:
    return paginate(review_rows(chosen), page)


def review_rows(chosen: ReviewFilter) -> Select[tuple[Organization]]:
    """Those waiting longest come first; decided ones by the latest decision."""
    waiting = chosen.state is OrganizationState.PENDING
    order = Organization.updated_at.asc() if waiting else Organization.updated_at.desc()
    return (
        select(Organization)
        .where(Organization.state == chosen.state, Organization.kind != OrganizationKind.BUREAU)
        .options(joinedload(Organization.district))
        .order_by(order, Organization.id)
    )


def review_counts() -> dict[OrganizationState, int]:
    query = select(Organization.state, func.count()).where(Organization.kind != OrganizationKind.BUREAU)
    return dict(db.session.execute(query.group_by(Organization.state)).all())


def open_needs_count(row: Organization, actor: User | None) -> int:
    query = select(func.count(Need.id)).where(
        Need.organization_id == row.id, Need.state.in_(OPEN), need_policy.viewable(actor)
    )
    return db.session.scalar(query) or 0


def open_achievements_count(row: Organization, actor: User | None) -> int:
    query = select(func.count(Achievement.id)).where(
        Achievement.organization_id == row.id,
        Achievement.state == AchievementState.PUBLISHED,
        achievement_policy.viewable(actor),
    )
    return db.session.scalar(query) or 0


def history(row: Organization) -> list[Event]:
    """The event log of the organization, newest first."""
    query = select(Event).where(Event.subject_kind == SubjectKind.ORGANIZATION, Event.subject_id == row.id)
    return list(db.session.scalars(query.order_by(Event.id.desc())))


def districts() -> list[District]:
    return list(db.session.scalars(select(District).order_by(District.position)))
