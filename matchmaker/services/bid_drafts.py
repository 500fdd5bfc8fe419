"""Writing a 揭榜申请: the working copy, which nobody but the bidder's own people is shown."""

from dataclasses import replace

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Refused
from matchmaker.messages import N_
from matchmaker.policies import need as need_policy
from matchmaker.policies.bid import may_bid
from matchmaker.sealing import vault
from matchmaker.sealing.contents import BidContent, Response
from matchmaker.sealing.vault import Sheet
from matchmaker.services import events
from matchmaker.services.bid_rules import LIMITS, expect_storable
from matchmaker.services.bid_steps import begin, expect_bidder, expect_in_time
from matchmaker.services.numbers import new_bid_number, stepped_id
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.bid import EDITABLE
from models import Bid, Need, User, db
from models.actions import Action


def create_bid(need: Need, actor: User) -> Bid:
    """The organization's one bid on this challenge: begun now, or the one it has. Raises Forbidden, Refused."""
    if not (may_bid(actor, need) and need_policy.can_view_details(actor, need)):
        raise Forbidden()
    lock(need)
    own = select(Bid).where(Bid.need_id == need.id, Bid.organization_id == actor.organization_id)
    existing = db.session.scalar(own)
    if existing is not None:
        return existing
    if not need.takes_bids(clock.now()):
        raise Refused(N_("这项榜单现在不接受揭榜。"))
    number, bid_id = new_bid_number(need), stepped_id(Bid)
    bid = Bid(id=bid_id, number=number, need=need, organization=actor.organization, author=actor, content=b"")
    db.session.add(bid)
    db.session.flush()
    vault.write(bid, Sheet(_prefilled(need, actor)))
    events.record(bid, Action.CREATE, actor, new=bid.state)
    commit()
    return bid


def save_draft(
    bid: Bid, content: BidContent, *, actor: User, version: int | None = None, automatic: bool = False
) -> Bid:
    """Store what was typed, finished or not; files and partners have services of their own and stay as they are.

    What the browser saves by itself leaves no line in the event log. Raises Forbidden, Refused, Conflict, Invalid.
    """
    begin_editing(bid, actor, version)
    expect_storable(content)
    sheet = vault.read(bid)
    kept = replace(content, files=sheet.content.files, partners=sheet.content.partners)
    if kept != sheet.content:
        write_sheet(bid, replace(sheet, content=kept))
    if not automatic:
        events.record(bid, Action.EDIT, actor)
    commit()
    return bid


def begin_editing(bid: Bid, actor: User, version: int | None = None) -> None:
    """Locks, then whether this person may change the bid now. Raises Forbidden, Refused, Conflict."""
    begin(bid)
    db.session.expire(bid, ["content"])
    expect_bidder(bid, actor)
    expect_in_time(bid)
    if bid.state not in EDITABLE:
        raise Refused(N_("揭榜申请当前为“%(state)s”，不能修改；请先撤回。"), state=bid.state)
    expect_version(bid, version)


def write_sheet(bid: Bid, sheet: Sheet) -> None:
    vault.write(bid, sheet)
    bid.updated_at = clock.now()


def aligned(need: Need, content: BidContent) -> BidContent:
    """A response for every requirement row, in their order; answers to rows that a change of the challenge has taken
    away come last, as long as something stands in them."""
    given = {response.requirement_id: response for response in content.responses}
    rows = [given.pop(row.id, Response(row.id)) for row in need.requirements]
    left = [response for response in given.values() if response.promised or response.evidence]
    return replace(content, responses=(*rows, *left))


def _prefilled(need: Need, actor: User) -> BidContent:
    beginning = BidContent(
        overview=actor.organization.intro[: LIMITS["overview"]],
        contact_name=actor.name,
        contact_phone=actor.phone,
        contact_email=actor.email,
    )
    return aligned(need, beginning)
