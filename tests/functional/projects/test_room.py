"""The first page of a project: what it says to each of those who look at it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from matchmaker.adapters import clock
from matchmaker.queries import room
from matchmaker.services import events
from models import db
from models.actions import Action
from models.enums import MatchSide, ProjectState, Role
from models.project_enums import AcceptanceState, ChangeState, Light, MilestoneState, PaymentKind
from tests.factories import bureau_user
from tests.factories.projects import (
    AcceptanceFactory,
    ChangeRequestFactory,
    MilestoneFactory,
    PaymentFactory,
    ProgressReportFactory,
    ProjectFactory,
    running_project,
)


@pytest.fixture
def project(app):
    return running_project(percent=35, subsidy=Decimal("10.00"), lump_sum=True)


def read(sign_in, user, project):
    return sign_in(user).get(f"/projects/{project.id}").text


def says(page, title):
    """The next step stands in the notice on top."""
    start = page.index('class="notice')
    return title in page[start : page.index('class="page-grid')]


def test_how_far_it_is_and_what_has_come_in(sign_in, project):
    today = clock.today()
    PaymentFactory(project=project, paid_on=today, paid_amount=Decimal("32.00"), planned_amount=Decimal("32.00"))
    PaymentFactory(project=project, planned_amount=Decimal("48.00"))
    PaymentFactory(project=project, kind=PaymentKind.SUBSIDY, paid_on=today, paid_amount=Decimal("4.00"))
    page = read(sign_in, project.need.author, project)
    assert "已报进度 35%" in page and "还有 305 天到期" in page
    assert "32.00" in page and "占成交额 40%" in page and "已到 4.00 万元" in page and "包干制" in page
    project.ends_on = today - timedelta(days=2)
    db.session.commit()
    assert "已超期 2 天" in read(sign_in, project.need.author, project)


def test_what_is_due_next_has_its_light(sign_in, project):
    ProgressReportFactory(project=project, due_on=clock.today() - timedelta(days=1))
    PaymentFactory(project=project, planned_on=clock.today() + timedelta(days=40))
    found = {due.duty.name: due.light for due in room.dues(project)}
    assert found["REPORT"] is Light.OVERDUE and found["MILESTONE"] is Light.DUE_SOON
    assert found["PAYMENT"] is Light.ON_TIME and "REGISTRATION" in found
    page = read(sign_in, project.need.author, project)
    assert "里程碑：样机试制" in page and "到款：首付款" in page and "进展报告（" in page
    project.state = ProjectState.SUSPENDED
    db.session.commit()
    assert {due.duty.name for due in room.dues(project)} == {"REGISTRATION"}


def test_each_reads_the_own_next_step(sign_in, project):
    firm, provider = project.need.author, project.achievement.author
    assert says(read(sign_in, firm, project), "完成里程碑“样机试制”")
    ProgressReportFactory(project=project, due_on=clock.today() - timedelta(days=1))
    assert says(read(sign_in, firm, project), "提交进展报告")
    change = ChangeRequestFactory(project=project)
    assert says(read(sign_in, firm, project), "答复变更申请")
    assert says(read(sign_in, provider, project), "提交进展报告")
    row = project.milestones[0]
    row.state, row.claimed_side = MilestoneState.CLAIMED, MatchSide.ACHIEVEMENT
    db.session.commit()
    assert says(read(sign_in, firm, project), "确认里程碑“样机试制”")
    assert says(read(sign_in, project.officer, project), "登记技术合同")
    change.state = ChangeState.AGREED
    db.session.commit()
    assert says(read(sign_in, project.officer, project), "审批变更申请")
    ProgressReportFactory(
        project=project,
        submitted=True,
        period_start=date(2020, 1, 1),
        help_wanted="请协调检测机构",
        help_waits=True,
    )
    assert says(read(sign_in, project.officer, project), "请协调检测机构")
    assert says(read(sign_in, bureau_user(Role.SUPERVISOR), project), "按计划推进")


def test_the_steps_from_the_plan_to_the_end(sign_in, app):
    project = ProjectFactory()
    firm, officer = project.need.author, bureau_user()
    assert says(read(sign_in, firm, project), "补全项目计划")
    MilestoneFactory(project=project)
    assert says(read(sign_in, firm, project), "商定计划，签订合同")
    assert says(read(sign_in, officer, project), "登记技术合同")
    steps = {
        ProjectState.SIGNED: ("可以启动实施", "可以启动实施"),
        ProjectState.SUSPENDED: ("项目已中止", "项目已中止"),
        ProjectState.ACCEPTANCE: ("等待验收", "办理验收"),
        ProjectState.COMPLETED: ("登记成果产出", "项目已完成"),
        ProjectState.TERMINATED: ("项目已终止", "项目已终止"),
    }
    for state, (to_firm, to_officer) in steps.items():
        project.state = state
        db.session.commit()
        assert says(read(sign_in, firm, project), to_firm) and says(read(sign_in, officer, project), to_officer)


def test_all_confirmed_asks_for_the_acceptance(sign_in, project):
    for row in project.milestones:
        row.state, row.done_on = MilestoneState.CONFIRMED, clock.today()
    db.session.commit()
    assert says(read(sign_in, project.need.author, project), "申请验收")


def test_documents_sent_back_are_the_parties_next_step(sign_in, app):
    acceptance = AcceptanceFactory(state=AcceptanceState.RETURNED, check_note="缺检测报告")
    project = acceptance.project
    page = read(sign_in, project.need.author, project)
    assert says(page, "验收资料被退回补正") and f"/projects/{project.id}/acceptance/apply" in page
    assert says(read(sign_in, bureau_user(), project), "等双方补正资料")


def test_the_start_is_remembered(sign_in, app):
    project = ProjectFactory(state=ProjectState.SIGNED)
    sign_in(project.need.author).post(
        f"/projects/{project.id}/advance", data={"step": "START", "version": project.version}
    )
    assert project.started_on == clock.today()


def test_an_approved_extension_leaves_the_old_plan_in_the_picture(sign_in, project):
    today, row = clock.today(), project.milestones[1]
    was = {
        "ends_on": (project.ends_on - timedelta(days=92)).isoformat(),
        "milestones": [{"id": row.id, "title": row.title, "due_on": (row.due_on - timedelta(days=92)).isoformat()}],
    }
    ChangeRequestFactory(project=project, state=ChangeState.APPROVED, before=was, decided_at=clock.now())
    ChangeRequestFactory(project=project, state=ChangeState.REFUSED, before={"ends_on": today.isoformat()})
    drawn = room.picture(project)
    assert [bar.span.last for bar in drawn.earlier] == [project.ends_on - timedelta(days=92)]
    assert [mark.day for mark in drawn.stones[1].earlier] == [row.due_on - timedelta(days=92)]
    page = read(sign_in, project.need.author, project)
    assert "gantt-earlier" in page and "变更前的计划" in page and "gantt-was" in page


def test_the_picture_shows_reports_and_the_work_so_far(sign_in, project):
    ProgressReportFactory(project=project, submitted=True)
    ProgressReportFactory(project=project, submitted=True, period_start=date(2020, 1, 1), due_on=date(2020, 2, 4))
    drawn = room.picture(project)
    assert sorted(mark.late for mark in drawn.reports) == [False, True]
    assert (drawn.work.span.first, drawn.work.span.last) == (project.started_on, clock.today())
    assert "2 份，迟报 1 份" in read(sign_in, project.need.author, project)
    project.state, project.completed_on = ProjectState.COMPLETED, clock.today() - timedelta(days=3)
    db.session.commit()
    drawn = room.picture(project)
    assert drawn.today_x is None and drawn.work.span.last == project.completed_on


def test_the_work_on_what_came_to_nothing_ends_with_it(sign_in, project):
    assert sign_in(project.officer).post(
        f"/projects/{project.id}/advance",
        data={"step": "TERMINATE", "reason": "企业转产", "version": project.version},
    )
    drawn = room.picture(project)
    assert drawn.work.span.last == clock.today() and drawn.today_x is None


def test_nothing_is_drawn_before_there_is_a_plan(sign_in, app):
    project = ProjectFactory()
    assert room.picture(project) is None
    page = read(sign_in, project.need.author, project)
    assert '<svg class="gantt"' not in page and "还没有里程碑" in page


def test_a_long_log_is_read_page_by_page(sign_in, project):
    for place in range(25):
        events.record(project, Action.EDIT, project.officer, data={"about": f"第{place}处"})
    db.session.commit()
    page = read(sign_in, project.need.author, project)
    assert "第24处" in page and "第3处" not in page and "全部 25 条记录" in page
    client = sign_in(project.need.author)
    assert "第3处" in client.get(f"/projects/{project.id}/timeline?page=2").text
