"""What an application must say, who may judge, who reads what."""

import io
from datetime import timedelta

import pytest

from matchmaker.adapters import clock
from models import Acceptance, db
from models.enums import ProjectState, Role
from models.project_enums import MilestoneState
from tests.architecture.records import PNG
from tests.factories import ProjectFactory, bureau_user, firm_user
from tests.factories.challenges import expert_user
from tests.factories.projects import ProgressReportFactory
from tests.functional.acceptance.stage import SUMMARY, hand_in, latest, outside_expert, step


def refused(answer, sentence: str) -> bool:
    return answer.status_code == 400 and sentence in answer.text and not db.session.query(Acceptance).count()


def status(client, path: str) -> int:
    with client.get(path) as answer:
        return answer.status_code


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"summary": " "}, "请写明项目完成情况"),
        ({"indicators-0-reached": ""}, "请填写达到的数值或情况"),
        ({"indicators-1-met": ""}, "请选择是否达到"),
    ],
)
def test_everything_promised_is_answered(stage, given, sentence):
    assert refused(hand_in(stage.university, stage.project, **given), sentence)


def test_an_open_milestone_needs_its_reason(stage):
    milestone = stage.project.milestones[1]
    milestone.state = MilestoneState.OPEN
    db.session.commit()
    assert refused(hand_in(stage.university, stage.project), "尚未确认，请说明原因")
    row = {"milestones-0-id": milestone.id, "milestones-0-reason": "产线改造推迟，不影响指标。"}
    assert hand_in(stage.university, stage.project, **row).status_code == 302
    assert latest().exceptions == [{"about": milestone.title, "reason": "产线改造推迟，不影响指标。"}]
    assert "产线改造推迟" in stage.officer.get(f"/acceptances/{latest().id}").text


def test_an_overdue_report_needs_its_reason(stage):
    late = clock.today() - timedelta(days=40)
    ProgressReportFactory(project=stage.project, period_start=late, due_on=late + timedelta(days=20))
    answer = hand_in(stage.university, stage.project)
    assert refused(answer, "有 1 期进展报告逾期未报") and SUMMARY in answer.text
    hand_in(stage.university, stage.project, reports_reason="负责人住院")
    step(stage.officer, "return", reason="补检测报告")
    hand_in(stage.university, stage.project)
    assert latest().exceptions == [{"about": "", "reason": "负责人住院"}]


@pytest.mark.parametrize("state", [ProjectState.SIGNED, ProjectState.SUSPENDED, ProjectState.COMPLETED])
def test_only_a_running_project_applies(stage, state):
    stage.project.state = state
    db.session.commit()
    answer = hand_in(stage.university, stage.project)
    assert answer.status_code == 409 and "不能申请验收" in answer.text


def test_the_bureau_does_not_apply(stage):
    assert hand_in(stage.officer, stage.project).status_code == 403


def test_who_must_keep_away(stage, app):
    hand_in(stage.university, stage.project)
    step(stage.officer, "check")
    project = stage.project
    party = expert_user(organization=project.provider)
    partner = outside_expert()
    joint = ProjectFactory(state=ProjectState.RUNNING, firm=project.firm, provider=partner.organization)
    staff = bureau_user(Role.OFFICER, Role.EXPERT)
    for person, reason in ((party, "是同一单位"), (partner, joint.number), (staff, "科技局人员")):
        answer = step(stage.officer, "experts", expert_id=person.id)
        assert answer.status_code == 409 and reason in answer.text, person.name
    page = stage.officer.get(f"/acceptances/{latest().id}").text
    assert party.name in page and "须回避" in page
    assert not latest().opinions


def test_an_expert_is_named_once_and_only_while_reviewing(stage):
    hand_in(stage.university, stage.project)
    assert step(stage.officer, "experts", expert_id=stage.expert.id).status_code == 409
    step(stage.officer, "check")
    step(stage.officer, "experts", expert_id=stage.expert.id)
    assert step(stage.officer, "experts", expert_id=stage.expert.id).status_code == 409
    assert len(latest().opinions) == 1


