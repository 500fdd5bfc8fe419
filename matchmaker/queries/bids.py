"""Bids: before the deadline a bidder finds its own, and everybody else a number."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaker.adapters import clock, storage
from matchmaker.errors import Forbidden
from matchmaker.policies import bid as policy
from matchmaker.queries.paging import Page, paginate
from matchmaker.sealing import vault
from matchmaker.sealing.contents import FileEntry
from matchmaker.sealing.vault import Sheet
from matchmaker.workflows.bid import EDITABLE
from models import Bid, BidFile, BidPartner, Need, User, db

ROW = (joinedload(Bid.need).joinedload(Need.organization), joinedload(Bid.organization), selectinload(Bid.partners))
WHOLE = (
    joinedload(Bid.need).selectinload(Need.requirements),
    joinedload(Bid.need).joinedload(Need.organization),
    joinedload(Bid.organization),
    selectinload(Bid.partners).joinedload(BidPartner.organization),
    selectinload(Bid.files),
    selectinload(Bid.receipts),
)


@dataclass(frozen=True)
class OwnBid:
    """A bid as one of its organizations sees it; `partner` is its place where somebody else leads."""

    bid: Bid
    leads: bool
    partner: BidPartner | None
    is_open: bool
    can_edit: bool


def get(bid_id: int, actor: User | None) -> Bid | None:
    """None when there is none, or none that this reader may know of."""
    bid = db.session.scalar(select(Bid).where(Bid.id == bid_id).options(*WHOLE))
    return bid if bid is not None and policy.can_view(actor, bid, clock.now()) else None


def mine(actor: User, page: int) -> Page[OwnBid]:
    found = paginate(mine_rows(actor), page)
    return Page([own(bid, actor) for bid in found.rows], found.page, found.total, found.per_page)


def mine_rows(actor: User) -> Select[tuple[Bid]]:
    """Bids that the actor's organization leads, or was asked to join; last touched first."""
    query = select(Bid).where(policy.own(actor)).options(*ROW)
    return query.order_by(Bid.updated_at.desc(), Bid.id.desc())


def own(bid: Bid, actor: User) -> OwnBid:
    place = next((each for each in bid.partners if each.organization_id == actor.organization_id), None)
    leads = policy.is_bidder(actor, bid)
    return OwnBid(bid, leads, None if leads else place, is_open(bid), can_edit(bid, actor))


def is_open(bid: Bid) -> bool:
    return bid.need.takes_bids(clock.now())


def can_edit(bid: Bid, actor: User | None) -> bool:
    return policy.is_bidder(actor, bid) and is_open(bid) and bid.state in EDITABLE


def counts(need_ids: Sequence[int]) -> dict[int, int]:
    """Bids handed in, by the id of the challenge: all that is known of them before the deadline."""
    query = select(Bid.need_id, func.count()).where(Bid.need_id.in_(need_ids), Bid.state.in_(policy.HANDED_IN))
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Bid.need_id))}


def sheet_of(bid: Bid, actor: User | None) -> Sheet:
    """What the reader may read: the bidder its working copy until the deadline, and everybody what was handed in from
    then on. Raises Forbidden, StillSealed."""
    if not policy.can_read(actor, bid, clock.now()):
        raise Forbidden()
    own_copy = policy.speaks_for(actor, bid) and not (bid.receipt and vault.is_open(bid.need))
    return vault.read(bid) if own_copy else vault.unseal(bid)


def files_of(bid: Bid, actor: User | None) -> list[tuple[BidFile, FileEntry]]:
    """In the order in which they were added. Raises Forbidden, StillSealed."""
    entries = {entry.stored: entry for entry in sheet_of(bid, actor).content.files}
    return [(row, entries[row.stored_name]) for row in bid.files if row.stored_name in entries]


def file_of(bid: Bid, row: BidFile, actor: User | None) -> tuple[FileEntry, bytes] | None:
    """What the file is called, and its plain bytes; None when it is not part of what the reader may read, or gone.

    Raises Forbidden, StillSealed.
    """
    sheet = sheet_of(bid, actor)
    entry = next((each for each in sheet.content.files if each.stored == row.stored_name), None)
    path = storage.path(row.stored_name)
    if entry is None or not path.is_file():
        return None
    return entry, vault.unlock_file(path.read_bytes(), sheet, entry.stored)
