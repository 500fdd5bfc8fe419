"""Keys are derived from the site's sealing key, each for one purpose (HKDF-SHA256, RFC 5869); none is stored."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from matchmaker.settings import settings

LENGTH = 32


def derived(purpose: str) -> bytes:
    """32 bytes."""
    derivation = HKDF(algorithm=hashes.SHA256(), length=LENGTH, salt=None, info=f"matchmaker/{purpose}".encode())
    return derivation.derive(str(settings["SEALING_KEY"]).encode())


def of_log() -> bytes:
    return derived("event log")


def of_bidder(bid_id: int) -> bytes:
    """For the working copy, which only the bidder's own people are shown before the deadline."""
    return derived(f"bidder/{bid_id}")


def of_challenge(need_id: int) -> X25519PrivateKey:
    """Its public half seals what is handed in; the private one opens it, after the deadline."""
    return X25519PrivateKey.from_private_bytes(derived(f"challenge/{need_id}"))
