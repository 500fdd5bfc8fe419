from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, or_, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaker.adapters import clock
from matchmaker.messages import N_
from matchmaker.policies import need as policy
from matchmaker.policies.collection_round import awaiting_triage, taking_needs
from matchmaker.queries import halls
from matchmaker.queries.halls import Conditions
from matchmaker.queries.list_filters import Tab
from matchmaker.queries.paging import Page, paginate
from matchmaker.workflows.need import OPEN
from models import (
    Achievement,
    CollectionRound,
    Field,
    Match,
    Need,
    NeedInvitation,
    NeedMode,
    Organization,
    Requirement,
    User,
    Watch,
    db,
)
from models.enums import (
    AchievementState,
    CooperationMode,
    ItemKind,
    MatchState,
    NeedKind,
    NeedState,
    OrganizationState,
)
from models.match import LIVE_STATES
from models.organization import RESEARCH_KINDS

S = NeedState
STATUSES: dict[str, tuple[NeedState, ...]] = {
    "open": OPEN,
    "evaluating": (S.EVALUATING, S.PUBLICIZED),
    "contracted": (S.CONTRACTED, S.FULFILLED),
    "ended": (S.UNSOLVED, S.EXPIRED),
}
STATUSES["all"] = tuple(state for states in STATUSES.values() for state in states)
TABS: dict[str, tuple[NeedState, ...]] = {
    "all": tuple(NeedState),
    "draft": (S.DRAFT, S.RETURNED),
    "submitted": (S.SUBMITTED, S.ACCEPTED),
    "open": OPEN,
    "evaluating": STATUSES["evaluating"],
    "contracted": STATUSES["contracted"],
    "ended": (S.UNSOLVED, S.EXPIRED, S.WITHDRAWN, S.REJECTED),
}
STATUS_NAMES = {
    "open": N_("正在征集"),
    "evaluating": N_("评榜与公示"),
    "contracted": N_("已签约"),
    "ended": N_("已结束"),
    "all": N_("全部"),
}
TAB_NAMES = {
    "all": N_("全部"),
    "draft": N_("草稿与退回"),
    "submitted": N_("审核与待发榜"),
    "open": N_("正在征集"),
    "evaluating": N_("评榜与公示"),
    "contracted": N_("已签约"),
    "ended": N_("已结束"),
}
AMOUNT = case((Need.kind == NeedKind.CHALLENGE, Need.award_amount), else_=Need.budget)
SORTS = ("newest", "budget", "deadline")
WHOLE = (
    joinedload(Need.organization),
    joinedload(Need.author),
    joinedload(Need.field).joinedload(Field.parent),
    joinedload(Need.district),
    joinedload(Need.round),
    selectinload(Need.requirements),
    selectinload(Need.mode_rows),
    selectinload(Need.invitations).joinedload(NeedInvitation.organization),
    selectinload(Need.attachments),
)
ROW = (
    joinedload(Need.organization),
    joinedload(Need.field),
    joinedload(Need.district),
    selectinload(Need.mode_rows),
    selectinload(Need.invitations),
)


@dataclass(frozen=True)
class NeedFilter:
    """`field_ids` of either level; `budgets` are keys of halls.BUCKETS, `status` one of STATUSES, `sort` of SORTS."""

    text: str = ""
    field_ids: Sequence[int] = ()
    district_ids: Sequence[int] = ()
    modes: Sequence[CooperationMode] = ()
    kinds: Sequence[NeedKind] = ()
    budgets: Sequence[str] = ()
    status: str = "open"
    organization_id: int | None = None
    sort: str = "newest"


@dataclass(frozen=True)
class Facets:
    """Counts beside the choices of each filter, all other filters applied."""

    fields: dict[int, int]
    districts: dict[int, int]
    modes: dict[CooperationMode, int]
    kinds: dict[NeedKind, int]
    budgets: dict[str, int]
    statuses: dict[str, int]


def get(need_id: int, actor: User | None) -> Need | None:
    """None when there is none, or none for this reader."""
    return db.session.scalar(select(Need).where(Need.id == need_id, policy.viewable(actor)).options(*WHOLE))


def hall(actor: User | None, chosen: NeedFilter, page: int) -> tuple[Page[Need], Facets]:
    """The page, and the counts beside the filters; words are looked for once."""
    conditions = _conditions(actor, chosen)
    return paginate(_rows(conditions, chosen), page), _facets(conditions, chosen)


def hall_rows(actor: User | None, chosen: NeedFilter) -> Select[tuple[Need]]:
    return _rows(_conditions(actor, chosen), chosen)


def _rows(conditions: Conditions, chosen: NeedFilter) -> Select[tuple[Need]]:
    query = select(Need).where(*conditions.values()).options(*ROW)
    return query.order_by(*_order(chosen.sort), Need.published_at.desc(), Need.id.desc())


def _order(sort: str) -> list[ColumnElement[Any]]:
    if sort == "budget":
        return [AMOUNT.desc().nulls_last()]
    if sort == "deadline":
        ahead = case((Need.bid_deadline > clock.now(), 0), else_=1)
        return [ahead, Need.bid_deadline.asc().nulls_last()]
    return []


