from datetime import timedelta

import pytest

from matchmaker.adapters import clock
from tests.factories import bureau_user
from tests.factories.challenges import ChallengeFactory


@pytest.fixture
def need(app):
    return ChallengeFactory()


@pytest.fixture
def officer(app):
    return bureau_user()


@pytest.fixture
def later(monkeypatch):
    """later(days=…): the clock goes on."""
    real, ahead = clock.now, [timedelta()]
    monkeypatch.setattr(clock, "now", lambda: real() + ahead[0])

    def _later(**given):
        ahead[0] += timedelta(**given)

    return _later
