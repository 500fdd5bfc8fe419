"""From need to completed project: of the needs handed in within a period, how many came how far, and how fast."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import median
from typing import Any

from sqlalchemy import func, literal, select, union_all

from matchmaker.queries.city_days import day_number
from matchmaker.queries.figures import FIGURES, Scope, Totals, conditions
from matchmaker.queries.figures.collecting import TALKS_BEGAN_AT
from matchmaker.queries.figures.passing import PASSING
from models import Match, Need, Project, db

KEYS = tuple(figure.key for figure in PASSING)
COHORT = FIGURES["funnel-submitted"]


@dataclass(frozen=True)
class Stage:
    """`conversion`: share of the stage before; `days`: median of the days from there to here, over those needs that
    have both days; `measured`: how many these are. None where there is nothing to divide or to measure."""

    key: str
    count: int
    share: float | None
    conversion: float | None
    days: float | None
    measured: int


def stages(counts: dict[str, Totals], scope: Scope) -> list[Stage]:
    """`counts` by KEYS for the same scope; one query for all the medians, a few hundred rows whatever is stored."""
    histograms = _histograms(scope)
    found: list[Stage] = []
    for place, key in enumerate(KEYS):
        count, days = counts[key].count, histograms[place]
        first, before = (counts[KEYS[0]].count, counts[KEYS[place - 1]].count) if place else (count, 0)
        found.append(Stage(key, count, _part(count, first), _part(count, before), median_of(days), sum(days.values())))
    return found


def median_of(days: Counter[int]) -> float | None:
    """The median of numbers given with how often each is there; None of no numbers."""
    size, seen, middle = sum(days.values()), 0, []
    for day in sorted(days):
        for place in {(size - 1) // 2, size // 2}:
            if seen <= place < seen + days[day]:
                middle.append(day)
        seen += days[day]
    return float(median(middle)) if middle else None


def _part(count: int, whole: int) -> float | None:
    return count / whole if whole else None


def _histograms(scope: Scope) -> dict[int, Counter[int]]:
    """Place of a stage → days since the stage before → how many needs took so long."""
    days = _days(scope)
    columns = list(days.c)
    parts = []
    for place in range(1, len(columns)):
        took = (columns[place] - columns[place - 1]).label("took")
        both = (columns[place].is_not(None), columns[place - 1].is_not(None))
        parts.append(
            select(literal(place).label("place"), took, func.count().label("needs")).where(*both).group_by(took)
        )
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for place, took, needs in db.session.execute(union_all(*parts)):
        found[place][took] = needs
    return found


def _days(scope: Scope) -> Any:
    """One row a need: the day of each stage, None where it has not come so far or passed it by."""
    began = select(Match.need_id, func.min(Match.created_at).label("matched"), func.min(TALKS_BEGAN_AT).label("talked"))
    matches = began.group_by(Match.need_id).subquery()
    ended = select(
        Project.need_id, func.min(Project.signed_on).label("signed"), func.min(Project.completed_on).label("completed")
    )
    projects = ended.where(Project.need_id.is_not(None)).group_by(Project.need_id).subquery()
    columns = (
        Need.submitted_at,
        Need.published_at,
        matches.c.matched,
        matches.c.talked,
        projects.c.signed,
        projects.c.completed,
    )
    query = select(*(day_number(column).label(key) for key, column in zip(KEYS, columns, strict=True)))
    query = query.select_from(Need).outerjoin(matches, matches.c.need_id == Need.id)
    query = query.outerjoin(projects, projects.c.need_id == Need.id)
    return query.where(*conditions(COHORT, scope)).cte("cohort")
