"""What follows from every change of a challenge that takes bids: a public notice, and bids that must be confirmed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from matchmaker.adapters import clock
from matchmaker.errors import Refused
from matchmaker.messages import N_
from matchmaker.services.challenge_calendar import bid_deadline
from matchmaker.services.item_review import shortened
from matchmaker.services.notify import members_of, tell_and_write
from matchmaker.workflows.bid import EDITABLE
from models import Amendment, Bid, BidPartner, Need, Organization, User, db
from models.bid import TAKING_PART
from models.challenge_enums import BidState
from models.enums import NeedState

CONFIRM_AGAIN = N_("榜单“%(title)s”有变更。贵单位已提交的揭榜申请内容未动，请核对变更公告，在截止前重新确认。")
LOOK_AGAIN = N_("榜单“%(title)s”有变更，请对照变更公告核对贵单位的揭榜申请草稿。")
CHANGED = N_("榜单“%(title)s”有变更，详见榜单页面的变更公告。")
OVER = N_("榜单“%(title)s”已撤回（%(reason)s），揭榜到此结束；已提交的揭榜申请保持密封，不会开封。")
Change = dict[str, str]


def expect_taking_bids(need: Need) -> None:
    """By the server's clock, also in the minutes before the tick that closes the bidding. The row is locked."""
    if need.state is NeedState.BIDDING and not need.takes_bids(clock.now()):
        raise Refused(N_("揭榜截止时间已过，榜单不能再变更。"))


def end_bidding(need: Need, reason: str) -> None:
    """What the withdrawal of a challenge means for those who bid, or were about to; without a commit. Raises Refused
    after the deadline: what was handed in is evaluated then."""
    if not need.is_challenge:
        return
    if need.bid_deadline is not None and need.bid_deadline < clock.now():
        raise Refused(N_("揭榜已经截止，榜单不能再撤回；评榜后可以宣布流标。"))
    for organization in _bidders(need, (BidState.SUBMITTED, *EDITABLE)):
        tell_and_write(members_of(organization), OVER, need, title=need.title, reason=shortened(reason))


def publish_change(
    need: Need, reason: str, changes: Sequence[Change], *, actor: User, old_deadline: datetime | None = None
) -> Amendment:
    """变更公告, the mark 待确认 on every bid handed in, notices. Nothing that was sealed is touched. Not committed."""
    now = clock.now()
    amendment = Amendment(need=need, author_id=actor.id, published_at=now, reason=reason.strip(), changes=list(changes))
    if old_deadline is not None:
        amendment.old_deadline, amendment.new_deadline = old_deadline, need.bid_deadline
    db.session.add(amendment)
    need.updated_at = now  # also when only rows changed: the version counts up, and whoever submits is told
    _tell(need, actor)
    handed_in = update(Bid).where(Bid.need_id == need.id, Bid.state == BidState.SUBMITTED)
    # The version counts up, so that a confirmation given on a page from before this change is refused.
    db.session.execute(handed_in.values(reconfirm_since=now, version=Bid.version + 1, updated_at=now))
    return amendment


def _tell(need: Need, actor: User) -> None:
    calendar = bid_deadline(need)
    for states, sentence in (((BidState.SUBMITTED,), CONFIRM_AGAIN), (EDITABLE, LOOK_AGAIN)):
        for organization in _bidders(need, states):
            tell_and_write(members_of(organization), sentence, need, deadline=calendar, title=need.title)
    own = [user for user in members_of(need.organization) if user.id != actor.id]
    tell_and_write(own, CHANGED, need, deadline=calendar, title=need.title)


def _bidders(need: Need, states: Sequence[BidState]) -> list[Organization]:
    bids = select(Bid.id).where(Bid.need_id == need.id, Bid.state.in_(states))
    leads = select(Bid.organization_id).where(Bid.id.in_(bids))
    partners = select(BidPartner.organization_id).where(BidPartner.bid_id.in_(bids), BidPartner.state.in_(TAKING_PART))
    query = select(Organization).where(Organization.id.in_(leads.union(partners)))
    return list(db.session.scalars(query.order_by(Organization.id)))
