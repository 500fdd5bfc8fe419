"""展示记录: which pairs of a ranking an organization has had in sight, and which of them it opened."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from matchmaker.adapters import clock
from matchmaker.policies import achievement as achievement_policy
from matchmaker.policies import need as need_policy
from matchmaker.policies.permissions import Permission, holds
from matchmaker.services.unit import commit
from matchmaker.workflows.need import MATCHABLE
from models import Achievement, Need, Sighting, User, db
from models.enums import AchievementState, ItemKind

KEPT = timedelta(days=730)
PAIR = ("need_id", "achievement_id", "asked", "organization_id")
INSERTS: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


@dataclass(frozen=True)
class Seen:
    """A row of the ranking of the item `asked_id`; place counts from 1."""

    asked_id: int
    item_id: int
    place: int
    opened: bool = False


def record_seen(asked: ItemKind, rows: list[Seen], *, actor: User) -> int:
    """How many were kept: rows of the actor's own open items, and of others only what the actor may see."""
    may_act = Permission.POST_NEED if asked is ItemKind.NEED else Permission.POST_ACHIEVEMENT
    if not rows or not holds(actor, may_act):
        return 0
    own = _own(asked, {row.asked_id for row in rows}, actor)
    shown = _shown(asked, {row.item_id for row in rows}, actor)
    kept = [row for row in rows if row.asked_id in own and row.item_id in shown]
    if kept:
        _store(asked, kept, actor.organization_id)
    commit()
    return len(kept)


def forget_old_sightings() -> int:
    """Delete what was last seen longer ago than it is kept; how many there were."""
    old = db.session.execute(delete(Sighting).where(Sighting.last_seen_at < clock.now() - KEPT))
    commit()
    return int(old.rowcount)  # type: ignore[attr-defined]


def _own(asked: ItemKind, ids: set[int], actor: User) -> set[int]:
    entity: Any = Need if asked is ItemKind.NEED else Achievement
    own = entity.organization_id == actor.organization_id
    return set(db.session.scalars(select(entity.id).where(entity.id.in_(ids), own, _is_open(entity))))


def _shown(asked: ItemKind, ids: set[int], actor: User) -> set[int]:
    """As in a ranking: open, of others, and visible to the actor."""
    entity: Any = Achievement if asked is ItemKind.NEED else Need
    policy = achievement_policy if asked is ItemKind.NEED else need_policy
    open_to = _is_open(entity), entity.organization_id != actor.organization_id, policy.viewable(actor)
    return set(db.session.scalars(select(entity.id).where(entity.id.in_(ids), *open_to)))


def _is_open(entity: Any) -> Any:
    return entity.state.in_(MATCHABLE) if entity is Need else entity.state == AchievementState.PUBLISHED


def _store(asked: ItemKind, rows: list[Seen], organization_id: int) -> None:
    """One statement for all rows, which two people at once cannot come between; in the order of the pairs, so that
    neither waits for the other."""
    now = clock.now()
    merged: dict[tuple[int, int], dict[str, Any]] = {}
    for row in rows:
        need_id, achievement_id = (row.asked_id, row.item_id) if asked is ItemKind.NEED else (row.item_id, row.asked_id)
        old = merged.get((need_id, achievement_id), {"place": row.place, "opened_at": None})
        merged[need_id, achievement_id] = {
            **dict(zip(PAIR, (need_id, achievement_id, asked, organization_id), strict=True)),
            "place": min(row.place, old["place"]),
            "times": 1,
            "first_seen_at": now,
            "last_seen_at": now,
            "opened_at": now if row.opened else old["opened_at"],
        }
    db.session.execute(_upsert([merged[pair] for pair in sorted(merged)], now))


def _upsert(values: list[dict[str, Any]], now: datetime) -> Any:
    """Seen again: the best place stays, and an hour of the clock counts once."""
    insert = INSERTS[db.engine.dialect.name](Sighting).values(values)
    new, old = insert.excluded, Sighting.__table__.c
    hour = now.replace(minute=0, second=0, microsecond=0)
    return insert.on_conflict_do_update(
        index_elements=PAIR,
        set_={
            "place": case((new.place < old.place, new.place), else_=old.place),
            "times": case((old.last_seen_at < hour, old.times + 1), else_=old.times),
            "last_seen_at": now,
            "opened_at": func.coalesce(old.opened_at, new.opened_at),
        },
    )
