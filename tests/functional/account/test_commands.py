"""flask create-administrator, create-account, grant-role, revoke-role."""

import pytest

from matchmaker.services import passwords
from matchmaker.services.accounts import account_of
from models import Event, Organization, User, db
from models.actions import Action
from models.enums import Membership, OrganizationKind, Role
from tests.factories import OrganizationFactory, bureau_user, firm_user
from tests.factories.people import uscc

PASSWORD = "yimeng-duijie-2026"
EMAIL = "zhou@bureau.example"


@pytest.fixture
def run(app):
    def _run(*arguments: str):
        return app.test_cli_runner().invoke(args=list(arguments))

    return _run


@pytest.fixture
def bureau(app):
    return OrganizationFactory(kind=OrganizationKind.BUREAU, name="临沂市科学技术局")


def create(run, organization, *roles: str, password: str = PASSWORD):
    chosen = [part for role in roles for part in ("--role", role)]
    given = ("--name", "周科", "--organization", organization.uscc, "--password", password)
    return run("create-account", EMAIL, *given, *chosen)


def events():
    return [(line.action, line.data) for line in db.session.query(Event).order_by(Event.id)]


def test_a_second_officer(run, bureau, sign_in):
    answer = create(run, bureau, "officer", "supervisor")
    assert answer.exit_code == 0, answer.output
    user = account_of(EMAIL)
    assert (user.roles, user.membership, user.name) == ({Role.OFFICER, Role.SUPERVISOR}, Membership.CONFIRMED, "周科")
    assert passwords.matches(user.password_hash, PASSWORD)
    assert events() == [(Action.CREATE, {"roles": ["OFFICER", "SUPERVISOR"]})]
    assert sign_in(user).get("/needs/review").status_code == 200


@pytest.mark.parametrize("role", ["officer", "supervisor", "administrator"])
def test_the_bureau_s_roles_stay_in_the_bureau(run, app, role):
    firm = firm_user()
    for answer in (create(run, firm.organization, role), run("grant-role", firm.email, role)):
        assert answer.exit_code == 1 and "只能是科技主管部门的人员" in answer.output
    assert account_of(EMAIL) is None and firm.roles == frozenset() and events() == []


def test_an_account_that_cannot_be(run, bureau):
    bureau_user(email="taken@bureau.example")
    assert "密码至少 10 个字符" in create(run, bureau, "officer", password="short").output
    answer = run(
        *("create-account", "taken@bureau.example", "--name", "周科", "--password", PASSWORD),
        *("--organization", bureau.uscc, "--role", "expert"),
    )
    assert answer.exit_code == 1 and "该邮箱已注册" in answer.output
    answer = run(
        *("create-account", EMAIL, "--name", "周科", "--password", PASSWORD),
        *("--organization", uscc(987654321), "--role", "expert"),
    )
    assert answer.exit_code == 1 and "没有找到使用这个代码的单位" in answer.output


def test_a_role_given_and_taken(run, app):
    broker = firm_user(name="甄经理")
    answer = run("grant-role", broker.email.upper(), "technology-manager")
    assert answer.exit_code == 0 and "technology-manager" in answer.output
    assert broker.roles == {Role.TECHNOLOGY_MANAGER}
    assert "甄经理 已经是技术经理人" in run("grant-role", broker.email, "technology-manager").output
    assert run("revoke-role", broker.email, "technology-manager").output.endswith("no role\n")
    assert broker.roles == frozenset()
    assert "甄经理 不是技术经理人" in run("revoke-role", broker.email, "technology-manager").output
    assert "没有使用邮箱 nobody@x.example 的账号" in run("grant-role", "nobody@x.example", "expert").output
    assert events() == [
        (Action.EDIT, {"roles": {"old": [], "new": ["TECHNOLOGY_MANAGER"]}}),
        (Action.EDIT, {"roles": {"old": ["TECHNOLOGY_MANAGER"], "new": []}}),
    ]


def first(run, *, password: str = PASSWORD, code: str | None = None):
    given = ("--password", password, "--bureau", "临沂市科学技术局", "--uscc", code or uscc(4444, "11371300"))
    return run("create-administrator", EMAIL, *given)


def test_the_first_account(run, app):
    assert first(run).exit_code == 0
    assert account_of(EMAIL).roles == {Role.ADMINISTRATOR, Role.OFFICER, Role.SUPERVISOR}
    again = first(run)
    assert again.exit_code == 1 and "该邮箱已注册" in again.output


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"password": "short"}, "密码至少 10 个字符"),
        ({"code": "11371300"}, "应为 18 位，现在是 8 位"),
        ({"code": "11371300OO4444444Y"}, "请检查：O"),
    ],
)
def test_the_first_account_keeps_to_the_rules(run, app, given, said):
    answer = first(run, **given)
    assert answer.exit_code == 1 and said in answer.output
    assert (db.session.query(User).count(), db.session.query(Organization).count()) == (0, 0)
