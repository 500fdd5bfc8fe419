"""A reason is kept as it was cleaned: no NUL, which PostgreSQL refuses, and no more than 2000 signs."""

import pytest

from models import Event, Notification, db
from models.enums import AchievementState, NeedState, OrganizationState, ProjectState, RegistrationState
from tests.factories import AchievementFactory, NeedFactory, OrganizationFactory, ProjectFactory, bureau_user
from tests.factories.agreements import AgreementFactory

TYPED = " 材\x00料\r\n不全。" + "补" * 3000
KEPT = ("材料\n不全。" + "补" * 3000)[:2000]


def _organization():
    row = OrganizationFactory(state=OrganizationState.PENDING)
    return row, f"/organizations/{row.id}/refuse", "refusal_reason"


def _need():
    row = NeedFactory(state=NeedState.SUBMITTED, published_at=None)
    return row, f"/needs/{row.id}/return", "return_reason"


def _achievement():
    row = AchievementFactory(state=AchievementState.SUBMITTED, published_at=None)
    return row, f"/achievements/{row.id}/return", "return_reason"


def _agreement():
    row = AgreementFactory(registration_state=RegistrationState.SUBMITTED)
    return row, f"/agreements/{row.id}/refuse-registration", "refusal_reason"


def _project():
    row = ProjectFactory(state=ProjectState.RUNNING)
    return row, f"/projects/{row.id}/advance", "termination_reason"


@pytest.mark.parametrize("case", [_organization, _need, _achievement, _agreement, _project])
def test_a_reason_is_cleaned_wherever_it_is_kept(app, sign_in, case):
    row, address, column = case()
    data = {"reason": TYPED, "version": row.version, "step": "TERMINATE"}
    assert sign_in(bureau_user()).post(address, data=data).status_code == 302
    assert getattr(row, column) == KEPT
    assert [event.reason for event in db.session.query(Event)] == [KEPT]
    assert not any("\x00" in str(notice.params) for notice in db.session.query(Notification))
