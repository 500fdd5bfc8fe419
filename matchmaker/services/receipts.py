"""回执: what proves that a bid was handed in, when, and what it said then."""

from dataclasses import replace

from matchmaker.adapters import clock
from matchmaker.sealing import contents, vault
from matchmaker.services.numbers import new_receipt_number
from models import Bid, Receipt, User
from models.challenge_enums import PartnerState

OF_THE_CONSORTIUM = (PartnerState.CONFIRMED, PartnerState.LEFT)


def issue(bid: Bid, actor: User) -> Receipt:
    """Seal the bid as it stands. The working copy becomes the same document, so that both have one SHA-256."""
    sheet = vault.read(bid)
    sheet = replace(sheet, content=replace(sheet.content, partners=partner_entries(bid, sheet.content)))
    vault.write(bid, sheet)
    receipt = Receipt(
        number=new_receipt_number(bid),
        issued_at=clock.now(),
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
    members = (partner for partner in bid.partners if partner.state in OF_THE_CONSORTIUM)
    return tuple(
        contents.PartnerEntry(
            organization_id=partner.organization_id,
            name=partner.organization.name,
            task=tasks.get(partner.organization_id, ""),
            state=partner.state.name,
        )
        for partner in members
    )
