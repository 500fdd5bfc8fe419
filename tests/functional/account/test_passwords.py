import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from matchmaker.adapters import clock
from matchmaker.services import outbox, passwords
from matchmaker.services.password_reset import token_for
from matchmaker.settings import settings
from models import db
from tests.functional.account.steps import ANOTHER, PASSWORD, again, log_in, person_with_password


@pytest.fixture
def mails(app):
    """The mails that have left, read back from the folder."""
    folder = settings["MAIL_FOLDER"]
    for old in folder.glob("*.eml"):
        old.unlink()

    def read():
        outbox.drain()
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.glob("*.eml")]

    return read


def _new(password=ANOTHER, **given):
    return {"current": PASSWORD, "password": password, "repeat": password, **given}


def test_the_reset_link_works_once(client, mails):
    user = person_with_password(name="邵建国")
    sent = client.post("/account/forgot", data={"email": user.email.upper()})
    assert "请查收邮件" in sent.text
    (mail,) = mails()
    assert (mail["To"], mail["Subject"]) == (user.email, "重设您的产学研对接平台密码")
    text = mail.get_content()
    assert text.startswith("邵建国，您好")
    link = re.search(r"http://127\.0\.0\.1:8000(/account/reset/\S+)", text)[1]

    assert client.get(link).status_code == 200
    done = client.post(link, data=_new(), follow_redirects=True)
    assert "密码已重设" in done.text
    again_used = client.post(link, data=_new(PASSWORD), follow_redirects=True)
    assert "这个链接已失效" in again_used.text
    assert log_in(client, user, ANOTHER).status_code == 302


def test_the_mail_is_in_the_language_of_the_reader_and_names_the_configured_host(client, mails):
    user = person_with_password(locale="en")
    client.post("/account/forgot", data={"email": user.email}, headers={"X-Forwarded-Host": "evil.example"})
    (mail,) = mails()
    assert "evil" not in mail.get_content()
    assert settings["BASE_URL"] in mail.get_content()


def test_the_answer_does_not_tell_whether_there_is_an_account(client, mails):
    known = client.post("/account/forgot", data={"email": person_with_password(email="known@a.example").email})
    unknown = client.post("/account/forgot", data={"email": "other@a.example"})
    closed = client.post(
        "/account/forgot", data={"email": person_with_password(email="closed@a.example", active=False).email}
    )
    plain = [
        page.text.split("<main")[1].replace(name, "")
        for page, name in ((known, "known@a.example"), (unknown, "other@a.example"), (closed, "closed@a.example"))
    ]
    assert plain[0] == plain[1] == plain[2]
    assert [mail["To"] for mail in mails()] == ["known@a.example"]


def test_an_old_or_forged_link_is_void(client):
    user = person_with_password()
    late = token_for(user, clock.now() - timedelta(hours=1, seconds=1))
    for token in (late, token_for(user, clock.now())[:-1] + "!", "x.y"):
        page = client.get(f"/account/reset/{token}", follow_redirects=True)
        assert "这个链接已失效" in page.text
    assert client.get(f"/account/reset/{token_for(user, clock.now() - timedelta(minutes=59))}").status_code == 200


def test_a_reset_opens_a_locked_account_and_keeps_the_rules(client):
    user = person_with_password(locked_until=clock.now() + timedelta(minutes=10))
    address = f"/account/reset/{token_for(user, clock.now())}"
    weak = client.post(address, data=_new("1234567890"))
    assert weak.status_code == 400
    assert "太容易被猜到" in weak.text
    client.post(address, data=_new())
    assert log_in(client, user, ANOTHER).status_code == 302


def test_a_changed_password_ends_the_other_sessions(app, sign_in):
    user = person_with_password()
    here, elsewhere = app.test_client(), sign_in(user)
    log_in(here, user)
    assert elsewhere.get("/account/profile").status_code == 200
    done = here.post("/account/password", data=_new(), follow_redirects=True)
    assert "其他设备上的登录已全部退出" in done.text
    assert here.get("/account/profile").status_code == 200
    assert elsewhere.get("/account/profile").status_code == 302
    assert passwords.matches(again(user).password_hash, ANOTHER)


def test_changing_needs_the_current_password(sign_in):
    user = person_with_password()
    page = sign_in(user).post("/account/password", data=_new(current="不是这个密码啊"))
    assert page.status_code == 400
    assert "当前密码不正确" in page.text
    assert again(user).password_version == 1


def test_the_rules_are_said_next_to_the_field(client):
    page = client.get("/account/register").text
    assert 'aria-describedby="help-password"' in page
    assert "至少 10 个字符，不含您的邮箱或姓名" in page


def test_no_mail_leaves_when_the_work_was_not_stored(app, mails):
    user = person_with_password()
    outbox.write_to(user, "x", "y")
    db.session.rollback()
    assert mails() == []
