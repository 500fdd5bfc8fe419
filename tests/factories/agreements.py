from datetime import date
from decimal import Decimal

import factory

from models import Agreement
from models.enums import AgreementState, AgreementType, Direction
from tests.factories.base import Factory
from tests.factories.threads import ProjectFactory


class AgreementFactory(Factory):
    """Signed, on a project that is not yet."""

    class Meta:
        model = Agreement

    project = factory.SubFactory(ProjectFactory)
    contract_no = factory.Sequence(lambda n: f"LY-JS-2025-{n + 1:03d}")
    state = AgreementState.SIGNED
    type = AgreementType.COMMISSIONED_DEVELOPMENT
    buyer = factory.SelfAttribute("project.firm")
    seller = factory.SelfAttribute("project.provider")
    signed_on = date(2025, 6, 3)
    starts_on, ends_on = date(2025, 6, 10), date(2026, 6, 9)
    amount, tech_amount = Decimal("80.00"), Decimal("65.50")
    direction = Direction.ABSORBED
