"""What the coach (填报助手) has to say of an item: advice, open items that say nearly the same, what answers it now."""

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matchmaker.coach.advice import Advice, Coaching, Part
from matchmaker.coach.coaching import advise_achievement, advise_need
from matchmaker.coach.drafts import AchievementDraft, NeedDraft, ParameterRow, RequirementRow
from matchmaker.matching import EncoderUnavailable
from matchmaker.messages import N_
from matchmaker.queries import ranking
from matchmaker.queries.ranking import Ranking
from matchmaker.search import relevance
from models import Achievement, Need, Parameter, Requirement, User, db
from models.enums import ItemKind, Obligation

Item = Need | Achievement
Row = TypeVar("Row")

CANDIDATES, SHOWN = 30, 3


class Closeness(enum.Enum):
    """How near two items of a kind are, in words. Bounds of matching.duplicates.Near.closeness, read off the demo data:
    no two of its 66 open needs come above .31; the same needs told in other words reach .32 to .54, half of one's own
    text .63 and more. Among its 350 achievements what lies above .34 is of one trade."""

    SAME = N_("几乎相同"), 0.63
    CLOSE = N_("很相近"), 0.45
    ALIKE = N_("相近"), 0.34

    @property
    def text(self) -> str:
        return self.value[0]

    @property
    def bound(self) -> float:
        return self.value[1]


@dataclass(frozen=True)
class Similar:
    item: Any
    closeness: Closeness


@dataclass(frozen=True)
class Hint:
    """A piece of advice with the words of the field that it is about ('' for the field as a whole)."""

    advice: Advice
    words: str = ""


@dataclass(frozen=True)
class Help:
    """For an item of the kind; `similar` and `ranking` are empty while the model cannot be used, `ranking.available`
    tells."""

    kind: ItemKind
    coaching: Coaching
    hints: list[Hint]
    similar: list[Similar]
    ranking: Ranking

    @property
    def gaining(self) -> Part | None:
        """The part that would add most; None when nothing is left to add."""
        best = max(self.coaching.parts, key=lambda part: part.weight - part.got)
        return best if best.weight > best.got else None


def help_for(item: Item, actor: User | None, but: int | None = None) -> Help:
    """For a saved item, or one that was never in the session; rows are named by their `position`. `but` is the id of
    the saved item that an unsaved one is going to replace."""
    draft, coaching = _advised(item)
    hints = [Hint(each, _words(draft, each)) for each in coaching.advice]
    similar, outlook = _similar(item, actor, but), ranking.outlook_for(item, actor, SHOWN)
    return Help(relevance.kind_of(item), coaching, hints, similar, outlook)


def _advised(item: Item) -> tuple[NeedDraft | AchievementDraft, Coaching]:
    if isinstance(item, Need):
        need = need_draft(item)
        return need, advise_need(need)
    achievement = achievement_draft(item)
    return achievement, advise_achievement(achievement)


def _similar(item: Item, actor: User | None, but: int | None) -> list[Similar]:
    """Open items of the same kind that the reader may see, nearest first."""
    try:
        near = {each.id: each.closeness for each in relevance.alike(item, CANDIDATES)}
    except EncoderUnavailable:
        return []
    entity: Any = type(item)
    wanted = [
        id_ for id_, closeness in near.items() if closeness >= Closeness.ALIKE.bound and id_ not in (item.id, but)
    ]
    query = select(entity).where(entity.id.in_(wanted), *ranking.open_to(entity, actor))
    rows = {row.id: row for row in db.session.scalars(query.options(joinedload(entity.organization)))}
    return [Similar(rows[id_], _in_words(near[id_])) for id_ in wanted if id_ in rows][:SHOWN]


def _in_words(closeness: float) -> Closeness:
    return next(word for word in Closeness if closeness >= word.bound)


def _words(draft: NeedDraft | AchievementDraft, advice: Advice) -> str:
    """What `span` marks, in the text of `requirements-2-value` or of `problem`."""
    if advice.span is None:
        return ""
    name, *place = advice.field.split("-")
    value = getattr(draft, name)
    text = getattr(value[int(place[0])], place[1]) if place else value
    return str(text)[slice(*advice.span)]


def need_draft(need: Need) -> NeedDraft:
    return NeedDraft(
        title=need.title,
        background=need.background,
        problem=need.problem,
        scenario=need.scenario,
        current_basis=need.current_basis,
        requirements=_in_place(need.requirements, _requirement, RequirementRow()),
        modes=tuple(mode.name for mode in need.modes),
        budget=need.budget,
        delivery_months=need.delivery_months,
        is_challenge=need.is_challenge,
        award=need.award_amount,
        has_field=need.field_id is not None,
    )


def achievement_draft(item: Achievement) -> AchievementDraft:
    return AchievementDraft(
        title=item.title,
        abstract=item.abstract,
        advantages=item.advantages,
        keywords=tuple(item.keywords),
        stage=item.stage.name if item.stage else "",
        trl=item.trl,
        parameters=_in_place(item.parameters, _parameter, ParameterRow()),
        properties=len(item.intellectual_property),
        scenes=item.scenes,
        cases=item.cases,
        modes=tuple(mode.name for mode in item.modes),
        price=item.price,
        has_field=bool(item.field_rows),
    )


def _requirement(row: Requirement) -> RequirementRow:
    required = row.obligation is Obligation.MUST
    cells = row.value, row.value_high, row.unit
    return RequirementRow(row.indicator, row.comparator.name, *cells, required, row.current_level)


def _parameter(row: Parameter) -> ParameterRow:
    return ParameterRow(row.indicator, row.value, row.unit, row.evidence)


def _in_place(rows: Iterable[Any], make: Callable[[Any], Row], blank: Row) -> tuple[Row, ...]:
    """Each row where its `position`, from 1, says; blank ones between."""
    made = {row.position: make(row) for row in rows}
    return tuple(made.get(place, blank) for place in range(1, max(made, default=0) + 1))
