from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, cast, func, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaker.messages import N_
from matchmaker.policies import achievement as policy
from matchmaker.queries import halls
from matchmaker.queries.halls import Conditions
from matchmaker.queries.list_filters import Tab
from matchmaker.queries.paging import Page, paginate
from matchmaker.workflows.need import MATCHABLE
from models import (
    Achievement,
    AchievementField,
    AchievementInvitation,
    AchievementMode,
    Field,
    Match,
    Need,
    Organization,
    Parameter,
    User,
    Watch,
    db,
)
from models.enums import (
    AchievementLevel,
    AchievementState,
    ItemKind,
    MatchState,
    OrganizationKind,
    OrganizationState,
    Stage,
    TransferMode,
)
from models.match import LIVE_STATES

S = AchievementState
STATUSES: dict[str, tuple[AchievementState, ...]] = {"open": (S.PUBLISHED,), "transferred": (S.TRANSFERRED,)}
STATUSES["all"] = (S.PUBLISHED, S.TRANSFERRED)
TABS: dict[str, tuple[AchievementState, ...]] = {
    "all": tuple(AchievementState),
    "draft": (S.DRAFT, S.RETURNED),
    "submitted": (S.SUBMITTED,),
    "open": (S.PUBLISHED,),
    "transferred": (S.TRANSFERRED,),
    "withdrawn": (S.WITHDRAWN,),
}
SORTS = ("newest", "price", "price-high")
STATUS_NAMES = {"open": N_("可对接"), "transferred": N_("已转化"), "all": N_("全部")}
TAB_NAMES = {
    "all": N_("全部"),
    "draft": N_("草稿与退回"),
    "submitted": N_("待审核"),
    "open": N_("已发布"),
    "transferred": N_("已转化"),
    "withdrawn": N_("已撤回"),
}
WHOLE = (
    joinedload(Achievement.organization),
    joinedload(Achievement.author),
    selectinload(Achievement.field_rows).joinedload(AchievementField.field).joinedload(Field.parent),
    selectinload(Achievement.mode_rows),
    selectinload(Achievement.parameters),
    selectinload(Achievement.intellectual_property),
    selectinload(Achievement.team),
    selectinload(Achievement.invitations).joinedload(AchievementInvitation.organization),
    selectinload(Achievement.attachments),
)
ROW = (
    joinedload(Achievement.organization),
    selectinload(Achievement.field_rows),
    selectinload(Achievement.mode_rows),
    selectinload(Achievement.invitations),
)


@dataclass(frozen=True)
class AchievementFilter:
    """`field_ids` of either level; `prices` are keys of halls.BUCKETS, `status` one of STATUSES, `sort` of SORTS; the
    range of TRL includes both ends."""

    text: str = ""
    field_ids: Sequence[int] = ()
    stages: Sequence[Stage] = ()
    trl_from: int | None = None
    trl_to: int | None = None
    modes: Sequence[TransferMode] = ()
    prices: Sequence[str] = ()
    levels: Sequence[AchievementLevel] = ()
    status: str = "open"
    organization_id: int | None = None
    sort: str = "newest"


@dataclass(frozen=True)
class Facets:
    """Counts beside the choices of each filter, all other filters applied."""

    fields: dict[int, int]
    stages: dict[Stage, int]
    modes: dict[TransferMode, int]
    prices: dict[str, int]
    levels: dict[AchievementLevel, int]
    statuses: dict[str, int]


def get(achievement_id: int, actor: User | None) -> Achievement | None:
    """None when there is none, or none for this reader."""
    shown = Achievement.id == achievement_id, policy.viewable(actor)
    return db.session.scalar(select(Achievement).where(*shown).options(*WHOLE))


def hall(actor: User | None, chosen: AchievementFilter, page: int) -> tuple[Page[Achievement], Facets]:
    """The page, and the counts beside the filters; words are looked for once."""
    conditions = _conditions(actor, chosen)
    return paginate(_rows(conditions, chosen), page), _facets(conditions, chosen)


