"""Two officers at one agreement: the second sees both versions, keeps the own words and decides."""

import pytest

from models import Agreement, db
from models.enums import AgreementState
from tests.factories import ProjectFactory, bureau_user
from tests.factories.projects import running_project
from tests.functional.agreements.contracts import contract, create, present


@pytest.fixture
def draft(sign_in, app):
    create(sign_in(bureau_user(name="陈经办")), ProjectFactory(), action="save")
    return db.session.query(Agreement).one()


def edit(client, agreement, **changes):
    address = f"/agreements/{agreement.id}/edit"
    return client.post(address, data=contract(agreement.project, **{"action": "save", **changes}))


def test_the_second_sees_the_difference_and_may_save_again(sign_in, draft):
    first, second = sign_in(bureau_user(name="陈经办")), sign_in(bureau_user())
    seen = draft.version
    edit(first, draft, version=seen, amount="81", registration_place="济南市", payment_terms="一次付清")
    page = edit(second, draft, version=seen, amount="99", tech_amount="１２", payment_terms="分两期")
    assert page.status_code == 409 and "陈经办 在" in page.text
    head, _, rest = page.text.partition('id="difference"')
    table = rest.partition('id="part-contract"')[0]
    assert 'id="errors"' in head, "first that nothing was saved, then what differs"
    assert "万元" in table
    for word in ("81.00", "99.00", "72.50", "12.00", "济南市", "一次付清", "分两期"):
        assert word in table
    assert "LY-JS-2026-018" not in table, "what is the same is left out"
    assert 'value="99"' in page.text and f'name="version" value="{draft.version}"' in page.text
    assert edit(second, draft, version=draft.version, amount="99", payment_terms="分两期").status_code == 302
    assert str(draft.amount) == "99.00" and draft.payment_terms == "分两期"


def test_what_cannot_be_read_stands_as_it_was_typed(sign_in, draft):
    seen = draft.version
    edit(sign_in(bureau_user()), draft, version=seen, amount="81")
    page = edit(sign_in(bureau_user()), draft, version=seen, amount="12万")
    assert page.status_code == 409 and "12万" in page.text[page.text.index('id="difference"') :]


def test_a_button_pressed_twice_is_no_difference(sign_in, draft):
    client, seen = sign_in(bureau_user()), draft.version
    for _ in range(2):
        assert edit(client, draft, version=seen, amount="81").status_code == 302
    seen = draft.version
    for _ in range(2):
        assert edit(client, draft, version=seen, amount="81", action="sign").status_code == 302
    assert draft.state is AgreementState.SIGNED


def test_what_was_signed_meanwhile_is_not_edited_any_more(sign_in, draft):
    seen = draft.version
    edit(sign_in(bureau_user(name="陈经办")), draft, version=seen, action="sign")
    page = edit(sign_in(bureau_user()), draft, version=seen, amount="99")
    assert page.status_code == 409 and "99.00" in page.text and f"/agreements/{draft.id}/amend" in page.text
    assert "合同已由陈经办登记为签订" in page.text
    assert str(draft.amount) == "80.00"


def test_an_amendment_on_an_older_version_shows_the_difference(sign_in, app):
    agreement = running_project().agreement
    client, form = sign_in(agreement.project.officer), present(agreement)
    agreement.payment_terms = "验收后付清"
    db.session.commit()
    mine = {"change_kind": "CORRECTION", "reason": "付款方式录错", "payment_terms": "分三期"}
    page = client.post(f"/agreements/{agreement.id}/amend", data=form | mine)
    assert page.status_code == 409 and "验收后付清" in page.text and "付款方式录错" in page.text
    again = client.post(f"/agreements/{agreement.id}/amend", data=form | mine | {"version": agreement.version})
    assert again.status_code == 302
