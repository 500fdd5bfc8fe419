import pytest

from tests.functional.reports.builders import AFTER, set_clock


@pytest.fixture(autouse=True)
def third_of_july(app, monkeypatch):
    """The first half of 2026 is over."""
    set_clock(monkeypatch, AFTER)
