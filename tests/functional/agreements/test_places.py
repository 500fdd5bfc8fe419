"""吸纳/输出 and 登记地 are two things: where the technology goes, and where the seller registers."""

from decimal import Decimal

import pytest

from models import db
from models.enums import Direction
from tests.factories import ProjectFactory, bureau_user
from tests.factories.agreements import AgreementFactory
from tests.functional.agreements.contracts import create


@pytest.fixture
def officer(sign_in, app):
    return sign_in(bureau_user())


def project_between(firm_city, provider_city):
    project = ProjectFactory()
    project.firm.city, project.provider.city = firm_city, provider_city
    db.session.commit()
    return project


@pytest.mark.parametrize(
    ("cities", "given", "sentence"),
    [
        (("临沂市", "北京市"), {"direction": "EXPORTED"}, "流向应为吸纳"),
        (("徐州市", "临沂市"), {"direction": "ABSORBED"}, "流向应为输出"),
        (("临沂市", "北京市"), {"registration_place": "山东省临沂市"}, "登记地不应为本市；对本市仍计为吸纳"),
        (("徐州市", "临沂市"), {"direction": "EXPORTED", "registration_place": "徐州市"}, "登记地应为本市"),
    ],
)
def test_what_contradicts_itself_is_answered_at_the_field(officer, cities, given, sentence):
    page = create(officer, project_between(*cities), **given)
    assert page.status_code == 400 and sentence in page.text


@pytest.mark.parametrize(
    ("cities", "given"),
    [
        (("临沂市", "北京市"), {"registration_place": "北京市海淀区"}),
        (("徐州市", "临沂市"), {"direction": "EXPORTED", "registration_place": "临沂市"}),
        (("临沂市", "临沂市"), {"direction": "EXPORTED", "registration_place": "临沂市"}),
        (("临沂市", "临沂市"), {"direction": "ABSORBED", "registration_place": "临沂市"}),
        (("临沂市", ""), {"registration_place": "济南市"}),
    ],
)
def test_what_fits_is_signed(officer, cities, given):
    assert create(officer, project_between(*cities), **given).status_code == 302


def test_totals_keep_direction_and_place_apart(officer):
    AgreementFactory(amount=Decimal("100"), tech_amount=Decimal("0"), registration_place="北京市")
    AgreementFactory(amount=Decimal("20"), tech_amount=Decimal("0"), registration_place="临沂市")
    AgreementFactory(
        amount=Decimal("3"), tech_amount=Decimal("0"), registration_place="临沂市", direction=Direction.EXPORTED
    )
    page = officer.get("/agreements/").text
    head = page[page.index("共 <b>") : page.index('class="rows"')]
    found = [part.split("\u202f")[0].rpartition(">")[2] for part in head.split('class="amount"')[1:]]
    assert found == ["123.00", "0.00", "120.00", "3.00", "23.00", "100.00"]
    assert "共 <b>2</b>" in officer.get("/agreements/?place=HOME").text
    assert "共 <b>1</b>" in officer.get("/agreements/?place=AWAY&direction=ABSORBED").text
    assert "共 <b>0</b>" in officer.get("/agreements/?place=AWAY&direction=EXPORTED").text
