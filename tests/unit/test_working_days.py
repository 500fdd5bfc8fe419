from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.queries.working_days import working_days

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (MONDAY, MONDAY, 0),
        (MONDAY, date(2026, 3, 3), 1),
        (MONDAY, date(2026, 3, 8), 4),
        (MONDAY, date(2026, 3, 9), 5),
        (MONDAY, date(2026, 3, 23), 15),
        (MONDAY, date(2026, 2, 1), 0),
        # the week of the national holiday does not count, its make-up Saturday does
        (date(2026, 9, 30), date(2026, 10, 7), 0),
        (date(2026, 10, 8), date(2026, 10, 10), 2),
    ],
)
def test_weekends_and_holidays_do_not_count_and_make_up_days_do(since, until, days):
    assert working_days(since, until) == days


@given(st.dates(date(2040, 1, 1), date(2045, 1, 1)), st.integers(0, 60))
def test_in_years_not_announced_yet_weekdays_count(since, length):
    later = [since + timedelta(days=day) for day in range(1, length + 1)]
    assert working_days(since, since + timedelta(days=length)) == sum(day.weekday() < 5 for day in later)
