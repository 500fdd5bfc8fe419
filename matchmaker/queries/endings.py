"""How every pair of this platform ended, and what was shown and left alone, as labels for training."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import prod
from typing import Any

from sqlalchemy import Row, select

from matchmaker.adapters import clock
from matchmaker.matching.outcomes import (
    LABELS,
    Ending,
    Label,
    acted_on,
    examined,
    left_alone,
    propensities,
)
from models import Match, Project, Sighting, db
from models.enums import ItemKind, MatchOrigin, MatchState, ProjectState

# What was seen more recently may still be asked for.
PATIENCE = timedelta(days=14)
PROJECT_ENDINGS = {ProjectState.COMPLETED: Ending.COMPLETED, ProjectState.TERMINATED: Ending.TERMINATED}
# Whoever proposes an own item's counterpart has chosen it; an officer's recommendation chooses from outside.
CHOSEN_BY = {MatchOrigin.REQUEST: ItemKind.NEED, MatchOrigin.OFFER: ItemKind.ACHIEVEMENT}

Pair = tuple[int, int]
Rows = Sequence[Row[Any]]


@dataclass(frozen=True)
class Outcome:
    need_id: int
    achievement_id: int
    ending: Ending
    label: Label


def outcomes(sightings: Rows) -> list[Outcome]:
    """One for each pair that has a label, by need and achievement; sightings: all rows, as `every_sighting` reads."""
    matches = _matches()
    chances = _Chances(sightings, _chosen(matches))
    labels: dict[Pair, tuple[Ending, Label] | None] = {}
    for match in matches:
        ending = _ending(match)
        # a pair that is tried again keeps its last ending until the new match has one
        known = labels.setdefault(_pair(match), None)
        labels[_pair(match)] = (ending, chances.of_match(match, ending)) if ending else known
    for project in _projects_without_match():
        ending = PROJECT_ENDINGS.get(project.state, Ending.AGREED)
        labels[_pair(project)] = ending, LABELS[ending]
    for pair, label in chances.of_unmatched(labels):
        labels[pair] = label
    return [Outcome(*pair, *label) for pair, label in sorted(labels.items(), key=_by_pair) if label]


def every_sighting() -> Rows:
    columns = Sighting.need_id, Sighting.achievement_id, Sighting.asked, Sighting.organization_id, Sighting.place
    times = Sighting.times, Sighting.first_seen_at, Sighting.opened_at
    return db.session.execute(select(*columns, *times)).all()


class _Chances:
    """What was seen of each pair, and how much its label therefore counts."""

    def __init__(self, sightings: Rows, chosen: dict[tuple[int, int, ItemKind], datetime]) -> None:
        """chosen: when each pair was last proposed, and by the people of which of its items."""
        self._rows = {(*_pair(row), row.asked): row for row in sightings}
        counts: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
        for key, row in self._rows.items():
            acted = row.opened_at is not None or (key in chosen and chosen[key] >= row.first_seen_at)
            seen, done = counts[row.place]
            counts[row.place] = seen + 1, done + acted
        self._propensities = propensities(counts)

    def of_match(self, match: Row[Any], ending: Ending) -> Label:
        """Weighted by its place only where it was chosen from a ranking."""
        asked = CHOSEN_BY.get(match.origin)
        row = self._rows.get((*_pair(match), asked)) if asked else None
        if row is None or row.first_seen_at > match.created_at:
            return LABELS[ending]
        return acted_on(ending, self._propensity(row))

    def of_unmatched(self, matched: Iterable[Pair]) -> list[tuple[Pair, tuple[Ending, Label]]]:
        groups: dict[Pair, list[Row[Any]]] = defaultdict(list)
        for row in self._rows.values():
            groups[_pair(row)].append(row)
        labels = [(pair, self._of_group(groups[pair])) for pair in groups.keys() - set(matched)]
        return [(pair, label) for pair, label in labels if label]

    def _of_group(self, rows: list[Row[Any]]) -> tuple[Ending, Label] | None:
        """Of one pair, seen from one side or from both; None while those who saw it may still act."""
        before = clock.now() - PATIENCE
        opened = [row for row in rows if row.opened_at is not None]
        if opened:
            patient = [row for row in opened if row.opened_at <= before]
            likeliest = max(map(self._propensity, patient), default=0.0)
            return (Ending.OPENED, acted_on(Ending.OPENED, likeliest)) if patient else None
        patient = [row for row in rows if row.first_seen_at <= before]
        missed = prod(1 - examined(self._propensity(row), row.times) for row in patient)
        return (Ending.IGNORED, left_alone(1 - missed)) if patient else None

    def _propensity(self, row: Row[Any]) -> float:
        return self._propensities[min(row.place, len(self._propensities)) - 1]


def _matches() -> Rows:
    """In the order of their beginning."""
    columns = Match.need_id, Match.achievement_id, Match.state, Match.reason, Match.origin, Match.created_at
    consents = Match.need_consent_at, Match.achievement_consent_at
    query = select(*columns, *consents, Project.state.label("project")).outerjoin(Project, Project.match_id == Match.id)
    return db.session.execute(query.order_by(Match.created_at, Match.id)).all()


def _projects_without_match() -> Rows:
    named = Project.need_id.is_not(None), Project.achievement_id.is_not(None)
    query = select(Project.need_id, Project.achievement_id, Project.state)
    return db.session.execute(query.where(Project.match_id.is_(None), *named).order_by(Project.id)).all()


def _chosen(matches: Rows) -> dict[tuple[int, int, ItemKind], datetime]:
    return {(*_pair(each), CHOSEN_BY[each.origin]): each.created_at for each in matches if each.origin in CHOSEN_BY}


def _ending(match: Row[Any]) -> Ending | None:
    """None while nobody has said yes or no."""
    if match.state is MatchState.AGREED:
        return PROJECT_ENDINGS.get(match.project, Ending.AGREED)
    if match.state is MatchState.TALKING:
        return Ending.TALKING
    if match.state is MatchState.DECLINED:
        return Ending[f"DECLINED_{match.reason.name}"] if match.reason else Ending.DECLINED_OTHER
    if match.state is MatchState.LAPSED:
        talked = match.need_consent_at is not None and match.achievement_consent_at is not None
        return Ending.LAPSED_IN_TALKS if talked else Ending.LAPSED
    return None


def _pair(row: Row[Any]) -> Pair:
    return row.need_id, row.achievement_id


def _by_pair(item: tuple[Pair, Any]) -> Pair:
    return item[0]
