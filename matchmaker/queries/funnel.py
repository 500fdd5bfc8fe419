"""From need to completed project: of the needs handed in within a period, how many came how far, and how fast."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import Any

from sqlalchemy import func, literal, select, union_all

from matchmaker.queries.city_days import day_number
from matchmaker.queries.figures import FIGURES, Scope, Totals, conditions
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
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for place, took, needs in db.session.execute(_spans(scope)):
        found[place][took] = needs
    return found


@lru_cache(maxsize=16)
def _spans(scope: Scope) -> Any:
    """Each stage begins with the few that came so far, not with all that were handed in."""
    inside = conditions(COHORT, scope)
    published, proposed, began = Need.published_at, func.min(Match.created_at), func.min(Match.talks_began_at)
    needs = _days(Need.submitted_at, published).where(*inside).subquery()
    talks = _days(published, proposed, began).join(Match, Match.need_id == Need.id).where(*inside)
    talks = talks.group_by(Need.id, published).cte("talks")
    contracts = _days(func.min(Project.signed_on), func.min(Project.completed_on))
    contracts = contracts.join(Project, Project.need_id == Need.id).where(*inside).group_by(Need.id).cte("contracts")
    after_talks = contracts.join(talks, talks.c.id == contracts.c.id)
    parts = (
        (needs, needs.c.day0, needs.c.day1),
        (talks, talks.c.day0, talks.c.day1),
        (talks, talks.c.day1, talks.c.day2),
        (after_talks, talks.c.day2, contracts.c.day0),
        (contracts, contracts.c.day0, contracts.c.day1),
    )
    return union_all(*(_histogram(place, *part) for place, part in enumerate(parts, 1)))


def _days(*moments: Any) -> Any:
    """One row a need: the days of these moments as day0, day1, …"""
    return select(Need.id, *(day_number(each).label(f"day{place}") for place, each in enumerate(moments)))


def _histogram(place: int, source: Any, before: Any, after: Any) -> Any:
    took = (after - before).label("took")
    rows = select(literal(place).label("place"), took, func.count().label("needs")).select_from(source)
    return rows.where(before.is_not(None), after.is_not(None)).group_by(took)
