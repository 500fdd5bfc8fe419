"""The page of one bid: all of it for those who may read it, the invitation alone for who was asked to join."""

from typing import Any

from flask import render_template
from flask_babel import lazy_gettext as _l

from matchmaker.errors import Invalid
from matchmaker.policies import bid as policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import bid_page, bids
from matchmaker.queries.events import timeline
from matchmaker.search.promises import judged_responses
from matchmaker.services import bid_rules
from matchmaker.web.bids.blueprint import bp, seen
from matchmaker.web.bids.outline import paper, section_of, state_text
from matchmaker.web.bids.partners_form import InvitationForm
from matchmaker.web.errors import sentence
from matchmaker.web.filters import label
from matchmaker.web.guards import actor, permit
from matchmaker.workflows.bid import DECIDED, EDITABLE
from models import Bid
from models.challenge_enums import BidState as S

VERDICTS = {
    "met": ("✓", _l("达到")),
    "partial": ("±", _l("接近或部分达到")),
    "unmet": ("✕", _l("低于要求")),
    "unknown": ("?", _l("待评审判断")),
    "": ("–", _l("未承诺")),
}


@bp.get("/<int:bid_id>")
@permit(Permission.MEMBER)
def show(bid_id: int) -> str:
    return bid_page_of(seen(bid_id))


def bid_page_of(bid: Bid, invitation: InvitationForm | None = None) -> str:
    """`invitation`: the form with its errors, shown as it was filled in."""
    reader = actor()
    place = bid_page.own_place(bid, reader)
    if not bid_page.may_read(reader, bid):
        return render_template("bids/invited.html", bid=bid, place=place, late=bid_page.is_late(bid))
    content, late = bids.sheet_of(bid, reader).content, bid_page.is_late(bid)
    leads = policy.is_bidder(reader, bid)
    partners = bid_page.partner_lines(bid, content, reader)
    file_ids = {row.stored_name: row.id for row in bid.files}
    editable = leads and not late and bid.state in EDITABLE
    return render_template(
        "bids/show.html",
        bid=bid,
        paper=paper(bid, content, partners),
        answers=judged_responses(bid.need, content),
        verdicts=VERDICTS,
        partners=partners,
        state_text=state_text,
        place=place,
        steps=steps(bid, late),
        leads=leads,
        late=late,
        editable=editable,
        faults=_faults(bid_rules.faults(bid.need, content, bid.partners)) if editable else [],
        form=invitation or InvitationForm(formdata=None),
        files=[(entry, file_ids.get(entry.stored)) for entry in content.files],
        events=timeline(bid) if policy.speaks_for(reader, bid) else None,
    )


def steps(bid: Bid, late: bool) -> list[tuple[Any, str]]:
    """For the macro `steps`."""
    names = [_l("起草"), _l("提交"), _l("评审"), _l("结果")]
    if bid.state in DECIDED:
        names[-1] = label(bid.state)
        return list(zip(names, ["done", "done", "done", "stopped" if bid.state is S.LOST else "done"], strict=True))
    reached = {S.DRAFT: 0, S.WITHDRAWN: 1, S.SUBMITTED: 2 if late else 1, S.SHORTLISTED: 2}[bid.state]
    if bid.state is S.WITHDRAWN:
        names[1] = label(bid.state)
    states = ["done" if at < reached else "todo" for at in range(len(names))]
    states[reached] = "stopped" if bid.state is S.WITHDRAWN else "current"
    return list(zip(names, states, strict=True))


def _faults(found: list[Invalid]) -> list[tuple[Any, str]]:
    """(section, sentence) of everything that keeps the bid from being handed in."""
    return [(section_of(fault.field), sentence(fault)) for fault in found]
