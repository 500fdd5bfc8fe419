"""专家库."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from matchmaker.queries.list_filters import Words
from matchmaker.queries.paging import Page, paginate
from models import (
    Acceptance,
    AcceptanceOpinion,
    Evaluation,
    ExpertProfile,
    Organization,
    ReviewAssignment,
    User,
    UserRole,
    db,
)
from models.enums import Membership, Role

Candidate = tuple[User, ExpertProfile | None]


def listing(chosen: Words, page: int) -> Page[User]:
    return paginate(listing_rows(chosen), page)


def listing_rows(chosen: Words) -> Select[tuple[User]]:
    """By name, organization or what they know."""
    query, text = _experts(), chosen.text
    if text:
        known = select(ExpertProfile.user_id).where(ExpertProfile.specialty.icontains(text, autoescape=True))
        named = User.name.icontains(text, autoescape=True)
        places = select(Organization.id).where(Organization.name.icontains(text, autoescape=True))
        query = query.where(named | User.organization_id.in_(places) | User.id.in_(known))
    return query.order_by(User.name, User.id)


def profiles(experts: Sequence[User]) -> dict[int, ExpertProfile]:
    """By the expert's id."""
    query = select(ExpertProfile).where(ExpertProfile.user_id.in_([expert.id for expert in experts]))
    return {profile.user_id: profile for profile in db.session.scalars(query.options(*_LOADED))}


def get(user_id: int) -> User | None:
    return db.session.scalar(_experts().where(User.id == user_id))


def profile_of(expert: User) -> ExpertProfile | None:
    return db.session.get(ExpertProfile, expert.id)


def candidates(evaluation: Evaluation) -> list[Candidate]:
    """Experts who take reviews and have not been asked for this evaluation."""
    return _available(select(ReviewAssignment.expert_id).where(ReviewAssignment.evaluation_id == evaluation.id))


def candidates_to_accept(acceptance: Acceptance) -> list[Candidate]:
    """The same for an acceptance."""
    return _available(select(AcceptanceOpinion.expert_id).where(AcceptanceOpinion.acceptance_id == acceptance.id))


def _available(asked: Select[tuple[int]]) -> list[Candidate]:
    experts = list(db.session.scalars(_experts().where(User.id.not_in(asked)).order_by(User.id)))
    known = profiles(experts)
    pairs = [(expert, known.get(expert.id)) for expert in experts]
    return [(expert, profile) for expert, profile in pairs if profile is None or profile.available]


_LOADED = (joinedload(ExpertProfile.field),)


def _experts() -> Select[tuple[User]]:
    holders = select(UserRole.user_id).where(UserRole.role == Role.EXPERT)
    return select(User).where(User.id.in_(holders), User.active, User.membership == Membership.CONFIRMED)
