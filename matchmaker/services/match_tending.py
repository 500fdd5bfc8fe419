"""What silence does to a match: two reminders, then it lapses."""

from datetime import datetime

from sqlalchemy import func, select

from matchmaker.adapters import clock
from matchmaker.messages import N_
from matchmaker.services import events
from matchmaker.services.matches import both_sides
from matchmaker.services.notify import tell
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, lock
from matchmaker.workflows.match import MATCH, OPEN, PATIENCE, REMINDERS
from models import Event, Match, db
from models.actions import Action
from models.enums import SubjectKind


def tend_matches() -> tuple[int, int]:
    """(reminded, lapsed): silent for 20 and for 40 days earns a reminder, 60 days after both of them end it.
    The steps keep their distance even if the clock was not looked at for months."""
    reminded = lapsed = 0
    for match_id in _silent():
        match = db.session.get_one(Match, match_id)
        lock(match)
        if not _due(match):
            db.session.rollback()
        elif match.reminders < REMINDERS:
            _remind(match)
            reminded += 1
        else:
            _lapse(match)
            lapsed += 1
    return reminded, lapsed


def _silent() -> list[int]:
    query = select(Match.id).where(Match.state.in_(OPEN), Match.last_activity_at <= clock.now() - PATIENCE)
    return list(db.session.scalars(query.order_by(Match.id)))


def _due(match: Match) -> bool:
    if match.state not in OPEN:
        return False
    silence = clock.now() - match.last_activity_at
    reminded_at = _last_reminder(match) if match.reminders else None
    rested = reminded_at is None or clock.now() - reminded_at >= PATIENCE
    return silence >= PATIENCE * (match.reminders + 1) and rested


def _last_reminder(match: Match) -> datetime | None:
    query = select(func.max(Event.at)).where(
        Event.subject_kind == SubjectKind.MATCH, Event.subject_id == match.id, Event.action == Action.REMIND
    )
    found: datetime | None = db.session.scalar(query)
    return found


def _remind(match: Match) -> None:
    match.reminders += 1
    events.record(match, Action.REMIND, None, old=match.state, new=match.state, data={"number": match.reminders})
    left = (PATIENCE * (REMINDERS + 1 - match.reminders)).days
    words = {"number": match.number, "need": match.need.title, "days": left}
    tell(both_sides(match), N_("对接 %(number)s“%(need)s”久无进展，%(days)s 天内没有动作将自动失效。"), match, **words)
    commit()


def _lapse(match: Match) -> None:
    perform(MATCH, match, Action.LAPSE, None, by_system=True)
    match.ended_at = clock.now()
    words = {"number": match.number, "need": match.need.title}
    people = [*both_sides(match), match.proposed_by]
    tell(people, N_("对接 %(number)s“%(need)s”超过 60 天没有进展，已自动失效；需要时可以重新发起。"), match, **words)
    commit()
