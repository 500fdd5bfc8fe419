import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.sealing import ciphers

KEY, OTHER = ciphers.new_key(), ciphers.new_key()
CHALLENGE, OTHER_CHALLENGE = X25519PrivateKey.generate(), X25519PrivateKey.generate()


@given(st.binary())
def test_what_went_in_comes_out(plain: bytes):
    assert ciphers.decrypt(KEY, ciphers.encrypt(KEY, plain, "bid 1"), "bid 1") == plain
    assert ciphers.unseal(CHALLENGE, ciphers.seal(CHALLENGE, plain, "bid 1"), "bid 1") == plain


def test_the_same_text_never_looks_the_same():
    assert ciphers.encrypt(KEY, b"text", "bid 1") != ciphers.encrypt(KEY, b"text", "bid 1")
    assert ciphers.seal(CHALLENGE, b"text", "bid 1") != ciphers.seal(CHALLENGE, b"text", "bid 1")


def test_under_another_key_or_in_another_place_nothing_opens():
    locked, sealed = ciphers.encrypt(KEY, b"text", "bid 1"), ciphers.seal(CHALLENGE, b"text", "bid 1")
    for key, place in ((OTHER, "bid 1"), (KEY, "bid 2")):
        with pytest.raises(ciphers.Damaged):
            ciphers.decrypt(key, locked, place)
    for challenge, place in ((OTHER_CHALLENGE, "bid 1"), (CHALLENGE, "bid 2")):
        with pytest.raises(ciphers.Damaged):
            ciphers.unseal(challenge, sealed, place)


@given(st.integers(0, 39))
def test_a_changed_byte_is_noticed(place: int):
    for sealed, opened in (
        (ciphers.encrypt(KEY, b"twelve bytes", "bid"), lambda data: ciphers.decrypt(KEY, data, "bid")),
        (ciphers.seal(CHALLENGE, b"twelve bytes", "bid"), lambda data: ciphers.unseal(CHALLENGE, data, "bid")),
    ):
        damaged = bytearray(sealed)
        damaged[place % len(damaged)] ^= 1
        with pytest.raises(ciphers.Damaged):
            opened(bytes(damaged))


@given(st.binary(max_size=60))
def test_rubbish_is_damaged_and_nothing_else(rubbish: bytes):
    with pytest.raises(ciphers.Damaged):
        ciphers.decrypt(KEY, rubbish, "bid")
    with pytest.raises(ciphers.Damaged):
        ciphers.unseal(CHALLENGE, rubbish, "bid")
