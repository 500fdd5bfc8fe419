"""The story of the reports of one project, as its two parties and the officer tell it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest

from models import Event, ProgressReport, Project, db
from models.actions import Action
from models.enums import MatchSide, ProjectState, Role
from models.project_enums import ProgressState, ReportingPeriod
from tests.factories import UserFactory
from tests.factories.people import OrganizationFactory, bureau_user
from tests.factories.projects import ProgressReportFactory, running_project

GOOD = {"percent": "３０", "done": "完成样机图纸和关键件采购。", "problems": "", "help_wanted": "", "drop_reason": ""}


@pytest.fixture
def project(app, on_day) -> Project:
    """On 15 June 2026: 20 % were reported for May, June is owed."""
    on_day("2026-06-15")
    project = running_project(percent=20)
    in_time = datetime(2026, 6, 2, tzinfo=UTC)
    ProgressReportFactory(project=project, period_start=date(2026, 5, 1), submitted=True, submitted_at=in_time)
    ProgressReportFactory(project=project)
    return project


@pytest.fixture
def june(project) -> ProgressReport:
    return db.session.query(ProgressReport).filter_by(period_start=date(2026, 6, 1)).one()


@pytest.fixture
def firm(project, sign_in):
    return sign_in(UserFactory(organization=project.firm, name="林建国"))


@pytest.fixture
def university(project, sign_in):
    return sign_in(UserFactory(organization=project.provider, name="苏晓"))


def address(report: ProgressReport, page: str = "report") -> str:
    return f"/projects/{report.project_id}/progress/{report.id}/{page}"


def again(report: ProgressReport) -> ProgressReport:
    db.session.expire_all()
    return db.session.get_one(ProgressReport, report.id)


def test_one_side_reports_and_both_and_the_officer_read_it(project, june, firm, university, sign_in):
    page = firm.get(f"/projects/{project.id}/progress").text
    assert "有一期进展待报" in page and "2026-07-03" in page
    form = firm.get(address(june)).text
    assert "上期报告" in form and "完成方案设计与关键部件选型。" in form
    assert firm.post(address(june), data=GOOD).status_code == 302
    found = again(june)
    assert (found.percent, found.side, found.state) == (30, MatchSide.NEED, ProgressState.SUBMITTED)
    assert found.project.percent == 30
    for client in (university, sign_in(project.officer)):
        page = client.get(f"/projects/{project.id}/progress").text
        assert "完成样机图纸和关键件采购。" in page and "林建国" in page and "有一期进展待报" not in page
    assert "总体进度 30%" in university.get("/account/notifications").text
    assert "总体进度 30%" not in firm.get("/account/notifications").text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"percent": ""}, "请填写总体进度。"),
        ({"percent": "三成"}, "请填写整数。"),
        ({"percent": "101"}, "总体进度应在 0 到 100 之间。"),
        ({"percent": "-1"}, "总体进度应在 0 到 100 之间。"),
        ({"done": " "}, "请填写本期完成情况。"),
        ({"done": "字" * 2001}, "最多 2000 字。"),
        ({"percent": "10"}, "总体进度低于上期的 20%，请说明原因。"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(june, firm, changes, sentence):
    answer = firm.post(address(june), data={**GOOD, "problems": "采购周期长。", **changes})
    assert answer.status_code == 400 and sentence in answer.text and "采购周期长。" in answer.text
    assert again(june).state is ProgressState.OWED


def test_a_falling_percent_with_its_reason_is_taken(project, june, university):
    university.post(address(june), data={**GOOD, "percent": "10", "drop_reason": "样机返工。"})
    assert again(june).project.percent == 10 and again(june).drop_reason == "样机返工。"
    assert "样机返工。" in university.get(f"/projects/{project.id}/progress").text


def test_a_period_that_has_not_begun_cannot_be_reported_on(project, firm):
    july = ProgressReportFactory(project=project, period_start=date(2026, 7, 1))
    answer = firm.post(address(july), data=GOOD)
    assert answer.status_code == 409 and "这一期从 2026-07-01 开始，还不能填报。" in answer.text
    assert "完成样机图纸和关键件采购。" in answer.text and again(july).state is ProgressState.OWED


def test_others_see_nothing_and_the_officer_only_reads(june, sign_in, project):
    stranger = sign_in(UserFactory(organization=OrganizationFactory()))
    for page in (f"/projects/{project.id}/progress", address(june), f"/progress-reports/{june.id}"):
        assert stranger.get(page).status_code == 404
    assert stranger.post(address(june), data=GOOD).status_code == 404
    officer = sign_in(project.officer)
    assert officer.post(address(june), data=GOOD).status_code == 403
    other = running_project()
    assert officer.get(f"/projects/{other.id}/progress/{june.id}/help").status_code == 404
    assert again(june).state is ProgressState.OWED


def test_a_late_report_is_taken_and_marked(project, june, firm, on_day):
    on_day("2026-07-04")
    assert "逾期 1 天" in firm.get(f"/projects/{project.id}/progress").text
    firm.post(address(june), data=GOOD)
    assert "迟报" in firm.get(f"/projects/{project.id}/progress").text


def test_on_its_last_day_it_is_in_time(project, june, firm, on_day):
    on_day("2026-07-03")
    firm.post(address(june), data=GOOD)
    page = firm.get(f"/projects/{project.id}/progress").text
    assert "迟报" not in page and "按期" in page


def test_an_older_period_handed_in_late_does_not_move_the_projects_percent(project, firm, on_day):
    april = ProgressReportFactory(project=project, period_start=date(2026, 4, 1))
    firm.post(address(april), data={**GOOD, "percent": "10"})
    assert again(april).percent == 10 and again(april).project.percent == 20


def test_the_second_of_two_is_told_who_was_first(project, june, firm, university):
    firm.post(address(june), data=GOOD)
    answer = university.post(address(june), data={**GOOD, "percent": "40", "done": "我方的说法。"})
    assert answer.status_code == 409
    assert "本期报告已由林建国" in answer.text and "我方的说法。" in answer.text
    assert again(june).percent == 30
    assert university.get(address(june)).status_code == 302


def test_two_hand_in_in_the_same_instant(june, firm, university):
    to, start = address(june), Barrier(2)
    db.session.remove()

    def send(client, percent: str) -> int:
        start.wait(timeout=10)
        return client.post(to, data={**GOOD, "percent": percent}).status_code

    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(send, firm, "40"), pool.submit(send, university, "50")]
        answers = [future.result(timeout=60) for future in sent]
    assert sorted(answers) == [302, 409]
    (row,) = db.session.query(ProgressReport).filter_by(period_start=date(2026, 6, 1))
    assert row.percent == {302: 40, 409: 50}[answers[0]] == row.project.percent
    assert db.session.query(Event).filter_by(action=Action.REPORT).count() == 1


def test_its_own_report_may_be_corrected_until_the_next(project, june, firm, university, on_day):
    firm.post(address(june), data=GOOD)
    assert university.get(address(june, "correct")).status_code == 403
    form = firm.get(address(june, "correct")).text
    assert "完成样机图纸和关键件采购。" in form
    firm.post(address(june, "correct"), data={**GOOD, "percent": "35", "done": "另有两件外协件到货。"})
    assert again(june).project.percent == 35
    page = university.get(f"/projects/{project.id}/progress").text
    assert "另有两件外协件到货。" in page and "更正过 1 次" in page and "完成样机图纸和关键件采购。" in page
    event = db.session.query(Event).filter_by(action=Action.CORRECT_REPORT).one()
    assert event.data["percent"] == 30 and event.data["done"] == GOOD["done"]
    on_day("2026-07-15")
    july = ProgressReportFactory(project=again(june).project)
    university.post(address(july), data={**GOOD, "percent": "50"})
    answer = firm.post(address(june, "correct"), data={**GOOD, "percent": "36"})
    assert answer.status_code == 409 and "下一期报告已经提交" in answer.text
    assert again(june).percent == 35 and again(june).project.percent == 50


def test_a_correction_on_an_old_form_is_refused(june, firm):
    firm.post(address(june), data=GOOD)
    version = again(june).version
    firm.post(address(june, "correct"), data={**GOOD, "percent": "35", "version": version})
    answer = firm.post(address(june, "correct"), data={**GOOD, "percent": "36", "version": version})
    assert answer.status_code == 409 and again(june).percent == 35


def test_a_suspended_project_is_asked_for_nothing(project, june, firm, sign_in):
    sign_in(project.officer).post(
        f"/projects/{project.id}/advance", data={"step": "SUSPEND", "reason": "等待设备进场。"}
    )
    page = firm.get(f"/projects/{project.id}/progress").text
    assert "不需要填报进展" in page and "免报" in page
    assert firm.post(address(june), data=GOOD).status_code == 409
    assert again(june).state is ProgressState.WAIVED


def test_the_officer_changes_the_rhythm_and_the_parties_hear_of_it(project, firm, sign_in):
    to = f"/projects/{project.id}/progress/rhythm"
    assert firm.post(to, data={"reporting": "WEEK"}).status_code == 403
    officer = sign_in(project.officer)
    assert officer.post(to, data={"reporting": "DAY"}).status_code == 400
    assert officer.post(to, data={"reporting": "WEEK"}).status_code == 302
    db.session.expire_all()
    assert db.session.get_one(Project, project.id).reporting is ReportingPeriod.WEEK
    assert "调度周期改为按周" in firm.get("/account/notifications").text
    ended = running_project(state=ProjectState.COMPLETED)
    refused = sign_in(bureau_user(Role.OFFICER)).post(
        f"/projects/{ended.id}/progress/rhythm", data={"reporting": "WEEK"}
    )
    assert refused.status_code == 403


def test_the_line_has_its_table(project, firm):
    page = firm.get(f"/projects/{project.id}/progress").text
    assert "<polyline" in page and "2026-05-31" in page and "20%" in page


def test_a_notice_leads_to_the_report_on_its_page(project, june, firm):
    for year in (2024, 2025):
        for month in range(1, 13):
            ProgressReportFactory(project=project, period_start=date(year, month, 1), submitted=True)
    oldest = db.session.query(ProgressReport).filter_by(period_start=date(2024, 1, 1)).one()
    answer = firm.get(f"/progress-reports/{oldest.id}")
    assert answer.location.endswith(f"/projects/{project.id}/progress?page=2#report-{oldest.id}")
    assert f'id="report-{oldest.id}"' in firm.get(answer.location.partition("#")[0]).text


def test_a_late_report_does_not_make_the_next_one_fall(project, june, firm):
    april = ProgressReportFactory(project=project, period_start=date(2026, 4, 1))
    refused = firm.post(address(april), data={**GOOD, "percent": "80"})
    assert refused.status_code == 400 and "后一期已报 20%，补报的总体进度不能高于它。" in refused.text
    assert firm.post(address(april), data={**GOOD, "percent": "20"}).status_code == 302
    firm.post(address(june), data={**GOOD, "percent": "10", "drop_reason": "样机返工。"})
    march = ProgressReportFactory(project=project, period_start=date(2026, 3, 1))
    assert firm.post(address(march), data={**GOOD, "percent": "15"}).status_code == 302
    assert again(june).project.percent == 10
