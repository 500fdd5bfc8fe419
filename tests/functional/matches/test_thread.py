"""From 请求对接 to a project, as the two sides live it."""

from datetime import timedelta

import pytest

from matchmaker.adapters import clock
from models import Event, Match, Notification, Project, db
from models.actions import Action
from models.enums import MatchOrigin, MatchState, ProjectState
from tests.factories import AchievementFactory, NeedFactory


@pytest.fixture
def need(app):
    return NeedFactory()


@pytest.fixture
def achievement(app):
    return AchievementFactory()


def propose(client, need, achievement, **more):
    return client.post("/matches/", data={"need_id": need.id, "achievement_id": achievement.id, **more})


def only_match() -> Match:
    return db.session.query(Match).one()


def test_a_request_is_answered_talked_over_agreed_and_becomes_a_project(sign_in, need, achievement):
    firm, researcher = sign_in(need.author), sign_in(achievement.author)

    answer = propose(firm, need, achievement, note="希望五月前看样机")
    match = only_match()
    assert answer.status_code == 302 and answer.location.endswith(f"/matches/{match.id}")
    assert (match.origin, match.state) == (MatchOrigin.REQUEST, MatchState.ACCEPTED_BY_ONE)
    assert db.session.query(Notification).filter_by(user_id=achievement.author_id).count() == 1

    page = researcher.get(f"/matches/{match.id}").text
    assert "等您回应" in page and "希望五月前看样机" in page and need.contact_phone not in page

    researcher.post(f"/matches/{match.id}/consent", data={"version": match.version})
    assert only_match().state is MatchState.TALKING
    for client in (firm, researcher):
        page = client.get(f"/matches/{match.id}").text
        assert need.contact_phone in page and achievement.contact_phone in page

    talk = {
        "held_on": clock.today().isoformat(),
        "form": "VIDEO",
        "participants": "林晓东、周明远",
        "summary": "看了样机录像",
    }
    assert firm.post(f"/matches/{match.id}/talks", data=talk).status_code == 302
    assert "看了样机录像" in researcher.get(f"/matches/{match.id}").text

    firm.post(f"/matches/{match.id}/agree")
    assert only_match().state is MatchState.TALKING and db.session.query(Project).count() == 0
    assert "对方已确认达成合作，等您确认" in researcher.get(f"/matches/{match.id}").text

    answer = researcher.post(f"/matches/{match.id}/agree")
    project = db.session.query(Project).one()
    assert only_match().state is MatchState.AGREED and answer.location.endswith(f"/projects/{project.id}")
    assert (project.number, project.state) == (f"P-{need.thread}", ProjectState.NEGOTIATING)
    assert (project.firm, project.provider) == (need.organization, achievement.organization)
    assert (project.firm_leader, project.provider_leader) == ("林晓东", "周明远")
    promised = [(row.name, row.promised) for row in project.indicators]
    assert promised and promised == [(row.indicator, row.demand) for row in need.requirements]
    said = [event.action for event in db.session.query(Event).filter_by(subject_id=match.id).order_by(Event.id)]
    assert said.count(Action.AGREE) == 2


def test_a_double_click_gives_the_same_match(sign_in, need, achievement):
    firm = sign_in(need.author)
    first, second = propose(firm, need, achievement), propose(firm, need, achievement)
    assert first.location == second.location and db.session.query(Match).count() == 1


def test_the_researcher_may_offer_and_the_firm_answers(sign_in, need, achievement):
    propose(sign_in(achievement.author), need, achievement)
    match = only_match()
    assert match.origin is MatchOrigin.OFFER and match.achievement_consent_at and not match.need_consent_at
    assert "等您回应" in sign_in(need.author).get("/matches/").text


def test_proposing_what_the_other_side_has_proposed_is_the_consent(sign_in, need, achievement):
    propose(sign_in(need.author), need, achievement)
    propose(sign_in(achievement.author), need, achievement)
    assert only_match().state is MatchState.TALKING


def test_a_refusal_names_its_reason_and_the_pair_may_be_tried_again(sign_in, need, achievement):
    firm, researcher = sign_in(need.author), sign_in(achievement.author)
    propose(firm, need, achievement)
    address = f"/matches/{only_match().id}/decline"

    page = researcher.post(address, data={"reason": "", "note": ""})
    assert page.status_code == 400 and "请选择谢绝原因" in page.text
    page = researcher.post(address, data={"reason": "OTHER", "note": " "})
    assert page.status_code == 400 and "请写明原因" in page.text
    assert only_match().state is MatchState.ACCEPTED_BY_ONE

    researcher.post(address, data={"reason": "MATURITY", "note": "还在小试"})
    assert only_match().state is MatchState.DECLINED
    assert "还在小试" in firm.get(f"/matches/{only_match().id}").text

    propose(firm, need, achievement)
    assert db.session.query(Match).count() == 2


def test_a_talk_of_tomorrow_is_not_logged(sign_in, need, achievement):
    firm = sign_in(need.author)
    propose(firm, need, achievement)
    propose(sign_in(achievement.author), need, achievement)
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    talk = {"held_on": tomorrow, "form": "PHONE", "participants": "林晓东", "summary": "约了电话"}
    page = firm.post(f"/matches/{only_match().id}/talks", data=talk)
    assert page.status_code == 400 and "不能晚于今天" in page.text and "约了电话" in page.text