def test_an_expert_reads_the_application_and_nothing_else(stage, sign_in):
    hand_in(stage.university, stage.project, file=[(io.BytesIO(PNG), "报告.png")])
    step(stage.officer, "check")
    (file,) = latest().attachments
    other = sign_in(outside_expert())
    for client, seen in ((stage.judge, 404), (other, 404), (sign_in(firm_user()), 404), (stage.firm, 200)):
        assert client.get(f"/acceptances/{latest().id}").status_code == seen
        assert status(client, f"/attachments/{file.id}") == seen
    step(stage.officer, "experts", expert_id=stage.expert.id)
    assert stage.judge.get(f"/acceptances/{latest().id}").status_code == 200
    assert status(stage.judge, f"/attachments/{file.id}") == 200
    for path in ("", "/acceptance", "/changes"):
        assert stage.judge.get(f"/projects/{stage.project.id}{path}").status_code == 404
    assert other.get(f"/acceptances/{latest().id}").status_code == 404
    (seat,) = latest().opinions
    step(stage.officer, f"experts/{seat.id}/remove", reason="另有任务")
    assert stage.judge.get(f"/acceptances/{latest().id}").status_code == 404


def test_opinions_are_the_bureaus_until_the_conclusion(stage):
    acceptance = stage.judged()
    text = "现场核验一致"
    assert text in stage.officer.get(f"/acceptances/{acceptance.id}").text
    for client in (stage.firm, stage.university):
        page = client.get(f"/acceptances/{acceptance.id}").text
        assert text not in page and stage.expert.name not in page
        assert stage.expert.name not in client.get(f"/projects/{stage.project.id}").text
        assert client.get(f"/acceptances/{acceptance.id}/certificate").status_code == 404
    step(stage.officer, "conclude", verdict="PASSED", text="通过。")
    assert text in stage.firm.get(f"/acceptances/{acceptance.id}").text
    assert stage.judge.get(f"/acceptances/{acceptance.id}/certificate").status_code == 404


def test_one_expert_does_not_read_another(stage, sign_in):
    stage.judged()
    second = outside_expert()
    step(stage.officer, "experts", expert_id=second.id)
    page = sign_in(second).get(f"/acceptances/{latest().id}").text
    assert "现场核验一致" not in page and stage.expert.name not in page


def test_a_verdict_and_its_ground_are_due(stage):
    stage.reviewing()
    answer = step(stage.judge, "opinion", verdict="", text="很好")
    assert answer.status_code == 400 and "很好" in answer.text
    assert step(stage.judge, "opinion", verdict="PASSED", text=" ").status_code == 400
    assert latest().opinions[0].given_at is None


def test_files_are_added_until_the_documents_are_passed(stage):
    hand_in(stage.university, stage.project)
    address = f"/attachments/acceptances/{latest().id}"
    data = {"file": (io.BytesIO(PNG), "补充.png")}
    assert stage.firm.post(address, data=data).status_code == 302
    assert "修改：补充.png" in stage.officer.get(f"/acceptances/{latest().id}").text
    step(stage.officer, "check")
    assert stage.firm.post(address, data={"file": (io.BytesIO(PNG), "再补.png")}).status_code == 403


def test_an_expert_who_has_joined_a_party_keeps_away(stage):
    acceptance = stage.reviewing()
    stage.expert.organization = stage.project.firm
    db.session.commit()
    answer = step(stage.judge, "opinion", verdict="PASSED", text="指标齐全。")
    assert answer.status_code == 409 and f"{stage.expert.name}须回避" in answer.text
    assert acceptance.opinions[0].given_at is None


def test_a_milestone_confirmed_while_the_form_is_open(stage):
    """Rows are told apart by what they stand for, not by their place."""
    first, second = stage.project.milestones[:2]
    rows = {
        "milestones-0-id": first.id,
        "milestones-0-reason": "",
        "milestones-1-id": second.id,
        "milestones-1-reason": "产线改造推迟，不影响指标。",
    }
    second.state = MilestoneState.OPEN
    db.session.commit()
    answer = hand_in(stage.university, stage.project, summary="", **rows)
    assert refused(answer, "请写明项目完成情况") and "产线改造推迟" in answer.text
    assert second.title in answer.text and first.title not in answer.text
    assert hand_in(stage.university, stage.project, **rows).status_code == 302
    assert latest().exceptions == [{"about": second.title, "reason": "产线改造推迟，不影响指标。"}]
