"""From the application to the certificate; failing, and applying again."""

import io
from datetime import timedelta

from docx import Document

from matchmaker.adapters import clock
from models import Attachment, Notification, ProgressReport, db
from models.enums import NeedState, ProjectState
from models.project_enums import AcceptanceState, AcceptanceVerdict, ProgressState
from tests.architecture.records import PNG
from tests.factories import bureau_user
from tests.factories.projects import ProgressReportFactory
from tests.functional.acceptance.stage import SUMMARY, application, hand_in, latest, outside_expert, step


def test_from_the_application_to_the_certificate(stage):
    project = stage.project
    assert "可以申请验收" in stage.university.get(f"/projects/{project.id}/acceptance").text
    answer = hand_in(stage.university, project, file=[(io.BytesIO(PNG), "检测报告.png")])
    assert answer.status_code == 302 and project.state is ProjectState.ACCEPTANCE
    acceptance = latest()
    assert acceptance.state is AcceptanceState.APPLIED and acceptance.number == 1
    assert [row["met"] for row in acceptance.indicators] == [True, True]
    assert "检测报告.png" in stage.officer.get(f"/acceptances/{acceptance.id}").text
    assert "待审核的验收资料" in stage.officer.get("/bureau/").text
    step(stage.officer, "check")
    step(stage.officer, "experts", expert_id=stage.expert.id)
    assert "待提交的验收意见" in stage.judge.get("/todo/").text
    page = stage.judge.get(f"/acceptances/{acceptance.id}").text
    assert SUMMARY in page and "检测报告.png" in page and "我的验收意见" in page
    step(stage.judge, "opinion", verdict="PASSED", text="指标检测报告齐全。")
    step(stage.officer, "conclude", verdict="PASSED", text="达到合同约定的全部考核指标，同意通过验收。")
    assert (acceptance.state, acceptance.verdict) == (AcceptanceState.CONCLUDED, AcceptanceVerdict.PASSED)
    assert project.state is ProjectState.COMPLETED and project.completed_on == clock.today()
    assert project.need.state is NeedState.FULFILLED
    paper = stage.firm.get(f"/acceptances/{acceptance.id}/certificate").text
    assert "项目验收意见书" in paper and stage.expert.name in paper and "同意通过验收" in paper
    assert "项目验收意见书" in stage.university.get(f"/acceptances/{acceptance.id}").text


