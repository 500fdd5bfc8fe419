from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

CITY_ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The server's clock, aware, UTC: the only source of time for deadlines."""
    return datetime.now(UTC)


def today() -> date:
    return now().astimezone(CITY_ZONE).date()


def end_of_day(day: date) -> datetime:
    """The last second of a day in the city: a deadline given as a date includes that day."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=CITY_ZONE).astimezone(UTC)


def days_until(day: date) -> int:
    """Of the city; negative when past."""
    return (day - today()).days


def remaining(moment: datetime) -> timedelta:
    """How long until then; negative when past."""
    return moment - now()
