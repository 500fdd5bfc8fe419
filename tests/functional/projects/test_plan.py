"""The two sides and the officer settle a project's plan."""

from datetime import date
from decimal import Decimal

import pytest

from models import Milestone, db
from models.enums import ProjectState
from tests.factories import ProjectFactory, bureau_user, firm_user

PLAN = {
    "title": "铝型材裂纹在线检测装置研制",
    "firm_leader": "林晓东",
    "provider_leader": "周明远",
    "mode": "JOINT",
    "total_budget": "８０.５",
    "subsidy": "10",
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
    "lump_sum": "y",
    "indicators-0-name": "漏检率",
    "indicators-0-promised": "≤ 0.3 %",
    "milestones-0-title": "样机",
    "milestones-0-due_on": "2026-06-30",
    "milestones-0-weight": "40",
    "milestones-0-evidence": "试验报告",
    "milestones-1-title": "上线",
    "milestones-1-due_on": "2026-12-31",
    "milestones-1-weight": "60",
}


@pytest.fixture
def project(app):
    return ProjectFactory()


def address(project):
    return f"/projects/{project.id}/edit"


def test_the_researcher_writes_the_plan_and_the_firm_reads_it(sign_in, project):
    answer = sign_in(project.achievement.author).post(address(project), data=PLAN | {"version": project.version})
    assert answer.status_code == 302
    assert (project.total_budget, project.subsidy) == (Decimal("80.50"), Decimal("10.00"))
    assert [(row.position, row.weight, row.due_on) for row in project.milestones] == [
        (1, 40, date(2026, 6, 30)),
        (2, 60, date(2026, 12, 31)),
    ]
    assert project.lump_sum and [(row.name, row.promised) for row in project.indicators] == [("漏检率", "≤ 0.3 %")]
    page = sign_in(project.need.author).get(f"/projects/{project.id}").text
    assert "铝型材裂纹在线检测装置研制" in page and "试验报告" in page and "80.50" in page
    assert "≤ 0.3 %" in page and "包干制" in page


def test_rows_come_and_go_without_script(sign_in, project):
    client = sign_in(project.need.author)
    page = client.post(address(project), data=PLAN | {"add_row": "milestones"}).text
    assert "milestones-2-title" in page and 'value="试验报告"' in page
    page = client.post(address(project), data=PLAN | {"remove_row": "milestones-0"}).text
    assert 'value="上线"' in page and 'value="样机"' not in page
    assert db.session.query(Milestone).count() == 0


def test_broken_rules_are_all_shown_and_nothing_is_saved(sign_in, project):
    broken = {
        "milestones-1-weight": "50",
        "milestones-0-due_on": "2027-01-01",
        "subsidy": "90",
        "indicators-0-promised": "",
        "indicators-1-promised": "≥ 20 件/min",
        "version": project.version,
    }
    page = sign_in(project.need.author).post(address(project), data=PLAN | broken)
    assert page.status_code == 400
    for sentence in (
        "权重之和应为 100，现在是 90",
        "第 1 行的完成期限不在项目起止日期之内",
        "财政资助不能超过总预算",
        "第 1 行请填写约定的指标值",
        "第 2 行请填写指标名称",
    ):
        assert sentence in page.text
    assert db.session.query(Milestone).count() == 0


def test_unreadable_values_are_answered_at_the_field(sign_in, project):
    bad = {"total_budget": "八十", "starts_on": "明年", "milestones-0-weight": "一半"}
    page = sign_in(project.need.author).post(address(project), data=PLAN | bad)
    assert page.status_code == 400
    assert "请填写数字" in page.text and "请填写日期" in page.text and "请填写整数" in page.text


def test_an_end_before_the_start_is_answered_at_the_field(sign_in, project):
    turned = PLAN | {"starts_on": "２０２６-12-31", "ends_on": "2026-01-01", "version": project.version}
    page = sign_in(project.need.author).post(address(project), data=turned)
    assert page.status_code == 400 and "结束日期不能早于开始日期" in page.text and 'value="2026-01-01"' in page.text
    page = sign_in(project.need.author).post(address(project), data=PLAN | {"ends_on": "9999-12-31"})
    assert page.status_code == 400 and "请填写 2000 年到 2100 年之间的日期" in page.text


def test_the_second_of_two_editors_overwrites_nothing(sign_in, project):
    seen = project.version
    sign_in(project.need.author).post(address(project), data=PLAN | {"version": seen})
    late = PLAN | {"version": seen, "title": "后来者的标题"}
    for _ in range(2):
        page = sign_in(project.achievement.author).post(address(project), data=late)
        assert page.status_code == 409 and "刚刚被其他人修改过" in page.text and "后来者的标题" in page.text
    assert project.title == PLAN["title"]


def test_a_change_of_milestones_alone_counts_as_a_change(sign_in, project):
    client = sign_in(project.need.author)
    client.post(address(project), data=PLAN | {"version": project.version})
    before = project.version
    client.post(address(project), data=PLAN | {"version": before, "milestones-0-title": "两台样机"})
    assert project.version > before


def test_nobody_else_edits_and_nobody_after_the_signing(sign_in, project):
    assert sign_in(firm_user()).post(address(project), data=PLAN).status_code == 404
    project.state = ProjectState.SIGNED
    db.session.commit()
    page = sign_in(bureau_user()).post(address(project), data=PLAN)
    assert page.status_code == 409 and "签约后不能再修改计划" in page.text
