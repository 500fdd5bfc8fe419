from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import count, islice

import chinese_calendar

WEEKDAYS = 5


def working_days(since: date, until: date) -> int:
    """Working days of the Chinese calendar after `since`, up to and with `until`.

    The State Council announces holidays and make-up days a year ahead; beyond what is known Monday to Friday count.
    """
    return sum(is_working_day(since + timedelta(days=each)) for each in range(1, (until - since).days + 1))


def nth_working_day(since: date, number: int) -> date:
    """The day on which the `number`th working day after `since` is; from 1."""
    return next(islice(_working_days_after(since), number - 1, None))


@lru_cache(maxsize=4096)
def is_working_day(day: date) -> bool:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < WEEKDAYS


def _working_days_after(since: date) -> Iterator[date]:
    days = (since + timedelta(days=each) for each in count(1))
    return (day for day in days if is_working_day(day))
