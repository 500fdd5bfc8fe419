from typing import Any

import pytest

from tests.functional.reports.builders import AFTER, set_clock


@pytest.fixture(autouse=True)
def third_of_july(request: pytest.FixtureRequest, monkeypatch: Any) -> None:
    """The first half of 2026 is over; the demo data have days of their own."""
    if "seeded" not in request.fixturenames:
        request.getfixturevalue("app")
        set_clock(monkeypatch, AFTER)
