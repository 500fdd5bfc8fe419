"""Mail to a person in the person's language, handed over in the background once the work is stored.

Nobody waits for a mail server, and how long an answer takes does not tell whether a mail was sent.
"""

import logging
from concurrent import futures
from typing import Any

from matchmaker.adapters import mail
from matchmaker.i18n import translate
from matchmaker.services.unit import after_commit
from matchmaker.settings import settings
from models import User

AT_ONCE = 4
logger = logging.getLogger(__name__)
_clerks = futures.ThreadPoolExecutor(AT_ONCE, thread_name_prefix="mail")
_running: set[futures.Future[None]] = set()


def write_to(user: User, subject: str, text: str, *, calendar: bytes | None = None, **params: object) -> None:
    """`subject` and `text` are marked with N_; both may use `params`. `calendar`: an iCalendar file to go with it."""
    address = user.email
    filled = [translate(message, user.locale, **params) for message in (subject, text)]
    after_commit(lambda: _start(address, *filled, calendar))


def drain(seconds: float = 15) -> None:
    """Wait for the mails under way. A process that ends hands over what is left by itself."""
    futures.wait(list(_running), timeout=seconds)


def _start(*letter: Any) -> None:
    sending = _clerks.submit(_send, *letter)
    _running.add(sending)
    sending.add_done_callback(_running.discard)


def _send(*letter: Any) -> None:
    try:
        mail.send(settings, *letter)
    except Exception:
        logger.exception("mail could not be handed over")
