"""What people see when something breaks, and where they are while it does not."""

import io

import pytest
from sqlalchemy.exc import IntegrityError

from matchmaker.adapters import clock
from matchmaker.services import outbox
from matchmaker.web import navigation
from models import District, db
from tests.factories import bureau_user
from tests.factories.projects import running_project
from tests.functional.attachments.files import PDF


@pytest.fixture
def broken_database(app, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError("the database is gone")

    with monkeypatch.context() as patch:
        patch.setattr(type(db.session), "rollback", fail)
        yield


@pytest.fixture
def broken_header(app, monkeypatch):
    def fail(*_: object) -> int:
        raise RuntimeError("no counts today")

    monkeypatch.setattr(navigation.todo, "unread_count", fail)


def test_the_page_for_failures_needs_no_database(client, broken_database):
    answer = client.get("/account/login")
    assert answer.status_code == 500
    assert "系统暂时出错" in answer.text and 'lang="en"' in answer.text


def test_a_header_that_fails_does_not_break_the_page_for_failures(sign_in, broken_header):
    answer = sign_in(bureau_user()).get("/bureau/")
    assert answer.status_code == 500
    assert "系统暂时出错" in answer.text


def test_a_page_inside_a_section_lights_the_section(sign_in):
    page = sign_in(bureau_user()).get("/bureau/board").text
    assert 'href="/bureau/" aria-current="page">工作台' in page


def test_the_page_says_its_language_and_its_owner(client, app):
    page = client.get("/account/login").text
    assert '<html lang="zh-Hans-CN">' in page
    assert f"{app.config['CITY']}科学技术局" in page


def test_what_a_unique_rule_stops_is_said_in_words(app):
    db.session.add_all([District(code="twice", zh="甲", en="A"), District(code="twice", zh="乙", en="B")])
    with (
        app.test_request_context("/needs/", method="POST", data={"back": "//elsewhere.example/"}),
        pytest.raises(IntegrityError) as caught,
    ):
        db.session.flush()
    with app.test_request_context("/needs/", method="POST", data={"back": "//elsewhere.example/"}):
        text, status = app.handle_user_exception(caught.value)
    assert status == 409
    assert "已有相同的记录" in text


def test_what_fails_after_the_commit_does_not_undo_it(sign_in, monkeypatch):
    """A server that is about to stop takes no more letters; the step that was taken stands all the same."""
    milestone = running_project().milestones[0]

    def closed(*_: object) -> None:
        raise RuntimeError("cannot schedule new futures after shutdown")

    monkeypatch.setattr(outbox, "_start", closed)
    claim = {"done_on": clock.today().isoformat(), "note": "样机装配完成。", "file": (io.BytesIO(PDF), "报告.pdf")}
    provider, address = sign_in(milestone.project.achievement.author), f"/projects/{milestone.project_id}/milestones"
    assert provider.post(f"{address}/{milestone.id}/claim", data=claim).status_code == 302
    with provider.get(f"/attachments/{milestone.attachments[0].id}") as file:
        assert file.data == PDF


def test_nul_in_a_search_is_left_out(sign_in):
    officer = sign_in(bureau_user())
    for path in ("/projects/", "/agreements/", "/needs/", "/achievements/", "/organizations/"):
        assert officer.get(f"{path}?q=a%00b").status_code == 200, path
