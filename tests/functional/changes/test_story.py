"""From the request of one side to the plan that holds from then on."""

from datetime import timedelta
from decimal import Decimal

from matchmaker.adapters import clock
from models import ChangeRequest, Milestone, Notification, db
from models.enums import ProjectState
from models.project_enums import ChangeKind, ChangeState, MilestoneState, Reminder
from tests.factories import bureau_user
from tests.factories.projects import PaymentFactory, ProjectIndicatorFactory
from tests.functional.changes.requests import REASON, answer, ask, extension, later, only_change


def test_an_extension_from_the_request_to_the_new_plan(project, university, firm, officer):
    old_end, old_due = project.ends_on, project.milestones[1].due_on
    project.milestones[1].reminder = Reminder.BEFORE
    db.session.commit()
    university.get(f"/projects/{project.id}/changes/new?kind=EXTENSION")
    page = university.post(
        f"/projects/{project.id}/changes/new?kind=EXTENSION", data=extension(project), follow_redirects=True
    )
    assert REASON in page.text and "等对方答复" in page.text
    change = only_change()
    assert project.ends_on == old_end, "nothing changes before the approval"
    assert "等我方答复的变更申请" in firm.get("/todo/").text
    answer(firm, change, "agree")
    assert change.state is ChangeState.AGREED and project.ends_on == old_end
    answer(officer, change, "approve", reason="同意延期。")
    assert change.state is ChangeState.APPROVED
    assert project.ends_on == old_end + timedelta(days=92)
    assert project.milestones[1].due_on == old_due + timedelta(days=92)
    assert project.milestones[1].reminder is Reminder.NONE
    shown = firm.get(f"/changes/{change.id}").text
    assert old_end.isoformat() in shown and later(old_end) in shown and old_due.isoformat() in shown
    versions = firm.get(f"/projects/{project.id}/changes").text
    assert "第 2 版" in versions and old_end.isoformat() in versions and later(old_end) in versions
    assert "同意变更" in firm.get(f"/projects/{project.id}").text, "the timeline of the project has the steps"


def test_each_step_is_told(project, university, firm, officer):
    ask(university, project, ChangeKind.EXTENSION, extension(project))
    answer(firm, only_change(), "agree")
    answer(officer, only_change(), "approve")
    told = {
        (notice.user_id, notice.message.split("，")[-1]) for notice in db.session.query(Notification).order_by("id")
    }
    author, researcher = project.need.author.id, project.achievement.author.id
    assert {(author, "请贵方答复。"), (project.officer_id, "请审批。")} <= told
    assert {(author, "计划已更新。"), (researcher, "计划已更新。")} <= told


def test_funds_with_full_width_digits(project, firm, university, officer):
    given = {"total_budget": "１２０", "subsidy": "３０.５", "lump_sum": "y", "reason": "追加"}
    ask(firm, project, ChangeKind.BUDGET, given)
    answer(university, only_change(), "agree")
    answer(officer, only_change(), "approve")
    assert (project.total_budget, project.subsidy, project.lump_sum) == (Decimal("120.00"), Decimal("30.50"), True)
    page = firm.get(f"/changes/{only_change().id}").text
    assert "80.00" in page and "120.00" in page


def test_indicators_keep_the_old_promise_readable(project, firm, university, officer):
    ProjectIndicatorFactory(project_id=project.id)
    ProjectIndicatorFactory(project_id=project.id, position=2, name="节拍", promised="≤ 2 s")
    db.session.expire(project)
    rows = {f"indicators-{i}-{n}": v for i, row in enumerate(project.indicators) for n, v in (("id", row.id),)}
    given = {"indicators-0-promised": "≤ 0.5 %", "indicators-1-promised": "≤ 2 s", "reason": "样本变化"}
    ask(university, project, ChangeKind.INDICATORS, rows | given)
    answer(firm, only_change(), "agree")
    answer(officer, only_change(), "approve")
    assert [row.promised for row in project.indicators] == ["≤ 0.5 %", "≤ 2 s"]
    page = firm.get(f"/changes/{only_change().id}").text
    assert "≤ 0.3 %" in page and "≤ 0.5 %" in page and "不变" in page


def test_the_leader_of_the_own_side(project, university, firm, officer):
    ask(university, project, ChangeKind.LEADER, {"leader": "孟庆和", "reason": "调离"})
    answer(firm, only_change(), "agree")
    answer(officer, only_change(), "approve")
    assert (project.firm_leader, project.provider_leader) == ("徐冠杰", "孟庆和")
    assert "傅铸明" in firm.get(f"/projects/{project.id}/changes").text


