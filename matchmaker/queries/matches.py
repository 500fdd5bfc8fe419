from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from matchmaker.messages import N_
from matchmaker.policies import match as policy
from matchmaker.queries.list_filters import Tab
from matchmaker.queries.paging import Page, paginate
from models import Achievement, Match, Need, User, db
from models.enums import MatchState

TABS: dict[str, tuple[MatchState, ...]] = {
    "all": tuple(MatchState),
    "waiting": (MatchState.PROPOSED, MatchState.ACCEPTED_BY_ONE),
    "talking": (MatchState.TALKING,),
    "agreed": (MatchState.AGREED,),
    "ended": (MatchState.DECLINED, MatchState.LAPSED),
}
TAB_NAMES = {
    "all": N_("全部"),
    "waiting": N_("待响应"),
    "talking": N_("洽谈中"),
    "agreed": N_("达成合作"),
    "ended": N_("已结束"),
}
PAIR = (
    selectinload(Match.need).selectinload(Need.organization),
    selectinload(Match.achievement).selectinload(Achievement.organization),
    selectinload(Match.project),
)


def mine(actor: User | None, chosen: Tab, page: int) -> Page[Match]:
    return paginate(mine_rows(actor, chosen), page)


def mine_rows(actor: User | None, chosen: Tab) -> Select[tuple[Match]]:
    """The matches the actor may see, last touched first."""
    query = select(Match).where(policy.viewable(actor), Match.state.in_(TABS[chosen.tab]))
    return query.options(*PAIR, selectinload(Match.talks)).order_by(Match.last_activity_at.desc(), Match.id.desc())


def tab_counts(actor: User | None) -> dict[str, int]:
    query = select(Match.state, func.count()).where(policy.viewable(actor)).group_by(Match.state)
    by_state: dict[MatchState, int] = dict(db.session.execute(query).all())
    return {tab: sum(by_state.get(state, 0) for state in states) for tab, states in TABS.items()}


def get(match_id: int, actor: User | None) -> Match | None:
    """None when there is none, or none for this reader."""
    query = select(Match).where(Match.id == match_id, policy.viewable(actor)).options(*PAIR)
    return db.session.scalar(query)


def pair(need_id: int | None, achievement_id: int | None) -> tuple[Need | None, Achievement | None]:
    need = db.session.get(Need, need_id) if need_id else None
    return need, db.session.get(Achievement, achievement_id) if achievement_id else None
