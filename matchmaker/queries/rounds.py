"""征集批次: the public list, one round with what it published, and the officer's triage."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaker.adapters import clock
from matchmaker.policies import collection_round as policy
from matchmaker.policies import necessity
from matchmaker.policies import need as need_policy
from matchmaker.queries.paging import Page, paginate
from models import CollectionRound, Field, NecessityCheck, Need, Organization, User, UserRole, db
from models.challenge_enums import RoundState as R
from models.enums import Membership, NeedKind, NeedState, OrganizationKind, Role

S = NeedState
PER_PAGE = 40
TABS: dict[str, tuple[NeedState, ...]] = {
    "waiting": (S.SUBMITTED,),
    "accepted": (S.ACCEPTED,),
    "returned": (S.RETURNED,),
    "rejected": (S.REJECTED,),
    "listed": tuple(sorted(need_policy.PUBLIC | {S.WITHDRAWN}, key=lambda state: state.name)),
}
TABS["all"] = tuple(state for states in TABS.values() for state in states)
STAGES = (R.OPEN, R.DRAFT, R.CLOSED, R.LISTED)
ORDER = case(*[(CollectionRound.state == state, place) for place, state in enumerate(STAGES)])
LISTED = (
    joinedload(Need.organization),
    joinedload(Need.field),
    joinedload(Need.district),
    selectinload(Need.requirements),
    selectinload(Need.invitations),
)
CHECKED = (
    joinedload(NecessityCheck.expert).joinedload(User.organization),
    joinedload(NecessityCheck.need).joinedload(Need.organization),
    joinedload(NecessityCheck.need).joinedload(Need.field).joinedload(Field.parent),
    joinedload(NecessityCheck.need).joinedload(Need.district),
    joinedload(NecessityCheck.need).joinedload(Need.round),
    joinedload(NecessityCheck.need).selectinload(Need.requirements),
    joinedload(NecessityCheck.need).selectinload(Need.attachments),
)


@dataclass(frozen=True)
class Tally:
    """Challenges of a list and the sum of their award amounts, 万元."""

    count: int = 0
    award: Decimal = Decimal(0)


def get(round_id: int, actor: User | None) -> CollectionRound | None:
    """None when there is none, or none for this reader."""
    query = select(CollectionRound).where(CollectionRound.id == round_id, policy.viewable(actor))
    return db.session.scalar(
        query.options(selectinload(CollectionRound.field_rows), selectinload(CollectionRound.attachments))
    )


def taking(round_id: int) -> CollectionRound | None:
    """The round if needs can be handed in to it today."""
    return db.session.scalar(
        select(CollectionRound).where(CollectionRound.id == round_id, policy.taking_needs(clock.today()))
    )


def index(actor: User | None, page: int) -> Page[CollectionRound]:
    """Open ones first, the next to close on top; then the others, the latest first."""
    query = select(CollectionRound).where(policy.viewable(actor)).options(selectinload(CollectionRound.field_rows))
    soonest = case((CollectionRound.state == R.OPEN, CollectionRound.closes_on))
    return paginate(query.order_by(ORDER, soonest, CollectionRound.opens_on.desc(), CollectionRound.id.desc()), page)


def tallies(rounds: Sequence[CollectionRound], actor: User | None) -> dict[int, Tally]:
    """What each round has published, as far as this reader sees it; one query."""
    query = select(Need.round_id, func.count(), func.sum(Need.award_amount))
    query = query.where(Need.round_id.in_([each.id for each in rounds]), *_published(actor)).group_by(Need.round_id)
    return {row[0]: Tally(row[1], row[2] or Decimal(0)) for row in db.session.execute(query)}


def waiting_counts(rounds: Sequence[CollectionRound]) -> dict[int, int]:
    """Needs that wait for triage in each; one query, for the officer."""
    query = select(Need.round_id, func.count()).where(Need.round_id.in_([each.id for each in rounds]))
    query = query.where(policy.awaiting_triage()).group_by(Need.round_id)
    return {row[0]: row[1] for row in db.session.execute(query)}


def listed(round_: CollectionRound, actor: User | None, page: int) -> Page[Need]:
    return paginate(_list(round_, actor), page, PER_PAGE)


def whole_list(round_: CollectionRound, actor: User | None) -> list[Need]:
    """The list for a file, as far as this reader sees it, in the order of the need's numbers."""
    return list(db.session.scalars(_list(round_, actor)))


