"""序时进度: how far a yearly target should be by the calendar, and how far it is."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models.project_enums import Standing


@dataclass(frozen=True)
class Pace:
    """Shares of the goal: what the calendar asks for, 0 to 1, and what there is, which may be more than 1."""

    expected: float
    reached: float
    standing: Standing


def elapsed(year: int, today: date) -> Fraction:
    """The share of the year's days up to and including today: 1/365 on the first of January, 1 on the last day."""
    if today.year != year:
        return Fraction(1 if today.year > year else 0)
    days = date(year, 12, 31).timetuple().tm_yday
    return Fraction(today.timetuple().tm_yday, days)


def pace(year: int, today: date, goal: Decimal, actual: Decimal) -> Pace:
    """`goal` is more than zero."""
    expected, reached = elapsed(year, today), Fraction(actual) / Fraction(goal)
    return Pace(float(expected), float(reached), _standing(expected, reached))


def _standing(expected: Fraction, reached: Fraction) -> Standing:
    if reached >= 1:
        return Standing.REACHED
    if expected in (0, 1):
        return Standing.MISSED if expected else Standing.NOT_BEGUN
    return Standing.AHEAD if reached >= expected else Standing.BEHIND
