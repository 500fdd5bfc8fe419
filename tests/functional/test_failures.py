"""What people see when something breaks, and where they are while it does not."""

import pytest
from sqlalchemy.exc import IntegrityError

from matchmaker.web import navigation
from models import District, db
from tests.factories import bureau_user


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


def test_nul_in_a_search_is_left_out(sign_in):
    officer = sign_in(bureau_user())
    for path in ("/projects/", "/agreements/", "/needs/", "/achievements/", "/organizations/"):
        assert officer.get(f"{path}?q=a%00b").status_code == 200, path