def _list(round_: CollectionRound, actor: User | None) -> Select[Any]:
    query = select(Need).where(Need.round_id == round_.id, *_published(actor)).options(*LISTED)
    return query.order_by(Need.thread)


def _published(actor: User | None) -> tuple[ColumnElement[bool], ...]:
    return Need.state.in_(_names(need_policy.PUBLIC)), Need.kind == NeedKind.CHALLENGE, need_policy.viewable(actor)


def _names(states: frozenset[NeedState]) -> list[NeedState]:
    return sorted(states, key=lambda state: state.name)


def triage(round_: CollectionRound, tab: str, page: int) -> Page[Need]:
    """The round's needs in the states of a tab, the first to come on top."""
    query = select(Need).where(Need.round_id == round_.id, Need.state.in_(TABS[tab])).options(*LISTED)
    return paginate(query.order_by(Need.submitted_at, Need.id), page, PER_PAGE)


def triage_counts(round_: CollectionRound) -> dict[str, int]:
    query = select(Need.state, func.count()).where(Need.round_id == round_.id).group_by(Need.state)
    by_state = {row[0]: row[1] for row in db.session.execute(query)}
    return {tab: sum(by_state.get(state, 0) for state in states) for tab, states in TABS.items()}


def need_of(round_: CollectionRound, need_id: int, actor: User) -> Need | None:
    query = select(Need).where(Need.id == need_id, Need.round_id == round_.id, need_policy.viewable(actor))
    return db.session.scalar(query)


def accepted(round_: CollectionRound) -> list[Need]:
    """What the list would publish."""
    query = select(Need).where(Need.round_id == round_.id, Need.state == S.ACCEPTED).order_by(Need.thread)
    return list(db.session.scalars(query))


def checks(needs: Sequence[Need]) -> dict[int, list[NecessityCheck]]:
    """The necessity checks of each need, in the order of asking; one query."""
    query = select(NecessityCheck).where(NecessityCheck.need_id.in_([need.id for need in needs]))
    found: dict[int, list[NecessityCheck]] = defaultdict(list)
    for check in db.session.scalars(query.options(joinedload(NecessityCheck.expert)).order_by(NecessityCheck.id)):
        found[check.need_id].append(check)
    return found


def mean(check: NecessityCheck) -> float | None:
    """Of the four criteria; None until the opinion is given."""
    points = [check.industry, check.basis, check.indicators, check.finance]
    given = [each for each in points if each is not None]
    return sum(given) / len(given) if given else None


def check(check_id: int, actor: User | None) -> NecessityCheck | None:
    """None when there is none, or none for this reader."""
    row = db.session.scalar(select(NecessityCheck).where(NecessityCheck.id == check_id).options(*CHECKED))
    return row if row is not None and necessity.can_view(actor, row) else None


def checks_of(expert: User) -> list[NecessityCheck]:
    """Necessity checks that wait for this expert, the most urgent first."""
    query = select(NecessityCheck).where(necessity.waits_for(expert)).options(*CHECKED)
    return list(db.session.scalars(query.order_by(NecessityCheck.due_on, NecessityCheck.id)))


def experts() -> list[User]:
    """Everybody who can be asked for an opinion."""
    query = select(User).join(UserRole).where(UserRole.role == Role.EXPERT, User.active)
    named = query.where(User.membership == Membership.CONFIRMED).order_by(User.name, User.id)
    return [user for user in db.session.scalars(named) if user.is_member]


def bureau() -> Organization | None:
    """Whom to ask about a list: the bureau, never the firm."""
    query = select(Organization).where(Organization.kind == OrganizationKind.BUREAU)
    return db.session.scalar(query.order_by(Organization.id).limit(1))


def taking_ids(rounds: Sequence[CollectionRound]) -> set[int]:
    """Which of them take needs today."""
    return {each.id for each in rounds if policy.takes_needs(each, clock.today())}


def days_left(round_: CollectionRound) -> int:
    """Until its last day; negative when that is over."""
    return (round_.closes_on - clock.today()).days


def day_after(span: timedelta) -> date:
    return clock.today() + span
