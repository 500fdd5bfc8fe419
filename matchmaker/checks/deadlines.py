"""When something is due, and its traffic light. Every page, list, reminder and figure asks here."""

from calendar import monthrange
from datetime import date, timedelta
from enum import Enum

from matchmaker.checks.working_days import nth_working_day, working_days
from models.project_enums import Light, Reminder, ReportingPeriod

REPORT_DAYS = {ReportingPeriod.WEEK: 1, ReportingPeriod.MONTH: 3}
REGISTRATION_DAYS = 15
ESCALATE_DAYS = 5
FOLLOW_UP_MONTHS = (6, 12)
FOLLOW_UP_DAYS = 30


class Duty(Enum):
    """What can be late; the value is how many days before the due day it counts as due soon."""

    REPORT = 2
    REGISTRATION = 5
    PAYMENT = 7
    MILESTONE = 14
    FOLLOW_UP = 10


def period_of(reporting: ReportingPeriod, day: date) -> tuple[date, date]:
    """First and last day of the week (Monday to Sunday) or month in which `day` lies."""
    if reporting is ReportingPeriod.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def report_due_on(reporting: ReportingPeriod, period_end: date) -> date:
    """The first working day after a week, the third after a month."""
    return nth_working_day(period_end, REPORT_DAYS[reporting])


def registration_due_on(signed_on: date) -> date:
    """技术合同登记: the fifteenth working day after the signing."""
    return nth_working_day(signed_on, REGISTRATION_DAYS)


def working_days_left(due_on: date, today: date) -> int:
    """0 on the due day, negative beyond it: a weekend after the due day is late by one already."""
    return working_days(today, due_on) if today <= due_on else -max(1, working_days(due_on, today))


def light(duty: Duty, due_on: date, today: date, *, done: bool = False) -> Light:
    """The due day itself is still in time."""
    if done:
        return Light.DONE
    if today > due_on:
        return Light.OVERDUE
    return Light.DUE_SOON if due_on <= soon_until(duty, today) else Light.ON_TIME


def soon_until(duty: Duty, today: date) -> date:
    """Whatever is due up to this day is due soon: for filters in SQL on a `due_on` column."""
    return today + timedelta(days=duty.value)


def signed_until(today: date, *, overdue: bool) -> date:
    """The latest day of signing whose registration is overdue (or else due soon) today: for filters on `signed_on`."""
    return signed_by(today - timedelta(days=1) if overdue else soon_until(Duty.REGISTRATION, today))


def signed_by(due_until: date) -> date:
    """The latest day of signing whose registration is due on or before that day."""
    day = due_until
    while registration_due_on(day) > due_until:
        day -= timedelta(days=1)
    return day


def escalates(due_on: date, today: date) -> bool:
    """Overdue for more than ESCALATE_DAYS working days: the owner of the organization and the officer hear of it."""
    return today > due_on and working_days(due_on, today) > ESCALATE_DAYS


def escalated_until(today: date) -> date:
    """The latest due day that escalates today."""
    day = today
    while not escalates(day, today):
        day -= timedelta(days=1)
    return day


def reminder(duty: Duty, due_on: date, today: date) -> Reminder:
    """How far reminding should have gone today."""
    if escalates(due_on, today):
        return Reminder.ESCALATED
    if today > due_on:
        return Reminder.AFTER
    return Reminder.BEFORE if due_on <= soon_until(duty, today) else Reminder.NONE


def months_later(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
