"""What the steps of a bid have in common: the order of locks, the deadline, and who is told."""

from datetime import datetime
from typing import Any

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Refused
from matchmaker.messages import N_
from matchmaker.policies.bid import is_bidder
from matchmaker.services.notify import members_of
from matchmaker.services.unit import lock
from models import Bid, User, db
from models.challenge_enums import PartnerState


def begin(bid: Bid) -> None:
    """The challenge before its bid, as everywhere: until the commit nobody moves the deadline and no colleague acts."""
    lock(bid.need)
    lock(bid)
    db.session.expire(bid, ["content"])


def expect_bidder(bid: Bid, actor: User) -> None:
    if not is_bidder(actor, bid):
        raise Forbidden()


def expect_in_time(bid: Bid) -> datetime:
    """The moment, by the server's clock, asked after the locks. Raises Refused."""
    now = clock.now()
    if not bid.need.takes_bids(now):
        raise Refused(N_("揭榜已经截止，以服务器收到的时间为准，这一步没有办理。"))
    return now


def consortium(bid: Bid) -> list[User]:
    """The members of the lead and of the partners that have joined."""
    joined = [partner.organization for partner in bid.partners if partner.state is PartnerState.CONFIRMED]
    return [user for organization in (bid.organization, *joined) for user in members_of(organization)]


def words(bid: Bid, **more: Any) -> dict[str, Any]:
    """What notices about a bid may name; never a thing that it says."""
    return {"title": bid.need.title, "number": bid.number, "lead": bid.organization.name, **more}
