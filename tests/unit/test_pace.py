"""序时进度 at the edges of the calendar."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from matchmaker.checks.pace import elapsed, pace
from models.project_enums import Standing


@pytest.mark.parametrize(
    ("year", "today", "share"),
    [
        (2026, date(2026, 1, 1), Fraction(1, 365)),
        (2026, date(2026, 7, 2), Fraction(183, 365)),
        (2026, date(2026, 12, 30), Fraction(364, 365)),
        (2026, date(2026, 12, 31), 1),
        (2028, date(2028, 2, 29), Fraction(60, 366)),
        (2028, date(2028, 12, 31), 1),
        (2026, date(2025, 12, 31), 0),
        (2026, date(2027, 1, 1), 1),
    ],
)
def test_the_share_of_the_year_that_has_passed(year, today, share):
    assert elapsed(year, today) == share


@pytest.mark.parametrize(
    ("today", "goal", "actual", "standing"),
    [
        (date(2026, 1, 1), "365", "0", Standing.BEHIND),
        (date(2026, 1, 1), "365", "1", Standing.AHEAD),
        (date(2026, 7, 2), "365", "182", Standing.BEHIND),
        (date(2026, 7, 2), "365", "183", Standing.AHEAD),
        (date(2026, 7, 2), "3.65", "1.83", Standing.AHEAD),
        (date(2026, 7, 2), "230", "230", Standing.REACHED),
        (date(2026, 12, 31), "230", "229", Standing.MISSED),
        (date(2026, 12, 31), "230", "231", Standing.REACHED),
        (date(2027, 3, 1), "230", "229", Standing.MISSED),
        (date(2025, 3, 1), "230", "0", Standing.NOT_BEGUN),
    ],
)
def test_where_a_target_stands(today, goal, actual, standing):
    assert pace(2026, today, Decimal(goal), Decimal(actual)).standing is standing


def test_shares_of_the_goal():
    found = pace(2026, date(2026, 8, 14), Decimal(50), Decimal(24))
    assert (round(found.expected, 2), found.reached) == (0.62, 0.48)
    assert pace(2026, date(2026, 8, 14), Decimal(50), Decimal(60)).reached == 1.2
