"""The page of an open challenge, as each reader sees it."""

from datetime import datetime, timedelta

import pytest
from icalendar import Calendar

from matchmaker.adapters import clock
from matchmaker.services import index, index_upkeep
from models import Match, db
from models.challenge_enums import BidState, PartnerState
from models.enums import NeedState, Visibility
from tests.factories import AchievementFactory, bureau_user, firm_user, research_user
from tests.factories.challenges import BidFactory, ChallengeFactory, EvaluationFactory, PartnerFactory, PublicityFactory

HOUR = timedelta(hours=1)


def page(client, need):
    answer = client.get(f"/needs/{need.id}")
    assert answer.status_code == 200
    return answer.text


def test_everybody_sees_the_number_of_bids_handed_in_and_nothing_else(sign_in, client):
    need = ChallengeFactory()
    bidder, drafting = research_user(), research_user()
    BidFactory(need=need, author=bidder, state=BidState.SUBMITTED)
    BidFactory(need=need, author=research_user(), state=BidState.WITHDRAWN)
    BidFactory(need=need, author=drafting)
    readers = [client, sign_in(need.author), sign_in(bureau_user()), sign_in(research_user())]
    for reader in readers:
        text = page(reader, need)
        assert "已收到 1 份揭榜申请，内容密封至截止" in text
        for organization in (bidder.organization, drafting.organization):
            assert organization.name not in text


def test_the_award_the_rubric_and_the_promise_stand_on_the_page(client):
    need = ChallengeFactory(feedback_days=20)
    text = page(client, need)
    promised = need.bid_deadline.astimezone(clock.CITY_ZONE).date() + timedelta(days=20)
    for words in ("120.00", "指标响应", "经费合理性", promised.isoformat(), "截止后 20 天内", "必须"):
        assert words in text


def test_the_countdown_starts_from_the_servers_time(client, monkeypatch):
    need, now = ChallengeFactory(), clock.now()
    monkeypatch.setattr(clock, "now", lambda: need.bid_deadline - timedelta(days=3, hours=4, minutes=5, seconds=6))
    text = page(client, need)
    assert f'data-now="{clock.now().isoformat()}"' in text
    assert f'data-until="{need.bid_deadline.isoformat()}"' in text
    assert "3 天 04 时 05 分 06 秒</time>" in text
    assert now < need.bid_deadline


@pytest.mark.parametrize(("late", "open_"), [(timedelta(0), True), (timedelta(seconds=1), False)])
def test_the_page_is_closed_one_second_late_though_no_tick_has_come(sign_in, monkeypatch, late, open_):
    need, researcher = ChallengeFactory(), research_user()
    monkeypatch.setattr(clock, "now", lambda: need.bid_deadline + late)
    text = page(sign_in(researcher), need)
    assert ("data-countdown" in text) is open_
    assert (f'action="/bids/needs/{need.id}"' in text) is open_
    assert ("已截止</span>" in text) is not open_


def test_each_reader_has_one_next_step(sign_in, client):
    need, researcher = ChallengeFactory(), research_user()
    assert "登录后可以揭榜" in page(client, need)
    assert f'action="/bids/needs/{need.id}"' in page(sign_in(researcher), need)
    bid = BidFactory(need=need, author=researcher)
    assert f'href="/bids/{bid.id}/edit"' in page(sign_in(researcher), need)
    handed_in = BidFactory(need=need, state=BidState.SUBMITTED)
    assert f'href="/bids/{handed_in.id}"' in page(sign_in(handed_in.author), need)
    partner = PartnerFactory(bid=handed_in, state=PartnerState.CONFIRMED, organization=research_user().organization)
    assert f'href="/bids/{handed_in.id}"' in page(sign_in(research_user(organization=partner.organization)), need)
    for reader in (need.author, bureau_user(), firm_user()):
        assert "/bids/" not in page(sign_in(reader), need)


def test_after_the_deadline_the_page_leads_to_review_and_notice(sign_in, client):
    evaluation = EvaluationFactory()
    link = f'href="/evaluations/{evaluation.id}"'
    assert link in page(sign_in(evaluation.need.author), evaluation.need)
    assert link in page(sign_in(bureau_user()), evaluation.need)
    assert link not in page(sign_in(research_user()), evaluation.need)
    publicity = PublicityFactory()
    assert f'href="/publicity/{publicity.id}"' in page(client, publicity.evaluation.need)


def test_the_deadline_goes_into_a_calendar(client):
    need = ChallengeFactory()
    answer = client.get(f"/needs/{need.id}/calendar")
    (entry,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert answer.mimetype == "text/calendar"
    assert entry.decoded("dtstart") == need.bid_deadline
    assert need.title in str(entry["summary"])
    assert isinstance(entry.decoded("dtstamp"), datetime)
    hidden = ChallengeFactory(visibility=Visibility.INVITED)
    assert client.get(f"/needs/{hidden.id}/calendar").status_code == 404
    draft = ChallengeFactory(state=NeedState.DRAFT)
    assert client.get(f"/needs/{draft.id}/calendar").status_code == 404


def test_a_draft_shows_its_rubric_to_its_firm(sign_in):
    need = ChallengeFactory(state=NeedState.DRAFT, criteria=[], published_at=None)
    text = page(sign_in(need.author), need)
    assert "发榜时按征集批次的标准或通用标准确定" in text and "揭榜申请" not in text


def test_an_unsolved_challenge_is_ranked_and_answered_again(sign_in):
    need, achievement = ChallengeFactory(state=NeedState.UNSOLVED), AchievementFactory()
    researcher = sign_in(achievement.author)
    index.put_need(need)
    db.session.commit()
    assert "我能解决" in page(researcher, need)
    assert 'id="ranking"' in page(sign_in(need.author), need)
    researcher.post("/matches/", data={"need_id": need.id, "achievement_id": achievement.id})
    assert db.session.query(Match).one().need_id == need.id
    assert not [complaint for complaint in index_upkeep.verify() if complaint.startswith("Need")]
