"""Files of a bid: good ones, bad ones, and what lies on the disk."""

import io
import subprocess
import zipfile

import pytest

from matchmaker.adapters import storage
from matchmaker.sealing import vault
from matchmaker.settings import settings
from models import Bid, BidFile, Event, db
from models.actions import Action
from models.challenge_enums import BidState, PartnerState
from models.enums import NeedState, Role
from tests.factories import bureau_user, research_user
from tests.factories.challenges import BidFactory, PartnerFactory
from tests.functional.bids.test_writing import kept, pass_deadline, typed

SECRET = "多光谱成像独家配方"
PDF = b"%PDF-1.7\n" + SECRET.encode() + b"\n%%EOF\n"


def docx(unpacked: int = 100) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", "<Types/>")
        container.writestr("word/document.xml", b"0" * unpacked)
    return file.getvalue()


def upload(browser, bid: Bid, name: str = "技术方案.pdf", content: bytes = PDF, **given: object):
    return browser.post(f"/bids/{bid.id}/files", data={**given, "file": (io.BytesIO(content), name)})


@pytest.fixture
def bid(app) -> Bid:
    return BidFactory()


@pytest.fixture
def browser(bid, sign_in):
    return sign_in(bid.author)


def test_a_file_comes_back_as_it_was(bid, browser):
    assert upload(browser, bid).location == f"/bids/{bid.id}/edit#part-files"
    [entry] = kept(bid).files
    assert (entry.name, entry.size, entry.content_type) == ("技术方案.pdf", len(PDF), "application/pdf")
    answer = browser.get(f"/bids/{bid.id}/files/{bid.files[0].id}")
    assert answer.data == PDF and answer.headers["Cache-Control"] == "private, no-store"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_log_says_that_the_bid_was_edited_and_not_by_what(bid, browser):
    upload(browser, bid, **typed(bid))
    line = db.session.query(Event).filter_by(action=Action.EDIT).one()
    assert not line.data and not line.reason and line.subject_label == bid.number


def test_no_plain_word_lies_on_the_disk(bid, browser):
    upload(browser, bid)
    browser.post(f"/bids/{bid.id}/autosave", data=typed(db.session.get(Bid, bid.id), approach=SECRET))
    assert kept(bid).approach == SECRET
    assert storage.path(bid.files[0].stored_name).is_file()
    # by another process: reading the database's file in this one would drop SQLite's locks on it
    searched = subprocess.run(["grep", "-rlaF", SECRET, settings["INSTANCE"], settings["UPLOADS"]], capture_output=True)
    assert (searched.returncode, searched.stdout) == (1, b"")


