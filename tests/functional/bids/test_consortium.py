"""Partners are asked, join or decline, and leave in everybody's sight."""

from datetime import timedelta

import pytest

from matchmaker.adapters import mail
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.sealing import vault
from matchmaker.services import bids, consortium
from models import Notification, db
from models.challenge_enums import BidState, PartnerState
from models.enums import NeedState, OrganizationState
from tests.factories import OrganizationFactory, UserFactory, bureau_user, research_user
from tests.factories.challenges import BidFactory
from tests.functional.bids.test_handing_in import at, close

TASK = "负责成像模组与光源的研制"


def told(user) -> list[str]:
    rows = db.session.query(Notification).filter_by(user_id=user.id).order_by(Notification.id)
    return [row.message % row.params for row in rows]


def invited(bid, **given):
    person = UserFactory(**given)
    return person, consortium.invite_partner(bid, person.organization.name, TASK, actor=bid.author)


def joined(bid):
    person, partner = invited(bid)
    consortium.answer_invitation(bid, True, actor=person)
    return person, partner


def test_a_partner_is_asked_joins_and_is_sealed_with_the_bid(app, monkeypatch):
    bid = BidFactory()
    person, partner = invited(bid)
    assert "共同揭榜" in told(person)[0]
    consortium.answer_invitation(bid, True, actor=person)
    assert (partner.state, partner.answered_by_id) == (PartnerState.CONFIRMED, person.id)
    assert "已确认加入联合体" in told(bid.author)[0]
    receipt = bids.submit_bid(bid, actor=bid.author)
    assert receipt.number in told(person)[-1]
    (entry,) = vault.read(bid).content.partners
    assert (entry.organization_id, entry.task, entry.state) == (person.organization_id, TASK, "CONFIRMED")
    close(monkeypatch, bid.need)
    assert vault.unseal(bid).content.partners == (entry,)


def test_the_invitation_goes_out_with_the_deadline_for_the_calendar(app, monkeypatch):
    letters = []
    monkeypatch.setattr(mail, "send", lambda settings, *letter: letters.append(letter))
    bid = BidFactory()
    invited(bid)
    from matchmaker.services import outbox

    outbox.drain()
    assert b"BEGIN:VEVENT" in letters[0][-1]


def test_the_code_is_as_good_as_the_name(app):
    bid, other = BidFactory(), OrganizationFactory()
    partner = consortium.invite_partner(bid, f" {other.uscc.lower()} ", TASK, actor=bid.author)
    assert partner.organization_id == other.id


def test_who_cannot_be_asked(app):
    bid = BidFactory()
    unverified = OrganizationFactory(state=OrganizationState.PENDING)
    bureau = bureau_user().organization
    for named in ("", "不存在的大学", unverified.name, bureau.name, bid.organization.name, bid.need.organization.name):
        with pytest.raises(Invalid) as refusal:
            consortium.invite_partner(bid, named, TASK, actor=bid.author)
        assert refusal.value.field == "named"
        db.session.rollback()
    other = OrganizationFactory()
    for task in ("  ", "长" * 301):
        with pytest.raises(Invalid) as refusal:
            consortium.invite_partner(bid, other.name, task, actor=bid.author)
        assert refusal.value.field == "task"
        db.session.rollback()
    consortium.invite_partner(bid, other.name, TASK, actor=bid.author)
    with pytest.raises(Invalid, match="已经邀请过"):
        consortium.invite_partner(bid, other.name, TASK, actor=bid.author)


def test_an_unanswered_invitation_keeps_the_bid_back(app):
    bid = BidFactory()
    person, partner = invited(bid)
    with pytest.raises(Invalid, match="还没有答复"):
        bids.submit_bid(bid, actor=bid.author)
    db.session.rollback()
    consortium.remove_partner(bid, partner.id, actor=bid.author)
    assert "移出" in told(person)[-1] and vault.read(bid).content.partners == ()
    assert bids.submit_bid(bid, actor=bid.author)


