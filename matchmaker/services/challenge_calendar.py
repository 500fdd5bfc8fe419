"""The deadline of a challenge for calendars: one entry, which moves when the deadline does."""

from matchmaker.adapters import calendar_file, clock
from matchmaker.i18n import translate
from matchmaker.messages import N_
from matchmaker.services.notify import Deadline
from matchmaker.settings import settings
from models import Need

NAME = N_("揭榜截止：%(title)s")


def bid_deadline(need: Need) -> Deadline | None:
    """To go along with a notice that has %(title)s; None before a deadline is set."""
    if need.bid_deadline is None:
        return None
    return Deadline(f"bids-{need.thread}", NAME, need.bid_deadline, f"/needs/{need.id}")


def bid_deadline_file(need: Need, locale: str) -> bytes | None:
    """The same as a file for whoever asks."""
    entry = bid_deadline(need)
    if entry is None:
        return None
    title = translate(entry.name, locale, title=need.title)
    return calendar_file.deadline(entry.uid, title, entry.moment, settings["BASE_URL"] + entry.path, clock.now())
