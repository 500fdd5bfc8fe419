"""A receipt proves what was handed in, to whoever holds it."""

import hashlib
import io
import json

import pytest

from matchmaker import create_app
from matchmaker.extensions import limiter
from matchmaker.sealing.contents import FileEntry
from matchmaker.services import bid_drafts, bids
from models import db
from tests.factories import UserFactory, bureau_user, research_user
from tests.factories.challenges import BidFactory, content
from tests.functional.bids.test_handing_in import close

PLAN = FileEntry("ab" * 24, "方案.pdf", "application/pdf", 2048, "c" * 64)


@pytest.fixture
def bid(app):
    row = BidFactory(says={"files": (PLAN,)})
    bids.submit_bid(row, actor=row.author)
    return row


def verify(client, number, sha256="", document=None):
    data = {"number": number, "sha256": sha256}
    if document is not None:
        data["document"] = (io.BytesIO(document), "content.json")
    return client.post("/receipts/verify", data=data, content_type="multipart/form-data").text


def test_the_receipt_names_all_that_proves(bid, sign_in):
    page = sign_in(bid.author).get(f"/receipts/{bid.receipt.id}").text
    digest = bid.receipt.sha256
    assert bid.receipt.number in page and digest[:8] in page and digest[-8:] in page
    assert "方案.pdf" in page and PLAN.sha256 in page and "/receipts/verify" in page


def test_the_document_is_the_one_that_was_hashed(bid, sign_in, client):
    answer = sign_in(bid.author).get(f"/receipts/{bid.receipt.id}/content")
    assert hashlib.sha256(answer.data).hexdigest() == bid.receipt.sha256
    assert json.loads(answer.data)["files"][0]["sha256"] == PLAN.sha256
    assert "有效" in verify(client, bid.receipt.number, document=answer.data)


def test_only_the_bidder_opens_it(bid, sign_in, client, monkeypatch):
    colleague = UserFactory(organization=bid.organization, is_owner=False)
    assert sign_in(colleague).get(f"/receipts/{bid.receipt.id}").status_code == 200
    for person in (research_user(), bid.need.author, bureau_user()):
        for page in ("", "/content"):
            assert sign_in(person).get(f"/receipts/{bid.receipt.id}{page}").status_code == 404
    assert client.get(f"/receipts/{bid.receipt.id}").status_code == 302
    close(monkeypatch, bid.need)
    assert sign_in(bid.need.author).get(f"/receipts/{bid.receipt.id}").status_code == 404


def test_anybody_checks_it_without_signing_in_and_learns_no_more(bid, client):
    page = verify(client, bid.receipt.number, bid.receipt.sha256)
    assert "有效" in page and bid.need.title in page
    assert bid.organization.name not in page and "周景明" not in page and "方案.pdf" not in page


def test_as_people_type(bid, client):
    wide = str.maketrans("0123456789-", "０１２３４５６７８９－")
    number = f"  {bid.receipt.number.lower().translate(wide)}"
    spaced = " ".join(bid.receipt.sha256[at : at + 8] for at in range(0, 64, 8)).upper()
    assert "有效" in verify(client, number, spaced)


def test_wrong_and_unknown_are_one_answer_while_bids_are_sealed(bid, client, monkeypatch):
    """Else numbers could be tried, and would tell how many bids there are."""
    answers = [verify(client, number, "0" * 64) for number in (bid.receipt.number, "R-2026-9999-42-1")]
    assert all("查无此回执" in page and "内容与回执不符</" not in page for page in answers)
    close(monkeypatch, bid.need)
    assert "内容与回执不符</strong>" in verify(client, bid.receipt.number, "0" * 64)
    assert "内容与回执不符</strong>" in verify(client, bid.receipt.number, document=b"{}")
    assert "查无此回执</strong>" in verify(client, "R-2026-9999-42-1", "0" * 64)


def test_a_receipt_that_no_longer_stands_says_why(bid, client):
    old = bid.receipt
    bids.withdraw_bid(bid, actor=bid.author)
    assert "已撤回</strong>" in verify(client, old.number, old.sha256)
    bids.submit_bid(bid, actor=bid.author)
    assert "已被新的提交取代</strong>" in verify(client, old.number, old.sha256)
    assert "有效</strong>" in verify(client, bid.receipt.number, bid.receipt.sha256)


def test_earlier_receipts_stand_on_the_page_of_the_bid_for_the_lead_alone(bid, sign_in, monkeypatch):
    old = bid.receipt
    link = f'href="/receipts/{old.id}"'
    bids.withdraw_bid(bid, actor=bid.author)
    bids.submit_bid(bid, actor=bid.author)
    page = sign_in(bid.author).get(f"/bids/{bid.id}").text
    assert "此前的回执" in page and link in page
    close(monkeypatch, bid.need)
    page = sign_in(bid.need.author).get(f"/bids/{bid.id}").text
    assert bid.receipt.number in page and old.number not in page


def test_what_was_handed_in_first_waits_for_the_deadline_once_the_bid_is_changed(bid, sign_in, monkeypatch):
    old, client = bid.receipt, sign_in(bid.author)
    bids.withdraw_bid(bid, actor=bid.author)
    assert client.get(f"/receipts/{old.id}/content").status_code == 200
    bid_drafts.save_draft(bid, content(bid.need, overview="另一种写法"), actor=bid.author)
    assert client.get(f"/receipts/{old.id}/content").status_code == 404
    page = client.get(f"/receipts/{old.id}").text
    assert "已撤回" in page and "截止后可以在这里查看" in page
    close(monkeypatch, bid.need)
    answer = client.get(f"/receipts/{old.id}/content")
    assert hashlib.sha256(answer.data).hexdigest() == old.sha256


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"number": "", "sha256": "a" * 64}, "请填写回执号"),
        ({"number": "R-1", "sha256": ""}, "请填写校验码"),
        ({"number": "R-1", "sha256": "zz"}, "64 位"),
    ],
)
def test_what_cannot_be_checked_is_said_at_the_field(client, given, sentence):
    answer = client.post("/receipts/verify", data=given)
    assert answer.status_code == 400 and sentence in answer.text


def test_the_link_of_a_receipt_fills_in_its_number(client):
    assert 'value="R-2026-0137-42-1"' in client.get("/receipts/verify?number=R-2026-0137-42-1").text


def test_trying_numbers_comes_to_an_end(app):
    """As signing in: the limit per address is off in the other tests."""
    limited = create_app({"WTF_CSRF_ENABLED": False, "SERVER_NAME": "localhost", "RATELIMIT_ENABLED": True})
    try:
        with limited.app_context():
            client, given = limited.test_client(), {"number": "R-1", "sha256": "a" * 64}
            answers = [client.post("/receipts/verify", data=given).status_code for _ in range(13)]
            assert answers == [200] * 12 + [429] and client.get("/receipts/verify").status_code == 200
            db.session.remove()
            db.engine.dispose()
    finally:
        limiter.reset()
        limiter.enabled = False
