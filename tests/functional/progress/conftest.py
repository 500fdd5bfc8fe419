from datetime import UTC, date, datetime

import pytest

from matchmaker.adapters import clock


@pytest.fixture
def on_day(monkeypatch):
    """on_day("2026-06-15") sets the city's clock to the morning of that day."""

    def _on_day(text: str) -> date:
        day = date.fromisoformat(text)
        moment = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        return day

    return _on_day
