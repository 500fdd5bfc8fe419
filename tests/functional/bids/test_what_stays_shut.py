"""Ways round the seal that are closed: a challenge taken back, a draft thrown away, a partner that left."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.errors import Refused
from matchmaker.sealing import vault
from matchmaker.services import bid_drafts, bids, consortium
from matchmaker.services.amendments import extend_deadline
from matchmaker.services.needs import withdraw_need
from models import Bid, Notification, User, db
from models.challenge_enums import BidState, PartnerState
from models.enums import NeedState
from tests.factories import bureau_user, firm_user, research_user
from tests.factories.challenges import APPROACH, BidFactory, ChallengeFactory, PartnerFactory


def _told(user: User) -> list[str]:
    rows = db.session.scalars(select(Notification).where(Notification.user_id == user.id).order_by(Notification.id))
    return [row.message % row.params for row in rows]


def _at(monkeypatch: pytest.MonkeyPatch, bid: Bid, seconds: int) -> None:
    moment = bid.need.bid_deadline + timedelta(seconds=seconds)
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_a_withdrawn_challenge_never_opens_its_bids(sign_in, monkeypatch: pytest.MonkeyPatch):
    bid = BidFactory(state=BidState.SUBMITTED)
    draft = BidFactory(need=bid.need)
    partner = PartnerFactory(bid=bid, state=PartnerState.CONFIRMED, organization=firm_user().organization)
    withdraw_need(bid.need, "公司战略调整，不再投入", actor=bid.need.author)
    for person in (bid.author, draft.author, partner.organization.members[0]):
        assert any("已撤回（公司战略调整，不再投入），揭榜到此结束" in text for text in _told(person))

    _at(monkeypatch, bid, 3600)
    for person in (bid.need.author, bureau_user()):
        assert sign_in(person).get(f"/bids/{bid.id}").status_code == 404
    with pytest.raises(vault.StillSealed):
        vault.unseal(bid)
    own = sign_in(bid.author).get(f"/bids/{bid.id}")
    assert APPROACH in own.text and "榜单已撤回" in own.text


def test_a_firm_cannot_take_a_challenge_back_once_the_bids_may_be_read(monkeypatch: pytest.MonkeyPatch, app):
    bid = BidFactory(state=BidState.SUBMITTED)
    _at(monkeypatch, bid, 1)
    with pytest.raises(Refused, match="不能再撤回"):
        withdraw_need(bid.need, "公司战略调整", actor=bid.need.author)
    db.session.rollback()
    assert bid.need.state is NeedState.BIDDING


def test_the_log_of_a_discarded_draft_is_not_the_log_of_the_next_bid(sign_in):
    need, first, second = ChallengeFactory(), research_user(name="甲方教授"), research_user(name="乙方教授")
    discarded = bid_drafts.create_bid(need, first)
    number = discarded.number
    bids.discard_draft(discarded, actor=first)
    bid = bid_drafts.create_bid(need, second)
    page = sign_in(second).get(f"/bids/{bid.id}").text
    assert "甲方教授" not in page and number not in page


def test_who_left_follows_the_bid_no_longer(sign_in):
    bid, person = BidFactory(), firm_user()
    PartnerFactory(bid=bid, organization=person.organization, state=PartnerState.CONFIRMED)
    consortium.leave_consortium(bid, actor=person)
    client = sign_in(person)
    assert client.get(f"/bids/{bid.id}").status_code == 404
    assert bid.need.title not in client.get("/bids/mine").text
    assert "本单位是联合单位" not in client.get(f"/needs/{bid.need.id}").text


def test_who_is_only_asked_does_not_see_how_far_the_bid_is(sign_in):
    bid, person = BidFactory(state=BidState.WITHDRAWN), research_user()
    PartnerFactory(bid=bid, organization=person.organization)
    client = sign_in(person)
    for page in ("/bids/mine", f"/needs/{bid.need.id}", f"/bids/{bid.id}"):
        shown = client.get(page)
        assert shown.status_code == 200
        assert "已撤回" not in shown.text, page


def test_addresses_do_not_tell_how_many_others_have_begun(app):
    need = ChallengeFactory()
    ids = [bid_drafts.create_bid(need, research_user()).id for _ in range(6)]
    steps = {later - earlier for earlier, later in pairwise(ids)}
    assert ids == sorted(ids) and steps != {1}


def test_who_submits_from_a_page_that_is_older_than_a_change_is_told(sign_in):
    bid = BidFactory()
    seen = bid.need.version
    later = bid.need.bid_deadline.astimezone(clock.CITY_ZONE).date() + timedelta(days=3)
    extend_deadline(bid.need, later, "咨询单位较多", actor=bid.need.author)
    client, form = sign_in(bid.author), {"version": bid.version, "challenge_version": seen}
    answer = client.post(f"/bids/{bid.id}/submit", data={**form, "back": f"/bids/{bid.id}"}, follow_redirects=True)
    assert "打开页面之后榜单有变更" in answer.text
    assert bid.state is BidState.DRAFT and bid.receipt is None
