"""What a change request may not ask for: the answer stands at the field, the form comes back filled."""

from datetime import timedelta
from decimal import Decimal

import pytest

from matchmaker.adapters import clock
from models import ChangeRequest, Project, db
from models.enums import ProjectState
from models.project_enums import ChangeKind, MilestoneState, PaymentKind
from tests.factories import firm_user
from tests.factories.projects import PaymentFactory, ProjectIndicatorFactory
from tests.functional.changes.requests import REASON, ask, extension, later


def refused(answer, sentence: str) -> bool:
    return answer.status_code == 400 and sentence in answer.text and not db.session.query(ChangeRequest).count()


def test_an_end_before_the_start(project, firm):
    given = extension(project, ends_on=later(project.starts_on, -1))
    answer = ask(firm, project, ChangeKind.EXTENSION, given)
    assert refused(answer, f"结束日期不能早于开始日期 {project.starts_on}")
    assert REASON in answer.text and 'id="error-ends_on"' in answer.text


def test_an_end_before_what_is_confirmed(project, firm):
    milestone = project.milestones[0]
    milestone.state, milestone.done_on = MilestoneState.CONFIRMED, clock.today() + timedelta(days=3)
    db.session.commit()
    given = {"ends_on": clock.today().isoformat(), "reason": REASON}
    assert refused(ask(firm, project, ChangeKind.EXTENSION, given), f"里程碑“{milestone.title}”已于")


def test_a_milestone_beyond_the_new_end(project, firm):
    given = extension(project, **{"milestones-1-due_on": later(project.ends_on, 93)})
    assert refused(ask(firm, project, ChangeKind.EXTENSION, given), "第 2 行的完成期限不在项目起止日期之内")


def test_a_new_day_that_is_over(project, firm):
    given = extension(project, **{"milestones-0-due_on": later(clock.today(), -1)})
    assert refused(ask(firm, project, ChangeKind.EXTENSION, given), "第 1 行的新期限应在今天或以后")


def test_a_day_that_is_none(project, firm):
    assert refused(ask(firm, project, ChangeKind.EXTENSION, extension(project, ends_on="明年")), "请填写日期")


def test_nothing_to_change(project, firm):
    given = {"ends_on": project.ends_on.isoformat(), "reason": REASON}
    assert refused(ask(firm, project, ChangeKind.EXTENSION, given), "与现行计划相同")


def test_a_reason_is_due(project, firm):
    assert refused(ask(firm, project, ChangeKind.EXTENSION, extension(project, reason=" ")), "请说明变更的理由")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"total_budget": "90", "subsidy": "90.01"}, "财政资助不能超过总预算"),
        ({"total_budget": "九十"}, "请填写数字"),
        ({"total_budget": "12abc"}, "请填写数字"),
        ({"total_budget": "90.001"}, "最多保留两位小数"),
        ({"total_budget": ""}, "请填写新的总预算"),
        ({"total_budget": "-1"}, "金额不能为负数"),
    ],
)
def test_amounts(project, firm, given, sentence):
    assert refused(ask(firm, project, ChangeKind.BUDGET, given | {"reason": REASON}), sentence)


def test_funds_below_what_has_been_received(project, firm):
    PaymentFactory(project=project, paid_on=clock.today(), paid_amount=Decimal("30.00"))
    PaymentFactory(project=project, kind=PaymentKind.SUBSIDY, paid_on=clock.today(), paid_amount=Decimal("10.00"))
    answer = ask(firm, project, ChangeKind.BUDGET, {"total_budget": "39", "subsidy": "9", "reason": REASON})
    assert refused(answer, "已到款 40.00 万元") and "已到款 10.00 万元" in answer.text


def test_funds_below_what_was_agreed(project, firm):
    project.agreement.amount, project.total_budget = Decimal("80.00"), Decimal("100.00")
    db.session.commit()
    answer = ask(firm, project, ChangeKind.BUDGET, {"total_budget": "79.99", "subsidy": "0", "reason": REASON})
    assert refused(answer, "合同成交额 80.00 万元，总预算不能低于这一数额") and 'id="error-total_budget"' in answer.text
    project.total_budget = Decimal("60.00")  # as it was when the agreement was entered
    db.session.commit()
    given = {"total_budget": "60", "subsidy": "0", "lump_sum": "y", "reason": REASON}
    assert ask(firm, project, ChangeKind.BUDGET, given).status_code == 302


def test_a_subsidy_below_what_is_planned(project, firm):
    PaymentFactory(project=project, kind=PaymentKind.SUBSIDY, paid_on=clock.today(), paid_amount=Decimal("10.00"))
    PaymentFactory(project=project, kind=PaymentKind.SUBSIDY, planned_amount=Decimal("8.00"))
    project.total_budget, project.subsidy = Decimal("100.00"), Decimal("20.00")
    db.session.commit()
    given = {"total_budget": "100", "subsidy": "17.99", "reason": REASON}
    answer = ask(firm, project, ChangeKind.BUDGET, given)
    assert refused(answer, "已到款 10.00 万元、另有计划 8.00 万元") and 'id="error-subsidy"' in answer.text
    assert ask(firm, project, ChangeKind.BUDGET, given | {"subsidy": "18"}).status_code == 302


def test_a_promise_and_a_leader_are_not_left_empty(project, firm):
    ProjectIndicatorFactory(project_id=project.id)
    row = db.session.get_one(Project, project.id).indicators[0]
    given = {"indicators-0-id": row.id, "indicators-0-promised": "", "reason": REASON}
    assert refused(ask(firm, project, ChangeKind.INDICATORS, given), "请填写变更后的指标值")
    assert refused(ask(firm, project, ChangeKind.LEADER, {"leader": "", "reason": REASON}), "请填写新负责人的姓名")


@pytest.mark.parametrize("state", [ProjectState.NEGOTIATING, ProjectState.ACCEPTANCE, ProjectState.COMPLETED])
def test_only_while_a_signed_plan_runs(project, firm, state):
    project.state = state
    db.session.commit()
    answer = ask(firm, project, ChangeKind.EXTENSION, extension(project))
    assert answer.status_code == 409 and "不能变更计划" in answer.text


def test_strangers_see_nothing(project, sign_in):
    stranger = sign_in(firm_user())
    assert stranger.get(f"/projects/{project.id}/changes").status_code == 404
    assert ask(stranger, project, ChangeKind.EXTENSION, extension(project)).status_code == 404


def test_the_bureau_asks_for_nothing(project, sign_in):
    officer = sign_in(project.officer)
    assert officer.get(f"/projects/{project.id}/changes").status_code == 200
    assert ask(officer, project, ChangeKind.EXTENSION, extension(project)).status_code == 403
