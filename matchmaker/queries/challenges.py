"""What the page of an open challenge shows beyond its need; of bids, before the deadline, the number alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaker.adapters import clock
from matchmaker.policies import bid as bid_policy
from matchmaker.policies import need as need_policy
from matchmaker.policies.question import may_answer, may_ask
from matchmaker.queries import bids
from matchmaker.queries.challenge_outcome import Outcome, outcome_of
from matchmaker.queries.feedback import OnTime, on_time_rate
from matchmaker.queries.paging import Page, paginate
from matchmaker.workflows.need import QUESTIONS_CLOSE, UNPUBLISHED, takes_questions
from models import Amendment, Bid, Need, Question, User, db

QUESTIONS_SHOWN = 10


@dataclass(frozen=True)
class Asked:
    """A question as one reader sees it; nothing here says who asked, but to the asker's organization."""

    id: int
    version: int
    text: str
    at: datetime
    answer: str
    answered_at: datetime | None
    is_ours: bool


@dataclass(frozen=True)
class Challenge:
    """`bids` is the number handed in; `own_bid` one that the reader's organization leads or was asked to join."""

    now: datetime
    is_published: bool
    is_open: bool
    bids: int
    feedback_due: date | None
    questions_close: datetime | None
    takes_questions: bool
    may_ask: bool
    may_answer: bool
    may_bid: bool
    own_bid: Bid | None
    leads: bool
    joined: bool
    questions: Page[Asked]
    waiting: int
    amendments: Sequence[Amendment] = field(default_factory=list)
    outcome: Outcome = field(default_factory=Outcome)
    rate: OnTime | None = None


def challenge_of(need: Need, actor: User | None, page: int = 1) -> Challenge:
    """The reader may see the need; texts of questions and amendments only along with the need's details."""
    now, details = clock.now(), need_policy.can_view_details(actor, need)
    own = _own_bid(need, actor)
    deadline = need.bid_deadline
    return Challenge(
        now=now,
        is_published=need.state not in UNPUBLISHED,
        is_open=need.takes_bids(now),
        bids=bids.counts([need.id]).get(need.id, 0),
        feedback_due=_promised(deadline, need.feedback_days) if deadline else None,
        questions_close=deadline - QUESTIONS_CLOSE if deadline else None,
        takes_questions=takes_questions(need, now),
        may_ask=may_ask(actor, need),
        may_answer=may_answer(actor, need) and need.takes_bids(now),
        may_bid=bid_policy.may_bid(actor, need),
        own_bid=own,
        leads=own is not None and bid_policy.is_bidder(actor, own),
        joined=own is not None and bid_policy.has_joined(actor, own),
        questions=_questions(need, actor, page) if details else Page([], 1, 0),
        waiting=_waiting(need),
        amendments=_amendments(need) if details else [],
        outcome=outcome_of(need, actor),
        rate=on_time_rate([need.organization_id])[need.organization_id],
    )


def question(question_id: int, need: Need) -> Question | None:
    return db.session.scalar(select(Question).where(Question.id == question_id, Question.need_id == need.id))


def _promised(deadline: datetime, days: int) -> date:
    return deadline.astimezone(clock.CITY_ZONE).date() + timedelta(days=days)


def _own_bid(need: Need, actor: User | None) -> Bid | None:
    if actor is None or not actor.is_member:
        return None
    lead_first = case((Bid.organization_id == actor.organization_id, 0), else_=1)
    query = select(Bid).where(Bid.need_id == need.id, bid_policy.own(actor)).options(selectinload(Bid.partners))
    return db.session.scalar(query.order_by(lead_first, Bid.id).limit(1))


def _questions(need: Need, actor: User | None, page: int) -> Page[Asked]:
    query = select(Question).where(Question.need_id == need.id).options(joinedload(Question.asker))
    found = paginate(query.order_by(Question.created_at.desc(), Question.id.desc()), page, QUESTIONS_SHOWN)
    ours = actor.organization_id if actor is not None and actor.is_member else None
    rows = [_asked(row, ours is not None and row.asker.organization_id == ours) for row in found.rows]
    return Page(rows, found.page, found.total, found.per_page)


def _asked(row: Question, is_ours: bool) -> Asked:
    return Asked(row.id, row.version, row.text, row.created_at, row.answer, row.answered_at, is_ours)


def _waiting(need: Need) -> int:
    query = select(func.count(Question.id)).where(Question.need_id == need.id, Question.answer == "")
    return db.session.scalar(query) or 0


def _amendments(need: Need) -> Sequence[Amendment]:
    query = select(Amendment).where(Amendment.need_id == need.id)
    return db.session.scalars(query.order_by(Amendment.published_at.desc(), Amendment.id.desc())).all()
