"""Late experts: reminded three days and one day before the end, and every day after it, with the officers."""

from datetime import date, timedelta

import pytest

from matchmaker.adapters import clock
from matchmaker.services.review_tending import remind_experts, reminder_day
from models import Notification, db
from models.challenge_enums import AssignmentState, BidState, EvaluationState
from tests.factories import bureau_user
from tests.factories.challenges import AssignmentFactory, BidFactory, EvaluationFactory

DUE = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [(5, None), (4, None), (3, 3), (2, 3), (1, 1), (0, 1), (-1, -1), (-9, -9)],
)
def test_the_last_day_on_which_a_reminder_was_due(ahead, expected):
    day = reminder_day(DUE, DUE - timedelta(days=ahead))
    assert day == (None if expected is None else DUE - timedelta(days=expected))


@pytest.fixture
def clock_at(monkeypatch):
    """clock_at(days): so many days after today."""
    real = clock.now
    return lambda days: monkeypatch.setattr(clock, "now", lambda: real() + timedelta(days=days))


def _notices(user):
    db.session.expire_all()
    return [row.message for row in db.session.query(Notification).filter_by(user_id=user.id).order_by(Notification.id)]


def test_reminders_come_once_for_each_day(app, clock_at):
    officer = bureau_user()
    evaluation = EvaluationFactory(state=EvaluationState.REVIEWING, due_on=clock.today() + timedelta(days=10))
    BidFactory(need=evaluation.need, state=BidState.SHORTLISTED)
    late = AssignmentFactory(evaluation=evaluation).expert
    silent = AssignmentFactory(evaluation=evaluation, state=AssignmentState.INVITED).expert
    done = AssignmentFactory(evaluation=evaluation, state=AssignmentState.HANDED_IN).expert
    gone = AssignmentFactory(evaluation=evaluation, state=AssignmentState.DECLINED).expert
    counts = {}
    for day in (6, 7, 7, 8, 9, 10, 11, 11, 12):
        clock_at(day)
        counts.setdefault(day, []).append(remind_experts())
    assert counts == {6: [0], 7: [2, 0], 8: [0], 9: [2], 10: [0], 11: [2, 0], 12: [2]}
    assert len(_notices(late)) == len(_notices(silent)) == 4
    assert "截止" in _notices(late)[0]
    assert "到期" in _notices(late)[-1]
    assert len(_notices(officer)) == 4
    assert not _notices(done) + _notices(gone)


def test_a_clock_that_stood_still_reminds_once(app, clock_at):
    evaluation = EvaluationFactory(state=EvaluationState.REVIEWING, due_on=clock.today() + timedelta(days=10))
    AssignmentFactory(evaluation=evaluation)
    clock_at(15)
    assert remind_experts() == 1
    assert remind_experts() == 0


def test_a_closed_review_reminds_nobody(app, clock_at):
    evaluation = EvaluationFactory(state=EvaluationState.SCORED, due_on=clock.today())
    AssignmentFactory(evaluation=evaluation)
    clock_at(3)
    assert remind_experts() == 0


def test_what_waits(app, clock_at, sign_in):
    officer = bureau_user()
    naming = EvaluationFactory()
    late = EvaluationFactory(state=EvaluationState.REVIEWING, due_on=clock.today() - timedelta(days=2))
    task = AssignmentFactory(evaluation=late)
    invitation = AssignmentFactory(evaluation=naming, expert=task.expert, state=AssignmentState.INVITED)
    desk = sign_in(officer).get("/bureau/").text
    assert "待组建专家组的评榜" in desk
    assert "超期 2 天" in desk
    assert f"/evaluations/{late.id}" in desk
    own = sign_in(task.expert).get("/todo/").text
    assert "待回复的评审邀请" in own
    assert f"/reviews/{task.id}" in own
    assert f"/reviews/{invitation.id}" in own