def test_one_that_declines_is_out_and_may_be_asked_again(app):
    bid = BidFactory()
    person, partner = invited(bid)
    consortium.answer_invitation(bid, False, actor=person)
    assert "谢绝加入" in told(bid.author)[0]
    with pytest.raises(Forbidden):
        consortium.answer_invitation(bid, True, actor=person)
    db.session.rollback()
    again = consortium.invite_partner(bid, person.organization.name, TASK, actor=bid.author)
    assert again.id == partner.id and again.state is PartnerState.INVITED


def test_a_consortium_stands_still_while_its_bid_is_handed_in(app):
    bid = BidFactory()
    _, partner = joined(bid)
    bids.submit_bid(bid, actor=bid.author)
    with pytest.raises(Refused, match="先撤回"):
        consortium.remove_partner(bid, partner.id, actor=bid.author)
    db.session.rollback()
    with pytest.raises(Refused, match="先撤回"):
        consortium.invite_partner(bid, OrganizationFactory().name, TASK, actor=bid.author)


def test_nobody_joins_or_is_asked_after_the_deadline(app, monkeypatch):
    bid = BidFactory()
    person, _ = invited(bid)
    at(monkeypatch, bid.need.bid_deadline + timedelta(seconds=1))
    for step in (
        lambda: consortium.answer_invitation(bid, True, actor=person),
        lambda: consortium.invite_partner(bid, OrganizationFactory().name, TASK, actor=bid.author),
    ):
        with pytest.raises(Refused, match="已经截止"):
            step()
        db.session.rollback()


def test_leaving_before_the_deadline_asks_the_lead_to_confirm_anew(app):
    bid = BidFactory()
    person, partner = joined(bid)
    bids.submit_bid(bid, actor=bid.author)
    consortium.leave_consortium(bid, actor=person)
    assert partner.state is PartnerState.LEFT and partner.left_at and bid.reconfirm_since
    assert "退出了揭榜申请" in told(bid.author)[-1]
    bids.reconfirm_bid(bid, actor=bid.author)
    bids.withdraw_bid(bid, actor=bid.author)
    bids.submit_bid(bid, actor=bid.author)
    assert [entry.state for entry in vault.read(bid).content.partners] == ["LEFT"]


def test_leaving_after_the_deadline_changes_nothing_of_what_is_sealed(app, monkeypatch):
    officer = bureau_user()
    bid = BidFactory()
    person, partner = joined(bid)
    receipt = bids.submit_bid(bid, actor=bid.author)
    close(monkeypatch, bid.need)
    before = vault.unseal(bid)
    consortium.leave_consortium(bid, actor=person)
    assert partner.state is PartnerState.LEFT and bid.reconfirm_since is None and bid.receipt is receipt
    assert vault.unseal(bid) == before and before.content.partners[0].state == "CONFIRMED"
    assert "揭榜截止后" in told(officer)[-1]


def test_before_the_deadline_neither_firm_nor_bureau_hears_of_anything(app):
    officer = bureau_user()
    bid = BidFactory()
    person, _ = joined(bid)
    bids.submit_bid(bid, actor=bid.author)
    consortium.leave_consortium(bid, actor=person)
    bids.reconfirm_bid(bid, actor=bid.author)
    bids.withdraw_bid(bid, actor=bid.author)
    assert told(officer) == [] and told(bid.need.author) == []


def test_strangers_take_no_part(app):
    bid, stranger = BidFactory(state=BidState.DRAFT), research_user()
    _, partner = invited(bid)
    for step in (
        lambda: consortium.invite_partner(bid, OrganizationFactory().name, TASK, actor=stranger),
        lambda: consortium.remove_partner(bid, partner.id, actor=stranger),
        lambda: consortium.answer_invitation(bid, True, actor=stranger),
        lambda: consortium.leave_consortium(bid, actor=stranger),
    ):
        with pytest.raises(Forbidden):
            step()
        db.session.rollback()
    assert bid.need.state is NeedState.BIDDING
