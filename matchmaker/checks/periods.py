"""The periods that reports are about: week (Monday to Sunday), month, half-year, year."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from matchmaker.checks.deadlines import months_later, period_of
from matchmaker.messages import N_
from models.project_enums import ReportingPeriod, SnapshotKind

MONTHS = {SnapshotKind.MONTHLY: 1, SnapshotKind.HALF_YEAR: 6, SnapshotKind.YEAR: 12}
WEEK, WEEKS_OF_A_YEAR = timedelta(days=7), 52


class Sentence(NamedTuple):
    """Marked with N_, and what fills it."""

    message: str
    params: dict[str, int]


@dataclass(frozen=True)
class Period:
    """Both days included."""

    kind: SnapshotKind
    since: date
    until: date

    @property
    def previous(self) -> "Period":
        return period_with(self.kind, self.since - timedelta(days=1))

    @property
    def year_before(self) -> "Period":
        """Of a week the one 52 weeks earlier, so that like days are compared."""
        if self.kind is SnapshotKind.WEEKLY:
            return period_with(self.kind, self.since - WEEKS_OF_A_YEAR * WEEK)
        return period_with(self.kind, months_later(self.since, -12))

    @property
    def name(self) -> Sentence:
        """As officials write it: 2026年上半年, 2026年第47周."""
        if self.kind is SnapshotKind.WEEKLY:
            year, week, _ = self.since.isocalendar()
            return Sentence(N_("%(year)s年第%(week)s周"), {"year": year, "week": week})
        if self.kind is SnapshotKind.HALF_YEAR:
            half = N_("%(year)s年上半年") if self.since.month == 1 else N_("%(year)s年下半年")
            return Sentence(half, {"year": self.since.year})
        if self.kind is SnapshotKind.MONTHLY:
            return Sentence(N_("%(year)s年%(month)s月"), {"year": self.since.year, "month": self.since.month})
        return Sentence(N_("%(year)s年"), {"year": self.since.year})


def period_with(kind: SnapshotKind, day: date) -> Period:
    """The period of this kind in which `day` lies."""
    if kind is SnapshotKind.WEEKLY:
        return Period(kind, *period_of(ReportingPeriod.WEEK, day))
    length = MONTHS[kind]
    first = date(day.year, (day.month - 1) // length * length + 1, 1)
    return Period(kind, first, months_later(first, length) - timedelta(days=1))
