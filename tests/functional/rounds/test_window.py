"""When a round takes needs: the server's clock and the city's days decide."""

from datetime import UTC, date, datetime

import pytest

from matchmaker.adapters import clock
from matchmaker.services.ticking import tick
from models import Need, Notification, db
from models.challenge_enums import RoundState
from models.enums import NeedState
from tests.factories import bureau_user, firm_user
from tests.factories.challenges import RoundFactory
from tests.functional.needs.forms import challenge
from tests.functional.rounds.steps import state_of, submitted

FIRST, LAST = date(2026, 5, 10), date(2026, 5, 20)
# midnight in the city is 16:00 UTC of the day before
MOMENTS = [
    (datetime(2026, 5, 9, 15, 59, 59, tzinfo=UTC), 400),
    (datetime(2026, 5, 9, 16, 0, 0, tzinfo=UTC), 302),
    (datetime(2026, 5, 20, 15, 59, 59, tzinfo=UTC), 302),
    (datetime(2026, 5, 20, 16, 0, 0, tzinfo=UTC), 400),
]


@pytest.mark.parametrize(("moment", "status"), MOMENTS)
def test_to_the_second(app, sign_in, monkeypatch, moment, status):
    round_ = RoundFactory(opens_on=FIRST, closes_on=LAST)
    monkeypatch.setattr(clock, "now", lambda: moment)
    client = sign_in(firm_user())
    data = challenge(action="submit", round_id=round_.id)
    assert client.post("/needs/new", data=data).status_code == status
    assert (f'value="{round_.id}">{round_.title}' in client.get("/needs/new").text) is (status == 302)


def test_a_draft_saved_in_time_is_not_handed_in_late(app, sign_in, monkeypatch):
    round_, firm = RoundFactory(opens_on=FIRST, closes_on=LAST), firm_user()
    monkeypatch.setattr(clock, "now", lambda: MOMENTS[2][0])
    sign_in(firm).post("/needs/new", data=challenge(round_id=round_.id))
    need = db.session.query(Need).one()
    monkeypatch.setattr(clock, "now", lambda: MOMENTS[3][0])
    form = challenge(action="submit", round_id=round_.id)
    answer = sign_in(firm).post(f"/needs/{need.id}/edit", data=form)
    assert answer.status_code == 400 and "现在不接收需求" in answer.text and 'id="error-round_id"' in answer.text
    assert state_of(need) is NeedState.DRAFT


def test_a_technical_need_belongs_to_no_round(app, sign_in):
    round_ = RoundFactory()
    data = challenge(action="submit", round_id=round_.id) | {"kind": "TECHNICAL"}
    answer = sign_in(firm_user()).post("/needs/new", data=data)
    assert answer.status_code == 400 and "征集批次只接收揭榜挂帅榜单" in answer.text


def test_the_tick_closes_what_is_over_and_tells_the_officers(app, monkeypatch):
    officer, round_ = bureau_user(), RoundFactory(opens_on=FIRST, closes_on=LAST)
    submitted(round_)
    monkeypatch.setattr(clock, "now", lambda: MOMENTS[2][0])
    assert tick()["rounds closed"] == 0
    monkeypatch.setattr(clock, "now", lambda: MOMENTS[3][0])
    assert tick()["rounds closed"] == 1
    assert round_.state is RoundState.CLOSED
    told = db.session.query(Notification).filter_by(user_id=officer.id).one()
    assert told.params == {"title": round_.title, "total": 1, "waiting": 1}
    assert tick()["rounds closed"] == 0


def test_a_draft_is_the_bureaus_and_later_everybodys(app, sign_in):
    round_ = RoundFactory(state=RoundState.DRAFT)
    assert app.test_client().get(f"/rounds/{round_.id}").status_code == 404
    assert round_.title not in app.test_client().get("/rounds/").text
    assert sign_in(bureau_user()).get(f"/rounds/{round_.id}").status_code == 200
    assert round_.title in sign_in(bureau_user()).get("/rounds/").text
