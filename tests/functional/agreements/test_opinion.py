"""500 万元 or more: experts give their opinion before the papers are handed in."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest

from matchmaker.adapters import clock
from models.enums import AgreementState, RegistrationState, Role
from tests.factories import bureau_user
from tests.factories.agreements import AgreementFactory
from tests.factories.projects import running_project
from tests.functional.agreements.amending import amend, decide, only_change

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def officer(sign_in, app):
    return sign_in(bureau_user())


def submit(client, agreement):
    return client.post(f"/agreements/{agreement.id}/submit-registration", data={"version": agreement.version})


def give(client, agreement, **given):
    data = {"expert_opinion": "技术路线成熟，价格合理，同意登记。", "expert_opinion_on": "2025-06-10"} | given
    return client.post(f"/agreements/{agreement.id}/opinion", data={"version": agreement.version} | data)


@pytest.mark.parametrize(("amount", "status"), [("499.99", 302), ("500.00", 409)])
def test_the_limit_is_five_hundred(officer, amount, status):
    agreement = AgreementFactory(amount=Decimal(amount))
    assert ("先登记专家意见" in officer.get(f"/agreements/{agreement.id}").text) is (status == 409)
    assert submit(officer, agreement).status_code == status


def test_an_opinion_opens_the_way(sign_in, officer):
    agreement = AgreementFactory(amount=Decimal("600"))
    answer = give(officer, agreement, file=(io.BytesIO(PDF), "专家意见.pdf"))
    assert answer.status_code == 302 and agreement.expert_opinion_on == date(2025, 6, 10)
    assert [scan.original_name for scan in agreement.attachments] == ["专家意见.pdf"]
    assert submit(officer, agreement).status_code == 302
    assert agreement.registration_state is RegistrationState.SUBMITTED
    party = sign_in(agreement.project.need.author).get(f"/agreements/{agreement.id}").text
    assert "同意登记" in party and "修改意见" not in party


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"expert_opinion": " "}, "请填写专家评审意见"),
        ({"expert_opinion_on": ""}, "请填写评审日期"),
        ({"expert_opinion_on": "2025-06-02"}, "评审日期不能早于合同签订日期"),
        ({"expert_opinion_on": (clock.today() + timedelta(days=1)).isoformat()}, "评审日期不能晚于今天"),
    ],
)
def test_what_is_wrong_is_said_and_the_words_are_kept(officer, given, sentence):
    agreement = AgreementFactory(amount=Decimal("500"))
    page = give(officer, agreement, **given)
    assert page.status_code == 400 and agreement.expert_opinion == ""
    assert sentence in page.text and ("同意登记" in page.text or "expert_opinion" in given)


def test_a_file_that_is_none_leaves_nothing_behind(officer):
    agreement = AgreementFactory(amount=Decimal("500"))
    page = give(officer, agreement, file=(io.BytesIO(b"MZ"), "意见.exe"))
    assert page.status_code == 400 and "同意登记" in page.text
    assert agreement.expert_opinion == "" and agreement.attachments == []


def test_there_is_none_on_a_smaller_one_or_a_draft(officer):
    small, draft = AgreementFactory(), AgreementFactory(amount=Decimal("900"), state=AgreementState.DRAFT)
    assert give(officer, small).status_code == 409 and give(officer, draft).status_code == 409


def test_an_amount_that_grew_after_the_papers_were_handed_in_needs_the_opinion_too(sign_in, officer):
    agreement = running_project().agreement
    assert submit(officer, agreement).status_code == 302
    amend(officer, agreement, amount="600")
    decide(sign_in(bureau_user(Role.SUPERVISOR)), only_change())
    number = {"registration_no": "2026370000001", "registered_on": clock.today().isoformat()}
    page = officer.get(f"/agreements/{agreement.id}").text
    assert "先登记专家意见" in page and "确认登记" not in page
    answer = officer.post(f"/agreements/{agreement.id}/register", data=number | {"version": agreement.version})
    assert answer.status_code == 409 and "先登记专家评审意见" in answer.text
    assert agreement.state is AgreementState.SIGNED
    assert give(officer, agreement, expert_opinion_on=clock.today().isoformat()).status_code == 302
    assert officer.post(f"/agreements/{agreement.id}/register", data=number).status_code == 302
    assert agreement.state is AgreementState.REGISTERED
