from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.checks.working_days import is_working_day, nth_working_day, working_days

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


@pytest.mark.parametrize(
    ("since", "day"),
    [
        (MONDAY, date(2026, 3, 9)),
        # published on the eve of the national holiday: 8, 9, 10 (a make-up Saturday), 12, 13
        (date(2026, 9, 30), date(2026, 10, 13)),
        # published on the last Friday before the Spring Festival of 2026: 14 is a make-up Saturday, then 24 to 27
        (date(2026, 2, 13), date(2026, 2, 27)),
    ],
)
def test_the_fifth_working_day_after(since, day):
    assert nth_working_day(since, 5) == day


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 20))
def test_so_many_working_days_lie_between(since, number):
    day = nth_working_day(since, number)
    assert working_days(since, day) == number
    assert is_working_day(day)
