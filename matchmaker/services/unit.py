"""One use case, one commit."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from matchmaker.errors import Conflict, Invalid
from matchmaker.messages import N_
from models.base import Base, Timestamped, Versioned, db

LOG = logging.getLogger(__name__)
AFTER = "after_commit_hooks"
ALREADY_THERE = N_("已有相同的记录，请勿重复提交。")


def after_commit(hook: Callable[[], None]) -> None:
    """Run `hook` once the work is safely stored (mail, replicas); dropped if it is not."""
    db.session.info.setdefault(AFTER, []).append(hook)


def commit(duplicate: str = ALREADY_THERE, field: str = "") -> None:
    """Store the use case. `duplicate` is said when a unique rule of the database is hit."""
    try:
        db.session.commit()
    except StaleDataError as error:
        abandon()
        raise Conflict() from error
    except IntegrityError as error:
        abandon()
        raise Invalid(duplicate, field=field) from error
    for hook in db.session.info.pop(AFTER, []):
        _follow(hook)


def _follow(hook: Callable[[], None]) -> None:
    """What fails here must not look as if the work had failed: it is stored."""
    try:
        hook()
    except Exception:
        LOG.exception("stored, but what was to follow failed")


def abandon() -> None:
    """Nothing of the work so far, and nothing of what was to follow."""
    db.session.rollback()
    db.session.info.pop(AFTER, None)


def expect_version(row: Versioned, version: int | None) -> None:
    """Refuse when the form was opened on an older version of the row."""
    if version is not None and row.version != version:
        raise Conflict()


def stamp(session: Session, moment: datetime) -> None:
    for row in session.new | session.dirty:
        if isinstance(row, Timestamped):
            row.created_at = row.created_at or moment
            row.updated_at = moment


def lock(row: Base) -> None:
    """Read the row again, locked until the commit (SQLite has one writer anyway). Raises Conflict when it is gone."""
    try:
        db.session.refresh(row, with_for_update={"of": type(row)})
    except InvalidRequestError as error:
        raise Conflict() from error


def replace_rows(rows: list[object], fresh: Iterable[object]) -> None:
    """Set the rows of a table-like field anew, numbered from 1 in their order."""
    fresh = list(fresh)
    for position, row in enumerate(fresh, 1):
        row.position = position  # type: ignore[attr-defined]
    rows[:] = fresh


def stamp_on_flush(now: Callable[[], datetime]) -> None:
    @event.listens_for(Session, "before_flush")
    def _stamp(session: Session, *_: object) -> None:
        stamp(session, now())
