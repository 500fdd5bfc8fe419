import io
import sys
from pathlib import Path

import pytest

from matchmaker.adapters import storage
from matchmaker.errors import Invalid
from matchmaker.services import attachments
from matchmaker.services.unit import after_commit
from matchmaker.settings import settings
from models import Attachment, db
from models.enums import AchievementState, AgreementState, NeedState
from tests.factories import AchievementFactory, NeedFactory, bureau_user, firm_user, research_user
from tests.factories.agreements import AgreementFactory
from tests.functional.attachments.files import BAD, GOOD, PDF


@pytest.fixture
def author(app):
    return research_user()


@pytest.fixture
def item(author):
    return AchievementFactory(author=author, state=AchievementState.DRAFT, published_at=None)


@pytest.fixture
def browser(author, sign_in):
    return sign_in(author)


def send(browser, item, name: str, content: bytes):
    file = {"file": (io.BytesIO(content), name)}
    return browser.post(f"/attachments/achievements/{item.id}", data=file, content_type="multipart/form-data")


def text(answer) -> str:
    return answer.get_data(as_text=True)


def stored() -> list[Path]:
    return [path for path in Path(settings["UPLOADS"]).rglob("*") if path.is_file()]


@pytest.fixture(autouse=True)
def no_files(app):
    for path in stored():
        path.unlink()


@pytest.mark.parametrize("name", GOOD)
def test_accepted_and_sent_back_as_it_was(item, browser, name):
    assert send(browser, item, name, GOOD[name]).status_code == 302
    row = db.session.query(Attachment).one()
    assert row.original_name == name and row.size == len(GOOD[name]) and name not in row.stored_name
    with browser.get(f"/attachments/{row.id}") as answer:
        assert answer.data == GOOD[name] and answer.mimetype == row.content_type
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "private" in answer.headers["Cache-Control"]
    assert name in text(browser.get(f"/achievements/{item.id}"))


@pytest.mark.parametrize("name", BAD)
def test_refused_in_words_at_the_field_and_nothing_is_kept(item, browser, name):
    content, said = BAD[name]
    answer = send(browser, item, name, content)
    assert answer.status_code == 400 and said in text(answer) and 'id="error-file"' in text(answer)
    assert db.session.query(Attachment).count() == 0 and stored() == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/报告.pdf", "报告.pdf"),
        ("C:\\Users\\zhou\\报告.pdf", "报告.pdf"),
        ("报\r\n告\x00\u202e.pdf", "报告.pdf"),
        ("..pdf", "file.pdf"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
    ],
)
def test_names_are_made_harmless(item, author, given, kept):
    row = attachments.attach(item, given, io.BytesIO(PDF), actor=author)
    assert row.original_name == kept and len(row.original_name) <= 200
    assert [path.name for path in stored()] == [row.stored_name]


def test_nothing_chosen(item, browser):
    answer = browser.post(f"/attachments/achievements/{item.id}", data={})
    assert answer.status_code == 400 and "请先选择一个文件" in text(answer)


def test_ten_at_most_and_the_same_one_once(item, author, browser):
    for place in range(10):
        attachments.attach(item, f"{place}.pdf", io.BytesIO(PDF), actor=author)
        again = send(browser, item, f"{place}.pdf", PDF)
        assert again.status_code == 409 and ("已经上传过" in text(again)) is (place < 9)
    assert "附件最多 10 个" in text(send(browser, item, "11.pdf", PDF))
    assert len(stored()) == 10


def test_too_large(item, author, browser, monkeypatch):
    monkeypatch.setitem(settings, "UPLOAD_BYTES", 2 * 1024 * 1024)
    with pytest.raises(Invalid) as told:
        attachments.attach(item, "大.pdf", io.BytesIO(PDF + b"0" * 2 * 1024 * 1024), actor=author)
    assert (told.value.field, told.value.params) == ("file", {"limit": 2}) and stored() == []
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    body, kind = head + b"0" * 21 * 1024 * 1024 + b"\r\n--b--\r\n", "multipart/form-data; boundary=b"
    answer = browser.post(f"/attachments/achievements/{item.id}", data=body, content_type=kind)
    assert answer.status_code == 413 and stored() == []


