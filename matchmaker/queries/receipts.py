"""Receipts: one's own, and whether one that somebody holds is genuine."""

import enum
import hashlib
import re
import unicodedata
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from matchmaker.policies.bid import is_bidder
from matchmaker.sealing import contents, vault
from matchmaker.sealing.contents import BidContent
from models import Bid, Need, Receipt, User, db

DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－ー", "-"))
BID = joinedload(Bid.need).joinedload(Need.organization), joinedload(Bid.organization)


class Standing(enum.Enum):
    VALID = "valid"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """`receipt` and its challenge only where number and SHA-256 belong together."""

    standing: Standing
    number: str
    sha256: str
    receipt: Receipt | None = None
    need: Need | None = None


def check(number: str, sha256: str) -> Answer:
    """Number and SHA-256 as somebody copied or typed them: spaces, upper case and full-width signs do not matter.

    While bids are sealed, a number with another SHA-256 is unknown: that it exists would tell who handed in how often.
    """
    number, sha256 = tidy_number(number), tidy_digest(sha256)
    receipt = db.session.scalar(select(Receipt).where(Receipt.number == number))
    if receipt is None:
        return Answer(Standing.UNKNOWN, number, sha256)
    bid = db.session.scalars(select(Bid).where(Bid.id == receipt.bid_id).options(*BID)).one()
    if receipt.sha256 == sha256:
        return Answer(standing_of(receipt, bid), number, sha256, receipt, bid.need)
    return Answer(Standing.DIFFERENT if vault.is_open(bid.need) else Standing.UNKNOWN, number, sha256)


def standing_of(receipt: Receipt, bid: Bid) -> Standing:
    if receipt.superseded_at is None:
        return Standing.VALID
    return Standing.SUPERSEDED if bid.receipts[-1].id != receipt.id else Standing.WITHDRAWN


def digest_of_file(document: bytes) -> str:
    return hashlib.sha256(document).hexdigest()


def tidy_number(typed: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", typed).translate(DASHES)).upper()[:40]


def tidy_digest(typed: str) -> str:
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", typed).translate(DASHES)).lower()[:200]


def own(receipt_id: int, actor: User | None) -> tuple[Receipt, Bid] | None:
    """For members of the organization that handed it in."""
    receipt = db.session.get(Receipt, receipt_id)
    if receipt is None:
        return None
    bid = db.session.scalars(select(Bid).where(Bid.id == receipt.bid_id).options(*BID)).one()
    return (receipt, bid) if is_bidder(actor, bid) else None


def handed_in(receipt: Receipt, bid: Bid) -> BidContent | None:
    """What the receipt is about, for the bidder; None where only the sealed copy has it, and that is not opened yet.

    Until the bid is edited again, the working copy is the same document.
    """
    if vault.is_open(bid.need):
        sealed = db.session.scalars(select(Receipt).where(Receipt.id == receipt.id).options(undefer(Receipt.content)))
        return vault.unseal(bid, sealed.one()).content
    content = vault.read(bid).content
    return content if contents.digest(content) == receipt.sha256 else None
