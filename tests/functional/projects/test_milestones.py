"""One side claims a milestone with its evidence, the other side confirms it or sends it back."""

import io
from datetime import timedelta

import pytest

from matchmaker.adapters import clock
from models import Attachment, Event, Notification, db
from models.actions import Action
from models.enums import MatchSide, ProjectState
from models.project_enums import MilestoneState
from tests.factories import bureau_user, firm_user
from tests.factories.projects import running_project
from tests.functional.attachments.files import PNG


@pytest.fixture
def project(app):
    return running_project()


@pytest.fixture
def milestone(project):
    return project.milestones[0]


@pytest.fixture
def firm(sign_in, project):
    return sign_in(project.need.author)


@pytest.fixture
def provider(sign_in, project):
    return sign_in(project.achievement.author)


def address(milestone, step):
    return f"/projects/{milestone.project_id}/milestones/{milestone.id}/{step}"


def claim(client, milestone, **changes):
    form = {
        "done_on": clock.today().isoformat(),
        "note": "样机装配完成，空载运行 72 小时。",
        "version": milestone.version,
    }
    return client.post(address(milestone, "claim"), data=form | changes, content_type="multipart/form-data")


def confirm(client, milestone, **changes):
    return client.post(address(milestone, "confirm"), data={"version": milestone.version} | changes)


def test_from_the_claim_to_the_confirmation(firm, provider, project, milestone):
    assert "申报完成" in provider.get(f"/projects/{project.id}").text
    assert "样机试制" in provider.get(address(milestone, "claim")).text
    answer = claim(provider, milestone, file=(io.BytesIO(PNG), "检测报告.png"))
    assert answer.status_code == 302 and f"#milestone-{milestone.id}" in answer.location
    assert (milestone.state, milestone.claimed_side) == (MilestoneState.CLAIMED, MatchSide.ACHIEVEMENT)
    told = db.session.query(Notification).filter_by(user_id=project.need.author.id).all()
    assert any("申报完成" in row.message for row in told)
    page = firm.get(f"/projects/{project.id}").text
    assert "确认里程碑“样机试制”" in page and "空载运行" in page and "检测报告.png" in page
    assert confirm(firm, milestone).status_code == 302
    assert milestone.state is MilestoneState.CONFIRMED and milestone.confirmed_by is project.need.author
    assert "1 / 2 个已确认" in provider.get(f"/projects/{project.id}").text
    actions = [event.action for event in db.session.query(Event).filter_by(subject_id=project.id)]
    assert Action.CLAIM_MILESTONE in actions and Action.CONFIRM_MILESTONE in actions


def test_nobody_confirms_what_the_own_side_claimed(firm, provider, milestone, project):
    claim(provider, milestone)
    assert "确认完成" not in provider.get(f"/projects/{project.id}").text
    answer = confirm(provider, milestone)
    assert answer.status_code == 403 and "这项里程碑由贵方申报" in answer.text
    answer = confirm(provider, milestone, back=f"/projects/{project.id}")
    assert "这项里程碑由贵方申报" in provider.get(answer.location).text
    answer = provider.post(address(milestone, "return"), data={"reason": "算了", "version": milestone.version})
    assert answer.status_code == 403
    assert milestone.state is MilestoneState.CLAIMED


def test_of_two_who_confirm_at_once_the_second_is_told(firm, provider, milestone):
    claim(provider, milestone)
    seen = milestone.version
    assert confirm(firm, milestone, version=seen).status_code == 302
    again = confirm(firm, milestone, version=seen)
    assert again.status_code == 409 and "刚刚被其他人修改过" in again.text
    without_version = firm.post(address(milestone, "confirm"))
    assert without_version.status_code == 409 and "当前状态为“已确认”" in without_version.text
    assert db.session.query(Event).filter_by(action=Action.CONFIRM_MILESTONE).count() == 1


