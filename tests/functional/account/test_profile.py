from flask import url_for

from matchmaker.services.notify import tell
from models import Notification, db
from tests.factories import NeedFactory, bureau_user, firm_user
from tests.functional.account.steps import again


def _notify(user, count=1):
    need = NeedFactory(author=user)
    for number in range(count):
        tell([user], "需求“%(title)s”已发布。", need, title=f"第{number}项")
    db.session.commit()
    return need


def test_one_edits_ones_own_data(sign_in):
    user = firm_user()
    client = sign_in(user)
    form = {"name": "魏承谦", "title": "总经理", "phone": "０５３９－５５５０１９９", "locale": "zh"}
    page = client.post("/account/profile", data=form, follow_redirects=True)
    assert "资料已保存" in page.text
    stored = again(user)
    assert (stored.name, stored.title, stored.phone) == ("魏承谦", "总经理", "0539-5550199")
    wrong = client.post("/account/profile", data={**form, "name": " "})
    assert wrong.status_code == 400
    assert "请填写姓名" in wrong.text
    assert again(user).name == "魏承谦"


def test_a_visitor_switches_the_language_and_comes_back(client):
    page = client.post("/account/language", data={"language": "en", "next": "/account/login?next=%2Fneeds%2F"})
    assert page.location == "/account/login?next=%2Fneeds%2F"
    assert '<html lang="en' in client.get("/account/login").text
    client.post("/account/language", data={"language": "zh"})
    assert '<html lang="zh' in client.get("/account/login").text
    client.post("/account/language", data={"language": "xx"})
    assert '<html lang="zh' in client.get("/account/login").text


def test_the_language_is_kept_in_the_profile(app, sign_in):
    user = firm_user()
    sign_in(user).post("/account/language", data={"language": "en"})
    assert again(user).locale == "en"
    assert '<html lang="en' in sign_in(user).get("/account/profile").text


def test_notices_lead_to_what_they_are_about(sign_in):
    user = firm_user()
    need = _notify(user)
    client = sign_in(user)
    page = client.get("/account/notifications").text
    assert "需求“第0项”已发布。" in page
    assert f'href="{url_for("needs.show", need_id=need.id, _external=False)}"' in page
    assert "未读 1 条" in page
    read = client.post("/account/notifications/read", follow_redirects=True).text
    assert "未读 0 条" in read
    assert db.session.query(Notification).filter_by(read_at=None).count() == 0


def test_notices_come_in_pages_and_only_ones_own(sign_in):
    user, other = firm_user(), firm_user()
    _notify(user, 25)
    _notify(other)
    client = sign_in(user)
    assert client.get("/account/notifications").text.count('class="row-item"') == 20
    assert client.get("/account/notifications?page=2").text.count('class="row-item"') == 5
    client.post("/account/notifications/read")
    assert db.session.query(Notification).filter_by(read_at=None).one().user_id == other.id


def test_without_notices_the_page_says_what_will_come(sign_in):
    assert "还没有消息" in sign_in(bureau_user()).get("/account/notifications").text


def test_words_in_a_notice_are_words(sign_in):
    user = firm_user()
    tell([user], "需求“%(title)s”已发布。", NeedFactory(author=user), title="<script>1</script> 100%")
    db.session.commit()
    page = sign_in(user).get("/account/notifications").text
    assert "<script>1" not in page
    assert "&lt;script&gt;1&lt;/script&gt; 100%" in page