def hall_rows(actor: User | None, chosen: AchievementFilter) -> Select[tuple[Achievement]]:
    return _rows(_conditions(actor, chosen), chosen)


def _rows(conditions: Conditions, chosen: AchievementFilter) -> Select[tuple[Achievement]]:
    query = select(Achievement).where(*conditions.values()).options(*ROW)
    newest = Achievement.published_at.desc(), Achievement.id.desc()
    return query.order_by(*_order(chosen.sort), *newest)


def _facets(conditions: Conditions, chosen: AchievementFilter) -> Facets:
    faceted = {
        "stage": chosen.stages,
        "price": chosen.prices,
        "level": chosen.levels,
        "state": STATUSES[chosen.status],
    }
    values = {
        "stage": Achievement.stage,
        "price": halls.bucket_of(Achievement.price),
        "level": Achievement.level,
        "state": Achievement.state,
    }
    base = [condition for name, condition in conditions.items() if name not in (*faceted, "status")]
    states = Achievement.state.in_(STATUSES["all"])
    cube = halls.Cube(select(Achievement).where(states, *base), values, faceted)

    def without(name: str) -> list[ColumnElement[bool]]:
        return [condition for key, condition in conditions.items() if key != name]

    by_state = cube.counts("state")
    modes = select(AchievementMode).join(Achievement, AchievementMode.achievement_id == Achievement.id)
    return Facets(
        fields=_field_counts(without("field")),
        stages=cube.counts("stage"),
        modes=halls.counts(modes.where(*without("mode")), AchievementMode.mode),
        prices=cube.counts("price"),
        levels=cube.counts("level"),
        statuses={key: sum(by_state[state] for state in states) for key, states in STATUSES.items()},
    )


def _field_counts(conditions: list[ColumnElement[bool]]) -> dict[int, int]:
    """An achievement may lie in several fields, and counts once in what is above them."""
    own = AchievementField.achievement_id == Achievement.id
    carried = select(func.aggregate_strings(cast(AchievementField.field_id, String), ",")).where(own).scalar_subquery()
    tops = {field.id: field.parent_id or field.id for field in halls.fields()}
    found = Counter[int]()
    for together, count in halls.counts(select(Achievement).where(*conditions), carried).items():
        fields = {int(each) for each in (together or "").split(",") if each}
        found.update(dict.fromkeys(fields | {tops[each] for each in fields}, count))
    return found


def _order(sort: str) -> list[ColumnElement[Any]]:
    if sort == "price":
        return [Achievement.price.asc().nulls_last()]
    return [Achievement.price.desc().nulls_last()] if sort == "price-high" else []


def _conditions(actor: User | None, chosen: AchievementFilter) -> Conditions:
    found: Conditions = {"viewable": policy.viewable(actor), "status": Achievement.state.in_(STATUSES[chosen.status])}
    if chosen.text:
        words = _matching(actor, chosen.text), Achievement.state.in_(STATUSES["all"])
        found["text"] = halls.among(Achievement.id, select(Achievement.id).where(*words))
    if chosen.field_ids:
        within = halls.within(chosen.field_ids, AchievementField.field_id)
        found["field"] = Achievement.id.in_(select(AchievementField.achievement_id).where(within))
    if chosen.modes:
        willing = AchievementMode.mode.in_(chosen.modes)
        found["mode"] = Achievement.id.in_(select(AchievementMode.achievement_id).where(willing))
    if chosen.prices:
        found["price"] = halls.in_buckets(chosen.prices, Achievement.price)
    return found | _plain_conditions(chosen)


def _plain_conditions(chosen: AchievementFilter) -> Conditions:
    found: Conditions = {}
    if chosen.stages:
        found["stage"] = Achievement.stage.in_(chosen.stages)
    if chosen.trl_from:
        found["trl_from"] = Achievement.trl >= chosen.trl_from
    if chosen.trl_to:
        found["trl_to"] = Achievement.trl <= chosen.trl_to
    if chosen.levels:
        found["level"] = Achievement.level.in_(chosen.levels)
    if chosen.organization_id:
        found["organization"] = Achievement.organization_id == chosen.organization_id
    return found


