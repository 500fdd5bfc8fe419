"""反馈: what a bidder was told, and how often a firm kept the day it had promised."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaker.adapters import clock
from matchmaker.policies.bid import speaks_for
from matchmaker.policies.evaluation import can_view
from models import Bid, BidPartner, Evaluation, Feedback, Need, User, db


@dataclass(frozen=True)
class OnTime:
    """Of `total` answers that were due or sent, `kept` came to the second in time."""

    kept: int
    total: int

    @property
    def share(self) -> float | None:
        return self.kept / self.total if self.total else None


@dataclass(frozen=True)
class Told:
    """What stands in one evaluation of the bid; `feedback.sent_at` is None before the bidder is told."""

    evaluation: Evaluation
    feedback: Feedback


def on_time_rate(organization_ids: Collection[int]) -> dict[int, OnTime]:
    """By the id of the firm, for every one that was asked for."""
    kept = func.count().filter(Feedback.sent_at <= Feedback.due_at)
    counted = or_(Feedback.sent_at.is_not(None), Feedback.due_at < clock.now())
    query = select(Feedback.firm_id, kept, func.count()).where(Feedback.firm_id.in_(organization_ids), counted)
    found = {firm_id: OnTime(*counts) for firm_id, *counts in db.session.execute(query.group_by(Feedback.firm_id))}
    return {firm_id: found.get(firm_id, OnTime(0, 0)) for firm_id in organization_ids}


def bid(bid_id: int, actor: User | None) -> Bid | None:
    """A bid whose feedback this person may read: the bidder's people, and after it was sent the firm and the bureau."""
    loaded = (
        joinedload(Bid.need).joinedload(Need.organization),
        joinedload(Bid.organization),
        selectinload(Bid.partners).joinedload(BidPartner.organization),
    )
    row = db.session.get(Bid, bid_id, options=loaded)
    if row is None or speaks_for(actor, row):
        return row
    return row if any(can_view(actor, each.evaluation) and each.feedback.sent_at for each in told(row)) else None


def told(row: Bid) -> list[Told]:
    """The latest evaluation first; more than one only where an objection was upheld."""
    query = (
        select(Evaluation, Feedback)
        .join(Feedback, Feedback.evaluation_id == Evaluation.id)
        .where(Feedback.bid_id == row.id)
        .order_by(Evaluation.number.desc())
    )
    return [Told(evaluation, feedback) for evaluation, feedback in db.session.execute(query)]
