"""Two people press their buttons in the same instant, each with a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from matchmaker.adapters import clock
from models import Match, Project, db
from models.enums import MatchState
from tests.factories import AchievementFactory, MatchFactory, NeedFactory, UserFactory


def at_once(*requests) -> list[int]:
    """Status codes of requests, (client, address, data) each, sent together."""
    db.session.remove()
    start = Barrier(len(requests))

    def send(client, address, data):
        start.wait(timeout=10)
        return client.post(address, data=data).status_code

    with ThreadPoolExecutor(len(requests)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(send, *request) for request in requests]]


def test_two_colleagues_request_the_same_pair(sign_in, app):
    need, achievement = NeedFactory(), AchievementFactory()
    colleague = UserFactory(organization=need.organization)
    data = {"need_id": need.id, "achievement_id": achievement.id}
    answers = at_once((sign_in(need.author), "/matches/", data), (sign_in(colleague), "/matches/", data))
    assert answers == [302, 302] and db.session.query(Match).count() == 1


def test_both_sides_agree_and_one_project_comes_of_it(sign_in, app):
    match = MatchFactory(state=MatchState.TALKING, achievement_consent_at=clock.now())
    address = f"/matches/{match.id}/agree"
    clients = sign_in(match.need.author), sign_in(match.achievement.author)
    assert at_once(*((client, address, {}) for client in clients)) == [302, 302]
    assert db.session.query(Match).one().state is MatchState.AGREED and db.session.query(Project).count() == 1


def test_one_agrees_while_the_colleague_declines(sign_in, app):
    match = MatchFactory(state=MatchState.TALKING, achievement_consent_at=clock.now())
    colleague = UserFactory(organization=match.need.organization)
    version, address = match.version, f"/matches/{match.id}"
    answers = at_once(
        (sign_in(match.need.author), f"{address}/agree", {"version": version}),
        (sign_in(colleague), f"{address}/decline", {"version": version, "reason": "PRICE"}),
    )
    assert sorted(answers) == [302, 409]
