"""Sealed copies open when the server's clock is past the deadline, not a second before."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from matchmaker.adapters import clock
from matchmaker.sealing import vault
from matchmaker.sealing.ciphers import Damaged
from matchmaker.sealing.contents import digest
from models import Bid, db
from models.challenge_enums import BidState
from models.enums import NeedState
from tests.factories.challenges import APPROACH, BidFactory


@pytest.fixture
def bid(app) -> Bid:
    return BidFactory(state=BidState.SUBMITTED)


def _at(monkeypatch: pytest.MonkeyPatch, bid: Bid, seconds: float, state: NeedState) -> None:
    bid.need.state = state
    moment = bid.need.bid_deadline + timedelta(seconds=seconds)
    monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.mark.parametrize(
    ("seconds", "state"),
    [
        (-3600, NeedState.BIDDING),
        (0, NeedState.BIDDING),
        (1, NeedState.BIDDING),  # not closed yet, so it could still be extended
        (0, NeedState.EVALUATING),  # a state that somebody set by hand before the time
    ],
)
def test_it_stays_shut(bid: Bid, monkeypatch: pytest.MonkeyPatch, seconds: float, state: NeedState):
    _at(monkeypatch, bid, seconds, state)
    with pytest.raises(vault.StillSealed):
        vault.unseal(bid)


def test_it_opens_after_the_deadline_and_is_what_the_receipt_says(bid: Bid, monkeypatch: pytest.MonkeyPatch):
    _at(monkeypatch, bid, 1, NeedState.EVALUATING)
    assert vault.unseal(bid).content.approach == APPROACH
    assert digest(vault.unseal(bid).content) == bid.receipt.sha256


def test_a_bid_without_a_receipt_that_stands_does_not_open(bid: Bid, monkeypatch: pytest.MonkeyPatch):
    bid.receipt.superseded_at = clock.now()
    _at(monkeypatch, bid, 1, NeedState.EVALUATING)
    with pytest.raises(vault.StillSealed):
        vault.unseal(bid)


def test_what_was_changed_or_exchanged_in_the_table_does_not_open(bid: Bid, monkeypatch: pytest.MonkeyPatch):
    other = BidFactory(need=bid.need, state=BidState.SUBMITTED)
    _at(monkeypatch, bid, 1, NeedState.EVALUATING)
    db.session.execute(
        text("UPDATE receipt SET content = (SELECT content FROM receipt WHERE bid_id = :other) WHERE bid_id = :own"),
        {"own": bid.id, "other": other.id},
    )
    db.session.expire_all()
    with pytest.raises(Damaged):
        vault.unseal(bid)
    assert vault.unseal(other).content.approach == APPROACH


def test_files_are_locked_each_under_a_key_that_only_the_sheet_has(bid: Bid):
    sealed, sheet = vault.lock_file(b"%PDF-1.7 route", vault.read(bid), "stored-1")
    assert b"route" not in sealed
    vault.write(bid, sheet)
    assert vault.unlock_file(sealed, vault.read(bid), "stored-1") == b"%PDF-1.7 route"
    again, _ = vault.lock_file(b"%PDF-1.7 route", sheet, "stored-2")
    with pytest.raises(Damaged):
        vault.unlock_file(again, vault.read(bid), "stored-1")
