"""What came of a cooperation is put on record by the parties."""

from datetime import timedelta
from decimal import Decimal

import pytest

from matchmaker.adapters import clock
from models import Event, Output, db
from models.actions import Action
from models.enums import ProjectState
from models.project_enums import OutputKind
from tests.factories.projects import OutputFactory, running_project

TODAY = clock.today


@pytest.fixture
def project(app):
    return running_project()


@pytest.fixture
def provider(sign_in, project):
    return sign_in(project.achievement.author)


@pytest.fixture
def firm(sign_in, project):
    return sign_in(project.need.author)


def address(project, rest=""):
    return f"/projects/{project.id}/outputs/{rest}"


def add(client, project, kind, **form):
    given = {"kind": kind, "title": "缺陷检测方法", "achieved_on": TODAY().isoformat()} | form
    return client.post(address(project, "new"), data=given)


def test_a_patent_is_kept_under_its_official_number(provider, firm, project):
    assert "专利号或申请号" in provider.get(address(project, "new")).text
    assert add(provider, project, "PATENT", number="zl ２０１７１０６０１８６２３").status_code == 302
    output = db.session.query(Output).one()
    assert (output.kind, output.number) == (OutputKind.PATENT, "ZL201710601862.3")
    page = firm.get(address(project)).text
    assert "ZL201710601862.3" in page and project.provider.name in page
    assert "登记了成果产出" in firm.get("/account/notifications").text
    assert db.session.query(Event).filter_by(action=Action.ADD_OUTPUT, subject_id=project.id).count() == 1


def test_a_wrong_patent_number_is_answered_at_the_field(provider, project):
    page = add(provider, project, "PATENT", number="ZL201710601862.4")
    assert page.status_code == 400 and "校验位不符" in page.text and 'value="ZL201710601862.4"' in page.text
    assert "请填写专利号或申请号" in add(provider, project, "PATENT").text
    assert "公开（公告）号" in add(provider, project, "PATENT", number="CN107389701A").text
    assert db.session.query(Output).count() == 0


def test_sales_have_an_amount_people_a_number_and_standards_their_own(provider, project):
    assert "请填写新增销售额" in add(provider, project, "SALES").text
    assert "请填写新增销售额" in add(provider, project, "SALES", amount="0").text
    assert "请填写数字" in add(provider, project, "SALES", amount="很多").text
    assert "引进人数" in add(provider, project, "PEOPLE", people="0").text
    assert "请填写标准号" in add(provider, project, "STANDARD").text
    assert add(provider, project, "SALES", amount="１２３.5").status_code == 302
    assert add(provider, project, "PEOPLE", people="３").status_code == 302
    assert add(provider, project, "WORKSTATION", number="鲁科字〔2026〕12号").status_code == 302
    sales, people, _ = db.session.query(Output).order_by(Output.id)
    assert (sales.amount, people.people) == (Decimal("123.50"), 3)
    page = provider.get(address(project)).text
    assert "123.50" in page and "3 人" in page
    page = provider.get(address(project) + "?kind=SALES").text
    assert "123.50" in page and "鲁科字" not in page


def test_the_day_lies_between_the_signing_and_today(provider, project):
    tomorrow, before = TODAY() + timedelta(days=1), project.signed_on - timedelta(days=1)
    assert "不能晚于今天" in add(provider, project, "PAPER", achieved_on=tomorrow.isoformat()).text
    assert "不能早于项目签约日期" in add(provider, project, "PAPER", achieved_on=before.isoformat()).text
    assert add(provider, project, "PAPER", achieved_on=project.signed_on.isoformat()).status_code == 302


def test_a_missing_day_is_asked_for_in_words_that_fit_every_kind(provider, project):
    """统计截止日期, 发表日期: none of them is a day on which something was obtained."""
    assert "统计截止日期：请填写日期。" in add(provider, project, "SALES", amount="3", achieved_on="").text


def test_the_same_thing_is_entered_once(provider, firm, project):
    add(provider, project, "PATENT", number="201710601862.3")
    page = add(firm, project, "PATENT", number="2017106018623", title="同一件")
    assert page.status_code == 400 and "已经登记过" in page.text and "同一件" in page.text
    add(provider, project, "PAPER")
    assert "已经登记过" in add(provider, project, "PAPER").text
    assert db.session.query(Output).count() == 2


def test_sales_come_after_the_completion_but_nothing_before_the_signing(provider, project):
    project.state = ProjectState.COMPLETED
    db.session.commit()
    assert add(provider, project, "SALES", amount="50").status_code == 302
    for state in (ProjectState.NEGOTIATING, ProjectState.TERMINATED):
        project.state = state
        db.session.commit()
        assert provider.get(address(project, "new")).status_code == 302
        page = add(provider, project, "SALES", amount="60", title="别的")
        assert page.status_code == 409 and "签约以后才能登记成果产出" in page.text


def test_it_is_taken_away_by_the_own_side_or_an_officer(sign_in, provider, firm, project):
    own, other = OutputFactory(project=project, author=project.achievement.author), OutputFactory(project=project)
    assert "删除" in provider.get(address(project)).text and "删除" not in firm.get(address(project)).text
    answer = firm.post(address(project, f"{own.id}/remove"), data={"version": own.version})
    assert answer.status_code == 403 and "只有登记的一方" in answer.text
    assert provider.post(address(project, f"{own.id}/remove"), data={"version": own.version}).status_code == 302
    assert provider.post(address(project, f"{own.id}/remove"), data={"version": own.version}).status_code == 404
    officer = sign_in(project.officer)
    assert officer.post(address(project, f"{other.id}/remove"), data={"version": other.version}).status_code == 302
    assert db.session.query(Output).count() == 0
    assert db.session.query(Event).filter_by(action=Action.REMOVE_OUTPUT).count() == 2
    assert "删除了合作项目" in firm.get("/account/notifications").text
    told = provider.get("/account/notifications").text
    assert f"{project.officer.name}删除了" in told and f"{project.achievement.author.name}删除了" not in told


def test_an_entry_stays_with_its_side_when_the_author_moves_on(provider, firm, project):
    output = OutputFactory(project=project)
    output.author.organization = project.firm
    db.session.commit()
    page = provider.get(address(project)).text
    assert project.provider.name in page and "删除" in page
    assert "删除" not in firm.get(address(project)).text


def test_the_bureau_reads_and_does_not_enter(sign_in, project):
    officer = sign_in(project.officer)
    assert "登记成果产出" not in officer.get(address(project)).text
    assert officer.get(address(project, "new")).status_code == 403
    assert add(officer, project, "PAPER").status_code == 403
