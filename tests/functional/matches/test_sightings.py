"""展示记录: what an organization has seen of the rankings of its items is kept, and nothing else."""

from datetime import timedelta

import pytest

from matchmaker import create_app
from matchmaker.adapters import clock
from matchmaker.extensions import limiter
from matchmaker.services import ticking
from models import Sighting, db
from models.enums import AchievementState, ItemKind, Membership, NeedState, Visibility
from tests.architecture.test_query_counts import counted
from tests.factories import AchievementFactory, NeedFactory, UserFactory, bureau_user, research_user
from tests.functional.matches.test_at_once import at_once

SEEN = "/rankings/seen"


def _sightings() -> list[Sighting]:
    db.session.expire_all()
    return db.session.query(Sighting).order_by(Sighting.need_id, Sighting.achievement_id).all()


def _rows(need, *achievements) -> list[str]:
    return [f"{need.id}-{each.id}-{place}" for place, each in enumerate(achievements, 1)]


def test_a_firm_looks_at_the_ranking_of_its_need(sign_in, app):
    need, one, other = NeedFactory(), AchievementFactory(), AchievementFactory()
    answer = sign_in(need.author).post(SEEN, data={"asked": "need", "row": _rows(need, one, other)})
    assert answer.status_code == 204 and not answer.data
    kept = [(row.need_id, row.achievement_id, row.asked, row.organization_id, row.place) for row in _sightings()]
    assert kept == [
        (need.id, one.id, ItemKind.NEED, need.organization_id, 1),
        (need.id, other.id, ItemKind.NEED, need.organization_id, 2),
    ]
    assert all(row.times == 1 and row.opened_at is None for row in _sightings())


def test_a_researcher_looks_at_the_ranking_of_an_achievement(sign_in, app):
    need, achievement = NeedFactory(), AchievementFactory()
    data = {"asked": "achievement", "row": f"{achievement.id}-{need.id}-3"}
    sign_in(achievement.author).post(SEEN, data=data)
    (row,) = _sightings()
    assert (row.need_id, row.achievement_id, row.asked, row.place) == (need.id, achievement.id, ItemKind.ACHIEVEMENT, 3)
    assert row.organization_id == achievement.organization_id


def test_seen_twice_in_an_hour_counts_once_and_the_best_place_stays(sign_in, app, monkeypatch):
    need, achievement = NeedFactory(), AchievementFactory()
    client, start = sign_in(need.author), clock.now().replace(minute=5)
    for minutes, place in ((0, 4), (20, 2), (60, 7)):
        monkeypatch.setattr(clock, "now", lambda minutes=minutes: start + timedelta(minutes=minutes))
        client.post(SEEN, data={"asked": "need", "row": f"{need.id}-{achievement.id}-{place}"})
    (row,) = _sightings()
    assert (row.times, row.place) == (2, 2)
    assert (row.first_seen_at, row.last_seen_at) == (start, start + timedelta(minutes=60))


def test_opening_is_noted_with_its_first_time(sign_in, app, monkeypatch):
    need, achievement = NeedFactory(), AchievementFactory()
    client, start = sign_in(need.author), clock.now()
    (text,) = _rows(need, achievement)
    for minutes, name in ((0, "row"), (1, "opened"), (2, "row"), (3, "opened")):
        monkeypatch.setattr(clock, "now", lambda minutes=minutes: start + timedelta(minutes=minutes))
        client.post(SEEN, data={"asked": "need", name: text})
    (row,) = _sightings()
    assert row.opened_at == start + timedelta(minutes=1) and row.times <= 2


def test_one_row_said_twice_in_a_report_is_one_record(sign_in, app):
    need, achievement = NeedFactory(), AchievementFactory()
    pair = f"{need.id}-{achievement.id}"
    sign_in(need.author).post(SEEN, data={"asked": "need", "row": [f"{pair}-5", f"{pair}-2"], "opened": f"{pair}-9"})
    (row,) = _sightings()
    assert row.place == 2 and row.opened_at is not None


def test_two_colleagues_report_at_once(sign_in, app):
    need, achievements = NeedFactory(), AchievementFactory.create_batch(8)
    colleague = UserFactory(organization=need.organization, is_owner=False)
    rows = _rows(need, *achievements)
    reports = [(need.author, rows), (colleague, rows[::-1])] * 3
    answers = at_once(*((sign_in(who), SEEN, {"asked": "need", "row": said}) for who, said in reports))
    assert answers == [204] * 6 and len(_sightings()) == 8
    assert {row.times for row in _sightings()} <= {1, 2}


