from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.queries.working_days import working_days

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("until", "days"),
    [
        (MONDAY, 0),
        (date(2026, 3, 3), 1),
        (date(2026, 3, 6), 4),
        (date(2026, 3, 8), 4),
        (date(2026, 3, 9), 5),
        (date(2026, 3, 23), 15),
    ],
)
def test_the_day_itself_and_weekends_do_not_count(until, days):
    assert working_days(MONDAY, until) == days


def test_a_day_before_the_first_counts_nothing():
    assert working_days(MONDAY, date(2026, 2, 1)) == 0


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_it_is_the_number_of_weekdays_between(since, length):
    later = [date.fromordinal(since.toordinal() + day) for day in range(1, length + 1)]
    until = date.fromordinal(since.toordinal() + length)
    assert working_days(since, until) == sum(day.weekday() < 5 for day in later)