def _matching(actor: User | None, text: str) -> ColumnElement[bool]:
    """Title, number and organization are open to all who may see it; texts to those who may see details."""
    organization = halls.Holder(Achievement.organization_id, Organization.id, Organization.name)
    shown = [Achievement.title, Achievement.number]
    texts = [
        Achievement.abstract,
        Achievement.advantages,
        Achievement.keyword_text,
        Achievement.scenes,
        Achievement.cases,
    ]
    rows = [halls.Holder(Achievement.id, Parameter.achievement_id, Parameter.indicator)]
    return halls.matching(text, shown, texts, policy.details_viewable(actor), rows, [organization])


def mine(actor: User, chosen: Tab, page: int) -> Page[Achievement]:
    return paginate(mine_rows(actor, chosen), page)


def mine_rows(actor: User, chosen: Tab) -> Select[tuple[Achievement]]:
    """The achievements of the actor's organization, last touched first."""
    own = Achievement.organization_id == actor.organization_id
    query = select(Achievement).where(own, Achievement.state.in_(TABS[chosen.tab])).options(*ROW)
    return query.order_by(Achievement.updated_at.desc(), Achievement.id.desc())


def mine_counts(actor: User) -> dict[str, int]:
    own = Achievement.organization_id == actor.organization_id
    query = select(Achievement.state, func.count()).where(own).group_by(Achievement.state)
    by_state: dict[AchievementState, int] = dict(db.session.execute(query).all())
    return {tab: sum(by_state.get(state, 0) for state in states) for tab, states in TABS.items()}


def match_counts(achievements: Iterable[Achievement]) -> dict[int, tuple[int, int]]:
    """(all, live) matches of each achievement; one query."""
    live = func.sum(case((Match.state.in_(LIVE_STATES), 1), else_=0))
    own = Match.achievement_id.in_([achievement.id for achievement in achievements])
    query = select(Match.achievement_id, func.count(), live).where(own).group_by(Match.achievement_id)
    return {achievement_id: (total, running) for achievement_id, total, running in db.session.execute(query)}


def for_review(page: int) -> Page[Achievement]:
    return paginate(review_rows(), page)


def review_rows() -> Select[tuple[Achievement]]:
    """Waiting for an officer, the oldest first."""
    query = select(Achievement).where(Achievement.state == S.SUBMITTED).options(*ROW)
    return query.order_by(Achievement.submitted_at, Achievement.id)


def live_matches(achievement: Achievement) -> dict[int, Match]:
    """Matches that go on or were agreed, by need."""
    states = (*LIVE_STATES, MatchState.AGREED)
    query = select(Match).where(Match.achievement_id == achievement.id, Match.state.in_(states))
    return {match.need_id: match for match in db.session.scalars(query)}


def requestable(actor: User) -> list[Need]:
    """What a firm can ask for: the organization's open needs, own ones first."""
    query = select(Need).where(Need.organization_id == actor.organization_id, Need.state.in_(MATCHABLE))
    own_first = case((Need.author_id == actor.id, 0), else_=1)
    return list(db.session.scalars(query.order_by(own_first, Need.published_at.desc(), Need.id.desc())))


def is_watched(achievement: Achievement, actor: User) -> bool:
    own = Watch.user_id == actor.id, Watch.kind == ItemKind.ACHIEVEMENT, Watch.item_id == achievement.id
    return db.session.scalar(select(Watch.id).where(*own)) is not None


def invitable_names() -> list[str]:
    """Firms that an achievement can be addressed to."""
    firms = Organization.kind == OrganizationKind.FIRM, Organization.state == OrganizationState.VERIFIED
    return list(db.session.scalars(select(Organization.name).where(*firms).order_by(Organization.name)))