@pytest.mark.parametrize("who", ["officer", "another firm", "the other side", "an unconfirmed colleague"])
def test_what_others_see_of_it_is_not_kept(who: str, sign_in, app):
    need, achievement = NeedFactory(), AchievementFactory()
    people = {
        "officer": bureau_user,
        "another firm": UserFactory,
        "the other side": lambda: achievement.author,
        "an unconfirmed colleague": lambda: UserFactory(organization=need.organization, membership=Membership.PENDING),
    }
    sign_in(people[who]()).post(SEEN, data={"asked": "need", "row": _rows(need, achievement)})
    assert _sightings() == []


def test_what_may_not_be_seen_was_not_seen(sign_in, app):
    need = NeedFactory()
    own_firm = {"author": need.author, "organization": need.organization}
    hidden = [
        AchievementFactory(visibility=Visibility.INVITED),
        AchievementFactory(state=AchievementState.DRAFT),
        AchievementFactory(state=AchievementState.WITHDRAWN),
        AchievementFactory(**own_firm),
    ]
    missing = f"{need.id}-999999999-1"
    sign_in(need.author).post(SEEN, data={"asked": "need", "row": [*_rows(need, *hidden), missing]})
    assert _sightings() == []


def test_a_need_that_is_not_open_has_no_ranking_to_be_seen(sign_in, app):
    need, achievement = NeedFactory(state=NeedState.WITHDRAWN), AchievementFactory()
    sign_in(need.author).post(SEEN, data={"asked": "need", "row": _rows(need, achievement)})
    assert _sightings() == []


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"asked": "need"},
        {"asked": "needs", "row": "{pair}-1"},
        {"asked": "need", "row": "{pair}-0"},
        {"asked": "need", "row": "{pair}-51"},
        {"asked": "need", "row": "{pair}-1\n"},
        {"asked": "need", "row": ["{pair}-1", "'; drop table sighting; --"]},
        {"asked": "need", "row": ["{pair}-1", "99999999999999999999-1-1"]},
        {"asked": "need", "row": ["{pair}-1", "\x00-1-1"]},
        {"asked": "need", "row": ["{pair}-1", "１-1-1"]},
        {"asked": "need", "row": ["{pair}-1"] * 51},
    ],
)
def test_what_is_malformed_has_no_effect(data: dict, sign_in, app):
    need, achievement = NeedFactory(), AchievementFactory()
    pair = f"{need.id}-{achievement.id}"
    rows = data.get("row", [])
    rows = [row.replace("{pair}", pair) for row in ([rows] if isinstance(rows, str) else rows)]
    answer = sign_in(need.author).post(SEEN, data={**data, "row": rows})
    assert (answer.status_code, answer.data, _sightings()) == (204, b"", [])


def test_a_full_report_takes_no_more_queries_than_a_short_one(sign_in, app):
    need, achievements = NeedFactory(), AchievementFactory.create_batch(50)
    client = sign_in(need.author)

    def statements(rows: list[str]) -> int:
        with counted() as asked:
            client.post(SEEN, data={"asked": "need", "row": rows})
        return len(asked)

    rows = _rows(need, *achievements)
    assert statements(rows[:1]) == statements(rows) == statements(rows) <= 8
    assert len(_sightings()) == 50


def test_one_person_cannot_report_without_end(app):
    need, achievement = NeedFactory(), AchievementFactory()
    data, person = {"asked": "need", "row": _rows(need, achievement)}, need.author.get_id()
    db.session.remove()
    limited = create_app({"WTF_CSRF_ENABLED": False, "SERVER_NAME": "localhost", "RATELIMIT_ENABLED": True})
    try:
        with limited.app_context():
            client = limited.test_client()
            with client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = person, True
            answers = [client.post(SEEN, data=data).status_code for _ in range(61)]
            db.session.remove()
            db.engine.dispose()
    finally:
        limiter.reset()
        limiter.enabled = False
    assert answers == [204] * 60 + [429]


def test_a_report_without_the_token_of_the_page_is_refused(sign_in, app, monkeypatch):
    need, achievement = NeedFactory(), AchievementFactory()
    client = sign_in(need.author)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    assert client.post(SEEN, data={"asked": "need", "row": _rows(need, achievement)}).status_code == 400
    assert _sightings() == []


def test_pages_ask_only_the_owner_to_report(sign_in, app):
    need = NeedFactory()
    mark = 'data-seen-to="/rankings/seen"'
    assert mark in sign_in(need.author).get(f"/needs/{need.id}").text
    assert mark not in sign_in(bureau_user()).get(f"/needs/{need.id}").text
    assert mark not in sign_in(research_user()).get(f"/needs/{need.id}").text


def test_after_two_years_it_is_deleted(sign_in, app):
    need, old, fresh = NeedFactory(), AchievementFactory(), AchievementFactory()
    sign_in(need.author).post(SEEN, data={"asked": "need", "row": _rows(need, old, fresh)})
    _sightings()[0].last_seen_at = clock.now() - timedelta(days=731)
    db.session.commit()
    assert ticking.tick()["sightings deleted"] == 1
    assert [row.achievement_id for row in _sightings()] == [fresh.id]
