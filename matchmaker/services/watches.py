"""有新成果时提醒我: who watches an item is told when a new counterpart fits it."""

from types import ModuleType
from typing import Any

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

LOOKED_AT = 100
GOOD = (RelevanceLevel.STRONG.name, RelevanceLevel.FAIR.name)
NEWS = {
    ItemKind.NEED: N_("您关注的成果“%(watched)s”有新的匹配需求：“%(title)s”。"),
    ItemKind.ACHIEVEMENT: N_("您关注的需求“%(watched)s”有新的匹配成果：“%(title)s”。"),
}


def toggle_watch(item: Need | Achievement, *, actor: User) -> bool:
    """Start or stop watching; whether the actor watches now."""
    if not _policy(item).can_view_ranking(actor, item):
        raise Forbidden()
    kind = relevance.kind_of(item)
    query = select(Watch).where(Watch.user_id == actor.id, Watch.kind == kind, Watch.item_id == item.id)
    watch = db.session.scalar(query)
    if watch is None:
        db.session.add(Watch(user_id=actor.id, kind=kind, item_id=item.id, created_at=clock.now()))
    else:
        db.session.delete(watch)
    commit()
    return watch is None


def tell_watchers(item: Need | Achievement) -> None:
    """Notices about a newly published item; without a commit."""
    kind = relevance.kind_of(item)
    for user, watched in _watchers(relevance.counterpart(kind), _fitting(item)):
        concerned = watched.organization_id != item.organization_id and _policy(watched).can_view_ranking(user, watched)
        if concerned and _policy(item).can_view(user, item):
            tell([user], NEWS[kind], item, watched=watched.title, title=item.title)


def _fitting(item: Need | Achievement) -> list[int]:
    try:
        return [found.id for found in relevance.ranked_for(item, LOOKED_AT) if found.level.name in GOOD]
    except EncoderUnavailable:
        return []


def _watchers(kind: ItemKind, ids: list[int]) -> list[tuple[User, Any]]:
    if not ids:
        return []
    entity = Need if kind is ItemKind.NEED else Achievement
    query = (
        select(User, entity)
        .join(Watch, Watch.user_id == User.id)
        .join(entity, entity.id == Watch.item_id)
        .where(Watch.kind == kind, Watch.item_id.in_(ids), User.active)
    )
    return [(user, watched) for user, watched in db.session.execute(query)]


def _policy(item: Need | Achievement) -> ModuleType:
    return need_policy if isinstance(item, Need) else achievement_policy
