"""The plan that a form was opened on has changed when it is sent: rows are told apart by what they stand for."""

from models import db
from models.project_enums import ChangeKind, MilestoneState
from tests.factories.projects import ProjectIndicatorFactory
from tests.functional.changes.requests import ask, extension, only_change


def test_a_milestone_that_was_confirmed_meanwhile_is_left_out(project, firm):
    first, second = project.milestones[:2]
    given = extension(project, **{"milestones-0-due_on": "", "reason": ""})
    first.state = MilestoneState.CONFIRMED
    db.session.commit()
    answer = ask(firm, project, ChangeKind.EXTENSION, given)
    assert answer.status_code == 400 and "请说明变更的理由" in answer.text
    assert "请填写完成期限" not in answer.text, "nobody is asked for what is no longer in the form"
    shown = answer.text.partition("现行期限")[2]
    assert second.title in shown and first.title not in shown
    assert ask(firm, project, ChangeKind.EXTENSION, given | {"reason": "推迟"}).status_code == 302
    assert [row["id"] for row in only_change().after["milestones"]] == [row.id for row in project.milestones[1:]]


def test_rows_that_the_plan_does_not_have(project, firm):
    ProjectIndicatorFactory(project_id=project.id, name="漏检率", promised="≤ 0.3 %")
    given = {"reason": "", "indicators-0-id": "9999", "indicators-0-promised": "≤ 9 %", "indicators-7-promised": "x"}
    answer = ask(firm, project, ChangeKind.INDICATORS, given)
    assert answer.status_code == 400 and "漏检率" in answer.text
    assert 'value="≤ 0.3 %"' in answer.text and "≤ 9 %" not in answer.text
