import hmac

from matchmaker.sealing import keys


def of_end(position: int, line_hash: str) -> str:
    """A seal over the end of the event log (HMAC-SHA256, hex): whoever can write to the database cannot make it."""
    return hmac.digest(keys.of_log(), f"{position}:{line_hash}".encode(), "sha256").hex()


def is_of_end(seal: str, position: int, line_hash: str) -> bool:
    return hmac.compare_digest(seal, of_end(position, line_hash))
