from datetime import date, timedelta

WEEK = 5


def working_days(since: date, until: date) -> int:
    """Mondays to Fridays after `since`, up to and with `until`; public holidays are not known here."""
    weeks, rest = divmod(max(0, (until - since).days), 7)
    return weeks * WEEK + sum((since + timedelta(days=day)).weekday() < WEEK for day in range(1, rest + 1))
