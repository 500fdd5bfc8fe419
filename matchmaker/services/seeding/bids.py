"""揭榜申请 of the demo data: what is said in a story becomes a working copy, receipts and steps."""

from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any

from matchmaker.sealing import contents, vault
from matchmaker.sealing.contents import (
    BidContent,
    BudgetLine,
    Member,
    PartnerEntry,
    Relation,
    Response,
    Step,
    content_of,
)
from matchmaker.sealing.vault import Sheet
from matchmaker.services import receipts
from matchmaker.services.seeding.context import Context
from matchmaker.services.seeding.steps import advance
from matchmaker.workflows.bid import BID, PARTNER
from models import Amendment, Bid, BidPartner, Need, Organization, Receipt, Requirement, db
from models.actions import Action
from models.challenge_enums import BidState, PartnerState

Told = dict[str, Any]
# Rows are written as lists: their cells in the order of the class.
TABLES = {"team": Member, "budget_lines": BudgetLine, "relations": Relation}


def load_bids(context: Context, need: Need, story: Told) -> dict[str, Bid]:
    """By the key of the lead."""
    return {told["lead"]: _load(context, need, told) for told in story.get("bids", [])}


def mark_amended(bids: dict[str, Bid], story: Told, amendments: list[Amendment], context: Context) -> None:
    """待确认: handed in before a change, and not confirmed since."""
    for told in story.get("bids", []):
        bid = bids[told["lead"]]
        if bid.state is not BidState.SUBMITTED or bid.submitted_at is None:
            continue
        again = context.reader.at(told["reconfirmed"]) if "reconfirmed" in told else bid.submitted_at
        open_ = [each.published_at for each in amendments if each.published_at > again]
        bid.reconfirm_since = max(open_, default=None)
        if "reconfirmed" in told:
            advance(context, BID, bid, Action.RECONFIRM, again, bid.author)


def _load(context: Context, need: Need, told: Told) -> Bid:
    begun = context.reader.at(told["begun"])
    lead = context.organizations[told["lead"]]
    bid = Bid(
        number=f"B-{need.thread}-{told['serial']}",
        need=need,
        organization=lead,
        author=context.authors[told["lead"]],
        state=BidState.DRAFT,
        content=b"",
        created_at=begun,
    )
    db.session.add(bid)
    db.session.flush()
    context.note(begun, bid, Action.CREATE, bid.author, "", BidState.DRAFT.name)
    for partner in told.get("partners", []):
        _join(context, bid, partner)
    db.session.flush()
    content = _content(context, need, told)
    for place, at in enumerate(told.get("handed_in", [])):
        earlier = told.get("withdrawn", [])[place:]
        said = told["earlier"] if earlier and "earlier" in told else {}
        _hand_in(context, bid, replace(content, **said), context.reader.at(at))
        if earlier:
            _withdraw(context, bid, context.reader.at(earlier[0]))
    if bid.receipt is None:
        vault.write(bid, Sheet(content))
    for partner in told.get("partners", []):
        if "left" in partner:
            _leave(context, bid, context.organizations[partner["org"]], context.reader.at(partner["left"]))
    return bid


def _join(context: Context, bid: Bid, told: Told) -> None:
    asked = context.reader.at(told["asked"])
    partner = BidPartner(organization=context.organizations[told["org"]], state=PartnerState.INVITED, created_at=asked)
    bid.partners.append(partner)
    context.note(asked, bid, Action.INVITE_PARTNER, bid.author, bid.state.name, bid.state.name)
    for key, action in (("joined", Action.CONFIRM_PARTNER), ("declined", Action.DECLINE_PARTNER)):
        if key in told:
            at, person = context.reader.at(told[key]), context.authors[told["org"]]
            advance(context, PARTNER, partner, action, at, person, about=bid)
            partner.answered_at, partner.answered_by_id = at, person.id


def _leave(context: Context, bid: Bid, organization: Organization, at: datetime) -> None:
    partner = next(each for each in bid.partners if each.organization is organization)
    person = next(user for key, user in context.authors.items() if context.organizations[key] is organization)
    advance(context, PARTNER, partner, Action.LEAVE_CONSORTIUM, at, person, about=bid)
    partner.left_at = at


def _hand_in(context: Context, bid: Bid, content: BidContent, at: datetime) -> None:
    sheet = Sheet(replace(content, partners=receipts.partner_entries(bid, content)))
    vault.write(bid, sheet)
    receipt = Receipt(
        number=f"R-{bid.number.removeprefix('B-')}-{len(bid.receipts) + 1}",
        issued_at=at,
        issued_to_id=bid.author.id,
        sha256=contents.digest(sheet.content),
        content=vault.seal(bid, sheet),
    )
    bid.receipts.append(receipt)
    bid.submitted_at = at
    advance(context, BID, bid, Action.SUBMIT_BID, at, bid.author)


def _withdraw(context: Context, bid: Bid, at: datetime) -> None:
    bid.receipts[-1].superseded_at = at
    bid.submitted_at = None
    advance(context, BID, bid, Action.WITHDRAW, at, bid.author)


def _content(context: Context, need: Need, told: Told) -> BidContent:
    said = dict(told["says"])
    for name, kind in TABLES.items():
        said[name] = [_row(kind, cells) for cells in said.get(name, [])]
    said["responses"] = _responses(need, said.get("responses", []))
    said["schedule"] = [_step(context, cells) for cells in said.get("schedule", [])]
    said["partners"] = [_entry(context, partner) for partner in told.get("partners", [])]
    return content_of(said)


def _row(kind: Any, cells: list[Any]) -> Told:
    return dict(zip((each.name for each in fields(kind)), cells, strict=True))


def _responses(need: Need, given: list[list[str]]) -> list[Told]:
    """One for each requirement row, in their order."""
    rows = zip(need.requirements, given, strict=True) if given else ()
    return [_response(requirement, *cells) for requirement, cells in rows]


def _response(row: Requirement, promised: str, evidence: str) -> Told:
    answered = Response(row.id, promised, evidence, receipts.demand_of(row))
    return asdict(answered)


def _step(context: Context, cells: list[Any]) -> Told:
    row = _row(Step, cells)
    return row | {"due_on": str(context.reader.day(row["due_on"]))}


def _entry(context: Context, partner: Told) -> Told:
    organization = context.organizations[partner["org"]]
    state = PartnerState.CONFIRMED if "joined" in partner else PartnerState.INVITED
    return _row(PartnerEntry, [organization.id, organization.name, partner["task"], state.name])
