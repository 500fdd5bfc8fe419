"""Of matches, projects and agreements: what a list may contain is what a page may show."""

import pytest

from matchmaker.policies import agreement, match, project
from models import Agreement, Match, Project, db
from models.enums import AgreementState, MatchState, Membership, OrganizationKind, Role
from tests.factories import MatchFactory, OrganizationFactory, UserFactory, bureau_user, firm_user, research_user
from tests.factories.agreements import AgreementFactory


@pytest.fixture
def readers(app):
    signed, draft = AgreementFactory(), AgreementFactory(state=AgreementState.DRAFT)
    waiting = MatchFactory()
    MatchFactory(need=waiting.need, state=MatchState.DECLINED)
    firm = signed.buyer
    return [
        None,
        firm_user(),
        research_user(),
        signed.project.need.author,
        draft.project.need.author,
        draft.project.achievement.author,
        waiting.need.author,
        UserFactory(organization=firm, membership=Membership.PENDING, is_owner=False),
        UserFactory(organization=firm, active=False),
        bureau_user(Role.TECHNOLOGY_MANAGER, organization=OrganizationFactory(kind=OrganizationKind.BROKERAGE)),
        *(bureau_user(role) for role in Role),
    ]


@pytest.mark.parametrize(("policy", "entity"), [(match, Match), (project, Project), (agreement, Agreement)])
def test_check_and_filter_agree(readers, policy, entity):
    rows = db.session.query(entity).all()
    for reader in readers:
        listed = set(db.session.query(entity).where(policy.viewable(reader)))
        assert listed == {row for row in rows if policy.can_view(reader, row)}
    assert any(policy.can_view(reader, rows[0]) for reader in readers if reader)
    assert not policy.can_view(None, rows[0])
