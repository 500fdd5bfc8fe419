"""Handing in 揭榜申请: submit, withdraw, confirm again, discard. What a bid says goes neither into log nor notices."""

from functools import partial

from sqlalchemy import delete

from matchmaker.adapters import storage
from matchmaker.errors import Refused
from matchmaker.messages import N_
from matchmaker.sealing import vault
from matchmaker.search.promises import unanswered_musts
from matchmaker.services import bid_rules, events, receipts
from matchmaker.services.bid_steps import begin, consortium, expect_bidder, expect_in_time, words
from matchmaker.services.item_review import Incomplete
from matchmaker.services.notify import members_of, tell_and_write
from matchmaker.services.transition import perform
from matchmaker.services.unit import after_commit, commit, expect_version
from matchmaker.workflows.bid import BID
from models import Bid, Notification, Receipt, User, db
from models.actions import Action
from models.bid import TAKING_PART
from models.challenge_enums import BidState
from models.enums import SubjectKind


def submit_bid(bid: Bid, *, actor: User, version: int | None = None, challenge_version: int | None = None) -> Receipt:
    """Hand in what the working copy says; state and receipt are stored together or not at all.

    `challenge_version` is that of the challenge which the bidder had before the eyes.
    A second press of the button finds the bid handed in and gets the receipt that stands.
    Raises Forbidden, Refused (late), Conflict, Incomplete (every fault, partners that have not answered among them).
    """
    begin(bid)
    expect_bidder(bid, actor)
    if bid.state is BidState.SUBMITTED and bid.receipt is not None:
        return bid.receipt
    now = expect_in_time(bid)
    expect_version(bid, version)
    if challenge_version not in (None, bid.need.version):
        raise Refused(N_("打开页面之后榜单有变更，申请没有提交。请对照变更公告核对内容，再提交一次。"))
    faults = bid_rules.faults(bid.need, vault.read(bid).content, bid.partners)
    if faults:
        raise Incomplete(faults)
    receipt = receipts.issue(bid, actor, now)
    bid.submitted_at, bid.reconfirm_since = receipt.issued_at, None
    perform(BID, bid, Action.SUBMIT_BID, actor, data={"receipt": receipt.number})
    message = N_("揭榜申请已提交，回执号 %(receipt)s：“%(title)s”。")
    tell_and_write(consortium(bid), message, bid, **words(bid, receipt=receipt.number))
    commit()
    return receipt


def withdraw_bid(bid: Bid, *, actor: User, version: int | None = None) -> Bid:
    """Until the deadline: what was handed in no longer counts, and the bid can be edited again."""
    begin(bid)
    expect_bidder(bid, actor)
    expect_in_time(bid)
    expect_version(bid, version)
    perform(BID, bid, Action.WITHDRAW, actor)
    receipts.supersede(bid)
    bid.submitted_at = bid.reconfirm_since = None
    message = N_("揭榜申请 %(number)s 已撤回：“%(title)s”。截止前可以修改后重新提交。")
    tell_and_write(consortium(bid), message, bid, **words(bid))
    commit()
    return bid


def reconfirm_bid(bid: Bid, *, actor: User, version: int | None = None) -> Bid:
    """The challenge or the consortium changed; the bidder stands by what was handed in, as far as it still answers."""
    begin(bid)
    expect_bidder(bid, actor)
    expect_in_time(bid)
    expect_version(bid, version)
    if bid.reconfirm_since is None:
        raise Refused(N_("这份申请不需要重新确认。"))
    missing = unanswered_musts(bid.need, vault.read(bid).content)
    if missing:
        raise Refused(
            N_("榜单变更后，以下必须指标还没有响应：%(rows)s。请先撤回申请，补充后重新提交。"),
            rows=[row.indicator for row in missing],
        )
    perform(BID, bid, Action.RECONFIRM, actor)
    bid.reconfirm_since = None
    message = N_("揭榜申请 %(number)s 已重新确认，继续有效：“%(title)s”。")
    tell_and_write(consortium(bid), message, bid, **words(bid))
    commit()
    return bid


def discard_draft(bid: Bid, *, actor: User, version: int | None = None) -> None:
    """Delete a draft that was never handed in, with its files and the notices that lead to it."""
    begin(bid)
    expect_bidder(bid, actor)
    expect_version(bid, version)
    if bid.state is not BidState.DRAFT or bid.receipts:
        raise Refused(N_("只能删除从未提交过的草稿。"))
    need, asked = bid.need, [partner.organization for partner in bid.partners if partner.state in TAKING_PART]
    events.record(bid, Action.DELETE, actor, old=bid.state)
    said = words(bid)
    for file in bid.files:
        after_commit(partial(storage.remove, file.stored_name))
    db.session.delete(bid)
    db.session.execute(
        delete(Notification).where(Notification.subject_kind == SubjectKind.BID, Notification.subject_id == bid.id)
    )
    people = [user for organization in asked for user in members_of(organization)]
    tell_and_write(people, N_("%(lead)s放弃了联合揭榜“%(title)s”的申请，邀请不再有效。"), need, **said)
    commit()
