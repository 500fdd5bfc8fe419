"""Registration within fifteen working days of the signing, counted by the calendar of the State Council."""

from datetime import UTC, date, datetime, timedelta

import pytest

from matchmaker.queries import agreements as queries
from models.enums import AgreementState, Role
from models.project_enums import Light
from tests.factories import bureau_user
from tests.factories.agreements import AgreementFactory

SIGNED = date(2025, 9, 19)
# Fifteen working days from a Friday, with the holidays from 1 to 8 October and Sunday the 28th and Saturday the 11th
# worked: 22-26 (5), 28-30 (8), 9-11 (11), 13-16 (15).
DUE = date(2025, 10, 16)


@pytest.fixture
def on(monkeypatch):
    """on(day): it is noon of that day in the city."""
    return lambda day: monkeypatch.setattr(
        "matchmaker.adapters.clock.now", lambda: datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
    )


def test_the_fifteenth_working_day_is_in_time_and_the_next_is_late(app, on):
    agreement = AgreementFactory(signed_on=SIGNED)
    assert queries.due_on(agreement) == DUE
    on(DUE)
    assert queries.light_of(agreement) is Light.DUE_SOON
    on(DUE + timedelta(days=1))
    assert queries.light_of(agreement) is Light.OVERDUE
    on(DUE - timedelta(days=6))
    assert queries.light_of(agreement) is Light.ON_TIME


def test_what_is_not_to_be_registered_has_no_light(app):
    assert queries.light_of(AgreementFactory(state=AgreementState.DRAFT)) is None
    assert queries.light_of(AgreementFactory(state=AgreementState.REFUSED)) is None
    assert queries.light_of(AgreementFactory(state=AgreementState.REGISTERED)) is Light.DONE


@pytest.mark.parametrize("today", [date(2025, 9, 30), date(2025, 10, 8), date(2025, 10, 16), date(2026, 2, 24)])
def test_the_filter_finds_what_the_light_shows(app, on, today):
    on(today)
    for days in range(45):
        AgreementFactory(signed_on=today - timedelta(days=days))
    AgreementFactory(signed_on=None, state=AgreementState.DRAFT)
    AgreementFactory(signed_on=today, state=AgreementState.REFUSED)
    AgreementFactory(signed_on=date(2025, 1, 2), state=AgreementState.REGISTERED)
    officer = bureau_user(Role.OFFICER)
    everything = _all(officer, queries.AgreementFilter())
    for light in Light:
        shown = {row.id for row in everything if queries.light_of(row) is light}
        assert {row.id for row in _all(officer, queries.AgreementFilter(light=light))} == shown


def test_list_and_page_show_it(sign_in, app, on):
    on(DUE + timedelta(days=1))
    agreement = AgreementFactory(signed_on=SIGNED)
    client = sign_in(bureau_user())
    assert "逾期 1 天" in client.get("/agreements/?light=OVERDUE").text
    page = client.get(f"/agreements/{agreement.id}").text
    assert "逾期 1 天" in page and "2025-10-16" in page


def _all(officer, chosen):
    first = queries.listing(officer, chosen, 1)
    return [row for page in range(1, first.pages + 1) for row in queries.listing(officer, chosen, page).rows]
