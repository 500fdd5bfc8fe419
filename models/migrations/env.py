"""Runs the migrations inside the application, on its database."""

from alembic import context
from flask import current_app

from models import db


def run() -> None:
    if context.is_offline_mode():
        context.configure(url=str(db.engine.url), target_metadata=db.metadata, literal_binds=True)
        with context.begin_transaction():
            context.run_migrations()
        return
    with db.engine.connect() as connection:
        options = current_app.extensions["migrate"].configure_args
        context.configure(connection=connection, target_metadata=db.metadata, **options)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