def test_a_file_of_the_largest_size_fits_with_its_form(item, browser, app):
    limit, kind = app.config["UPLOAD_BYTES"], "multipart/form-data; boundary=b"
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    for size, status in ((limit, 302), (limit + 1, 400)):
        body = head + PDF.ljust(size, b"\0") + b"\r\n--b--\r\n"
        with browser.post(f"/attachments/achievements/{item.id}", data=body, content_type=kind) as answer:
            assert answer.status_code == status
    assert f"文件不能超过 {limit // 2**20} MB" in text(answer)


def test_the_page_says_the_limit_that_is_set(item, browser, app, monkeypatch):
    monkeypatch.setitem(app.config, "UPLOAD_BYTES", 7 * 2**20)
    assert "每个不超过 7 MB，最多 10 个" in text(browser.get(f"/attachments/achievements/{item.id}"))


def test_removed_with_its_bytes(item, author, browser):
    row = attachments.attach(item, "报告.pdf", io.BytesIO(PDF), actor=author)
    assert browser.post(f"/attachments/{row.id}/remove").status_code == 302
    assert db.session.query(Attachment).count() == 0 and stored() == []


def test_a_failed_commit_leaves_no_file(item, author, monkeypatch):
    def fail() -> None:
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(attachments, "commit", fail)
    with pytest.raises(RuntimeError):
        attachments.attach(item, "报告.pdf", io.BytesIO(PDF), actor=author)
    assert stored() == []


def test_a_file_stays_when_the_worker_is_stopped_after_the_commit(item, author):
    after_commit(sys.exit)
    with pytest.raises(SystemExit):
        attachments.attach(item, "报告.pdf", io.BytesIO(PDF), actor=author)
    assert db.session.query(Attachment).count() == 1 and len(stored()) == 1


def test_lost_bytes_are_not_found(item, author, browser):
    row = attachments.attach(item, "报告.pdf", io.BytesIO(PDF), actor=author)
    storage.remove(row.stored_name)
    assert browser.get(f"/attachments/{row.id}").status_code == 404


def test_only_while_it_may_be_edited(item, author, browser):
    row = attachments.attach(item, "报告.pdf", io.BytesIO(PDF), actor=author)
    item.state = AchievementState.SUBMITTED
    db.session.commit()
    assert browser.get(f"/attachments/achievements/{item.id}").status_code == 403
    answer = browser.post(f"/attachments/{row.id}/remove")
    assert answer.status_code == 409 and "不能增减附件" in text(answer)


def test_strangers_neither_see_nor_change(item, author, sign_in, client):
    row = attachments.attach(item, "报告.pdf", io.BytesIO(PDF), actor=author)
    for other in (sign_in(firm_user()), sign_in(research_user())):
        assert other.get(f"/attachments/{row.id}").status_code == 404
        assert other.post(f"/attachments/{row.id}/remove").status_code == 404
        assert other.get(f"/attachments/achievements/{item.id}").status_code == 404
    assert client.get(f"/attachments/{row.id}").status_code == 404
    item.state = AchievementState.PUBLISHED
    db.session.commit()
    assert sign_in(firm_user()).post(f"/attachments/{row.id}/remove").status_code == 403


def test_of_a_need(sign_in, app):
    firm = firm_user()
    need = NeedFactory(author=firm, state=NeedState.DRAFT, published_at=None)
    file = {"file": (io.BytesIO(PDF), "工况说明.pdf")}
    answer = sign_in(firm).post(f"/attachments/needs/{need.id}", data=file, content_type="multipart/form-data")
    assert answer.status_code == 302
    assert "工况说明.pdf" in text(sign_in(firm).get(f"/attachments/needs/{need.id}"))


def test_of_an_agreement_for_its_parties_and_the_bureau(sign_in, app):
    agreement, officer = AgreementFactory(), bureau_user()
    file = {"file": (io.BytesIO(PDF), "合同扫描件.pdf")}
    answer = sign_in(officer).post(
        f"/attachments/agreements/{agreement.id}", data=file, content_type="multipart/form-data"
    )
    assert answer.status_code == 302
    row = db.session.query(Attachment).one()
    buyer = agreement.project.need.author
    expected = {officer: 200, buyer: 200, firm_user(): 404}
    for user, status in expected.items():
        with sign_in(user).get(f"/attachments/{row.id}") as sent:
            assert sent.status_code == status
    agreement.state = AgreementState.DRAFT
    db.session.commit()
    assert sign_in(buyer).get(f"/attachments/{row.id}").status_code == 404
    assert sign_in(buyer).post(f"/attachments/{row.id}/remove").status_code == 404
