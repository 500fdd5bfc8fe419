"""Reminders and the lapse after 60 days."""

from datetime import timedelta

from matchmaker.adapters import clock
from matchmaker.services.match_tending import tend_matches
from models import Event, Notification, db
from models.actions import Action
from models.enums import MatchState
from tests.factories import MatchFactory


def silent(days, **given):
    return MatchFactory(last_activity_at=clock.now() - timedelta(days=days), **given)


def days_pass(match, days):
    """The same match, later: everything about it lies further back."""
    match.last_activity_at -= timedelta(days=days)
    for event in db.session.query(Event).filter_by(subject_id=match.id):
        event.at -= timedelta(days=days)
    db.session.commit()


def test_two_reminders_then_the_end(app):
    match = silent(20)
    assert tend_matches() == (1, 0) and tend_matches() == (0, 0)
    assert db.session.query(Notification).count() == 2
    days_pass(match, 20)
    assert tend_matches() == (1, 0) and match.reminders == 2
    days_pass(match, 19)
    assert tend_matches() == (0, 0)
    days_pass(match, 1)
    assert tend_matches() == (0, 1)
    assert match.state is MatchState.LAPSED and match.ended_at is not None
    assert db.session.query(Event).filter_by(action=Action.LAPSE).one().actor_id is None


def test_a_clock_that_stood_still_still_reminds_twice(app):
    match = silent(200)
    assert tend_matches() == (1, 0) and tend_matches() == (0, 0)
    days_pass(match, 20)
    assert tend_matches() == (1, 0)


def test_an_act_starts_the_count_anew(sign_in, app):
    match = silent(41, reminders=2)
    sign_in(match.achievement.author).post(f"/matches/{match.id}/consent")
    assert match.reminders == 0 and clock.now() - match.last_activity_at < timedelta(minutes=1)
    assert tend_matches() == (0, 0)


def test_young_and_ended_matches_are_left_alone(app):
    silent(19)
    silent(90, state=MatchState.AGREED, reminders=2)
    silent(90, state=MatchState.DECLINED)
    assert tend_matches() == (0, 0)
