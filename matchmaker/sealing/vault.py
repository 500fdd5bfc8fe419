"""Contents of bids, in and out. Two copies: the bidder's own to work on, and the sealed one of each receipt."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from matchmaker.adapters import clock
from matchmaker.errors import Refused
from matchmaker.messages import N_
from matchmaker.sealing import ciphers, keys
from matchmaker.sealing.contents import BidContent, content_of
from models import Bid, Need, Receipt


class StillSealed(Refused):
    """Before the deadline nobody but the bidder is shown a bid."""

    def __init__(self) -> None:
        super().__init__(N_("揭榜申请在截止之前密封保存，任何人都不能查看。"))


@dataclass(frozen=True)
class Sheet:
    """A content with the keys of its files, by the name under which each is stored."""

    content: BidContent = field(default_factory=BidContent)
    file_keys: Mapping[str, str] = field(default_factory=dict)


def write(bid: Bid, sheet: Sheet) -> None:
    """Keep the working copy; the bid must have its id."""
    bid.content = ciphers.encrypt(keys.of_bidder(bid.id), _bytes(sheet), f"bid {bid.id}")


def read(bid: Bid) -> Sheet:
    """The working copy: for the bidder's own people only, which the caller has made sure of. Raises Damaged."""
    return _sheet(ciphers.decrypt(keys.of_bidder(bid.id), bid.content, f"bid {bid.id}"))


def seal(bid: Bid, sheet: Sheet) -> bytes:
    """What a receipt keeps: only `unseal` opens it."""
    return ciphers.seal(keys.of_challenge(bid.need_id), _bytes(sheet), f"bid {bid.id}")


def unseal(bid: Bid, receipt: Receipt | None = None) -> Sheet:
    """What was handed in, once the server's clock is past the deadline. Raises StillSealed, Damaged."""
    receipt = receipt or bid.receipt
    if receipt is None or not is_open(bid.need):
        raise StillSealed()
    return _sheet(ciphers.unseal(keys.of_challenge(bid.need_id), receipt.content, f"bid {bid.id}"))


def is_open(need: Need) -> bool:
    return need.bids_may_be_opened(clock.now())


def lock_file(plain: bytes, sheet: Sheet, stored: str) -> tuple[bytes, Sheet]:
    """The encrypted bytes, and the sheet that knows their key."""
    key = ciphers.new_key()
    known = {**sheet.file_keys, stored: key.hex()}
    return ciphers.encrypt(key, plain, f"file {stored}"), replace(sheet, file_keys=known)


def unlock_file(sealed: bytes, sheet: Sheet, stored: str) -> bytes:
    """Raises Damaged, KeyError when the sheet does not know the file."""
    return ciphers.decrypt(bytes.fromhex(sheet.file_keys[stored]), sealed, f"file {stored}")


def _bytes(sheet: Sheet) -> bytes:
    document = {"content": asdict(sheet.content), "file_keys": dict(sheet.file_keys)}
    return json.dumps(document, ensure_ascii=False).encode()


def _sheet(plain: bytes) -> Sheet:
    document = json.loads(plain)
    return Sheet(content_of(document["content"]), document["file_keys"])
