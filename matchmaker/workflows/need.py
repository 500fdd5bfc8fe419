from datetime import datetime, timedelta

from matchmaker.workflows.machine import Machine, step
from models import Need
from models.actions import Action
from models.enums import NeedState as S
from models.parties import Party as P

OPEN = (S.PUBLISHED, S.BIDDING)
# An unsolved challenge takes no more bids, but goes on being matched with achievements.
MATCHABLE = (*OPEN, S.UNSOLVED)
UNPUBLISHED = (S.DRAFT, S.RETURNED, S.SUBMITTED, S.ACCEPTED)
TOOK_BIDS = (S.BIDDING, S.EVALUATING, S.PUBLICIZED, S.UNSOLVED, S.CONTRACTED, S.FULFILLED)
# Late enough for a firm to answer, and for a bidder to make something of the answer.
QUESTIONS_CLOSE = timedelta(hours=48)
# The time that a challenge must leave for bids when it is handed in for review.
FAIR_WINDOW = timedelta(days=7)
LONGEST_EXTENSION = timedelta(days=365)

NEED = Machine(
    (
        step(Action.SUBMIT, [S.DRAFT, S.RETURNED], S.SUBMITTED, [P.AUTHOR]),
        step(Action.RETURN, [S.SUBMITTED, S.ACCEPTED], S.RETURNED, [P.OFFICER], needs_reason=True),
        step(Action.ACCEPT, [S.SUBMITTED], S.ACCEPTED, [P.OFFICER]),
        step(Action.REJECT, [S.SUBMITTED, S.ACCEPTED], S.REJECTED, [P.OFFICER], needs_reason=True),
        step(Action.PUBLISH, [S.SUBMITTED, S.ACCEPTED], S.PUBLISHED, [P.OFFICER]),
        step(Action.OPEN_BIDDING, [S.PUBLISHED], S.BIDDING, [P.OFFICER]),
        step(Action.AMEND, [S.BIDDING], S.BIDDING, [P.AUTHOR], needs_reason=True),
        step(Action.EXTEND, [S.BIDDING], S.BIDDING, [P.AUTHOR, P.OFFICER], needs_reason=True),
        *(step(Action.SET_RUBRIC, [state], state, [P.AUTHOR, P.OFFICER]) for state in UNPUBLISHED),
        step(Action.SET_RUBRIC, [S.BIDDING], S.BIDDING, [P.AUTHOR, P.OFFICER], needs_reason=True),
        step(Action.CLOSE_BIDDING, [S.BIDDING], S.EVALUATING, [P.SYSTEM]),
        step(Action.PUBLICIZE, [S.EVALUATING], S.PUBLICIZED, [P.SUPERVISOR]),
        step(Action.REOPEN, [S.PUBLICIZED], S.EVALUATING, [P.SYSTEM], needs_reason=True),
        step(Action.DECLARE_UNSOLVED, [S.EVALUATING], S.UNSOLVED, [P.SUPERVISOR], needs_reason=True),
        step(Action.DECLARE_UNSOLVED, [S.PUBLICIZED], S.UNSOLVED, [P.SYSTEM], needs_reason=True),
        step(Action.CONTRACT, [S.PUBLISHED, S.PUBLICIZED, S.UNSOLVED], S.CONTRACTED, [P.SYSTEM]),
        step(Action.FULFIL, [S.CONTRACTED], S.FULFILLED, [P.SYSTEM]),
        step(Action.WITHDRAW, OPEN, S.WITHDRAWN, [P.AUTHOR, P.OFFICER], needs_reason=True),
        step(Action.EXPIRE, OPEN, S.EXPIRED, [P.SYSTEM]),
    )
)


def takes_questions(need: Need, now: datetime) -> bool:
    return need.bid_deadline is not None and need.takes_bids(now) and now <= need.bid_deadline - QUESTIONS_CLOSE


def took_bids(need: Need) -> bool:
    """A challenge that takes bids, or took them."""
    return need.is_challenge and need.state in TOOK_BIDS