def test_the_certificate_as_word(stage):
    stage.judged()
    step(stage.officer, "conclude", verdict="CLOSED", text="按结题处理。")
    answer = stage.firm.get(f"/acceptances/{latest().id}/word")
    document = Document(io.BytesIO(answer.data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert document.paragraphs[0].text == "项目验收意见书"
    assert {stage.project.number, stage.expert.name, "结题", "≤ 0.3 %", "实测≤ 0.3 %"} <= set(cells)
    assert stage.project.state is ProjectState.COMPLETED


def test_failing_and_applying_again(stage):
    stage.judged("FAILED")
    step(stage.officer, "conclude", verdict="FAILED", text="漏检率未达到约定值。")
    assert stage.project.state is ProjectState.RUNNING and stage.project.completed_on is None
    assert stage.project.need.state is NeedState.CONTRACTED
    assert "漏检率未达到约定值" in stage.firm.get(f"/projects/{stage.project.id}").text
    owed = db.session.query(ProgressReport).filter_by(project_id=stage.project.id, state=ProgressState.OWED)
    assert owed.count() == 1, "a project that runs again reports again"
    first = latest()
    hand_in(stage.firm, stage.project, **{"indicators-0-reached": "0.25 %"})
    assert latest().number == 2 and latest().state is AcceptanceState.APPLIED
    assert first.indicators[0]["reached"] == "实测≤ 0.3 %", "what was said the first time stays"
    assert stage.judge.get(f"/acceptances/{latest().id}").status_code == 404, "not asked for the second"
    assert stage.judge.get(f"/acceptances/{first.id}").status_code == 200


def test_the_paper_of_an_acceptance_that_failed_stays_as_it_was(stage):
    project = stage.project
    day, title = project.ends_on.isoformat(), project.milestones[0].title
    stage.judged("FAILED")
    step(stage.officer, "conclude", verdict="FAILED", text="漏检率未达到约定值。")
    project.firm_leader, project.ends_on = "接任的人", project.ends_on + timedelta(days=90)
    project.milestones[0].title = "改过的里程碑"
    db.session.commit()
    paper = stage.firm.get(f"/acceptances/{latest().id}/certificate").text
    page = stage.firm.get(f"/acceptances/{latest().id}").text
    assert "徐冠杰" in paper and "接任的人" not in paper and day in paper
    assert title in page and "改过的里程碑" not in page and day in page


def test_returned_for_corrections(stage):
    hand_in(stage.university, stage.project)
    assert step(stage.officer, "return", reason=" ").status_code == 400
    step(stage.officer, "return", reason="缺少第三方检测报告")
    assert latest().state is AcceptanceState.RETURNED and stage.project.state is ProjectState.ACCEPTANCE
    assert "退回补正的验收申请" in stage.firm.get("/todo/").text
    form = stage.firm.get(f"/projects/{stage.project.id}/acceptance/apply").text
    assert SUMMARY in form and "缺少第三方检测报告" in form
    hand_in(stage.firm, stage.project, file=[(io.BytesIO(PNG), "第三方检测.png")])
    assert latest().state is AcceptanceState.APPLIED and latest().number == 1
    assert [row.original_name for row in latest().attachments] == ["第三方检测.png"]


def test_either_side_takes_its_application_back(stage):
    project = stage.project
    hand_in(stage.university, project)
    step(stage.officer, "return", reason="缺少第三方检测报告")
    assert "撤回申请" in stage.firm.get(f"/acceptances/{latest().id}").text
    assert step(stage.officer, "withdraw", reason="企业要求").status_code == 403
    assert step(stage.firm, "withdraw", reason=" ").status_code == 400
    step(stage.firm, "withdraw", reason="检测要等三个月，先继续实施")
    assert latest().state is AcceptanceState.WITHDRAWN and project.state is ProjectState.RUNNING
    page = stage.university.get(f"/acceptances/{latest().id}").text
    assert "验收申请已撤回" in page and "检测要等三个月" in page
    assert "检测要等三个月" in stage.officer.get("/account/notifications").text
    owed = db.session.query(ProgressReport).filter_by(project_id=project.id, state=ProgressState.OWED)
    assert owed.count() == 1, "a project that runs again reports again"
    hand_in(stage.university, project)
    assert latest().number == 2 and latest().state is AcceptanceState.APPLIED
    stage.officer.post(f"/acceptances/{latest().id}/check", data={"version": latest().version})
    assert step(stage.firm, "withdraw", reason="想再等等").status_code == 409, "its experts are being asked"


def test_everybody_who_must_act_is_told(stage):
    stage.judged()
    step(stage.officer, "conclude", verdict="PASSED", text="通过。")
    told = {(row.user_id, row.message) for row in db.session.query(Notification)}
    sentences = {user: [message for person, message in told if person == user] for user, _ in told}
    assert any("待审核资料" in each for each in sentences[stage.project.officer_id])
    assert any("专家意见已收齐" in each for each in sentences[stage.project.officer_id])
    assert any("提出验收意见" in each for each in sentences[stage.expert.id])
    for author in (stage.project.need.author, stage.project.achievement.author):
        assert any("的验收结论" in each for each in sentences[author.id])


def test_the_conclusion_waits_for_every_expert(stage):
    stage.reviewing()
    second = outside_expert()
    step(stage.officer, "experts", expert_id=second.id)
    step(stage.judge, "opinion", verdict="PASSED", text="齐全。")
    answer = step(stage.officer, "conclude", verdict="PASSED", text="通过。")
    assert answer.status_code == 409 and second.name in answer.text
    seat = next(each for each in latest().opinions if each.expert_id == second.id)
    assert step(stage.officer, f"experts/{seat.id}/remove", reason="").status_code == 400
    step(stage.officer, f"experts/{seat.id}/remove", reason="出差，无法参加")
    step(stage.officer, "conclude", verdict="PASSED", text="通过。")
    assert latest().state is AcceptanceState.CONCLUDED
    page = stage.officer.get(f"/acceptances/{latest().id}").text
    assert "出差，无法参加" in page and f"更换专家：{second.name}" in page


def test_no_conclusion_without_an_opinion(stage):
    hand_in(stage.university, stage.project)
    step(stage.officer, "check")
    answer = step(stage.officer, "conclude", verdict="PASSED", text="通过。")
    assert answer.status_code == 409 and "至少要有一位专家" in answer.text


def test_an_opinion_stays_as_it_was_given(stage):
    stage.judged()
    assert step(stage.judge, "opinion", verdict="FAILED", text="改了主意").status_code == 409
    (seat,) = latest().opinions
    assert step(stage.officer, f"experts/{seat.id}/remove", reason="不同意").status_code == 409
    assert seat.verdict is AcceptanceVerdict.PASSED


def test_two_officers_conclude_at_once(stage, sign_in):
    stage.judged()
    seen, colleague = latest().version, sign_in(bureau_user())
    step(stage.officer, "conclude", verdict="PASSED", text="通过。")
    data = {"verdict": "FAILED", "text": "不通过。", "version": seen}
    assert colleague.post(f"/acceptances/{latest().id}/conclude", data=data).status_code == 409
    assert latest().verdict is AcceptanceVerdict.PASSED and stage.project.state is ProjectState.COMPLETED


def test_a_double_click_applies_once(stage):
    hand_in(stage.university, stage.project)
    assert hand_in(stage.university, stage.project).status_code == 409
    assert latest().number == 1


def test_the_termination_ends_an_open_acceptance(stage):
    stage.reviewing()
    data = {"step": "TERMINATE", "reason": "企业破产重整", "version": stage.project.version}
    stage.officer.post(f"/projects/{stage.project.id}/advance", data=data)
    assert latest().state is AcceptanceState.WITHDRAWN
    assert "企业破产重整" in stage.university.get(f"/acceptances/{latest().id}").text
    told = stage.judge.get("/account/notifications").text
    assert "不必再提交验收意见" in told and "企业破产重整" not in told
    assert step(stage.judge, "opinion", verdict="PASSED", text="齐全。").status_code == 409


def test_reports_that_are_owed_are_waived_with_the_application(stage):
    ProgressReportFactory(project=stage.project)
    hand_in(stage.university, stage.project)
    assert db.session.query(ProgressReport).one().state is ProgressState.WAIVED


def test_a_script_that_hands_in_is_told_where_to_go(stage):
    address, script = f"/projects/{stage.project.id}/acceptance/apply", {"X-Requested-With": "fetch"}
    refused = stage.university.post(address, data=application(stage.project, summary=""), headers=script)
    assert refused.status_code == 400 and "请写明项目完成情况" in refused.text
    answer = stage.university.post(address, data=application(stage.project), headers=script)
    assert (answer.status_code, answer.data) == (204, b"") and "Location" not in answer.headers
    page = stage.university.get(answer.headers["X-Location"])
    assert "验收申请已提交" in page.text, "the message waits for the page that the browser opens"


def test_a_file_that_is_none_keeps_nothing(stage):
    answer = hand_in(stage.university, stage.project, file=[(io.BytesIO(b"MZ"), "病毒.exe")])
    assert answer.status_code == 400 and SUMMARY in answer.text
    assert stage.project.state is ProjectState.RUNNING and not db.session.query(Attachment).count()
