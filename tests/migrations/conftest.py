import os
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from matchmaker import create_app
from models import db, sqlite

SCHEMA = "_".join(filter(None, ("migration_test", os.environ.get("PYTEST_XDIST_WORKER"))))


@pytest.fixture
def empty(tmp_path) -> Iterator[Flask]:
    """The application on a database without a single table (on PostgreSQL: a schema of its own)."""
    given = os.environ.get("TEST_DATABASE_URL", "")
    if given:
        _new_schema(given)
    url = sa.make_url(given).update_query_dict({"options": f"-csearch_path={SCHEMA}"}) if given else None
    app = create_app(
        {"SQLALCHEMY_DATABASE_URI": url or f"sqlite:///{tmp_path / 'migrated.db'}", "SERVER_NAME": "localhost"}
    )
    sqlite.writing.set(True)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def _new_schema(url: str) -> None:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.text(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"))
        connection.execute(sa.text(f"CREATE SCHEMA {SCHEMA}"))
