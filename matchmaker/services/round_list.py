"""榜单: everything accepted in a round becomes public at one moment, or nothing does."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.errors import Refused
from matchmaker.messages import N_
from matchmaker.services.challenge_calendar import bid_deadline
from matchmaker.services.needs import publish_listed
from matchmaker.services.notify import members_of, tell_and_write
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.collection_round import COLLECTION_ROUND
from models import CollectionRound, Need, User, db
from models.actions import Action
from models.enums import NeedState

LATE = N_("榜单没有发布：%(late)s 的揭榜截止日期已过。请退回企业改期，或不予受理。")
UNPRICED = N_("榜单没有发布：%(unpriced)s 缺榜单金额。请退回企业补充，或不予受理。")
BOTH = N_("榜单没有发布：%(late)s 的揭榜截止日期已过，%(unpriced)s 缺榜单金额。请退回企业修改，或不予受理。")


def publish_list(round_: CollectionRound, *, actor: User, version: int | None = None) -> int:
    """How many challenges are open for bids now; a round that brought none ends with an empty list. Raises Forbidden,
    Conflict, Refused (nothing accepted yet while needs wait, or with the list of needs that cannot be published)."""
    lock(round_)
    expect_version(round_, version)
    perform(COLLECTION_ROUND, round_, Action.PUBLISH_LIST, actor)
    needs = _accepted(round_)
    if not needs and _waits(round_):
        raise Refused(N_("还有需求待受理，一项都没有受理，不能发榜。"))
    _expect_publishable(needs, clock.now())
    round_.listed_at = clock.now()
    for need in needs:
        publish_listed(need, actor=actor)
        _tell_firm(need, round_)
    commit()
    return len(needs)


def unpublishable(needs: Sequence[Need], now: datetime) -> tuple[list[Need], list[Need]]:
    """(deadline over or missing, award amount missing)"""
    late = [need for need in needs if need.bid_deadline is None or need.bid_deadline <= now]
    return late, [need for need in needs if not need.award_amount]


def _accepted(round_: CollectionRound) -> list[Need]:
    query = select(Need).where(Need.round_id == round_.id, Need.state == NeedState.ACCEPTED).order_by(Need.id)
    return list(db.session.scalars(query.with_for_update(of=Need).execution_options(populate_existing=True)))


def _waits(round_: CollectionRound) -> bool:
    waiting = select(Need.id).where(Need.round_id == round_.id, Need.state == NeedState.SUBMITTED)
    return db.session.scalar(waiting.limit(1)) is not None


def _expect_publishable(needs: Sequence[Need], now: datetime) -> None:
    late, unpriced = ([f"{need.number} {need.title}" for need in each] for each in unpublishable(needs, now))
    if late and unpriced:
        raise Refused(BOTH, late=late, unpriced=unpriced)
    if late:
        raise Refused(LATE, late=late)
    if unpriced:
        raise Refused(UNPRICED, unpriced=unpriced)


def _tell_firm(need: Need, round_: CollectionRound) -> None:
    tell_and_write(
        members_of(need.organization),
        N_("榜单“%(title)s”已随征集批次“%(round)s”发布，公开征集揭榜。"),
        need,
        deadline=bid_deadline(need),
        title=need.title,
        round=round_.title,
    )
