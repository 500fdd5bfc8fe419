import pytest

from models import Event, Notification, Organization, User, db
from models.actions import Action
from models.enums import Membership, OrganizationState
from tests.factories import OrganizationFactory, UserFactory, bureau_user
from tests.functional.account.steps import ANOTHER, PASSWORD, again, application


def test_an_organization_registers_with_its_owner_and_waits(client):
    officer = bureau_user()
    page = client.post("/account/register", data=application(), follow_redirects=True)
    assert page.status_code == 200
    assert "等待科技局审核" in page.text
    owner = db.session.query(User).filter_by(email="song.wen@wenshang.example").one()
    assert (owner.is_owner, owner.membership, owner.is_member) == (True, Membership.CONFIRMED, False)
    assert owner.password_hash.startswith("$argon2id$")
    assert owner.organization.state is OrganizationState.PENDING
    assert owner.organization.city == "临沂市"
    assert db.session.query(Notification).filter_by(user_id=officer.id).one().params == {
        "name": owner.organization.name
    }
    assert db.session.query(Event).one().action is Action.CREATE


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"uscc": "91350100M000100Y44"}, "校验码"),
        ({"uscc": "9135"}, "应为 18 位，现在是 4 位"),
        ({"uscc": ""}, "请填写统一社会信用代码"),
        ({"kind": ""}, "请选择单位类型"),
        ({"kind": "BUREAU"}, "请从列表中选择"),
        ({"district": "", "city": ""}, "请选择县区，外地单位请填写所在城市"),
        ({"website": "javascript:alert(1)"}, "请填写完整网址"),
        ({"email": "song"}, "邮箱格式不对"),
        ({"phone": "问前台"}, "电话只含数字"),
        ({"repeat": ANOTHER}, "两次输入的密码不一致"),
        ({"password": "123", "repeat": "123"}, "密码至少 10 个字符"),
        ({"password": "Password2026!", "repeat": "Password2026!"}, "太容易被猜到"),
        ({"password": "我是宋汶本人的长密码", "repeat": "我是宋汶本人的长密码"}, "不能包含您的邮箱或姓名"),
        ({"intro": "长" * 1001}, "最多 1000 字"),
    ],
)
def test_a_wrong_application_says_what_to_correct_and_stays_filled_in(client, given, sentence):
    page = client.post("/account/register", data=application(**given))
    assert page.status_code == 400
    assert sentence in page.text
    assert "铝合金铸件" in page.text or "intro" in given
    assert PASSWORD not in page.text
    assert db.session.query(Organization).count() == 0


def test_a_second_organization_with_the_same_code_is_told_to_join(client):
    client.post("/account/register", data=application())
    client.post("/account/logout")
    page = client.post("/account/register", data=application(organization_name="别的公司", email="b@b.example"))
    assert page.status_code == 400
    assert "您可以申请加入" in page.text
    same_name = client.post("/account/register", data=application(uscc="91350100M000100Y43", email="b@b.example"))
    assert "已有同名单位" in same_name.text


def test_an_address_registers_once(client):
    UserFactory(email="song.wen@wenshang.example")
    page = client.post("/account/register", data=application())
    assert page.status_code == 400
    assert "该邮箱已注册" in page.text


def test_somebody_joins_and_the_owner_confirms(client, sign_in):
    owner = UserFactory()
    form = application(uscc=owner.organization.uscc.lower())
    page = client.post("/account/join", data=form, follow_redirects=True)
    assert "等待单位管理员确认" in page.text
    newcomer = db.session.query(User).filter_by(email="song.wen@wenshang.example").one()
    assert (newcomer.membership, newcomer.is_owner, newcomer.is_member) == (Membership.PENDING, False, False)

    owners = sign_in(owner)
    members = owners.get("/organizations/mine/members")
    assert "1 人申请加入" in members.text
    done = owners.post(f"/organizations/mine/members/{newcomer.id}/confirm", follow_redirects=True)
    assert "已确认 宋汶 为本单位成员" in done.text
    assert again(newcomer).is_member
    assert "您已被确认为" in client.get("/account/notifications").text


def test_joining_needs_a_registered_organization_that_is_not_the_bureau(client):
    page = client.post("/account/join", data=application(uscc="91350100M000100Y43"))
    assert page.status_code == 400
    assert "没有找到使用这个代码的单位" in page.text
    bureau = bureau_user().organization
    page = client.post("/account/join", data=application(uscc=bureau.uscc))
    assert "由系统管理员开通" in page.text


def test_one_may_join_an_organization_that_still_waits(client):
    waiting = OrganizationFactory(state=OrganizationState.PENDING)
    page = client.post("/account/join", data=application(uscc=waiting.uscc), follow_redirects=True)
    assert page.status_code == 200


def test_the_forms_open_in_both_languages(client):
    for path in ("/account/register", "/account/join"):
        assert "统一社会信用代码" in client.get(path).text
