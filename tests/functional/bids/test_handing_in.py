"""From the draft to the receipt and back, by the server's clock."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.queries.receipts import Standing, check
from matchmaker.sealing import contents, vault
from matchmaker.sealing.vault import StillSealed
from matchmaker.services import bids, notify
from models import Bid, Event, Notification, Receipt, Requirement, db
from models.actions import Action
from models.challenge_enums import BidState
from models.enums import Comparator, NeedState, Obligation, SubjectKind
from tests.factories import UserFactory, firm_user, research_user
from tests.factories.challenges import BidFactory, PartnerFactory


def at(monkeypatch, moment):
    monkeypatch.setattr("matchmaker.adapters.clock.now", lambda: moment)


def close(monkeypatch, need):
    at(monkeypatch, need.bid_deadline + timedelta(seconds=1))
    need.state = NeedState.EVALUATING
    db.session.commit()


def test_a_bid_is_handed_in_and_its_receipt_proves_it(app):
    bid = BidFactory()
    receipt = bids.submit_bid(bid, actor=bid.author)
    assert bid.state is BidState.SUBMITTED and bid.submitted_at == receipt.issued_at
    assert receipt.number == f"R-{bid.number[2:]}-1"
    assert receipt.sha256 == contents.digest(vault.read(bid).content)
    line = db.session.query(Event).filter_by(action=Action.SUBMIT_BID).one()
    assert line.data == {"receipt": receipt.number}


def test_to_the_last_second_and_not_one_later(app, monkeypatch):
    bid, late = BidFactory(), BidFactory()
    at(monkeypatch, bid.need.bid_deadline)
    assert bids.submit_bid(bid, actor=bid.author)
    at(monkeypatch, late.need.bid_deadline + timedelta(seconds=1))
    with pytest.raises(Refused, match="已经截止"):
        bids.submit_bid(late, actor=late.author)
    db.session.rollback()
    assert late.state is BidState.DRAFT and not late.receipts


def test_a_second_press_gives_the_same_receipt(app):
    bid = BidFactory()
    first = bids.submit_bid(bid, actor=bid.author, version=bid.version)
    again = bids.submit_bid(bid, actor=bid.author, version=1)
    assert again.id == first.id and db.session.query(Receipt).count() == 1


def test_everything_that_is_missing_is_named_at_once(app):
    bid = BidFactory(says={"overview": "", "chief_name": ""})
    with pytest.raises(Invalid) as refusal:
        bids.submit_bid(bid, actor=bid.author)
    assert {fault.field for fault in refusal.value.faults} == {"overview", "chief_name"}


def test_strangers_and_the_firm_submit_nothing(app):
    bid = BidFactory()
    for person in (research_user(), bid.need.author):
        with pytest.raises(Forbidden):
            bids.submit_bid(bid, actor=person)
        db.session.rollback()


def test_taken_back_changed_and_handed_in_anew(app, monkeypatch):
    bid = BidFactory()
    old = bids.submit_bid(bid, actor=bid.author)
    bids.withdraw_bid(bid, actor=bid.author)
    assert bid.state is BidState.WITHDRAWN and bid.receipt is None and bid.submitted_at is None
    assert check(old.number, old.sha256).standing is Standing.WITHDRAWN
    new = bids.submit_bid(bid, actor=bid.author)
    assert new.number == f"R-{bid.number[2:]}-2" and bid.receipt is new
    assert check(old.number, old.sha256).standing is Standing.SUPERSEDED
    assert check(new.number, new.sha256).standing is Standing.VALID


def test_nothing_is_taken_back_after_the_deadline(app, monkeypatch):
    bid = BidFactory(state=BidState.SUBMITTED)
    at(monkeypatch, bid.need.bid_deadline + timedelta(seconds=1))
    with pytest.raises(Refused, match="已经截止"):
        bids.withdraw_bid(bid, actor=bid.author)


def test_the_sealed_copy_opens_after_the_deadline_alone(app, monkeypatch):
    bid = BidFactory()
    receipt = bids.submit_bid(bid, actor=bid.author)
    with pytest.raises(StillSealed):
        vault.unseal(bid)
    close(monkeypatch, bid.need)
    assert contents.digest(vault.unseal(bid).content) == receipt.sha256


def test_a_changed_challenge_is_confirmed_as_long_as_every_must_has_an_answer(app):
    bid = BidFactory(state=BidState.SUBMITTED, reconfirm_since=clock.now())
    bids.reconfirm_bid(bid, actor=bid.author)
    assert bid.reconfirm_since is None and bid.state is BidState.SUBMITTED
    bid.reconfirm_since = clock.now()
    bid.need.requirements.append(
        Requirement(position=9, indicator="漏检率", comparator=Comparator.LE, value="1", obligation=Obligation.MUST)
    )
    db.session.commit()
    with pytest.raises(Refused) as refusal:
        bids.reconfirm_bid(bid, actor=bid.author)
    assert refusal.value.params["rows"] == ["漏检率"]


def test_what_was_not_changed_needs_no_confirmation(app):
    bid = BidFactory(state=BidState.SUBMITTED)
    with pytest.raises(Refused, match="不需要重新确认"):
        bids.reconfirm_bid(bid, actor=bid.author)


def test_only_what_was_never_handed_in_is_discarded(app):
    bid = BidFactory()
    colleague = UserFactory(organization=bid.organization, is_owner=False)
    bids.discard_draft(bid, actor=colleague)
    assert db.session.query(Bid).count() == 0
    for state in (BidState.SUBMITTED, BidState.WITHDRAWN):
        kept = BidFactory(state=state)
        with pytest.raises(Refused):
            bids.discard_draft(kept, actor=kept.author)
        db.session.rollback()


def test_no_notice_leads_to_a_discarded_draft(app):
    bid, other, partner = BidFactory(), BidFactory(), firm_user()
    for draft in (bid, other):
        notify.tell([partner], "邀请", draft)
    PartnerFactory(bid=bid, organization=partner.organization)
    bids.discard_draft(bid, actor=bid.author)
    kept = {(row.subject_kind, row.subject_id) for row in db.session.query(Notification)}
    assert kept == {(SubjectKind.BID, other.id), (SubjectKind.NEED, bid.need_id)}


@pytest.mark.parametrize("step", ["submit", "withdraw"])
def test_a_crash_leaves_bid_and_receipt_as_they_were_together(app, monkeypatch, step):
    """The connection breaks at the commit, after everything was written."""
    bid = BidFactory(state=BidState.DRAFT if step == "submit" else BidState.SUBMITTED)
    before = bid.state

    def broken():
        db.session.flush()
        raise OperationalError("COMMIT", {}, Exception("connection lost"))

    with monkeypatch.context() as patch:
        patch.setattr(db.session, "commit", broken)
        with pytest.raises(OperationalError):
            (bids.submit_bid if step == "submit" else bids.withdraw_bid)(bid, actor=bid.author)
    db.session.rollback()
    stored = db.session.query(Bid).one()
    assert stored.state is before
    assert [receipt.superseded_at for receipt in stored.receipts] == ([] if step == "submit" else [None])
