"""到款: planned by either side, received by the provider, public money by the officer alone."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from matchmaker.adapters import clock
from models import Event, Notification, Payment, User, db
from models.actions import Action
from models.enums import ProjectState
from models.project_enums import PaymentKind
from tests.factories import UserFactory
from tests.factories.projects import PaymentFactory, running_project
from tests.functional.matches.test_at_once import at_once


@pytest.fixture
def project(app):
    return running_project(subsidy=Decimal("20.00"))


@pytest.fixture
def provider(sign_in, project):
    return sign_in(UserFactory(organization=project.provider))


@pytest.fixture
def firm(sign_in, project):
    return sign_in(UserFactory(organization=project.firm))


@pytest.fixture
def officer(sign_in, project):
    return sign_in(project.officer)


def day(days=0):
    return (clock.today() + timedelta(days=days)).isoformat()


def plan(client, project, **given):
    data = {"kind": "COOPERATION", "title": "首付款", "planned_on": day(20), "planned_amount": "30"} | given
    return client.post(f"/projects/{project.id}/payments/plan", data={f"plan-{name}": data[name] for name in data})


def record(client, project, row=None, **given):
    data = {"payment_id": row.id if row else 0, "kind": "COOPERATION", "paid_on": day(), "paid_amount": "30"} | given
    return client.post(f"/projects/{project.id}/payments/record", data={f"receipt-{name}": data[name] for name in data})


def correct(client, row, **given):
    address = f"/projects/{row.project_id}/payments/{row.id}/correct"
    return client.post(address, data={"version": row.version} | given)


def rows():
    return db.session.query(Payment).order_by(Payment.id).all()


def test_the_firm_plans_the_provider_receives_and_both_read_the_sums(project, firm, provider):
    assert (
        plan(firm, project).status_code == 302
        and plan(firm, project, title="尾款", planned_amount="50").status_code == 302
    )
    first, _ = rows()
    assert record(provider, project, first, note="回单 0087").status_code == 302
    assert (first.paid_on, first.paid_amount, first.note) == (clock.today(), Decimal("30.00"), "回单 0087")
    page = firm.get(f"/projects/{project.id}/payments/").text
    assert "未到款 50.00 万元" in page and "回单 0087" in page and "80.00" in page
    told = db.session.scalars(select(User.organization_id).join(Notification, Notification.user_id == User.id))
    assert Counter(told) == {project.firm_id: 2, project.provider_id: 4}, "one receipt, two instalments"


def test_a_part_payment_leaves_the_rest_open(project, provider):
    planned = PaymentFactory(project=project)
    record(provider, project, planned, paid_amount="12.5")
    done, rest = rows()
    assert (done.planned_amount, done.paid_amount) == (Decimal("12.50"), Decimal("12.50"))
    assert (rest.planned_amount, rest.paid_on, rest.planned_on) == (Decimal("17.50"), None, done.planned_on)
    record(provider, project, rest, paid_amount="17.5")
    assert len(rows()) == 2 and all(row.paid_on for row in rows())


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"paid_amount": "80.01"}, "合同成交额 80.00 万元，此前已到款 0.00 万元，这一笔最多 80.00 万元。"),
        ({"paid_amount": "0"}, "请填写大于 0 的金额"),
        ({"paid_amount": "12万"}, "请填写数字，单位万元"),
        ({"paid_amount": "-3"}, "金额不能为负数"),
        ({"paid_amount": ""}, "请填写大于 0 的金额"),
        ({"paid_on": day(1)}, "到款日期不能晚于今天"),
        ({"paid_on": day(-66)}, "到款日期不能早于签订日期"),
        ({"paid_on": ""}, "请填写到款日期"),
        ({"title": ""}, "请填写款项名称"),
    ],
)
def test_a_receipt_that_cannot_be_is_answered_at_the_field(project, provider, given, sentence):
    page = record(provider, project, **{"title": "中期款", "note": "留着", **given})
    assert page.status_code == 400 and sentence in page.text and "留着" in page.text
    assert rows() == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"planned_amount": "50.01"}, "已到款 10.00 万元、另有计划 20.00 万元，这一笔最多 50.00 万元"),
        ({"planned_amount": ""}, "请填写大于 0 的金额"),
        ({"planned_on": day(-66)}, "计划到款日期不能早于签订日期"),
        ({"planned_on": "下个月"}, "请填写日期"),
    ],
)
def test_a_plan_beyond_the_agreement_is_refused_with_the_numbers(project, firm, given, sentence):
    PaymentFactory(project=project, planned_amount=Decimal("20"))
    PaymentFactory(project=project, planned_amount=None, paid_on=clock.today(), paid_amount=Decimal("10"))
    page = plan(firm, project, **given)
    assert page.status_code == 400 and sentence in page.text and len(rows()) == 2


def test_full_width_digits_are_a_number(project, provider):
    assert record(provider, project, title="首付款", paid_amount="１２．５万元").status_code == 302
    assert rows()[0].paid_amount == Decimal("12.50")


def test_the_last_cent_of_the_agreement_comes_in(project, provider):
    record(provider, project, title="首付款", paid_amount="79.99")
    assert record(provider, project, title="尾款", paid_amount="0.02").status_code == 400
    assert record(provider, project, title="尾款", paid_amount="0.01").status_code == 302


def test_a_double_click_makes_one(project, provider, firm):
    for _ in range(2):
        answer = record(provider, project, title="首付款")
    assert answer.status_code == 409 and "没有重复登记" in answer.text and len(rows()) == 1
    for _ in range(2):
        answer = plan(firm, project, title="尾款", planned_amount="20")
    assert answer.status_code == 409 and len(rows()) == 2


def test_an_instalment_is_received_once(project, provider, officer):
    planned = PaymentFactory(project=project)
    record(provider, project, planned)
    answer = record(officer, project, planned)
    assert answer.status_code == 409 and "所选的计划已登记" in answer.text and len(rows()) == 1


def test_two_record_more_than_the_agreement_in_the_same_instant(sign_in, project):
    address = f"/projects/{project.id}/payments/record"
    clients = sign_in(UserFactory(organization=project.provider)), sign_in(project.officer)
    data = {"receipt-payment_id": 0, "receipt-kind": "COOPERATION", "receipt-paid_on": day(), "receipt-title": "首付款"}
    requests = [
        (client, address, data | {"receipt-paid_amount": amount})
        for client, amount in zip(clients, ("45", "40"), strict=True)
    ]
    assert sorted(at_once(*requests)) == [302, 400] and len(rows()) == 1


def test_who_may_record_what(project, provider, firm, officer):
    subsidy = {"kind": "SUBSIDY", "title": "市级资助"}
    assert record(firm, project, title="首付款").status_code == 403
    assert record(provider, project, **subsidy).status_code == 400
    assert plan(firm, project, **subsidy).status_code == 400
    assert record(officer, project, **subsidy, paid_amount="20.01").status_code == 400
    assert record(officer, project, **subsidy, paid_amount="20").status_code == 302
    assert record(officer, project, title="首付款").status_code == 302
    assert [row.kind for row in rows()] == [PaymentKind.SUBSIDY, PaymentKind.COOPERATION]


@pytest.mark.parametrize(
    ("state", "planned", "received"),
    [
        (ProjectState.SIGNED, 302, 302),
        (ProjectState.SUSPENDED, 302, 302),
        (ProjectState.ACCEPTANCE, 302, 302),
        (ProjectState.COMPLETED, 403, 302),
        (ProjectState.TERMINATED, 403, 403),
    ],
)
def test_the_state_of_the_project_decides(project, officer, state, planned, received):
    project.state = state
    db.session.commit()
    assert plan(officer, project).status_code == planned
    assert record(officer, project, title="首付款").status_code == received


def test_a_correction_keeps_the_old_values_in_the_log(project, provider, firm):
    record(provider, project, title="首付款", paid_amount="30")
    (row,) = rows()
    assert correct(provider, row, paid_on=day(), paid_amount="31", reason="").status_code == 400
    assert correct(firm, row, paid_on=day(), paid_amount="31", reason="错").status_code == 403
    assert correct(provider, row, paid_on=day(-1), paid_amount="31", reason="回单为 31 万元").status_code == 302
    event = db.session.query(Event).filter_by(action=Action.CORRECT_PAYMENT).one()
    assert (event.data["before"]["paid_amount"], event.data["now"]["paid_amount"]) == ("30.00", "31.00")
    assert event.reason == "回单为 31 万元" and row.paid_on == clock.today() - timedelta(days=1)


def test_a_correction_of_an_older_version_is_told(project, provider):
    record(provider, project, title="首付款")
    (row,) = rows()
    seen = row.version
    correct(provider, row, paid_on=day(), paid_amount="31", reason="回单")
    late = correct(provider, row, version=seen, paid_on=day(), paid_amount="29", reason="回单")
    assert late.status_code == 409 and row.paid_amount == Decimal("31.00")


def test_an_open_instalment_is_planned_anew_or_dropped(project, firm):
    row = PaymentFactory(project=project)
    answer = correct(firm, row, title="首付款", planned_on=day(60), planned_amount="25", reason="合同约定改期")
    assert answer.status_code == 302 and row.planned_amount == Decimal("25.00")
    assert correct(firm, row, action="undo", reason="").status_code == 400
    correct(firm, row, action="undo", reason="并入尾款")
    assert rows() == []


def test_a_receipt_that_was_none_opens_its_instalment_again(project, provider):
    row = PaymentFactory(project=project)
    record(provider, project, row)
    correct(provider, row, action="undo", reason="到的是另一个项目的款")
    assert (row.paid_on, row.paid_amount, row.planned_amount) == (None, None, Decimal("30.00"))
    record(provider, project, title="计划外")
    extra = rows()[-1]
    correct(provider, extra, action="undo", reason="重复")
    assert rows() == [row]


def test_what_is_late_says_so(project, firm):
    PaymentFactory(project=project, planned_on=clock.today() - timedelta(days=1))
    PaymentFactory(project=project, title="中期款", planned_on=clock.today() + timedelta(days=7))
    PaymentFactory(
        project=project, title="尾款", planned_amount=Decimal("5"), planned_on=clock.today() + timedelta(days=8)
    )
    page = firm.get(f"/projects/{project.id}/payments/").text
    assert "逾期 1 天" in page and "临期 · 还有 7 天" in page and "正常 · 还有 8 天" in page


def test_strangers_find_nothing(sign_in, project):
    assert sign_in(UserFactory()).get(f"/projects/{project.id}/payments/").status_code == 404
    other = PaymentFactory()
    client = sign_in(project.officer)
    assert client.get(f"/projects/{project.id}/payments/{other.id}/correct").status_code == 404


def test_a_receipt_entered_too_small_and_put_right_leaves_nothing_open(project, provider):
    planned = PaymentFactory(project=project, planned_amount=Decimal("80"))
    record(provider, project, planned, paid_amount="8")
    assert [row.planned_amount for row in rows()] == [Decimal("8.00"), Decimal("72.00")]
    assert correct(provider, rows()[0], paid_on=day(), paid_amount="50", reason="漏了一位。").status_code == 302
    assert [row.planned_amount for row in rows()] == [Decimal("50.00"), Decimal("30.00")]
    assert correct(provider, rows()[0], paid_on=day(), paid_amount="80", reason="漏了一笔。").status_code == 302
    (only,) = rows()
    assert (only.planned_amount, only.paid_amount) == (Decimal("80.00"), Decimal("80.00"))
