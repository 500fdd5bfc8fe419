"""What stands on the page of a bid beside what it says: its consortium as it is now, and where it stands."""

from dataclasses import dataclass

from matchmaker.adapters import clock
from matchmaker.policies.bid import HANDED_IN, can_read, is_bidder
from matchmaker.sealing import vault
from matchmaker.sealing.contents import BidContent
from models import Bid, BidPartner, User


@dataclass(frozen=True)
class PartnerLine:
    """`left_late`: after the deadline, so that what was handed in still names it."""

    partner: BidPartner
    task: str
    left_late: bool


def partner_lines(bid: Bid, content: BidContent, actor: User | None) -> list[PartnerLine]:
    tasks = {entry.organization_id: entry.task for entry in content.partners}
    shown = bid.partners if is_bidder(actor, bid) else bid.joined
    return [_line(bid, each, tasks.get(each.organization_id, "")) for each in shown]


def own_place(bid: Bid, actor: User | None) -> PartnerLine | None:
    """The reader's organization in a consortium that another one leads: all that it sees before it joins."""
    found = (each for each in bid.partners if actor is not None and each.organization_id == actor.organization_id)
    partner = next(found, None)
    if partner is None:
        return None
    entries = vault.read(bid).content.partners
    task = next((entry.task for entry in entries if entry.organization_id == partner.organization_id), "")
    return _line(bid, partner, task)


def may_read(actor: User | None, bid: Bid) -> bool:
    return can_read(actor, bid, clock.now())


def is_late(bid: Bid) -> bool:
    """No step of a bidder is possible any more."""
    return not bid.need.takes_bids(clock.now())


def _line(bid: Bid, partner: BidPartner, task: str) -> PartnerLine:
    deadline = bid.need.bid_deadline
    late = partner.left_at is not None and deadline is not None and partner.left_at > deadline
    return PartnerLine(partner, task, late and bid.state in HANDED_IN)
