from collections.abc import Iterator

import pytest
from flask import Flask

from matchmaker.services.seeding import loader
from models import db, sqlite
from tests.conftest import _empty


@pytest.fixture(scope="module")
def seeded(_app: Flask) -> Iterator[Flask]:
    """The demo data, loaded once for all tests of a file, which only look."""
    sqlite.writing.set(True)
    with _app.app_context():
        _empty()
        loader.load(_app.config["SEED_DATA"], lambda _: None)
        yield _app
        db.session.remove()
        _empty()
