import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url

# One of several processes of pytest-xdist: a folder and a schema of its own, and one thread beside the others.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if WORKER:
    os.environ["OMP_NUM_THREADS"] = "1"  # not OMP_THREAD_LIMIT: torch counts on the threads it asks for

os.environ.setdefault("MATCHMAKER_ENV", "testing")
os.environ.setdefault("MATCHMAKER_INSTANCE", tempfile.mkdtemp(prefix="matchmaker-test-"))
if Path(os.environ["MATCHMAKER_INSTANCE"]).name != WORKER:  # whoever imports from here may do so under another name
    os.environ["MATCHMAKER_INSTANCE"] = str(Path(os.environ["MATCHMAKER_INSTANCE"], WORKER))
if "TEST_DATABASE_URL" in os.environ:
    given = make_url(os.environ["TEST_DATABASE_URL"])
    own = given.update_query_dict({"options": f"-csearch_path={WORKER}"}) if WORKER else given
    os.environ["DATABASE_URL"] = own.render_as_string(hide_password=False)
os.environ.setdefault(
    "MATCHMAKER_ENCODER",
    os.environ.get("MATCHMAKER_TEST_ENCODER", str(Path(__file__).parent.parent / "instance" / "encoder")),
)

import hypothesis
import pytest
from argon2 import PasswordHasher
from flask import Flask, g, request_started
from sqlalchemy import text
from xdist.scheduler import LoadFileScheduling

from matchmaker import create_app
from matchmaker.search import replica
from matchmaker.services import passwords
from models import Base, db, sqlite
from tests.factories import reference

# Cheap on purpose: hundreds of passwords are hashed here, and the parameters of the real site take a tenth of a second
# for each. They are at work in tests/e2e.
passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)

# A gate that draws anew each time is none; `--hypothesis-profile default` looks further.
hypothesis.settings.register_profile("gate", derandomize=True)
hypothesis.settings.load_profile("gate")

# SQLite counts from one by itself when a table is empty.
FROM_ONE = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE schemaname = current_schema() AND last_value IS NOT NULL
"""


class ByFile(LoadFileScheduling):
    """Files to whichever process is free, in their order; all that drives a browser to one, so that it is not slowed
    down by its like."""

    def _split_scope(self, nodeid: str) -> str:
        return "tests/e2e" if nodeid.startswith("tests/e2e/") else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile:
    config.option.loadscopereorder = False
    return ByFile(config, log)


@pytest.fixture(scope="session")
def _app() -> Iterator[Flask]:
    app = create_app({"WTF_CSRF_ENABLED": False, "SERVER_NAME": "localhost"})
    app.before_request(_forget_person)
    with app.app_context():
        on_postgresql = db.engine.dialect.name == "postgresql"
        if on_postgresql and WORKER:
            db.session.execute(text(f"CREATE SCHEMA IF NOT EXISTS {WORKER}"))
            db.session.commit()
        db.drop_all()
        db.create_all()
        if on_postgresql:
            _keep_order()
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


def _keep_order() -> None:
    """Rows lie in the order in which they came as long as nothing moves into the room of those that were deleted."""
    for name in Base.metadata.tables:
        db.session.execute(text(f'ALTER TABLE "{name}" SET (autovacuum_enabled = false)'))
    db.session.commit()


def _empty() -> None:
    db.session.rollback()
    tables = [table.name for table in reversed(Base.metadata.sorted_tables)]
    if db.engine.dialect.name == "postgresql":
        _empty_postgresql(tables)
    else:
        for name in tables:
            db.session.execute(text(f'DELETE FROM "{name}"'))
    db.session.commit()
    # what this process remembers of the index belongs to the emptied database
    replica.forget()


def _empty_postgresql(tables: list[str]) -> None:
    """Row by row, where there are any: to TRUNCATE takes longer than most tests."""
    question = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in tables)
    filled = set(db.session.scalars(text(question)))
    for name in tables:
        if name in filled:
            db.session.execute(text(f'DELETE FROM "{name}"'))
    db.session.execute(text(FROM_ONE))
