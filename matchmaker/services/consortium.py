"""联合体: who is asked to join a bid, who joins, who leaves."""

import unicodedata
from dataclasses import replace

from sqlalchemy import or_, select

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.bid import HANDED_IN, is_partner
from matchmaker.sealing import vault
from matchmaker.sealing.contents import PartnerEntry
from matchmaker.services import events
from matchmaker.services.bid_steps import begin, consortium, expect_bidder, expect_in_time, words
from matchmaker.services.notify import Deadline, holders_of, members_of, tell_and_write
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit
from matchmaker.workflows.bid import EDITABLE, PARTNER
from models import Bid, BidPartner, Organization, User, db
from models.actions import Action
from models.challenge_enums import PartnerState
from models.enums import OrganizationKind, OrganizationState, Role

MOST = 8
LONGEST_TASK = 300
JOINED = N_("%(partner)s已确认加入联合体：“%(title)s”。")
DECLINED = N_("%(partner)s谢绝加入联合体：“%(title)s”。")
GONE = (PartnerState.DECLINED, PartnerState.LEFT)


def invite_partner(bid: Bid, named: str, task: str, *, actor: User) -> BidPartner:
    """Ask a verified organization, named exactly or by its 统一社会信用代码, to join; `task` is its part of the work.

    One that declined or left may be asked again. Raises Forbidden, Refused, Invalid (named, task).
    """
    begin(bid)
    expect_bidder(bid, actor)
    expect_in_time(bid)
    _expect_editable(bid)
    organization = _organization(bid, named)
    partner = _invited(bid, organization)
    _note_task(bid, organization, _checked(task))
    events.record(bid, Action.INVITE_PARTNER, actor, old=bid.state, new=bid.state)
    message = N_("%(lead)s邀请贵单位加入联合体，共同揭榜“%(title)s”。请在揭榜截止前确认或谢绝。")
    tell_and_write(members_of(organization), message, bid, deadline=_deadline(bid), **words(bid))
    commit()
    return partner


def remove_partner(bid: Bid, partner_id: int, *, actor: User) -> None:
    """While the bid is not handed in; one that is gone already is no fault. Raises Forbidden, Refused."""
    begin(bid)
    expect_bidder(bid, actor)
    expect_in_time(bid)
    _expect_editable(bid)
    for partner in [each for each in bid.partners if each.id == partner_id]:
        bid.partners.remove(partner)
        _forget_task(bid, partner.organization_id)
        events.record(bid, Action.REMOVE_PARTNER, actor, old=bid.state, new=bid.state)
        if partner.state not in GONE:
            message = N_("%(lead)s已将贵单位移出联合揭榜“%(title)s”的联合体。")
            tell_and_write(members_of(partner.organization), message, bid.need, **words(bid))
    commit()


def answer_invitation(bid: Bid, joins: bool, *, actor: User) -> BidPartner:
    """Any member of the organization that was asked answers for it. Raises Forbidden, Refused."""
    begin(bid)
    partner = _own_place(bid, actor)
    expect_in_time(bid)
    perform(PARTNER, partner, Action.CONFIRM_PARTNER if joins else Action.DECLINE_PARTNER, actor, about=bid)
    partner.answered_by_id, partner.answered_at = actor.id, clock.now()
    message = JOINED if joins else DECLINED
    tell_and_write(members_of(bid.organization), message, bid, **words(bid, partner=partner.organization.name))
    commit()
    return partner


