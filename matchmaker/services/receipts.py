"""回执: what proves that a bid was handed in, when, and what it said then."""

from dataclasses import replace
from datetime import datetime

from matchmaker.adapters import clock
from matchmaker.sealing import contents, vault
from matchmaker.services.numbers import new_receipt_number, stepped_id
from models import Bid, Receipt, Requirement, User


def issue(bid: Bid, actor: User, at: datetime) -> Receipt:
    """Seal the bid as it stands. The working copy becomes the same document, so that both have one SHA-256."""
    sheet = vault.read(bid)
    partners, responses = partner_entries(bid, sheet.content), answered_demands(bid, sheet.content)
    sheet = replace(sheet, content=replace(sheet.content, partners=partners, responses=responses))
    vault.write(bid, sheet)
    receipt = Receipt(
        id=stepped_id(Receipt),
        number=new_receipt_number(bid),
        issued_at=at,
        issued_to_id=actor.id,
        sha256=contents.digest(sheet.content),
        content=vault.seal(bid, sheet),
    )
    bid.receipts.append(receipt)
    return receipt


def supersede(bid: Bid) -> None:
    standing = bid.receipt
    if standing is not None:
        standing.superseded_at = clock.now()


def partner_entries(bid: Bid, content: contents.BidContent) -> tuple[contents.PartnerEntry, ...]:
    """The consortium as it is now, each with the task that the lead has written down."""
    tasks = {entry.organization_id: entry.task for entry in content.partners}
    return tuple(
        contents.PartnerEntry(
            organization_id=partner.organization_id,
            name=partner.organization.name,
            task=tasks.get(partner.organization_id, ""),
            state=partner.state.name,
        )
        for partner in bid.joined
    )


def answered_demands(bid: Bid, content: contents.BidContent) -> tuple[contents.Response, ...]:
    """With what was demanded at that time: a later change of the challenge does not change what was answered."""
    demands = {row.id: demand_of(row) for row in bid.need.requirements}
    return tuple(replace(row, demand=demands.get(row.requirement_id, "")) for row in content.responses)


def demand_of(row: Requirement) -> str:
    return f"{row.indicator} {row.demand}"
