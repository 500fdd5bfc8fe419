import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("MATCHMAKER_ENV", "testing")
os.environ.setdefault("MATCHMAKER_INSTANCE", tempfile.mkdtemp(prefix="matchmaker-test-"))
if "TEST_DATABASE_URL" in os.environ:
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
os.environ.setdefault(
    "MATCHMAKER_ENCODER",
    os.environ.get("MATCHMAKER_TEST_ENCODER", str(Path(__file__).parent.parent / "instance" / "encoder")),
)

import pytest
from flask import Flask, g, request_started
from sqlalchemy import text

from matchmaker import create_app
from matchmaker.search import replica
from models import Base, db, sqlite
from tests.factories import reference


@pytest.fixture(scope="session")
def _app() -> Iterator[Flask]:
    app = create_app({"WTF_CSRF_ENABLED": False, "SERVER_NAME": "localhost"})
    app.before_request(_forget_person)
    with app.app_context():
        db.drop_all()
        db.create_all()
    request_started.connect(_forget_last_request, app)
    yield app
    with app.app_context():
        db.engine.dispose()


def _forget_last_request(*_: object, **__: object) -> None:
    """The context of a test outlives its requests: who asked last, and in which language, must not."""
    vars(g._get_current_object()).clear()


@pytest.fixture
def app(_app: Flask):
    """The application on an empty database that holds only the taxonomy."""
    sqlite.writing.set(True)
    with _app.app_context():
        _empty()
        reference.load()
        yield _app
        db.session.remove()


@pytest.fixture
def client(app: Flask):
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask):
    """sign_in(user) → a client of that person."""

    def _sign_in(user):
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = user.get_id(), True
        return client

    return _sign_in


def _forget_person() -> None:
    """Requests of a test share its application context, in which Flask-Login keeps who signed in first."""
    g.pop("_login_user", None)


def _empty() -> None:
    db.session.rollback()
    tables = [table.name for table in reversed(Base.metadata.sorted_tables)]
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("TRUNCATE " + ", ".join(f'"{name}"' for name in tables) + " RESTART IDENTITY CASCADE"))
    else:
        for name in tables:
            db.session.execute(text(f'DELETE FROM "{name}"'))
    db.session.commit()
    # what this process remembers of the index belongs to the emptied database
    replica.forget()