def leave_consortium(bid: Bid, *, actor: User) -> BidPartner:
    """At any time, and visibly. A bid that is handed in stays as it was sealed; before the deadline its lead has to
    confirm it anew. Raises Forbidden, Refused."""
    begin(bid)
    partner = _own_place(bid, actor)
    perform(PARTNER, partner, Action.LEAVE_CONSORTIUM, actor, about=bid)
    partner.left_at = now = clock.now()
    in_time = bid.need.takes_bids(now)
    if in_time and bid.state in HANDED_IN:
        bid.reconfirm_since = bid.reconfirm_since or now
    said = words(bid, partner=partner.organization.name)
    tell_and_write(consortium(bid), N_("%(partner)s退出了揭榜申请 %(number)s 的联合体：“%(title)s”。"), bid, **said)
    if not in_time and bid.need.bids_may_be_opened(now) and bid.state in HANDED_IN:
        message = N_("揭榜截止后，%(partner)s退出了揭榜申请 %(number)s 的联合体：“%(title)s”。")
        tell_and_write(holders_of(Role.OFFICER), message, bid, **said)
    commit()
    return partner


def _own_place(bid: Bid, actor: User) -> BidPartner:
    if not is_partner(actor, bid):
        raise Forbidden()
    return next(each for each in bid.partners if each.organization_id == actor.organization_id)


def _expect_editable(bid: Bid) -> None:
    if bid.state not in EDITABLE:
        raise Refused(N_("申请已提交，联合体不能再变动；请先撤回申请。"))


def _organization(bid: Bid, named: str) -> Organization:
    name = unicodedata.normalize("NFKC", named).replace("\x00", "").strip()
    if not name:
        raise Invalid(N_("请填写单位全称或统一社会信用代码。"), field="named")
    same = or_(Organization.name.in_((name, named.strip())), Organization.uscc == name.replace(" ", "").upper())
    query = select(Organization).where(same, Organization.state == OrganizationState.VERIFIED)
    found = db.session.scalar(query.where(Organization.kind != OrganizationKind.BUREAU).limit(1))
    if found is None:
        raise Invalid(N_("没有找到这个已认证的单位，请核对全称或统一社会信用代码。"), field="named")
    if found.id == bid.organization_id:
        raise Invalid(N_("牵头单位是本单位，不必再列为联合单位。"), field="named")
    if found.id == bid.need.organization_id:
        raise Invalid(N_("需求单位不能加入揭榜的联合体。"), field="named")
    return found


def _invited(bid: Bid, organization: Organization) -> BidPartner:
    known = next((each for each in bid.partners if each.organization_id == organization.id), None)
    if known is not None and known.state not in GONE:
        raise Invalid(N_("已经邀请过这个单位。"), field="named")
    if known is None and len(bid.partners) >= MOST:
        raise Invalid(N_("联合单位最多 %(most)s 个。"), field="named", most=MOST)
    if known is None:
        known = BidPartner(organization_id=organization.id)
        bid.partners.append(known)
    known.state, known.answered_by_id, known.answered_at, known.left_at = PartnerState.INVITED, None, None, None
    return known


def _checked(task: str) -> str:
    text = task.replace("\x00", "").strip()
    if not text:
        raise Invalid(N_("请写明这个单位承担的任务。"), field="task")
    if len(text) > LONGEST_TASK:
        raise Invalid(N_("承担的任务请控制在 %(most)s 字以内。"), field="task", most=LONGEST_TASK)
    return text


def _note_task(bid: Bid, organization: Organization, task: str) -> None:
    entry = PartnerEntry(organization.id, organization.name, task, PartnerState.INVITED.name)
    _set_entries(bid, organization.id, (entry,))


def _forget_task(bid: Bid, organization_id: int) -> None:
    _set_entries(bid, organization_id, ())


def _set_entries(bid: Bid, organization_id: int, fresh: tuple[PartnerEntry, ...]) -> None:
    sheet = vault.read(bid)
    others = tuple(entry for entry in sheet.content.partners if entry.organization_id != organization_id)
    vault.write(bid, replace(sheet, content=replace(sheet.content, partners=others + fresh)))


def _deadline(bid: Bid) -> Deadline | None:
    moment = bid.need.bid_deadline
    if moment is None:
        return None
    return Deadline(f"bids-{bid.need.thread}", N_("揭榜截止：%(title)s"), moment, f"/bids/{bid.id}")
