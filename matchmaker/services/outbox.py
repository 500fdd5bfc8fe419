"""Mail to a person in the person's language, handed over in the background once the work is stored.

Nobody waits for a mail server, and how long an answer takes does not tell whether a mail was sent.
"""

import atexit
import logging
import threading
from typing import Any

from matchmaker.adapters import mail
from matchmaker.i18n import translate
from matchmaker.services.unit import after_commit
from matchmaker.settings import settings
from models import User

logger = logging.getLogger(__name__)
_running: set[threading.Thread] = set()


def write_to(user: User, subject: str, text: str, *, calendar: bytes | None = None, **params: object) -> None:
    """`subject` and `text` are marked with N_; both may use `params`. `calendar`: an iCalendar file to go with it."""
    address = user.email
    filled = [translate(message, user.locale, **params) for message in (subject, text)]
    after_commit(lambda: _start(address, *filled, calendar))


def drain(seconds: float = 15) -> None:
    """Wait for the mails under way."""
    for thread in list(_running):
        thread.join(seconds)


def _start(*letter: Any) -> None:
    thread = threading.Thread(target=_send, args=letter, daemon=True)
    _running.add(thread)
    thread.start()


def _send(*letter: Any) -> None:
    try:
        mail.send(settings, *letter)
    except Exception:
        logger.exception("mail could not be handed over")
    finally:
        _running.discard(threading.current_thread())


atexit.register(drain)
