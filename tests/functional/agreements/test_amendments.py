"""合同变更: what was signed changes only with a reason and the supervisor's word, and the old terms stay readable."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest

from matchmaker.adapters import clock
from models import AgreementChange, Event, Notification, db
from models.actions import Action
from models.enums import AgreementState, Role
from models.project_enums import AgreementChangeState
from tests.factories import ProjectFactory, UserFactory, bureau_user
from tests.factories.agreements import AgreementFactory
from tests.factories.figures import AgreementChangeFactory
from tests.factories.projects import PaymentFactory, running_project
from tests.functional.agreements.amending import amend, decide, only_change

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def agreement(app):
    return running_project().agreement


@pytest.fixture
def officer(sign_in, agreement):
    return sign_in(agreement.project.officer)


@pytest.fixture
def supervisor(sign_in, app):
    return sign_in(bureau_user(Role.SUPERVISOR))


def test_a_supplement_takes_effect_with_the_supervisors_word(sign_in, officer, supervisor, agreement):
    page = officer.get(f"/agreements/{agreement.id}/amend").text
    assert f'value="{agreement.contract_no}"' in page and 'value="80.00"' in page
    supplement = {
        "change_kind": "SUPPLEMENT",
        "change_number": "LY-JS-2025-001-B1",
        "change_signed_on": clock.today().isoformat(),
        "reason": "增加一条产线的安装调试。",
        "amount": "95.5",
        "payment_terms": "分三期支付",
        "file": (io.BytesIO(PDF), "补充协议.pdf"),
    }
    assert amend(officer, agreement, **supplement).status_code == 302
    change = only_change()
    assert change.before == {"amount": "80.00", "payment_terms": ""}
    assert change.after == {"amount": "95.50", "payment_terms": "分三期支付"}
    assert agreement.amount == Decimal("80.00") and agreement.attachments[0].original_name == "补充协议.pdf"

    party = sign_in(UserFactory(organization=agreement.buyer))
    assert "增加一条产线" not in party.get(f"/agreements/{agreement.id}").text, "not before it is in force"
    assert agreement.contract_no in supervisor.get("/todo/agreement-changes").text
    assert decide(officer, change).status_code == 403
    assert decide(supervisor, change).status_code == 302
    assert (agreement.amount, agreement.payment_terms) == (Decimal("95.50"), "分三期支付")
    assert (change.state, change.decided_by.has_role(Role.SUPERVISOR)) == (AgreementChangeState.APPROVED, True)
    page = party.get(f"/agreements/{agreement.id}").text
    assert "增加一条产线" in page and '<del><span class="amount">80.00' in page and "95.50" in page
    event = db.session.query(Event).filter_by(action=Action.APPROVE_AGREEMENT_CHANGE).one()
    assert event.subject_id == agreement.id and event.data["before"]["amount"] == "80.00"
    assert agreement.contract_no not in supervisor.get("/todo/agreement-changes").text


def test_a_refused_change_changes_nothing(officer, supervisor, agreement):
    amend(officer, agreement, amount="80.5")
    change = only_change()
    assert decide(supervisor, change, "refuse", reason="").status_code == 400
    assert decide(supervisor, change, "refuse", reason="请附双方盖章的依据").status_code == 302
    assert (change.state, agreement.amount) == (AgreementChangeState.REFUSED, Decimal("80.00"))
    assert "请附双方盖章的依据" in officer.get(f"/agreements/{agreement.id}").text
    told = db.session.query(Notification).filter_by(user_id=change.proposed_by_id).all()
    assert any(note.params.get("reason") == "请附双方盖章的依据" for note in told)
    assert amend(officer, agreement, amount="80.5").status_code == 302, "and may be proposed again"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "合同内容没有改动"),
        ({"reason": "", "amount": "81"}, "请填写变更理由"),
        ({"tech_amount": "80.01"}, "技术交易额不能超过成交额"),
        ({"signed_on": ""}, "请填写签订日期"),
        ({"amount": "八十"}, "请填写数字"),
        ({"amount": "81", "change_kind": "SUPPLEMENT"}, "请填写补充协议编号"),
        (
            {"amount": "81", "change_kind": "SUPPLEMENT", "change_number": "B1", "change_signed_on": "2020-01-01"},
            "补充协议不能早于原合同签订",
        ),
        ({"amount": "29.99", "tech_amount": "20"}, "已到款 30.00 万元"),
    ],
)
def test_each_rule_has_its_sentence(officer, agreement, changes, sentence):
    PaymentFactory(project=agreement.project, paid_on=clock.today(), paid_amount=Decimal("30"))
    page = amend(officer, agreement, **changes)
    assert page.status_code == 400 and sentence in page.text
    assert db.session.query(AgreementChange).count() == 0


def test_one_change_waits_at_a_time(officer, agreement):
    amend(officer, agreement, amount="81")
    page = amend(officer, agreement, amount="82")
    assert page.status_code == 409 and "已有一项变更待科室负责人审批" in page.text and 'value="82"' in page.text
    assert "登记补充协议或更正" not in officer.get(f"/agreements/{agreement.id}").text


def test_terms_that_have_changed_in_between_are_not_overwritten(supervisor, agreement):
    change = AgreementChangeFactory(agreement=agreement)
    agreement.amount = Decimal("85")
    db.session.commit()
    back = f"/agreements/{agreement.id}"
    answer = decide(supervisor, change, back=back)
    assert "又有改动" in supervisor.get(answer.location).text
    assert (change.state, agreement.amount) == (AgreementChangeState.PROPOSED, Decimal("85.00"))


def test_money_that_came_in_meanwhile_stops_a_smaller_amount(officer, supervisor, agreement):
    amend(officer, agreement, amount="40", tech_amount="30")
    PaymentFactory(project=agreement.project, paid_on=clock.today(), paid_amount=Decimal("40.01"))
    answer = decide(supervisor, only_change())
    assert answer.status_code == 400 and agreement.amount == Decimal("80.00")


def test_another_day_of_signing_moves_the_project_too(officer, supervisor, agreement):
    day = agreement.signed_on - timedelta(days=3)
    amend(officer, agreement, signed_on=day.isoformat())
    decide(supervisor, only_change())
    assert (agreement.signed_on, agreement.project.signed_on) == (day, day)


def test_two_supervisors_decide_once(sign_in, officer, supervisor, agreement):
    amend(officer, agreement, amount="81")
    change = only_change()
    seen = change.version
    decide(supervisor, change)
    late = decide(sign_in(bureau_user(Role.SUPERVISOR)), change, "refuse", reason="不妥", version=seen)
    assert late.status_code == 409 and change.state is AgreementChangeState.APPROVED


def test_drafts_and_refused_ones_are_not_amended(sign_in, app):
    client = sign_in(bureau_user())
    for state in (AgreementState.DRAFT, AgreementState.REFUSED):
        agreement = AgreementFactory(project=ProjectFactory(), state=state)
        assert client.get(f"/agreements/{agreement.id}/amend").status_code == 302
        assert amend(client, agreement, amount="81").status_code == 409


def test_nobody_approves_a_change_of_their_own(sign_in, agreement):
    both = sign_in(bureau_user(Role.OFFICER, Role.SUPERVISOR))
    amend(both, agreement, amount="90")
    page = both.get(f"/agreements/{agreement.id}").text
    assert "不能批准自己提出的合同变更" in page and "批准变更</button>" not in page
    assert decide(both, only_change()).status_code == 409
    assert (agreement.amount, only_change().state) == (Decimal("80.00"), AgreementChangeState.PROPOSED)
    assert decide(sign_in(bureau_user(Role.SUPERVISOR)), only_change()).status_code == 302
    assert agreement.amount == Decimal("90.00")


@pytest.mark.parametrize("days", [0, -3])
def test_the_signing_stays_before_what_came_of_it(officer, agreement, days):
    first = agreement.project.started_on + timedelta(days=days)
    PaymentFactory(project=agreement.project, paid_on=first, paid_amount=Decimal("5"))
    late = amend(officer, agreement, signed_on=(first + timedelta(days=1)).isoformat())
    assert late.status_code == 400 and f"{first.isoformat()} 已有项目启动" in late.text
    assert amend(officer, agreement, signed_on=first.isoformat()).status_code == 302


def test_the_form_asks_for_files_that_can_be_sent(sign_in, app):
    agreement = running_project().agreement
    page = sign_in(agreement.project.officer).get(f"/agreements/{agreement.id}/amend").text
    assert 'accept=".pdf,' in page and "与合同扫描件放在一起；最多 10 个" in page
