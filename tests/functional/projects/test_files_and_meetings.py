"""Meeting notes and files that both sides and the bureau share."""

import io
from datetime import timedelta

import pytest

from matchmaker.adapters import clock
from models import Attachment, Meeting, db
from models.enums import ProjectState
from tests.factories import firm_user
from tests.factories.projects import MeetingFactory, running_project
from tests.functional.attachments.files import EXE, PDF


@pytest.fixture
def project(app):
    return running_project()


@pytest.fixture
def firm(sign_in, project):
    return sign_in(project.need.author)


def notes(**changes):
    return {
        "held_on": clock.today().isoformat(),
        "form": "VIDEO",
        "participants": "林晓东、周明远",
        "summary": "样机参数按第二版图纸。",
        "next_step": "周明远 月底前寄出样件。",
    } | changes


def test_notes_are_read_by_both_sides(sign_in, firm, project):
    assert "会议纪要" in firm.get(f"/projects/{project.id}/meetings/new").text
    answer = firm.post(f"/projects/{project.id}/meetings/new", data=notes())
    assert answer.status_code == 302
    provider = sign_in(project.achievement.author)
    page = provider.get(f"/projects/{project.id}/files/").text
    assert "第二版图纸" in page and "月底前寄出样件" in page and project.firm.name in page
    assert "第二版图纸" in provider.get(f"/projects/{project.id}").text
    assert "会议" in provider.get("/account/notifications").text


def test_a_second_press_of_the_button_is_no_second_meeting(firm, project):
    address = f"/projects/{project.id}/meetings/new"
    assert firm.post(address, data=notes()).status_code == 302
    again = firm.post(address, data=notes())
    assert again.status_code == 409 and "已经记录过" in again.text
    assert firm.post(address, data=notes(summary="下午另议付款。")).status_code == 302
    assert db.session.query(Meeting).count() == 2


def test_bad_notes_come_back_filled(firm, project):
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    page = firm.post(f"/projects/{project.id}/meetings/new", data=notes(held_on=tomorrow))
    assert page.status_code == 400 and "会议日期不能晚于今天" in page.text and "第二版图纸" in page.text
    page = firm.post(f"/projects/{project.id}/meetings/new", data=notes(form="", summary=" "))
    assert page.status_code == 400 and "请写下会议要点" in page.text
    assert db.session.query(Meeting).count() == 0


def test_many_meetings_are_paged(firm, project):
    for place in range(11):
        MeetingFactory(project=project, held_on=clock.today() - timedelta(days=place), summary=f"第{place}次")
    first = firm.get(f"/projects/{project.id}/files/").text
    assert "第0次" in first and "第10次" not in first and "11 次" in first
    assert "第10次" in firm.get(f"/projects/{project.id}/files/?page=2").text


def test_files_are_shared_and_taken_away_by_whoever_filed_them(sign_in, firm, project):
    address = f"/projects/{project.id}/files/"
    answer = firm.post(address, data={"file": (io.BytesIO(PDF), "启动会材料.pdf")}, content_type="multipart/form-data")
    assert answer.status_code == 302
    provider, file = sign_in(project.achievement.author), db.session.query(Attachment).one()
    page = provider.get(address).text
    assert "启动会材料.pdf" in page and project.firm.name in page and "删除后无法恢复" not in page
    with provider.get(f"/attachments/{file.id}") as download:
        assert download.status_code == 200
    assert sign_in(firm_user()).get(f"/attachments/{file.id}").status_code == 404
    refused = provider.post(f"/attachments/{file.id}/remove")
    assert refused.status_code == 403 and "由其他单位上传" in refused.text
    assert firm.post(f"/attachments/{file.id}/remove").location.endswith(address)
    assert db.session.query(Attachment).count() == 0


def test_a_file_that_is_none_is_refused_at_the_field(firm, project):
    address = f"/projects/{project.id}/files/"
    assert "请先选择一个文件" in firm.post(address, data={}).text
    page = firm.post(address, data={"file": (io.BytesIO(EXE), "程序.pdf")}, content_type="multipart/form-data")
    assert page.status_code == 400 and db.session.query(Attachment).count() == 0


def test_nothing_is_added_to_a_project_that_came_to_nothing(firm, project):
    project.state = ProjectState.TERMINATED
    db.session.commit()
    assert "记录会议" not in firm.get(f"/projects/{project.id}/files/").text
    assert firm.get(f"/projects/{project.id}/meetings/new").status_code == 302
    page = firm.post(f"/projects/{project.id}/meetings/new", data=notes())
    assert page.status_code == 409 and "不能再记录会议" in page.text


def test_the_officer_files_and_others_of_the_bureau_read(sign_in, project):
    officer = sign_in(project.officer)
    assert officer.post(f"/projects/{project.id}/meetings/new", data=notes()).status_code == 302
    assert sign_in(firm_user()).get(f"/projects/{project.id}/files/").status_code == 404