def test_the_versions_of_the_plan_go_back_to_the_signing(project, firm, university, officer):
    for total in ("90", "100"):
        ask(firm, project, ChangeKind.BUDGET, {"total_budget": total, "reason": "追加"})
        change = db.session.query(ChangeRequest).order_by(ChangeRequest.id.desc()).first()
        answer(university, change, "agree")
        answer(officer, change, "approve")
    page = firm.get(f"/projects/{project.id}/changes").text
    assert page.index("第 3 版") < page.index("第 2 版") < page.index("第 1 版")
    assert all(amount in page for amount in ("100.00", "90.00", "80.00"))


def test_own_side_cannot_agree_and_the_bureau_comes_second(project, university, officer):
    ask(university, project, ChangeKind.EXTENSION, extension(project))
    change = only_change()
    assert answer(university, change, "agree").status_code == 403
    assert answer(officer, change, "approve").status_code == 409
    assert answer(officer, change, "refuse", reason="不行").status_code == 403
    assert change.state is ChangeState.PROPOSED


def test_the_other_side_refuses_with_its_reason(project, university, firm):
    ask(university, project, ChangeKind.EXTENSION, extension(project))
    assert answer(firm, only_change(), "refuse", reason=" ").status_code == 400
    answer(firm, only_change(), "refuse", reason="影响我方投产")
    assert only_change().state is ChangeState.REFUSED
    assert "影响我方投产" in university.get(f"/changes/{only_change().id}").text


def test_the_officer_refuses_and_the_plan_stays(project, university, firm, officer):
    old = project.ends_on
    ask(university, project, ChangeKind.EXTENSION, extension(project))
    answer(firm, only_change(), "agree")
    answer(officer, only_change(), "refuse", reason="已延期两次")
    assert only_change().state is ChangeState.REFUSED and project.ends_on == old
    assert "已延期两次" in firm.get(f"/changes/{only_change().id}").text


def test_whoever_asked_takes_it_back_and_may_ask_again(project, university, firm):
    ask(university, project, ChangeKind.EXTENSION, extension(project))
    again = ask(university, project, ChangeKind.EXTENSION, extension(project))
    assert again.status_code == 409 and "尚未办结" in again.text
    assert answer(firm, only_change(), "withdraw").status_code == 403
    answer(university, only_change(), "withdraw")
    assert only_change().state is ChangeState.WITHDRAWN
    assert ask(university, project, ChangeKind.EXTENSION, extension(project)).status_code == 302


def test_a_plan_that_changed_meanwhile_is_compared_anew(project, university, firm, officer):
    ask(university, project, ChangeKind.EXTENSION, extension(project))
    answer(firm, only_change(), "agree")
    milestone = project.milestones[0]
    milestone.state, milestone.done_on = MilestoneState.CONFIRMED, clock.today()
    db.session.commit()
    refused = answer(officer, only_change(), "approve")
    assert refused.status_code == 409 and "重新生成" in refused.text
    change = only_change()
    assert change.state is ChangeState.AGREED
    assert [row["title"] for row in change.before["milestones"]] == [project.milestones[1].title]
    answer(officer, change, "approve")
    assert change.state is ChangeState.APPROVED
    assert db.session.get_one(Milestone, milestone.id).due_on == clock.today() + timedelta(days=10)


def test_two_officers_decide_at_once(project, university, firm, officer, sign_in):
    ask(university, project, ChangeKind.EXTENSION, extension(project))
    answer(firm, only_change(), "agree")
    seen = only_change().version
    answer(officer, only_change(), "approve")
    second = sign_in(bureau_user()).post(
        f"/changes/{only_change().id}/refuse", data={"version": seen, "reason": "再议"}
    )
    assert second.status_code == 409 and only_change().state is ChangeState.APPROVED


def test_the_end_of_a_project_ends_its_open_requests(project, university, officer):
    ask(university, project, ChangeKind.EXTENSION, extension(project))
    data = {"step": "TERMINATE", "reason": "企业转产", "version": project.version}
    officer.post(f"/projects/{project.id}/advance", data=data)
    assert project.state is ProjectState.TERMINATED and only_change().state is ChangeState.WITHDRAWN
    assert "企业转产" in university.get(f"/changes/{only_change().id}").text
    assert ask(university, project, ChangeKind.EXTENSION, extension(project)).status_code == 409


def test_money_that_came_in_since_is_not_cut_away(project, university, firm, officer):
    project.agreement.amount = Decimal("40.00")
    db.session.commit()
    ask(university, project, ChangeKind.BUDGET, {"total_budget": "50", "subsidy": "5", "reason": "减项"})
    answer(firm, only_change(), "agree")
    PaymentFactory(project=project, paid_on=clock.today(), paid_amount=Decimal("60.00"))
    assert "已到款 60.00 万元" in answer(officer, only_change(), "approve").text
    assert only_change().state is ChangeState.AGREED and project.total_budget != Decimal("50.00")
