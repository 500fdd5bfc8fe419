"""One contract is entered once, however its number is written and whoever enters it."""

import pytest

from models import Agreement, Event, Project, db
from models.enums import ProjectOrigin
from tests.factories import ProjectFactory, bureau_user
from tests.functional.agreements.contracts import contract, create
from tests.functional.matches.test_at_once import at_once


@pytest.fixture
def project(app):
    return ProjectFactory()


@pytest.fixture
def officer(sign_in, app):
    return sign_in(bureau_user())


def again(project: Project) -> Project:
    """Another project of the same two."""
    other = ProjectFactory(
        match=None,
        need=None,
        achievement=None,
        thread="2026-7001",
        number="P-2026-7001",
        title=project.title,
        origin=ProjectOrigin.OFFLINE,
        firm=project.firm,
        provider=project.provider,
    )
    db.session.commit()
    return other


@pytest.mark.parametrize("number", ["ly-js-2026-018", "LY-JS-2026 - 018", "ＬＹ－ＪＳ－２０２６－０１８"])
def test_a_number_is_the_same_however_it_is_written(officer, project, number):
    create(officer, project)
    page = create(officer, ProjectFactory(), contract_no=number)
    sentence = f"这个合同编号已经登记过：技术合同 LY-JS-2026-018（项目 {project.number}）"
    assert page.status_code == 400 and sentence in page.text
    first = db.session.query(Agreement).one()
    assert f'href="/agreements/{first.id}"' in page.text


def test_the_same_deal_in_either_role_is_confirmed_with_a_reason(officer, project):
    create(officer, project)
    other = again(project)
    swapped = {"contract_no": "LY-JS-2026-019", "buyer_id": project.provider_id, "seller_id": project.firm_id}
    page = create(officer, other, **swapped)
    assert page.status_code == 400 and "双方、成交额和签订日期都相同" in page.text
    assert 'name="double_reason"' in page.text and "LY-JS-2026-018" in page.text
    assert create(officer, other, **swapped, double_reason="设备与软件分签两份").status_code == 302
    second = db.session.query(Agreement).filter_by(contract_no="LY-JS-2026-019").one()
    assert second.double_reason == "设备与软件分签两份"
    event = next(line for line in db.session.query(Event) if line.data.get("not_double_of"))
    assert (event.subject_id, event.data, event.reason) == (
        second.id,
        {"not_double_of": "LY-JS-2026-018"},
        "设备与软件分签两份",
    )


@pytest.mark.parametrize("changes", [{"amount": "80.01"}, {"signed_on": "2026-01-05"}])
def test_another_amount_or_day_is_another_deal(officer, project, changes):
    create(officer, project)
    assert create(officer, again(project), contract_no="LY-JS-2026-019", **changes).status_code == 302


def test_drafts_without_a_day_are_no_doubles(officer, project):
    create(officer, project, action="save", signed_on="")
    draft = {"contract_no": "LY-JS-2026-019", "action": "save", "signed_on": ""}
    assert create(officer, again(project), **draft).status_code == 302


def test_two_officers_enter_the_same_deal_in_the_same_instant(sign_in, project):
    other = again(project)
    requests = [
        (sign_in(bureau_user()), f"/agreements/new/{each.id}", contract(each, contract_no=number))
        for each, number in ((project, "LY-JS-2026-018"), (other, "LY-JS-2026-019"))
    ]
    assert sorted(at_once(*requests)) == [302, 400]
    assert db.session.query(Agreement).count() == 1


def test_two_officers_enter_the_same_number_in_the_same_instant(sign_in, app):
    requests = [
        (sign_in(bureau_user()), f"/agreements/new/{each.id}", contract(each, contract_no=number))
        for each, number in ((ProjectFactory(), "LY-JS-2026-018"), (ProjectFactory(), "ly-js-2026-０１８"))
    ]
    assert sorted(at_once(*requests)) == [302, 400]
    assert db.session.query(Agreement).count() == 1
