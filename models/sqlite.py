"""SQLite as a database for several processes: WAL, enforced foreign keys, waiting instead of failing."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy import Engine, event

BUSY_MILLISECONDS = 15_000
CACHE_KILOBYTES = 32 * 1024

# A transaction that will write says so at its start: one that turns from reading to writing half way fails
# at once (SQLITE_BUSY_SNAPSHOT) when another process has written in between, however long it would wait.
writing: ContextVar[bool] = ContextVar("writing", default=False)


@contextmanager
def reading() -> Iterator[None]:
    """Transactions begun in here only read, so they do not wait for the one that is writing."""
    token = writing.set(False)
    try:
        yield
    finally:
        writing.reset(token)


@contextmanager
def declared_writing() -> Iterator[None]:
    """Transactions begun in here write."""
    token = writing.set(True)
    try:
        yield
    finally:
        writing.reset(token)


def configure(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _connect(connection, _record):  # type: ignore[no-untyped-def]
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_MILLISECONDS}",
            "synchronous=NORMAL",
            f"cache_size=-{CACHE_KILOBYTES}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection):  # type: ignore[no-untyped-def]
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")
