"""The days on which something is due, at the edges of the calendar. The holidays are those of 2025 and 2026 as the
State Council announced them; 2028 is not announced, so Monday to Friday count there."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.checks.deadlines import (
    Duty,
    escalated_until,
    escalates,
    light,
    months_later,
    period_of,
    registration_due_on,
    reminder,
    report_due_on,
    signed_by,
    signed_until,
    soon_until,
    working_days_left,
)
from models.project_enums import Light, Reminder, ReportingPeriod

WEEK, MONTH = ReportingPeriod.WEEK, ReportingPeriod.MONTH
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
DUTIES = st.sampled_from(list(Duty))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("reporting", "today", "first", "last"),
    [
        (WEEK, "2026-06-01", "2026-06-01", "2026-06-07"),  # a Monday is the first day of its week
        (WEEK, "2026-06-07", "2026-06-01", "2026-06-07"),  # a Sunday the last
        (WEEK, "2026-12-31", "2026-12-28", "2027-01-03"),  # over the new year
        (WEEK, "2027-01-01", "2026-12-28", "2027-01-03"),
        (WEEK, "2028-02-29", "2028-02-28", "2028-03-05"),
        (MONTH, "2026-12-31", "2026-12-01", "2026-12-31"),
        (MONTH, "2027-01-01", "2027-01-01", "2027-01-31"),
        (MONTH, "2026-02-01", "2026-02-01", "2026-02-28"),
        (MONTH, "2028-02-29", "2028-02-01", "2028-02-29"),
        (MONTH, "2026-04-30", "2026-04-01", "2026-04-30"),
    ],
)
def test_the_period_in_which_a_day_lies(reporting, today, first, last):
    assert period_of(reporting, day(today)) == (day(first), day(last))


@given(st.sampled_from(ReportingPeriod), DAYS)
def test_periods_follow_each_other_without_a_gap(reporting, today):
    first, last = period_of(reporting, today)
    assert first <= today <= last
    assert period_of(reporting, last + timedelta(days=1))[0] == last + timedelta(days=1)


@pytest.mark.parametrize(
    ("reporting", "last", "due"),
    [
        (WEEK, "2026-06-07", "2026-06-08"),
        (WEEK, "2026-10-04", "2026-10-08"),  # 国庆: until the 7th nobody works
        (WEEK, "2026-02-15", "2026-02-24"),  # 春节: until the 23rd
        (WEEK, "2026-09-27", "2026-09-28"),
        (WEEK, "2025-09-21", "2025-09-22"),
        (WEEK, "2027-01-03", "2027-01-04"),
        (MONTH, "2026-09-30", "2026-10-10"),  # 8, 9 and the make-up Saturday
        (MONTH, "2025-09-30", "2025-10-11"),  # the make-up Saturday is the third
        (MONTH, "2026-01-31", "2026-02-04"),
        (MONTH, "2025-12-31", "2026-01-06"),  # 4 January is a make-up Sunday, after three days off: 4, 5, 6
        (MONTH, "2026-04-30", "2026-05-08"),
        (MONTH, "2028-02-29", "2028-03-03"),
        (MONTH, "2026-02-28", "2026-03-04"),
    ],
)
def test_the_day_on_which_a_report_is_due(reporting, last, due):
    assert report_due_on(reporting, day(last)) == day(due)


@pytest.mark.parametrize(
    ("signed", "due"),
    [
        ("2026-03-02", "2026-03-23"),
        ("2026-03-07", "2026-03-27"),  # signed on a Saturday
        ("2026-09-18", "2026-10-15"),  # over 中秋 and 国庆, with two make-up days
        ("2026-02-06", "2026-03-05"),  # over 春节, with two make-up Saturdays
        ("2025-01-20", "2025-02-14"),  # over 春节, with a make-up Sunday and Saturday
        ("2026-12-21", "2027-01-11"),
        ("2028-02-08", "2028-02-29"),  # on the leap day
    ],
)
def test_fifteen_working_days_from_the_signing(signed, due):
    assert registration_due_on(day(signed)) == day(due)


DUE = date(2026, 6, 10)


@pytest.mark.parametrize("duty", Duty)
@pytest.mark.parametrize(
    ("days", "shown", "told"),
    [
        (-1, Light.ON_TIME, Reminder.NONE),
        (0, Light.DUE_SOON, Reminder.BEFORE),
    ],
)
def test_it_turns_due_soon_so_many_days_before(duty, days, shown, told):
    today = DUE - timedelta(days=duty.value) + timedelta(days=days)
    assert light(duty, DUE, today) is shown
    assert reminder(duty, DUE, today) is told


@pytest.mark.parametrize("duty", Duty)
def test_the_due_day_is_in_time_and_the_day_after_is_not(duty):
    assert light(duty, DUE, DUE) is Light.DUE_SOON
    assert reminder(duty, DUE, DUE) is Reminder.BEFORE
    assert light(duty, DUE, DUE + timedelta(days=1)) is Light.OVERDUE
    assert reminder(duty, DUE, DUE + timedelta(days=1)) is Reminder.AFTER
    assert light(duty, DUE, DUE + timedelta(days=400), done=True) is Light.DONE


def test_what_is_due_on_the_leap_day_is_late_in_march():
    leap_day = date(2028, 2, 29)
    assert light(Duty.REPORT, leap_day, leap_day) is Light.DUE_SOON
    assert light(Duty.REPORT, leap_day, date(2028, 3, 1)) is Light.OVERDUE
    assert light(Duty.MILESTONE, leap_day, date(2028, 2, 15)) is Light.DUE_SOON
    assert light(Duty.MILESTONE, leap_day, date(2028, 2, 14)) is Light.ON_TIME


@pytest.mark.parametrize(
    ("due", "last_quiet", "first_loud"),
    [
        ("2026-06-10", "2026-06-17", "2026-06-18"),  # a Wednesday: five working days, then it is the sixth
        ("2026-09-30", "2026-10-13", "2026-10-14"),  # 8, 9, 10 (make-up), 12, 13
        ("2026-02-13", "2026-02-27", "2026-02-28"),  # 14 (make-up), 24 to 27, and 28 is a make-up Saturday
        ("2026-12-31", "2027-01-07", "2027-01-08"),
    ],
)
def test_it_escalates_after_five_working_days(due, last_quiet, first_loud):
    assert not escalates(day(due), day(last_quiet))
    assert escalates(day(due), day(first_loud))
    assert reminder(Duty.REPORT, day(due), day(last_quiet)) is Reminder.AFTER
    assert reminder(Duty.REPORT, day(due), day(first_loud)) is Reminder.ESCALATED


def test_what_is_not_yet_due_never_escalates():
    assert not escalates(DUE, DUE - timedelta(days=30)) and not escalates(DUE, DUE)


@pytest.mark.parametrize(
    ("since", "months", "until"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-12-31", 6, "2027-06-30"),
        ("2026-01-15", 12, "2027-01-15"),
    ],
)
def test_months_later_is_the_same_day_or_the_last(since, months, until):
    assert months_later(day(since), months) == day(until)


@given(DUTIES, DAYS, st.integers(-60, 60))
def test_a_filter_by_day_finds_what_the_light_shows(duty, today, distance):
    due = today + timedelta(days=distance)
    assert (due <= soon_until(duty, today)) == (light(duty, due, today) in (Light.DUE_SOON, Light.OVERDUE))


@settings(deadline=None)
@given(DAYS, st.integers(0, 60))
def test_a_filter_by_the_day_of_signing_finds_what_the_light_shows(today, distance):
    signed = today - timedelta(days=distance)
    shown = light(Duty.REGISTRATION, registration_due_on(signed), today)
    assert (signed <= signed_until(today, overdue=True)) == (shown is Light.OVERDUE)
    assert (signed <= signed_until(today, overdue=False)) == (shown is not Light.ON_TIME)
    assert (signed <= signed_by(today)) == (registration_due_on(signed) <= today)


@settings(deadline=None)
@given(DAYS, st.integers(0, 30))
def test_a_filter_by_day_finds_what_escalates(today, distance):
    due = today - timedelta(days=distance)
    assert (due <= escalated_until(today)) == escalates(due, today)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        ("2026-11-18", 2),
        ("2026-11-20", 0),
        ("2026-11-21", -1),
        ("2026-11-22", -1),
        ("2026-11-23", -1),
        ("2026-11-24", -2),
    ],
)
def test_after_the_due_day_no_day_is_left_at_weekends_either(today, left):
    """Due on a Friday."""
    assert working_days_left(day("2026-11-20"), day(today)) == left
