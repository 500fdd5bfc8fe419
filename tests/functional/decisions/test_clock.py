"""反馈时钟: the promise, its reminders, and the firm's public rate."""

from datetime import timedelta

from matchmaker.adapters import clock
from matchmaker.queries.feedback import OnTime, on_time_rate
from matchmaker.services import decisions, feedback_clock
from models import Notification, db
from models.enums import Role
from tests.factories import OrganizationFactory, bureau_user
from tests.factories.challenges import scored_evaluation
from tests.functional.decisions.test_deciding import propose


def set_clock(monkeypatch, moment) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def approved_at(monkeypatch, away: timedelta):
    """A decision that far after the promised moment."""
    evaluation = propose(scored_evaluation(90, 60))
    set_clock(monkeypatch, evaluation.feedback[0].due_at + away)
    decisions.approve(evaluation, actor=bureau_user(Role.SUPERVISOR))
    return evaluation.need.organization_id


def test_to_the_second_it_is_on_time(app, monkeypatch):
    firm = approved_at(monkeypatch, timedelta())
    assert on_time_rate([firm])[firm] == OnTime(2, 2)


def test_a_second_later_it_is_late(app, monkeypatch):
    firm = approved_at(monkeypatch, timedelta(seconds=1))
    assert on_time_rate([firm])[firm] == OnTime(0, 2)


def test_what_is_overdue_counts_and_what_is_not_due_yet_does_not(app, monkeypatch):
    evaluation = scored_evaluation(90)
    firm = evaluation.need.organization_id
    assert on_time_rate([firm])[firm] == OnTime(0, 0)
    set_clock(monkeypatch, evaluation.feedback[0].due_at)
    assert on_time_rate([firm])[firm].share is None
    set_clock(monkeypatch, evaluation.feedback[0].due_at + timedelta(seconds=1))
    assert on_time_rate([firm])[firm] == OnTime(0, 1)


def test_the_rate_stands_on_the_firms_page(client, monkeypatch):
    firm = approved_at(monkeypatch, timedelta())
    page = client.get(f"/organizations/{firm}").text
    assert "反馈及时率" in page and "2 次中 2 次按期" in page
    assert "暂无" in client.get(f"/organizations/{OrganizationFactory().id}").text


def test_the_firm_is_reminded_seven_days_and_one_day_before(app, monkeypatch):
    evaluation = scored_evaluation(90)
    firm, due_at = evaluation.need.author, evaluation.feedback[0].due_at
    reminded = []
    for days in (8, 7, 6, 1, 0.5, -1):
        set_clock(monkeypatch, due_at - timedelta(days=days))
        reminded.append(feedback_clock.remind_firms())
    assert reminded == [0, 1, 0, 1, 0, 0]
    assert db.session.query(Notification).filter_by(user_id=firm.id).count() == 2
