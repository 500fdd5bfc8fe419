"""Who may know of a bid, and who may read it. Before the deadline: the bidder's own people alone."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, false, or_, select

from matchmaker.policies.parties import parties
from matchmaker.policies.permissions import Permission, holds
from models import Bid, BidPartner, Evaluation, Need, ReviewAssignment, User, db
from models.bid import TAKING_PART
from models.challenge_enums import AssignmentState, BidState, EvaluationState, PartnerState
from models.parties import Party

# What was in the running when the deadline came.
HANDED_IN = frozenset({BidState.SUBMITTED, BidState.SHORTLISTED, BidState.WON, BidState.RESERVE, BidState.LOST})
REVIEWS = (AssignmentState.ACCEPTED, AssignmentState.HANDED_IN)


def is_bidder(actor: User | None, bid: Bid) -> bool:
    return Party.BIDDER in parties(actor, bid)


def is_partner(actor: User | None, bid: Bid) -> bool:
    return Party.PARTNER in parties(actor, bid)


def can_view(actor: User | None, bid: Bid, now: datetime) -> bool:
    """Know that the bid exists, and whose it is."""
    return is_bidder(actor, bid) or is_partner(actor, bid) or reads_opened(actor, bid, now)


def can_read(actor: User | None, bid: Bid, now: datetime) -> bool:
    """Read what the bid says: its lead, partners that have confirmed, and after the deadline those who judge it."""
    return speaks_for(actor, bid) or reads_opened(actor, bid, now)


def speaks_for(actor: User | None, bid: Bid) -> bool:
    """One of the lead's people, or of a partner's that has confirmed."""
    return is_bidder(actor, bid) or has_joined(actor, bid)


def reads_opened(actor: User | None, bid: Bid, now: datetime) -> bool:
    """After the deadline: the bureau's officers and supervisors, the firm, and experts who accepted the review."""
    if actor is None or bid.state not in HANDED_IN or not bid.need.bids_may_be_opened(now):
        return False
    own = parties(actor, bid.need) & {Party.AUTHOR, Party.OFFICER, Party.SUPERVISOR}
    return bool(own) or reviews(actor, bid.need)


def reviews(actor: User | None, need: Need) -> bool:
    """Has taken on the review of this challenge's bids, in a round that was not revoked."""
    if actor is None or not actor.is_member:
        return False
    mine = select(ReviewAssignment.id).join(Evaluation)
    mine = mine.where(Evaluation.need_id == need.id, ReviewAssignment.expert_id == actor.id)
    mine = mine.where(Evaluation.state != EvaluationState.REOPENED)
    return db.session.scalar(mine.where(ReviewAssignment.state.in_(REVIEWS)).limit(1)) is not None


def own(actor: User | None) -> ColumnElement[bool]:
    """The bids that an organization leads or was asked to join; a lead's draft is nobody else's before it is asked."""
    if actor is None or not actor.is_member:
        return false()
    partner = exists().where(
        BidPartner.bid_id == Bid.id,
        BidPartner.organization_id == actor.organization_id,
        BidPartner.state.in_(TAKING_PART),
    )
    return or_(Bid.organization_id == actor.organization_id, partner)


def handed_in(need: Need) -> ColumnElement[bool]:
    return and_(Bid.need_id == need.id, Bid.state.in_(HANDED_IN))


def may_bid(actor: User | None, need: Need) -> bool:
    """A research organization that the challenge is open to, for a challenge that is not its own."""
    return holds(actor, Permission.BID) and actor is not None and actor.organization_id != need.organization_id


def has_joined(actor: User | None, bid: Bid) -> bool:
    joined = (each for each in bid.partners if each.state is PartnerState.CONFIRMED)
    return is_partner(actor, bid) and any(each.organization_id == actor.organization_id for each in joined)  # type: ignore[union-attr]
