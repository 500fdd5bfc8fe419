"""What the registration office asks for is checked before it is handed in, and stands in the form as Word."""

import io
from decimal import Decimal

import pytest
from docx import Document

from models import db
from models.enums import Role
from tests.factories import UserFactory, bureau_user
from tests.factories.agreements import AgreementFactory


@pytest.fixture
def agreement(app):
    found = AgreementFactory(amount=Decimal("600"), tech_amount=Decimal("450"), registration_place="临沂市")
    found.ip_ownership = "知识产权由双方共有。\n改进归完成方。"
    db.session.commit()
    return found


def form(client, agreement):
    answer = client.get(f"/agreements/{agreement.id}/registration-form")
    assert answer.mimetype.endswith("wordprocessingml.document")
    assert answer.headers["Content-Disposition"].encode("latin-1"), "a server sends nothing else in a header"
    document = Document(io.BytesIO(answer.data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(line.text for line in document.paragraphs)])


def test_the_page_says_what_is_missing_and_where_to_fill_it_in(sign_in, agreement):
    page = sign_in(bureau_user()).get(f"/agreements/{agreement.id}").text
    papers = page[page.index('id="papers"') :]
    assert "还缺 6 项" in papers, "field, both places, payment terms, scans, opinion"
    for place in (f"/agreements/{agreement.id}/amend", f"/attachments/agreements/{agreement.id}", '"#opinion"'):
        assert place in papers
    assert agreement.seller.uscc in papers and "75.0%" in papers
    reader = sign_in(bureau_user(Role.SUPERVISOR)).get(f"/agreements/{agreement.id}").text
    assert "登记材料预审" in reader and "去填写" not in reader


def test_the_form_as_word_marks_what_is_missing(sign_in, agreement):
    client = sign_in(bureau_user())
    text = form(client, agreement)
    for word in (agreement.contract_no, agreement.buyer.uscc, "600.00", "450.00", "75.0%", "改进归完成方", "【待补】"):
        assert word in text
    agreement.payment_terms, agreement.expert_opinion = "分三期支付。", "同意登记。"
    db.session.commit()
    filled = form(client, agreement)
    assert "分三期支付。" in filled and "同意登记。" in filled and filled.count("【待补】") < text.count("【待补】")


def test_a_small_one_needs_no_opinion(sign_in, agreement):
    agreement.amount = agreement.tech_amount = Decimal("499.99")
    db.session.commit()
    client = sign_in(bureau_user())
    assert "专家评审意见" not in form(client, agreement)
    assert "专家评审意见" not in client.get(f"/agreements/{agreement.id}").text


def test_in_english_and_only_for_the_bureau(sign_in, agreement):
    client = sign_in(bureau_user(locale="en"))
    assert "Still missing: 6" in client.get(f"/agreements/{agreement.id}").text
    assert "[to be completed]" in form(client, agreement)
    party = sign_in(UserFactory(organization=agreement.buyer))
    assert party.get(f"/agreements/{agreement.id}/registration-form").status_code == 403
    assert "登记材料预审" not in party.get(f"/agreements/{agreement.id}").text