def _facets(conditions: Conditions, chosen: NeedFilter) -> Facets:
    fields = halls.fields()
    faceted = {
        "field": halls.family(chosen.field_ids, fields),
        "district": chosen.district_ids,
        "kind": chosen.kinds,
        "budget": chosen.budgets,
        "state": STATUSES[chosen.status],
    }
    values = {
        "field": Need.field_id,
        "district": Need.district_id,
        "kind": Need.kind,
        "budget": halls.bucket_of(AMOUNT),
        "state": Need.state,
    }
    base = [condition for name, condition in conditions.items() if name not in (*faceted, "status")]
    states = Need.state.in_(STATUSES["all"])
    cube = halls.Cube(select(Need).where(states, *base), values, faceted)
    without_mode = [condition for name, condition in conditions.items() if name != "mode"]
    by_state = cube.counts("state")
    return Facets(
        fields=halls.field_counts(cube.counts("field"), fields),
        districts=cube.counts("district"),
        modes=halls.counts(select(NeedMode).join(Need).where(*without_mode), NeedMode.mode),
        kinds=cube.counts("kind"),
        budgets=cube.counts("budget"),
        statuses={key: sum(by_state[state] for state in states) for key, states in STATUSES.items()},
    )


def _conditions(actor: User | None, chosen: NeedFilter) -> Conditions:
    found: Conditions = {"viewable": policy.viewable(actor), "status": Need.state.in_(STATUSES[chosen.status])}
    if chosen.text:
        words = _matching(actor, chosen.text), Need.state.in_(STATUSES["all"])
        found["text"] = halls.among(Need.id, select(Need.id).where(*words))
    if chosen.field_ids:
        found["field"] = halls.within(chosen.field_ids, Need.field_id)
    if chosen.district_ids:
        found["district"] = Need.district_id.in_(chosen.district_ids)
    if chosen.modes:
        found["mode"] = Need.id.in_(select(NeedMode.need_id).where(NeedMode.mode.in_(chosen.modes)))
    if chosen.kinds:
        found["kind"] = Need.kind.in_(chosen.kinds)
    if chosen.budgets:
        found["budget"] = halls.in_buckets(chosen.budgets, AMOUNT)
    if chosen.organization_id:
        found["organization"] = Need.organization_id == chosen.organization_id
    return found


def _matching(actor: User | None, text: str) -> ColumnElement[bool]:
    """Title, number and organization are open to all who may see the need; texts to those who may see details."""
    organization = halls.Holder(Need.organization_id, Organization.id, Organization.name)
    shown = [Need.title, literal("N-") + Need.thread]
    texts = [Need.problem, Need.background, Need.scenario, Need.current_basis]
    rows = [halls.Holder(Need.id, Requirement.need_id, Requirement.indicator)]
    return halls.matching(text, shown, texts, policy.details_viewable(actor), rows, [organization])


def mine(actor: User, chosen: Tab, page: int) -> Page[Need]:
    return paginate(mine_rows(actor, chosen), page)


def mine_rows(actor: User, chosen: Tab) -> Select[tuple[Need]]:
    """The needs of the actor's organization, last touched first."""
    own = Need.organization_id == actor.organization_id
    query = select(Need).where(own, Need.state.in_(TABS[chosen.tab])).options(*ROW)
    return query.order_by(Need.updated_at.desc(), Need.id.desc())


def mine_counts(actor: User) -> dict[str, int]:
    query = select(Need.state, func.count()).where(Need.organization_id == actor.organization_id).group_by(Need.state)
    by_state = {row[0]: row[1] for row in db.session.execute(query)}
    return {tab: sum(by_state.get(state, 0) for state in states) for tab, states in TABS.items()}


def match_counts(needs: Iterable[Need]) -> dict[int, tuple[int, int]]:
    """(all, live) matches of each need; one query."""
    live = func.sum(case((Match.state.in_(LIVE_STATES), 1), else_=0))
    query = select(Match.need_id, func.count(), live).where(Match.need_id.in_([need.id for need in needs]))
    return {need_id: (total, running) for need_id, total, running in db.session.execute(query.group_by(Match.need_id))}


def for_review(page: int) -> Page[Need]:
    return paginate(review_rows(), page)


def review_rows() -> Select[tuple[Need]]:
    """Waiting for an officer, the oldest first; what a round collects is decided on its own page."""
    query = select(Need).where(Need.state == NeedState.SUBMITTED, ~awaiting_triage()).options(*ROW)
    return query.order_by(Need.submitted_at, Need.id)


def live_matches(need: Need) -> dict[int, Match]:
    """Matches that go on or were agreed, by achievement."""
    states = (*LIVE_STATES, MatchState.AGREED)
    query = select(Match).where(Match.need_id == need.id, Match.state.in_(states))
    return {match.achievement_id: match for match in db.session.scalars(query)}


def offerable(actor: User) -> list[Achievement]:
    """What a researcher can offer: the organization's published achievements, own ones first."""
    query = select(Achievement).where(
        Achievement.organization_id == actor.organization_id, Achievement.state == AchievementState.PUBLISHED
    )
    own_first = case((Achievement.author_id == actor.id, 0), else_=1)
    return list(db.session.scalars(query.order_by(own_first, Achievement.published_at.desc(), Achievement.id.desc())))


def is_watched(need: Need, actor: User) -> bool:
    query = select(Watch.id).where(Watch.user_id == actor.id, Watch.kind == ItemKind.NEED, Watch.item_id == need.id)
    return db.session.scalar(query) is not None


def rounds(own: int | None = None) -> list[CollectionRound]:
    """Rounds that a need can be handed in to today, and the one it names already; the first to close on top."""
    named = or_(taking_needs(clock.today()), CollectionRound.id == own)
    return list(db.session.scalars(select(CollectionRound).where(named).order_by(CollectionRound.closes_on)))


def invitable_names() -> list[str]:
    """Research organizations that a need can be addressed to."""
    query = select(Organization.name).where(
        Organization.kind.in_(RESEARCH_KINDS), Organization.state == OrganizationState.VERIFIED
    )
    return list(db.session.scalars(query.order_by(Organization.name)))
