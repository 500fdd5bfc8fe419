"""A signed project runs, rests, is accepted or ends early."""

import pytest

from models import db
from models.enums import NeedState, ProjectState, Role
from tests.factories import ProjectFactory, bureau_user, firm_user


@pytest.fixture
def signed(app):
    project = ProjectFactory(state=ProjectState.SIGNED)
    project.need.state = NeedState.CONTRACTED
    db.session.commit()
    return project


def advance(client, project, step, **more):
    return client.post(f"/projects/{project.id}/advance", data={"step": step, "version": project.version, **more})


def test_from_the_signing_into_the_course(sign_in, signed):
    firm, officer = sign_in(signed.need.author), sign_in(bureau_user())
    assert "启动实施" in firm.get(f"/projects/{signed.id}").text
    advance(firm, signed, "START")
    advance(officer, signed, "SUSPEND", reason="设备未到货")
    assert signed.state is ProjectState.SUSPENDED
    assert "设备未到货" in firm.get(f"/projects/{signed.id}").text
    assert "理由：设备未到货" in firm.get("/account/notifications").text
    advance(officer, signed, "RESUME")
    assert signed.state is ProjectState.RUNNING


def test_the_acceptance_has_pages_of_its_own(sign_in, signed):
    firm, officer = sign_in(signed.need.author), sign_in(bureau_user())
    advance(firm, signed, "START")
    answer = advance(firm, signed, "APPLY_ACCEPTANCE")
    assert answer.status_code == 409 and "请在验收页提交验收申请" in answer.text
    signed.state = ProjectState.ACCEPTANCE
    db.session.commit()
    assert advance(officer, signed, "COMPLETE").status_code == 403
    assert signed.state is ProjectState.ACCEPTANCE and signed.need.state is NeedState.CONTRACTED


def test_a_termination_needs_its_reason_and_leaves_the_need_alone(sign_in, signed):
    officer = sign_in(bureau_user())
    assert advance(officer, signed, "TERMINATE", reason=" ").status_code == 400
    assert signed.state is ProjectState.SIGNED
    advance(officer, signed, "TERMINATE", reason="企业转产")
    assert signed.state is ProjectState.TERMINATED and signed.need.state is NeedState.CONTRACTED
    assert "企业转产" in sign_in(signed.achievement.author).get(f"/projects/{signed.id}").text


def test_what_is_not_in_the_table_is_refused(sign_in, signed):
    firm = sign_in(signed.need.author)
    assert advance(firm, signed, "TERMINATE", reason="不做了").status_code == 403
    answer = advance(firm, signed, "COMPLETE")
    assert answer.status_code == 409 and "现在可以：启动实施" in answer.text
    assert advance(firm, signed, "SIGN").status_code == 409
    assert advance(firm, signed, "NONSENSE").status_code == 400


def test_an_old_page_starts_nothing(sign_in, signed):
    officer = sign_in(bureau_user())
    seen = signed.version
    advance(officer, signed, "START")
    answer = officer.post(f"/projects/{signed.id}/advance", data={"step": "SUSPEND", "reason": "等", "version": seen})
    assert answer.status_code == 409 and signed.state is ProjectState.RUNNING


def test_who_may_read_a_project(sign_in, signed):
    assert sign_in(firm_user()).get(f"/projects/{signed.id}").status_code == 404
    assert sign_in(bureau_user(Role.SUPERVISOR)).get(f"/projects/{signed.id}").status_code == 200
    page = sign_in(signed.achievement.author).get(f"/projects/{signed.id}").text
    assert signed.need.number in page and signed.achievement.number in page and signed.match.number in page
