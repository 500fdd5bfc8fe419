from datetime import date, timedelta

import chinese_calendar

WEEKDAYS = 5


def working_days(since: date, until: date) -> int:
    """Working days of the Chinese calendar after `since`, up to and with `until`.

    The State Council announces holidays and make-up days a year ahead; beyond what is known Monday to Friday count.
    """
    days = (since + timedelta(days=count) for count in range(1, (until - since).days + 1))
    return sum(is_working_day(day) for day in days)


def is_working_day(day: date) -> bool:
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        return day.weekday() < WEEKDAYS
