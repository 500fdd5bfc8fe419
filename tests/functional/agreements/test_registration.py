"""技术合同登记: handed in, then registered or refused."""

from datetime import date, timedelta

import pytest

from matchmaker.adapters import clock
from models import db
from models.enums import AgreementState, ProjectState, RegistrationState, Role
from tests.factories import bureau_user
from tests.factories.agreements import AgreementFactory
from tests.functional.agreements.amending import amend, decide, only_change


@pytest.fixture
def agreement(app):
    return AgreementFactory()


@pytest.fixture
def officer(sign_in, app):
    return sign_in(bureau_user())


def step(client, agreement, name, **data):
    return client.post(f"/agreements/{agreement.id}/{name}", data={"version": agreement.version, **data})


def test_submitted_then_registered(sign_in, officer, agreement):
    step(officer, agreement, "submit-registration")
    assert agreement.registration_state is RegistrationState.SUBMITTED
    step(officer, agreement, "register", registration_no="2025371300001234", registered_on="2025-06-20")
    assert (agreement.state, agreement.registration_state) == (AgreementState.REGISTERED, RegistrationState.REGISTERED)
    assert (agreement.registration_no, agreement.registered_on) == ("2025371300001234", date(2025, 6, 20))
    page = sign_in(agreement.project.need.author).get(f"/agreements/{agreement.id}").text
    assert "2025371300001234" in page and "记为已登记" not in page


def test_refused_with_the_reason(sign_in, officer, agreement):
    step(officer, agreement, "submit-registration")
    assert step(officer, agreement, "refuse-registration", reason="").status_code == 400
    step(officer, agreement, "refuse-registration", reason="合同标的不属于技术交易")
    assert (agreement.state, agreement.registration_state) == (AgreementState.REFUSED, RegistrationState.REFUSED)
    assert "不属于技术交易" in sign_in(agreement.project.achievement.author).get(f"/agreements/{agreement.id}").text


def test_registration_begins_with_the_submission(officer, agreement):
    answer = step(officer, agreement, "register", registration_no="1", registered_on="2025-06-20")
    assert answer.status_code == 409 and "现在可以：提交登记" in answer.text


def test_what_was_terminated_is_not_handed_in(officer, agreement):
    agreement.project.state = ProjectState.TERMINATED
    db.session.commit()
    answer = step(officer, agreement, "submit-registration")
    assert answer.status_code == 409 and "合作项目已终止" in answer.text
    page = officer.get(f"/agreements/{agreement.id}").text
    assert "合同不再提交登记" in page and "submit-registration" not in page


def test_drafts_are_not_submitted(officer, app):
    draft = AgreementFactory(state=AgreementState.DRAFT)
    answer = step(officer, draft, "submit-registration")
    assert answer.status_code == 409 and "签订以后才能提交登记" in answer.text


@pytest.mark.parametrize(
    ("number", "day", "sentence"),
    [
        ("", "2025-06-20", "请填写登记编号"),
        ("2025371300001234", "", "请填写登记日期"),
        ("2025371300001234", "2025-06-02", "登记日期不能早于签订日期"),
        ("2025371300001234", (clock.today() + timedelta(days=1)).isoformat(), "登记日期不能晚于今天"),
    ],
)
def test_number_and_day_are_checked(officer, agreement, number, day, sentence):
    step(officer, agreement, "submit-registration")
    page = step(officer, agreement, "register", registration_no=number, registered_on=day)
    assert page.status_code == 400 and sentence in page.text
    assert agreement.registration_state is RegistrationState.SUBMITTED


def test_the_second_of_two_officers_is_told(sign_in, officer, agreement):
    step(officer, agreement, "submit-registration")
    seen = agreement.version
    step(officer, agreement, "register", registration_no="2025371300001234", registered_on="2025-06-20")
    late = {"version": seen, "reason": "材料不全", "back": f"/agreements/{agreement.id}"}
    client = sign_in(bureau_user())
    answer = client.post(f"/agreements/{agreement.id}/refuse-registration", data=late)
    assert answer.status_code == 302 and "刚刚被其他人修改过" in client.get(answer.location).text
    assert agreement.state is AgreementState.REGISTERED


def test_parties_do_not_register(sign_in, agreement):
    assert step(sign_in(agreement.project.need.author), agreement, "submit-registration").status_code == 403


def test_what_waits_for_the_supervisor_is_not_registered_yet(sign_in, officer, agreement):
    supervisor = sign_in(bureau_user(Role.SUPERVISOR))
    amend(officer, agreement, amount="81")
    answer = step(officer, agreement, "submit-registration")
    assert answer.status_code == 409 and "有变更等待审批" in answer.text
    assert agreement.registration_state is RegistrationState.UNREGISTERED
    decide(supervisor, only_change())
    step(officer, agreement, "submit-registration")
    assert agreement.registration_state is RegistrationState.SUBMITTED
