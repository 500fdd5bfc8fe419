"""What the front page shows: open now, for whoever looks."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaker.adapters import clock
from matchmaker.policies import achievement as achievement_policy
from matchmaker.policies import need as need_policy
from matchmaker.queries.paging import first
from matchmaker.workflows.need import OPEN
from models import Achievement, AchievementField, Need, Organization, User, db
from models.enums import AchievementState, NeedKind, NeedState, OrganizationKind, OrganizationState

SHOWN = 6
CLOSING_SHOWN = 5


@dataclass(frozen=True)
class Figures:
    needs: int
    challenges: int
    achievements: int
    organizations: int


def figures(actor: User | None) -> Figures:
    needs = select(func.count(Need.id)).where(Need.state.in_(OPEN), need_policy.viewable(actor))
    return Figures(
        needs=_count(needs),
        challenges=_count(needs.where(Need.kind == NeedKind.CHALLENGE)),
        achievements=_count(
            select(func.count(Achievement.id)).where(
                Achievement.state == AchievementState.PUBLISHED, achievement_policy.viewable(actor)
            )
        ),
        organizations=_count(
            select(func.count(Organization.id)).where(
                Organization.state == OrganizationState.VERIFIED, Organization.kind != OrganizationKind.BUREAU
            )
        ),
    )


def latest_needs(actor: User | None) -> list[Need]:
    query = _needs(actor).where(Need.state.in_(OPEN))
    return first(query.order_by(Need.published_at.desc(), Need.id.desc()), SHOWN)


def closing_challenges(actor: User | None) -> list[Need]:
    """Challenges that still take bids, the nearest deadline first."""
    query = _needs(actor).where(Need.state == NeedState.BIDDING, Need.bid_deadline > clock.now())
    return list(db.session.scalars(query.order_by(Need.bid_deadline, Need.id).limit(CLOSING_SHOWN)))


def latest_achievements(actor: User | None) -> list[Achievement]:
    query = (
        select(Achievement)
        .where(Achievement.state == AchievementState.PUBLISHED, achievement_policy.viewable(actor))
        .options(
            joinedload(Achievement.organization),
            selectinload(Achievement.field_rows).joinedload(AchievementField.field),
        )
        .order_by(Achievement.published_at.desc(), Achievement.id.desc())
    )
    return first(query, SHOWN)


def _needs(actor: User | None) -> Select[tuple[Need]]:
    loaded = (joinedload(Need.organization), joinedload(Need.field), joinedload(Need.district))
    return select(Need).where(need_policy.viewable(actor)).options(*loaded)


def _count(query: Select[tuple[int]]) -> int:
    return db.session.scalar(query) or 0
