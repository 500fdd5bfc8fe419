import pytest

from matchmaker.search import replica
from matchmaker.services import index
from models import db
from tests.encoder_folder import encoder_folder


@pytest.fixture(autouse=True)
def _fresh_replica():
    encoder_folder()
    replica.forget()
    yield
    replica.forget()


@pytest.fixture
def indexed(app):
    """indexed(need_or_achievement, …) puts published items into the index."""

    def _indexed(*items):
        for item in items:
            (index.put_achievement if hasattr(item, "abstract") else index.put_need)(item)
        db.session.commit()
        return items

    return _indexed
