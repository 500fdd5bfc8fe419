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
from matchmaker.policies import achievement as achievement_policy
from matchmaker.policies import need as need_policy
from matchmaker.queries import ranking
from matchmaker.queries.ranking import Ranking
from matchmaker.search import relevance
from models import Achievement, Need, Parameter, Requirement, User, db
from models.enums import ItemKind, Obligation

Item = Need | Achievement
Row = TypeVar("Row")

SHOWN = 3


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
    """Open items of the same kind that the reader may see, nearest first.

    Where the details are closed to the reader only titles are compared, or guesses could be tried against them.
    """
    try:
        near = {each.id: each for each in relevance.alike(item) if each.id not in (item.id, but)}
    except EncoderUnavailable:
        return []
    bound = Closeness.ALIKE.bound
    wanted = [each.id for each in near.values() if max(each.closeness, each.title_closeness) >= bound]
    found = [
        (near[row.id].closeness if details else near[row.id].title_closeness, row)
        for row, details in _open(type(item), wanted, actor)
    ]
    best = sorted((pair for pair in found if pair[0] >= bound), key=lambda pair: (-pair[0], pair[1].id))
    return [Similar(row, _in_words(closeness)) for closeness, row in best[:SHOWN]]


def _open(entity: Any, ids: list[int], actor: User | None) -> list[tuple[Any, bool]]:
    """Those that the reader may see, and whether in detail."""
    policy = need_policy if entity is Need else achievement_policy
    query = select(entity, policy.details_viewable(actor)).where(entity.id.in_(ids), *ranking.open_to(entity, actor))
    return [(row, details) for row, details in db.session.execute(query.options(joinedload(entity.organization)))]


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
