"""What the ranking can learn from: the platform's own endings as a pack, and how many of them there are."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from matchmaker.matching import Document, Facts
from matchmaker.matching.outcomes import Amount, Ending, amount
from matchmaker.matching.pack import Pack
from matchmaker.messages import N_
from matchmaker.queries.endings import Outcome, every_sighting, outcomes
from matchmaker.search.documents import document
from matchmaker.search.facts import facts
from matchmaker.search.replica import FACTS
from models import Achievement, Need, db
from models.enums import AchievementState, ItemKind

Levels = dict[str, dict[str, int]]
Notes = dict[str, dict[str, str]]

ENDING_LABELS = {
    Ending.AGREED: N_("达成合作"),
    Ending.COMPLETED: N_("合作项目已完成"),
    Ending.TERMINATED: N_("合作项目已终止"),
    Ending.TALKING: N_("正在洽谈"),
    Ending.DECLINED_TECHNOLOGY: N_("谢绝：技术不符"),
    Ending.DECLINED_MATURITY: N_("谢绝：成熟度不足"),
    Ending.DECLINED_PRICE: N_("谢绝：价格"),
    Ending.DECLINED_SCHEDULE: N_("谢绝：周期"),
    Ending.DECLINED_SELF_SOLVED: N_("谢绝：已自行解决"),
    Ending.DECLINED_NO_INTENT: N_("谢绝：暂无意向"),
    Ending.DECLINED_OTHER: N_("谢绝：其他"),
    Ending.LAPSED_IN_TALKS: N_("洽谈后失效"),
    Ending.LAPSED: N_("未洽谈即失效"),
    Ending.OPENED: N_("看过详情，没有对接"),
    Ending.IGNORED: N_("展示过，没有打开"),
}


@dataclass(frozen=True)
class Summary:
    """`endings` with how often each came, in the order of `Ending`; those that never came are left out."""

    endings: list[tuple[Ending, int]]
    amount: Amount
    sightings: int
    opened: int
    organizations: int

    @property
    def enough(self) -> bool:
        return self.amount.enough


def outcomes_pack() -> Pack:
    """The labelled pairs with weights, by the items' numbers; and every published achievement, to tell them from."""
    return pack_with_notes()[0]


def pack_with_notes() -> tuple[Pack, Notes]:
    """The pack of `outcomes_pack`, and need → achievement → the ending in words."""
    found = outcomes(every_sighting())
    needs, achievements = _needs(found), _achievements(found)
    levels: Levels = defaultdict(dict)
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    notes: Notes = defaultdict(dict)
    for each in found:
        need, achievement = needs[each.need_id].number, achievements[each.achievement_id].number
        levels[need][achievement], weights[need][achievement] = each.label.level, each.label.weight
        notes[need][achievement] = ENDING_LABELS[each.ending]
    told = _documents(needs), _documents(achievements), dict(levels), dict(weights), _facts(needs), _facts(achievements)
    return Pack(*told), dict(notes)


def summary() -> Summary:
    sightings = every_sighting()
    found = outcomes(sightings)
    counts = Counter(each.ending for each in found)
    levels: Levels = defaultdict(dict)
    for each in found:
        levels[str(each.need_id)][str(each.achievement_id)] = each.label.level
    return Summary(
        endings=[(ending, counts[ending]) for ending in Ending if counts[ending]],
        amount=amount(levels),
        sightings=len(sightings),
        opened=sum(row.opened_at is not None for row in sightings),
        organizations=len({row.organization_id for row in sightings}),
    )


def _needs(found: Iterable[Outcome]) -> dict[int, Need]:
    query = select(Need).where(Need.id.in_({each.need_id for each in found})).order_by(Need.id)
    return {
        row.id: row for row in db.session.scalars(query.options(selectinload(Need.requirements), *FACTS[ItemKind.NEED]))
    }


def _achievements(found: Iterable[Outcome]) -> dict[int, Achievement]:
    labelled = Achievement.id.in_({each.achievement_id for each in found})
    query = select(Achievement).where(or_(labelled, Achievement.state == AchievementState.PUBLISHED))
    loaded = query.options(selectinload(Achievement.parameters), *FACTS[ItemKind.ACHIEVEMENT]).order_by(Achievement.id)
    return {row.id: row for row in db.session.scalars(loaded)}


def _documents(rows: dict[int, Any]) -> dict[str, Document]:
    return {row.number: document(row) for row in rows.values()}


def _facts(rows: dict[int, Any]) -> dict[str, Facts]:
    return {row.number: facts(row) for row in rows.values()}
