"""What waits for those who bid: drafts that run out of time, bids and consortia that wait for a word."""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, select

from matchmaker.adapters import clock
from matchmaker.messages import N_
from matchmaker.queries.waiting import Group
from matchmaker.workflows.bid import EDITABLE
from models import Bid, BidPartner, Need, User
from models.challenge_enums import BidState, PartnerState
from models.enums import NeedState

SOON = timedelta(days=7)


def _ending(within: timedelta | None = None) -> ColumnElement[bool]:
    """Of challenges that still take bids, and no longer than so."""
    now = clock.now()
    needs = select(Need.id).where(Need.state == NeedState.BIDDING, Need.bid_deadline >= now)
    return Bid.need_id.in_(needs.where(Need.bid_deadline <= now + within) if within else needs)


def _unfinished(user: User) -> ColumnElement[bool]:
    return and_(Bid.organization_id == user.organization_id, Bid.state.in_(EDITABLE), _ending(SOON))


def _to_confirm(user: User) -> ColumnElement[bool]:
    own = and_(Bid.organization_id == user.organization_id, Bid.state == BidState.SUBMITTED)
    return and_(own, Bid.reconfirm_since.is_not(None), _ending())


def _asked(user: User) -> ColumnElement[bool]:
    asked = select(BidPartner.bid_id).where(
        BidPartner.organization_id == user.organization_id, BidPartner.state == PartnerState.INVITED
    )
    return and_(Bid.id.in_(asked), Bid.state.in_((*EDITABLE, BidState.SUBMITTED)), _ending())


INVITATIONS = Group(
    "consortium-invitations",
    N_("等我方答复的联合揭榜邀请"),
    N_("没有等我方答复的联合揭榜邀请。"),
    Bid,
    Bid.created_at,
    _asked,
)
FOR_BIDDERS = (
    Group(
        "bids-to-confirm",
        N_("榜单变更后待重新确认的揭榜申请"),
        N_("揭榜申请都已确认。"),
        Bid,
        Bid.reconfirm_since,
        _to_confirm,
    ),
    Group(
        "bid-drafts",
        N_("七天内截止的揭榜草稿"),
        N_("没有七天内截止的揭榜草稿。"),
        Bid,
        Bid.created_at,
        _unfinished,
    ),
    INVITATIONS,
)
