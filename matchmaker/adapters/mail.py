"""Mail leaves through one of three backends: `file` (default, a folder of .eml), `console`, `smtp`."""

import smtplib
import sys
import uuid
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from matchmaker.adapters.calendar_file import NAME

SMTP_SECONDS = 10


def compose(
    settings: Mapping[str, Any], to: str, subject: str, text: str, calendar: bytes | None = None
) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings["MAIL_SENDER"], to, subject
    message.set_content(text)
    if calendar is not None:
        message.add_attachment(
            calendar, maintype="text", subtype="calendar", filename=NAME, params={"method": "PUBLISH"}
        )
    return message


def send(settings: Mapping[str, Any], to: str, subject: str, text: str, calendar: bytes | None = None) -> None:
    """`calendar`: an iCalendar file to go with it. Raises OSError or SMTPException when it could not be handed over."""
    BACKENDS[settings["MAIL_BACKEND"]](settings, compose(settings, to, subject, text, calendar))


def _to_file(settings: Mapping[str, Any], message: EmailMessage) -> None:
    folder = Path(settings["MAIL_FOLDER"])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{uuid.uuid4().hex}.eml").write_bytes(bytes(message))


def _to_console(settings: Mapping[str, Any], message: EmailMessage) -> None:
    print(message["To"], message["Subject"], message.get_content(), sep="\n", file=sys.stderr)


def _to_smtp(settings: Mapping[str, Any], message: EmailMessage) -> None:
    with smtplib.SMTP(settings["SMTP_HOST"], settings["SMTP_PORT"], timeout=SMTP_SECONDS) as server:
        if settings["SMTP_TLS"]:
            server.starttls()
        if settings["SMTP_USER"]:
            server.login(settings["SMTP_USER"], settings["SMTP_PASSWORD"])
        server.send_message(message)


BACKENDS = {"file": _to_file, "console": _to_console, "smtp": _to_smtp}
