import pytest
from sqlalchemy import select

from matchmaker.policies.organization import can_view, viewable
from models import Organization, db
from models.enums import OrganizationState
from tests.factories import OrganizationFactory, UserFactory, bureau_user, firm_user


@pytest.mark.parametrize("who", ["visitor", "stranger", "own", "officer", "closed"])
def test_the_check_and_the_filter_agree(app, who):
    pending = OrganizationFactory(state=OrganizationState.PENDING)
    OrganizationFactory(state=OrganizationState.REFUSED)
    OrganizationFactory()
    actor = {
        "visitor": lambda: None,
        "stranger": firm_user,
        "own": lambda: UserFactory(organization=pending),
        "officer": bureau_user,
        "closed": lambda: UserFactory(organization=pending, active=False),
    }[who]()
    rows = db.session.scalars(select(Organization)).all()
    filtered = set(db.session.scalars(select(Organization.id).where(viewable(actor))))
    assert filtered == {row.id for row in rows if can_view(actor, row)}
