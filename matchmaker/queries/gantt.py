"""Where everything stands in the picture of a project's plan: days become units of the drawing, which a template fills.

The axis covers whole months, two at least. A span reaches from the beginning of its first day to the end of its last;
a single day is marked in its middle.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from matchmaker.checks.deadlines import months_later
from models.project_enums import MilestoneState

WIDTH, LEFT, RIGHT = 720, 166, 700
TOP, ROW, FOOT = 44, 30, 8
DATE_ROOM, GAP = 76, 11
MOST_LABELS = 12
STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
LABEL_COLUMNS = 25
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Both days included."""

    first: date
    last: date


@dataclass(frozen=True)
class Stone:
    """A milestone; `earlier`: the days for which it was planned before."""

    title: str
    due_on: date
    state: MilestoneState = MilestoneState.OPEN
    done_on: date | None = None
    late: bool = False
    earlier: tuple[date, ...] = ()


@dataclass(frozen=True)
class Handed:
    """A progress report handed in."""

    day: date
    late: bool = False


@dataclass(frozen=True)
class Source:
    """`today` only as long as it matters; `earlier`: plans before a change, the latest first."""

    plan: Span | None = None
    work: Span | None = None
    earlier: Sequence[Span] = ()
    stones: Sequence[Stone] = ()
    reports: Sequence[Handed] = ()
    today: date | None = None


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    span: Span


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    day: date
    late: bool = False


@dataclass(frozen=True)
class Month:
    """`named`: has room for its name; `with_year`: and begins a year of the names."""

    x: float
    first: date
    named: bool
    with_year: bool


@dataclass(frozen=True)
class StoneRow:
    """`date_x`: where its day is written, to the left of it (`leftward`) at the end of the axis."""

    stone: Stone
    label: str
    due: Mark
    done: Mark | None
    earlier: tuple[Mark, ...]
    date_x: float
    leftward: bool


@dataclass(frozen=True)
class Chart:
    height: int
    months: tuple[Month, ...]
    today_x: float | None
    plan: Bar | None
    earlier: tuple[Bar, ...]
    work: Bar | None
    reports: tuple[Mark, ...]
    stones: tuple[StoneRow, ...]


class Scale:
    def __init__(self, days: Iterable[date]) -> None:
        known = sorted(days)
        self.first = known[0].replace(day=1)
        self.end = max(months_later(known[-1].replace(day=1), 1), months_later(self.first, 2))
        self._unit = (RIGHT - LEFT) / (self.end - self.first).days

    def begin(self, day: date) -> float:
        return round(LEFT + (day - self.first).days * self._unit, 1)

    def middle(self, day: date) -> float:
        return round(LEFT + ((day - self.first).days + 0.5) * self._unit, 1)

    def bar(self, span: Span, y: float) -> Bar:
        x = self.begin(span.first)
        return Bar(x, y, round(self.begin(span.last + ONE_DAY) - x, 1), span)

    def months(self) -> tuple[Month, ...]:
        count = (self.end.year - self.first.year) * 12 + self.end.month - self.first.month
        step = next((step for step in STEPS if count <= step * MOST_LABELS), STEPS[-1])
        found: list[Month] = []
        year = 0
        for place in range(count):
            first = months_later(self.first, place)
            named = (first.year * 12 + first.month - 1) % step == 0
            found.append(Month(self.begin(first), first, named, named and first.year != year))
            year = first.year if named else year
        return tuple(found)


def chart(source: Source) -> Chart | None:
    """None when there is nothing that has a day."""
    days = list(_days(source))
    if not days:
        return None
    scale = Scale([*days, source.today] if source.today else days)
    lines = _lines()
    return Chart(
        plan=scale.bar(source.plan, next(lines)) if source.plan else None,
        earlier=tuple(scale.bar(span, next(lines)) for span in source.earlier),
        work=scale.bar(source.work, next(lines)) if source.work else None,
        reports=_reports(source.reports, scale, next(lines)) if source.reports else (),
        stones=tuple(_stone_row(stone, scale, next(lines)) for stone in source.stones),
        months=scale.months(),
        today_x=scale.middle(source.today) if source.today else None,
        height=int(next(lines)) - ROW // 2 + FOOT,
    )


def shorten(text: str, columns: int = LABEL_COLUMNS) -> str:
    """What fits beside the drawing; a Chinese sign takes two columns."""
    if sum(map(_columns, text)) <= columns:
        return text
    left, kept = columns - 2, ""
    for sign in text:
        left -= _columns(sign)
        if left < 0:
            break
        kept += sign
    return kept.rstrip() + "…"


def _columns(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _days(source: Source) -> Iterator[date]:
    for span in (source.plan, source.work, *source.earlier):
        if span:
            yield from (span.first, span.last)
    for stone in source.stones:
        yield from (stone.due_on, stone.done_on or stone.due_on, *stone.earlier)
    yield from (report.day for report in source.reports)


def _lines() -> Iterator[float]:
    """The middles of the rows, from the top down."""
    y = TOP + ROW / 2
    while True:
        yield y
        y += ROW


def _reports(reports: Sequence[Handed], scale: Scale, y: float) -> tuple[Mark, ...]:
    return tuple(Mark(scale.middle(report.day), y, report.day, report.late) for report in reports)


def _stone_row(stone: Stone, scale: Scale, y: float) -> StoneRow:
    due = Mark(scale.middle(stone.due_on), y, stone.due_on)
    done = Mark(scale.middle(stone.done_on), y, stone.done_on) if stone.done_on else None
    earlier = tuple(Mark(scale.middle(day), y, day) for day in stone.earlier)
    drawn = [mark.x for mark in (due, done, *earlier) if mark]
    leftward = max(drawn) + DATE_ROOM > RIGHT
    beside = min(drawn) - GAP if leftward else max(drawn) + GAP
    if leftward and beside - DATE_ROOM < LEFT:  # drawn from end to end: on the line, after the planned day
        leftward, beside = False, due.x + GAP
    return StoneRow(stone, shorten(stone.title), due, done, earlier, round(beside, 1), leftward)
