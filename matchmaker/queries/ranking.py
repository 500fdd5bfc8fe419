"""Ranked counterparts of an item, for the person who is looking."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaker.matching import EncoderUnavailable, Explanation, Judgement, Level, Quote, Ranked
from matchmaker.messages import N_
from matchmaker.policies import achievement as achievement_policy
from matchmaker.policies import need as need_policy
from matchmaker.search import judgements, relevance
from matchmaker.search.replica import FACTS
from matchmaker.workflows.need import MATCHABLE
from models import Achievement, Need, User, db
from models.enums import AchievementState, ItemKind, RelevanceLevel

CANDIDATES = 100
SHOWN = 20
WEAK_SHOWN = 5
OWN_ITEMS = 6
GOOD = (RelevanceLevel.STRONG, RelevanceLevel.FAIR)
FACTOR_LABELS = {
    "text": N_("正文与标题相近"),
    "sentence": N_("关键句与标题相近"),
    "words": N_("用语相同"),
    "pieces": N_("标题用词逐个相近"),
    "field": N_("技术领域相同或相邻"),
    "modes": N_("合作方式相合"),
    "stage": N_("成熟度合乎所求"),
    "price": N_("报价在预算之内"),
    "cross": N_("两文对读"),
}


@dataclass(frozen=True)
class Reason:
    """Evidence of a pair: the nearest sentences of both, cut into (text, is a shared term) pieces."""

    terms: list[str]
    factors: list[tuple[str, float]]
    segments: list[tuple[str, bool]] = field(default_factory=list)
    place: str = ""
    number: int = 0
    own_segments: list[tuple[str, bool]] = field(default_factory=list)
    own_place: str = ""
    own_number: int = 0


@dataclass(frozen=True)
class RankedItem:
    """`cells`: (indicator, verdict) of each requirement of the pair's need, in its order; None where the details of
    either are closed to the reader."""

    item: Any
    level: RelevanceLevel
    probability: float
    reason: Reason | None = None
    because: Any = None
    cells: list[tuple[str, str]] | None = None


@dataclass(frozen=True)
class Ranking:
    """Rows from 弱相关 up, best first; none while the model cannot be used (`available` is False), and none for an item
    of hardly any words (`too_short`)."""

    rows: list[RankedItem]
    counts: dict[RelevanceLevel, int]
    available: bool = True
    too_short: bool = False

    @property
    def levels(self) -> list[tuple[RelevanceLevel, int]]:
        """How many reach each level, best first; levels that nothing reaches are left out."""
        shown = [level for level in RelevanceLevel if level is not RelevanceLevel.NONE]
        return [(level, self.counts[level]) for level in shown if self.counts.get(level)]

    @property
    def unlisted(self) -> int:
        return sum(self.counts.values()) - len(self.rows)

    @property
    def has_good(self) -> bool:
        return any(self.counts.get(level) for level in GOOD)


UNAVAILABLE = Ranking([], {}, available=False)
TOO_SHORT = Ranking([], {}, too_short=True)


def achievements_for(need: Need, actor: User | None, limit: int = SHOWN) -> Ranking:
    return _with_cells(need, _ranking(need, actor, limit), actor)


def needs_for(achievement: Achievement, actor: User | None, limit: int = SHOWN) -> Ranking:
    return _with_cells(achievement, _ranking(achievement, actor, limit), actor)


def reason_for(need: Need, achievement: Achievement, actor: User | None) -> RankedItem | None:
    """Level and reason of one pair for a reader who may see both in detail."""
    try:
        rows = _with_reasons(need, _rows(relevance.scored(need, [achievement.id]), need), actor)
    except EncoderUnavailable:
        return None
    return rows[0] if rows else None


def needs_for_user(actor: User, limit: int = 10) -> list[RankedItem]:
    """The best needs for the latest achievements of a researcher (or, if there are none, of the organization);
    `because` names the achievement that fits."""
    return _best_for(_own(Achievement, Achievement.state == AchievementState.PUBLISHED, actor), actor, limit)


def achievements_for_user(actor: User, limit: int = 10) -> list[RankedItem]:
    """The best achievements for the latest open needs of a firm's person (or, if there are none, of the firm);
    `because` names the need that they fit."""
    return _best_for(_own(Need, Need.state.in_(MATCHABLE), actor), actor, limit)


def _best_for(own: Sequence[Need | Achievement], actor: User, limit: int) -> list[RankedItem]:
    """Each counterpart once, with the own item that it fits best."""
    best: dict[int, RankedItem] = {}
    for item in own:
        for row in _ranking(item, actor, limit).rows:
            if row.level in GOOD and (row.item.id not in best or best[row.item.id].probability < row.probability):
                best[row.item.id] = replace(row, because=item)
    return sorted(best.values(), key=lambda row: -row.probability)[:limit]


def _own(entity: Any, is_open: ColumnElement[bool], actor: User) -> Sequence[Any]:
    """The latest open items: the actor's, else the organization's."""
    rows = entity.parameters if entity is Achievement else entity.requirements
    query = (
        select(entity)
        .where(is_open)
        .order_by(entity.published_at.desc(), entity.id.desc())
        .options(selectinload(rows), *FACTS[ItemKind.ACHIEVEMENT if entity is Achievement else ItemKind.NEED])
        .limit(OWN_ITEMS)
    )
    mine = db.session.scalars(query.where(entity.author_id == actor.id)).all()
    return mine or db.session.scalars(query.where(entity.organization_id == actor.organization_id)).all()


def outlook_for(item: Need | Achievement, actor: User | None, limit: int) -> Ranking:
    """How many reach each level, and the first of them, without reasons."""
    return _ranking(item, actor, limit, reasons=False)


def _ranking(item: Need | Achievement, actor: User | None, limit: int, reasons: bool = True) -> Ranking:
    if relevance.says_too_little(item):
        return TOO_SHORT
    try:
        found = relevance.ranked_for(item, CANDIDATES)
        visible = _visible(item, [entry.id for entry in found], actor)
        related = [entry for entry in found if entry.id in visible and entry.level > Level.NONE]
        rows = _rows(_not_padded(related)[:limit], item)
        rows = _with_reasons(item, rows, actor) if reasons else rows
        return Ranking(rows, Counter(_level(entry) for entry in related))
    except EncoderUnavailable:
        return UNAVAILABLE


def _not_padded(found: list[Ranked]) -> list[Ranked]:
    """All that is good, and of the weak ones only the first few: the count says how many more there are."""
    good = [entry for entry in found if entry.level >= Level.FAIR]
    return good + [entry for entry in found if entry.level < Level.FAIR][:WEAK_SHOWN]


def open_to(entity: Any, actor: User | None) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Needs or achievements that are to be found, and that the reader may know of."""
    if entity is Need:
        return Need.state.in_(MATCHABLE), need_policy.viewable(actor)
    return Achievement.state == AchievementState.PUBLISHED, achievement_policy.viewable(actor)


