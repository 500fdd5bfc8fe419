from datetime import date
from decimal import Decimal

import pytest

from models.enums import AgreementState, AgreementType, Direction, RegistrationState, Role
from tests.factories import bureau_user, firm_user
from tests.factories.agreements import AgreementFactory


@pytest.fixture
def three(app):
    AgreementFactory(amount=Decimal("100.10"), tech_amount=Decimal("90.05"), signed_on=date(2024, 12, 31))
    AgreementFactory(
        amount=Decimal("600"),
        tech_amount=Decimal("300.01"),
        signed_on=date(2025, 1, 1),
        type=AgreementType.LICENSE,
        direction=Direction.EXPORTED,
        state=AgreementState.REGISTERED,
        registration_state=RegistrationState.REGISTERED,
    )
    AgreementFactory(amount=Decimal("7"), tech_amount=Decimal("0"), signed_on=None, state=AgreementState.DRAFT)


@pytest.mark.parametrize(
    ("query", "count", "amount", "tech_amount"),
    [
        ("", 3, "707.10", "390.06"),
        ("year=2024", 1, "100.10", "90.05"),
        ("year=2025", 1, "600.00", "300.01"),
        ("direction=ABSORBED", 2, "107.10", "90.05"),
        ("type=LICENSE", 1, "600.00", "300.01"),
        ("state=DRAFT", 1, "7.00", "0.00"),
        ("registration=UNREGISTERED&state=SIGNED", 1, "100.10", "90.05"),
        ("q=裂纹", 3, "707.10", "390.06"),
        ("year=2001", 0, "0.00", "0.00"),
    ],
)
def test_sums_are_those_of_the_filtered_rows(sign_in, three, query, count, amount, tech_amount):
    page = sign_in(bureau_user(Role.SUPERVISOR)).get(f"/agreements/?{query}").text
    head = page[page.index("共 <b>") : page.index("</div>", page.index("共 <b>"))]
    assert f"共 <b>{count}</b> 份" in head and amount in head and tech_amount in head


def test_half_a_thousand_is_marked(sign_in, three):
    assert sign_in(bureau_user()).get("/agreements/").text.count("需专家评审") == 1


def test_the_list_is_the_bureaus(sign_in, three):
    assert sign_in(firm_user()).get("/agreements/").status_code == 403


def test_third_parties_find_no_agreement(sign_in, app):
    assert sign_in(firm_user()).get(f"/agreements/{AgreementFactory().id}").status_code == 404
