"""AES-256-GCM for those who have the key, HPKE (RFC 9180) for those who will have it; both from `cryptography`."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

NONCE = 12
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class Damaged(Exception):
    """The bytes are not what was encrypted for this place under this key."""


def new_key() -> bytes:
    return AESGCM.generate_key(bit_length=256)


def encrypt(key: bytes, plain: bytes, place: str) -> bytes:
    """`place` is where the bytes belong: moved elsewhere they do not open."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def decrypt(key: bytes, sealed: bytes, place: str) -> bytes:
    """Raises Damaged."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], place.encode())
    except (InvalidTag, ValueError) as error:
        raise Damaged(place) from error


def seal(challenge: X25519PrivateKey, plain: bytes, place: str) -> bytes:
    return SUITE.encrypt(plain, challenge.public_key(), info=place.encode())


def unseal(challenge: X25519PrivateKey, sealed: bytes, place: str) -> bytes:
    """Raises Damaged."""
    try:
        return SUITE.decrypt(sealed, challenge, info=place.encode())
    except (InvalidTag, ValueError) as error:
        raise Damaged(place) from error
