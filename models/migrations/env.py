"""Runs the migrations inside the application, on its database."""

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


def run() -> None:
    if context.is_offline_mode():
        context.configure(url=str(db.engine.url), target_metadata=db.metadata, literal_binds=True)
        with context.begin_transaction():
            context.run_migrations()
        return
    with db.engine.connect() as connection:
        options = current_app.extensions["migrate"].configure_args
        context.configure(
            connection=connection, target_metadata=db.metadata, render_item=plain_types, **options
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
