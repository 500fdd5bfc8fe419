"""有新成果时提醒我, and the same for needs."""

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden
from matchmaker.matching import EncoderUnavailable
from matchmaker.messages import N_
from matchmaker.policies import achievement as achievement_policy
from matchmaker.policies import need as need_policy
from matchmaker.search import relevance
from matchmaker.services.notify import tell
from matchmaker.services.unit import commit
from models import Achievement, Need, User, Watch, db
from models.enums import ItemKind, RelevanceLevel

GOOD = (RelevanceLevel.STRONG.name, RelevanceLevel.FAIR.name)
CANDIDATES = 100
Item = Need | Achievement


def toggle_watch(item: Item, *, actor: User) -> bool:
    """Watch the item, or stop; returns whether it is watched now."""
    policy = need_policy if isinstance(item, Need) else achievement_policy
    if not policy.can_view_ranking(actor, item):
        raise Forbidden()
    kind = relevance.kind_of(item)
    row = db.session.scalar(
        select(Watch).where(Watch.user_id == actor.id, Watch.kind == kind, Watch.item_id == item.id)
    )
    if row is None:
        db.session.add(Watch(user_id=actor.id, kind=kind, item_id=item.id, created_at=clock.now()))
    else:
        db.session.delete(row)
    commit()
    return row is None


def tell_watchers(fresh: Item) -> None:
    """Tell those who watch an item that this new one answers at 较强相关 or above; a commit of its own."""
    watched_kind = relevance.counterpart(relevance.kind_of(fresh))
    watches = db.session.scalars(select(Watch).where(Watch.kind == watched_kind)).all()
    if not watches:
        return
    try:
        good = {each.id for each in relevance.ranked_for(fresh, CANDIDATES) if each.level.name in GOOD}
    except EncoderUnavailable:
        return
    for watch in watches:
        if watch.item_id in good:
            _tell(watch, fresh)
    commit()


def _tell(watch: Watch, fresh: Item) -> None:
    user, entity = db.session.get_one(User, watch.user_id), Need if watch.kind is ItemKind.NEED else Achievement
    watched = db.session.get(entity, watch.item_id)
    policy = need_policy if isinstance(fresh, Need) else achievement_policy
    if watched is None or not policy.can_view(user, fresh) or watched.organization_id == fresh.organization_id:
        return
    message = N_("您关注的“%(watched)s”有了新的高匹配成果：“%(fresh)s”。")
    if isinstance(fresh, Need):
        message = N_("您关注的“%(watched)s”有了新的高匹配需求：“%(fresh)s”。")
    tell([user], message, fresh, watched=watched.title, fresh=fresh.title)