def _visible(item: Need | Achievement, ids: list[int], actor: User | None) -> set[int]:
    """Of the candidates those that are open, of others, and that the reader may see."""
    entity: Any = Achievement if isinstance(item, Need) else Need
    others = entity.organization_id != item.organization_id
    return set(db.session.scalars(select(entity.id).where(entity.id.in_(ids), others, *open_to(entity, actor))))


def _loaded(item: Need | Achievement, ids: list[int]) -> dict[int, Any]:
    """The other kind's items with all that a row and its reason show."""
    entity: Any = Achievement if isinstance(item, Need) else Need
    parts = entity.parameters if entity is Achievement else entity.requirements
    options = [selectinload(part) for part in (parts, entity.mode_rows, entity.invitations)]
    query = select(entity).where(entity.id.in_(ids)).options(joinedload(entity.organization), *options)
    return {row.id: row for row in db.session.scalars(query)}


def _rows(found: list[Ranked], item: Need | Achievement) -> list[RankedItem]:
    items = _loaded(item, [entry.id for entry in found])
    return [
        RankedItem(items[entry.id], _level(entry), entry.probability, Reason([], _factors(entry)))
        for entry in found
        if entry.id in items
    ]


def _level(entry: Ranked) -> RelevanceLevel:
    return RelevanceLevel[entry.level.name]


def _factors(entry: Ranked) -> list[tuple[str, float]]:
    return sorted(((name, share) for name, share in entry.factors.items() if share > 0), key=lambda pair: -pair[1])


def _with_reasons(item: Need | Achievement, rows: list[RankedItem], actor: User | None) -> list[RankedItem]:
    """Quotes only where the reader may see the details of both sides."""
    open_rows = [row.item for row in rows if _details(actor, row.item) and _details(actor, item)]
    reasons = relevance.explained(item, open_rows)
    return [
        replace(row, reason=_reason(row.reason, reasons[row.item.id]) if row.item.id in reasons else None)
        for row in rows
    ]


def _with_cells(item: Need | Achievement, ranking: Ranking, actor: User | None) -> Ranking:
    """How each row stands to each requirement, where the reader may see the details of both sides."""
    open_rows = [row.item for row in ranking.rows if _details(actor, row.item) and _details(actor, item)]
    found = judgements.judged(item, open_rows)
    return replace(ranking, rows=[replace(row, cells=_cells(found.get(row.item.id))) for row in ranking.rows])


def _cells(judged: Sequence[Judgement] | None) -> list[tuple[str, str]] | None:
    return None if judged is None else [(each.demand.indicator, each.verdict.value) for each in judged]


def _details(actor: User | None, item: Need | Achievement) -> bool:
    if isinstance(item, Need):
        return need_policy.can_view_details(actor, item)
    return achievement_policy.can_view_details(actor, item)


def _reason(bare: Reason | None, why: Explanation) -> Reason | None:
    if bare is None or why.other is None or why.own is None:
        return bare
    return replace(
        bare,
        terms=[str(term) for term in why.terms],
        segments=_segments(why.other),
        place=why.other.sentence.place,
        number=why.other.sentence.number + 1,
        own_segments=_segments(why.own),
        own_place=why.own.sentence.place,
        own_number=why.own.sentence.number + 1,
    )


def _segments(quote: Quote) -> list[tuple[str, bool]]:
    text, pieces, at = quote.sentence.text, [], 0
    for start, end in quote.marks:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]
