"""Runs the migrations inside the application, on its database."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import context
from flask import current_app

from models import db
from models.types import Money, UtcDateTime


def plain_types(kind: str, value: object, _context: object) -> str | bool:
    """A migration must mean the same in years, whatever becomes of our own column types."""
    if kind != "type":
        return False
    if isinstance(value, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(value, Money):
        return "sa.BigInteger()"
    return f"sa.String({value.length})" if isinstance(value, sa.Enum) else False


@contextmanager
def unwatched_keys(connection: sa.Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew, during which other tables refer to nothing; checked at the end."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        if broken := driver.execute("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError(f"rows that refer to nothing after the migration: {broken[:5]}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    if context.is_offline_mode():
        context.configure(url=str(db.engine.url), target_metadata=db.metadata, literal_binds=True)
        with context.begin_transaction():
            context.run_migrations()
        return
    with db.engine.connect() as connection, unwatched_keys(connection):
        options = current_app.extensions["migrate"].configure_args
        context.configure(
            connection=connection, target_metadata=db.metadata, render_item=plain_types, **options
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
