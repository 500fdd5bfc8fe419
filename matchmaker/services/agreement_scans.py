"""Scans that come with a step of an agreement, in the same transaction."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from matchmaker.services.attachments import discard, keep
from models import Agreement, Attachment, User, db

Files = Iterable[tuple[str, BinaryIO]]


@contextmanager
def kept(agreement: Agreement, files: Files, actor: User) -> Iterator[None]:
    """Scans handed in with a step; out of the storage again if it is not stored."""
    db.session.flush()  # to keep a file reads the agreement anew
    rows: list[Attachment] = []
    try:
        for name, stream in files:
            rows.append(keep(agreement, name, stream, actor))
        yield
    except BaseException:
        discard(rows)
        raise
