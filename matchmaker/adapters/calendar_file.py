"""Deadlines as iCalendar files (RFC 5545), for the calendars of phones and mail programs."""

from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

ALARM = timedelta(days=-1)
PRODUCT = "-//Matchmaker//Challenge deadlines//CN"
NAME, CONTENT_TYPE = "deadline.ics", "text/calendar; charset=utf-8; method=PUBLISH"


def deadline(uid: str, title: str, moment: datetime, url: str, written_at: datetime) -> bytes:
    """One entry at `moment`, with an alarm a day before. The same `uid` again moves the entry."""
    entry = Event()
    entry.add("uid", uid)
    entry.add("summary", title)
    entry.add("dtstart", moment)
    entry.add("dtend", moment)
    entry.add("dtstamp", written_at)
    entry.add("sequence", int(written_at.timestamp()))
    entry.add("url", url)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", ALARM)
    entry.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())