@pytest.mark.parametrize(
    "name, content, sentence",
    [
        ("方案.exe", b"MZ", "不支持这种文件"),
        ("方案.pdf", b"MZ not a pdf", "与扩展名“.pdf”不符"),
        ("方案.pdf", b"", "文件是空的"),
        ("炸弹.docx", docx(301 * 1024 * 1024), "解压后过大"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_the_text_is_kept(bid, browser, name, content, sentence):
    answer = upload(browser, bid, name, content, **typed(bid, approach="刚写的路线"))
    assert answer.status_code == 400 and sentence in answer.text and "刚写的路线" in answer.text
    assert kept(bid).approach == "刚写的路线" and not kept(bid).files and not db.session.query(BidFile).count()


def test_a_file_beyond_the_limit_is_refused_in_words(bid, browser, monkeypatch):
    monkeypatch.setitem(settings, "UPLOAD_BYTES", 2**17)
    answer = upload(browser, bid, content=b"%PDF-1.7" + b"0" * 2**17, **typed(bid, approach="刚写的路线"))
    assert answer.status_code == 400 and "文件不能超过" in answer.text and kept(bid).approach == "刚写的路线"


def test_a_hundred_megabytes_are_refused_in_words(bid, browser):
    answer = browser.post(
        f"/bids/{bid.id}/files",
        content_type="multipart/form-data; boundary=b",
        environ_overrides={"CONTENT_LENGTH": str(100 * 2**20)},
    )
    assert answer.status_code == 413 and "超过了允许的大小" in answer.text and not kept(bid).files


def test_a_name_with_folders_is_only_a_name(bid, browser):
    upload(browser, bid, "../../etc/方案.pdf")
    assert kept(bid).files[0].name == "方案.pdf"


def test_a_name_in_gbk_is_answered_in_words(bid, browser):
    body = b"\r\n".join(
        [
            b"--edge",
            b'Content-Disposition: form-data; name="file"; filename="' + "方案".encode("gbk") + b'.pdf"',
            b"Content-Type: application/pdf",
            b"",
            PDF,
            b"--edge--",
            b"",
        ]
    )
    answer = browser.post(f"/bids/{bid.id}/files", data=body, content_type="multipart/form-data; boundary=edge")
    assert answer.status_code == 400 and "文件名的编码无法识别" in answer.text


def test_nothing_chosen_and_twice_the_same(bid, browser):
    assert "请先选择一个文件" in browser.post(f"/bids/{bid.id}/files", data={}).text
    upload(browser, bid)
    assert "已经上传过" in upload(browser, bid).text and len(kept(bid).files) == 1


def test_ten_files_are_enough(bid, browser):
    for place in range(10):
        upload(browser, bid, f"{place}.pdf")
    refused = upload(browser, bid, "十一.pdf")
    assert refused.status_code == 409 and "附件最多 10 个" in refused.text and len(kept(bid).files) == 10


def test_a_file_is_taken_away_with_its_bytes_and_its_key(bid, browser):
    upload(browser, bid)
    row = db.session.query(BidFile).one()
    place = storage.path(row.stored_name)
    answer = browser.post(
        f"/bids/{bid.id}/files/{row.id}/remove", data=typed(bid, approach="又改", version=bid.version)
    )
    assert answer.location.endswith("#part-files")
    assert not kept(bid).files and not vault.read(bid).file_keys and not place.exists()
    assert kept(bid).approach == "又改"


def test_after_the_deadline_and_after_handing_in_files_stay_as_they_are(bid, browser, monkeypatch):
    upload(browser, bid)
    row = db.session.query(BidFile).one()
    bid.state = BidState.SUBMITTED
    db.session.commit()
    assert upload(browser, bid, "新.pdf").status_code == 409
    assert browser.post(f"/bids/{bid.id}/files/{row.id}/remove", data={"back": "/bids/mine"}).status_code == 302
    bid.state = BidState.DRAFT
    db.session.commit()
    pass_deadline(monkeypatch, bid)
    assert upload(browser, bid, "新.pdf").status_code == 409 and len(kept(bid).files) == 1


def test_who_may_read_a_file(bid, browser, sign_in, monkeypatch):
    upload(browser, bid)
    invited, joined, officer = research_user(), research_user(), bureau_user(Role.OFFICER)
    PartnerFactory(bid=bid, organization=invited.organization)
    PartnerFactory(bid=bid, organization=joined.organization, state=PartnerState.CONFIRMED)
    address = f"/bids/{bid.id}/files/{db.session.query(BidFile).one().id}"
    assert sign_in(joined).get(address).data == PDF
    assert sign_in(invited).get(address).status_code == 403
    assert [sign_in(each).get(address).status_code for each in (officer, bid.need.author)] == [404, 404]


def test_the_bureau_reads_the_file_that_was_handed_in_once_the_deadline_has_passed(bid, browser, sign_in, monkeypatch):
    upload(browser, bid)
    browser.post(f"/bids/{bid.id}/edit", data=typed(db.session.get(Bid, bid.id)))
    browser.post(f"/bids/{bid.id}/submit", data={"version": db.session.get(Bid, bid.id).version})
    assert db.session.get(Bid, bid.id).state is BidState.SUBMITTED
    address = f"/bids/{bid.id}/files/{db.session.query(BidFile).one().id}"
    officer = sign_in(bureau_user(Role.OFFICER))
    assert officer.get(address).status_code == 404
    pass_deadline(monkeypatch, bid)
    assert officer.get(address).status_code == 404
    bid.need.state = NeedState.EVALUATING
    db.session.commit()
    assert officer.get(address).data == PDF and browser.get(address).data == PDF


def test_a_file_of_another_bid_is_not_found(bid, browser, sign_in):
    upload(browser, bid)
    other = BidFactory()
    row = db.session.query(BidFile).one()
    assert sign_in(other.author).get(f"/bids/{other.id}/files/{row.id}").status_code == 404
