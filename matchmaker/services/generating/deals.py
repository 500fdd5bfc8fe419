"""What each project is, drawn once: its parties, its days, its money. Matches and all rows follow from it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from matchmaker.checks.deadlines import period_of, report_due_on
from matchmaker.services.generating.world import World
from models.enums import ProjectState as S
from models.project_enums import ReportingPeriod

STATES = (S.RUNNING, S.COMPLETED, S.SIGNED, S.NEGOTIATING, S.ACCEPTANCE, S.SUSPENDED, S.TERMINATED)
LATE = 0.08
WEIGHTS = (45, 30, 8, 7, 4, 3, 3)
BEGUN = (S.RUNNING, S.COMPLETED, S.ACCEPTANCE, S.SUSPENDED, S.TERMINATED)


@dataclass(frozen=True)
class Deal:
    """`periods`: first days of those for which it owes a report, the latest last; of these `owed` are not there yet."""

    number: int
    state: S
    rhythm: ReportingPeriod
    agreed_on: date
    signed_on: date | None
    started_on: date | None
    ends_on: date
    completed_on: date | None
    amount: Decimal
    periods: tuple[date, ...]
    owed: int = 0

    def percent(self, place: int) -> int:
        """What was reported for the period at this place, from 0; -1 is before the first."""
        last = place == len(self.periods) - 1
        return 100 if self.state is S.COMPLETED and last else 90 * (place + 1) // max(1, len(self.periods))

    @property
    def reported(self) -> int:
        return self.percent(len(self.periods) - self.owed - 1)


def deals(world: World) -> list[Deal]:
    states = [world.pick(STATES, WEIGHTS) for _ in range(world.size.projects)]
    begun = sum(state in BEGUN for state in states) or 1
    reports = world.size.reports / begun
    return [_deal(world, number, state, reports) for number, state in enumerate(states)]


def _deal(world: World, number: int, state: S, reports: float) -> Deal:
    rhythm = world.pick(tuple(ReportingPeriod), (70, 30))
    amount = Decimal(world.amount())
    if state not in BEGUN:
        agreed = world.day(90, 10)
        signed = agreed + timedelta(days=7) if state is S.SIGNED else None
        return Deal(number, state, rhythm, agreed, signed, None, agreed + timedelta(days=400), None, amount, ())
    last = world.today if state in (S.RUNNING, S.SUSPENDED) else world.day(600, 5)
    periods = _periods(rhythm, last, max(1, round(world.random.gauss(reports, reports / 8))))
    started = periods[0]
    ends = last + timedelta(days=200) if state in (S.RUNNING, S.SUSPENDED) else last + timedelta(days=20)
    completed = last if state is S.COMPLETED else None
    signed = started - timedelta(days=10)
    agreed, owed = signed - timedelta(days=20), _owed(world, state, rhythm, periods)
    return Deal(number, state, rhythm, agreed, signed, started, ends, completed, amount, periods, owed)


def _owed(world: World, state: S, rhythm: ReportingPeriod, periods: tuple[date, ...]) -> int:
    """Those that are not due yet, and now and then one that is."""
    if state is not S.RUNNING:
        return 0
    open_now = sum(report_due_on(rhythm, period_of(rhythm, start)[1]) >= world.today for start in periods)
    return min(len(periods), open_now + (world.random.random() < LATE))


def _periods(rhythm: ReportingPeriod, last: date, count: int) -> tuple[date, ...]:
    found, day = [], last
    for _ in range(count):
        start = period_of(rhythm, day)[0]
        found.append(start)
        day = start - timedelta(days=1)
    return tuple(reversed(found))


def days_before(world: World, found: list[Deal], count: int) -> list[date]:
    """When `count` items were published: those of the deals some weeks before, the others some day."""
    own = [deal.agreed_on - timedelta(days=world.random.randrange(75, 200)) for deal in found]
    return own + [world.day() for _ in range(count - len(own))]