def test_sent_back_with_a_reason_and_claimed_again(firm, provider, project, milestone):
    claim(provider, milestone, file=(io.BytesIO(PNG), "照片.png"))
    assert firm.post(address(milestone, "return"), data={"version": milestone.version}).status_code == 400
    firm.post(address(milestone, "return"), data={"version": milestone.version, "reason": "缺第三方检测报告"})
    assert (milestone.state, milestone.done_on) == (MilestoneState.OPEN, None)
    page = provider.get(address(milestone, "claim")).text
    assert "缺第三方检测报告" in page and "照片.png" in page
    claim(provider, milestone, file=(io.BytesIO(PNG), "第三方检测报告.png"))
    assert milestone.state is MilestoneState.CLAIMED and milestone.return_reason == ""
    assert {file.original_name for file in milestone.attachments} == {"照片.png", "第三方检测报告.png"}


def test_bad_input_is_answered_at_the_field_and_kept(provider, project, milestone):
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    page = claim(provider, milestone, done_on=tomorrow)
    assert page.status_code == 400 and "完成日期不能晚于今天" in page.text and "空载运行" in page.text
    before = (project.signed_on - timedelta(days=1)).isoformat()
    assert "完成日期不能早于签约日期" in claim(provider, milestone, done_on=before).text
    assert "请填写日期" in claim(provider, milestone, done_on="昨天").text
    assert "请填写 2000 年到 2100 年之间的日期" in claim(provider, milestone, done_on="9999-12-31").text
    assert "请写明完成情况" in claim(provider, milestone, note=" ").text
    page = claim(provider, milestone, file=(io.BytesIO(b"MZ"), "程序.exe"))
    assert page.status_code == 400 and "空载运行" in page.text
    assert milestone.state is MilestoneState.OPEN and db.session.query(Attachment).count() == 0


def test_the_form_says_what_may_be_sent_with_it(provider, project, milestone):
    """All files come in one request, so their sizes count together."""
    page = provider.get(f"/projects/{project.id}/milestones/{milestone.id}/claim").text
    assert "最多 10 个" in page and "合计不超过 20 MB" in page and 'accept=".pdf,' in page


def test_full_width_digits_are_a_date_too(provider, milestone):
    day = clock.today().isoformat().translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert claim(provider, milestone, done_on=day).status_code == 302
    assert milestone.done_on == clock.today()


def test_only_the_parties_and_only_while_the_project_goes_on(sign_in, firm, project, milestone):
    officer = sign_in(project.officer)
    assert officer.get(address(milestone, "claim")).status_code == 403
    assert confirm(officer, milestone).status_code == 403
    assert officer.get(f"/projects/{project.id + 1}/milestones/{milestone.id}/claim").status_code == 404
    project.state = ProjectState.SUSPENDED
    db.session.commit()
    assert firm.get(address(milestone, "claim")).status_code == 302
    answer = claim(firm, milestone)
    assert answer.status_code == 409 and "实施期间才能办理里程碑" in answer.text


def test_what_waits_for_confirmation_is_a_task_of_the_other_side(firm, provider, milestone, sign_in):
    claim(provider, milestone)
    page = firm.get("/todo/").text
    assert "待我方确认的里程碑" in page and "样机试制" in page
    waiting = "/todo/milestones-to-confirm"
    assert "样机试制" in firm.get(waiting).text
    provider.get("/todo/")
    assert "没有等我方确认的里程碑" in provider.get(waiting).text
    confirm(firm, milestone)
    firm.get("/todo/")
    assert "没有等我方确认的里程碑" in firm.get(waiting).text
    assert sign_in(bureau_user()).get(waiting).status_code == 404


def test_files_of_a_milestone_are_the_parties_and_the_bureaus(sign_in, firm, provider, project, milestone):
    claim(provider, milestone, file=(io.BytesIO(PNG), "报告.png"))
    file = f"/attachments/{milestone.attachments[0].id}"
    for reader in (firm, sign_in(project.officer)):
        with reader.get(file) as answer:
            assert answer.status_code == 200 and answer.data == PNG
    assert sign_in(firm_user()).get(file).status_code == 404
    assert provider.post(f"{file}/remove").status_code == 403
    firm.post(address(milestone, "return"), data={"version": milestone.version, "reason": "换一份清楚的"})
    refused = firm.post(f"{file}/remove")
    assert refused.status_code == 403 and "由其他单位上传" in refused.text
    assert provider.post(f"{file}/remove").location.endswith(address(milestone, "claim"))
    assert db.session.query(Attachment).count() == 0
