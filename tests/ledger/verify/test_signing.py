"""The signatures that the auditor lets count: of the right length, over this message, under this key; else no."""

from __future__ import annotations

import sys

import pytest

from conformance.curve import low_order_encodings
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.verify import signing

KEY = DeviceKey(bytes(range(32)))
LONG = MlDsaKey(bytes(range(32)))
MESSAGE = b"what was said"
LONGEST = 128 * 1024 - signing.SIGNATURE_BYTES
"""The longest message that is looked at; a record and a note are at the most half as long."""


def long_signature() -> bytes:
    """Return an ML-DSA-44 signature of the message."""
    return LONG.sign(MESSAGE)


def test_a_signature_holds() -> None:
    """It holds under its key over its message, and under no other key and over no other message."""
    signature = KEY.sign(MESSAGE)
    other = DeviceKey(bytes(32)).public
    assert signing.holds(KEY.public, MESSAGE, signature) is True
    assert signing.holds(KEY.public, MESSAGE + b".", signature) is False
    assert signing.holds(other, MESSAGE, signature) is False


def test_no_byte_can_be_moved_between_signature_and_message() -> None:
    """A message that lends its first bytes to a cut signature, or takes its last ones, was signed by nobody."""
    signature = KEY.sign(MESSAGE)
    whole = signature + MESSAGE
    for cut in (0, 1, 63, 65, 70, len(whole)):
        assert signing.holds(KEY.public, whole[cut:], whole[:cut]) is False


@pytest.mark.parametrize("length", [0, 1, 31, 33, 64])
def test_an_ed25519_key_of_another_length(length: int) -> None:
    """It is no key: nothing holds under it, neither its beginning nor what is behind it counts."""
    key = (KEY.public * 2)[:length]
    assert signing.holds(key, MESSAGE, KEY.sign(MESSAGE)) is False
    assert signing.is_strong(key) is False


def test_the_longest_message() -> None:
    """What is longer than anything that is ever signed here is no, without being copied anywhere."""
    for length, held in ((LONGEST, True), (LONGEST + 1, False), (2 * LONGEST, False)):
        message = bytes(length)
        assert signing.holds(KEY.public, message, KEY.sign(message)) is held


@pytest.mark.parametrize("weak", sorted(low_order_encodings()))
def test_a_key_of_low_order(weak: bytes) -> None:
    """Under it anybody can sign anything, so it is not strong."""
    assert signing.is_strong(weak) is False
    assert signing.is_strong(KEY.public) is True


def test_the_public_half_of_a_seed() -> None:
    """Each seed has one; what is no seed has none, and never one that something could be equal to."""
    assert signing.seed_public(bytes(range(32))) == KEY.public
    for length in (0, 31, 33, 64):
        assert signing.seed_public(bytes(length)) == b""


def test_the_public_half_of_an_ml_dsa_seed() -> None:
    """Each seed has one; what is no seed has none, and that is known."""
    assert signing.ml_dsa_public(bytes(range(32))) == LONG.public
    for length in (0, 31, 33):
        assert signing.ml_dsa_public(bytes(length)) == b""


@pytest.mark.parametrize(
    ("public", "message", "signature", "held"),
    [
        (LONG.public, MESSAGE, long_signature(), True),
        (LONG.public, MESSAGE + b".", long_signature(), False),
        (MlDsaKey(bytes(32)).public, MESSAGE, long_signature(), False),
        (LONG.public[:-1], MESSAGE, long_signature(), False),
        (LONG.public + b"\0", MESSAGE, long_signature(), False),
        (b"", MESSAGE, long_signature(), False),
        (LONG.public, MESSAGE, long_signature()[:-1], False),
        (LONG.public, MESSAGE, long_signature() + b"\0", False),
        (LONG.public, MESSAGE, b"", False),
        (b"", MESSAGE, b"", False),
    ],
)
def test_an_ml_dsa_signature(public: bytes, message: bytes, signature: bytes, held: bool) -> None:  # noqa: FBT001
    """It holds under its key over its message; what has not the length of a key or a signature is simply no."""
    assert signing.ml_dsa_holds(public, message, signature) is held


@pytest.mark.parametrize(
    ("signature", "held"), [(long_signature(), None), (long_signature()[:-1], False), (b"", False)]
)
def test_an_ml_dsa_signature_where_there_is_no_ml_dsa(
    monkeypatch: pytest.MonkeyPatch,
    signature: bytes,
    held: bool | None,  # noqa: FBT001 - a column of the table
) -> None:
    """Whether it holds is not known on such a machine, but what is no signature by its length is known to be none."""
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric.mldsa", None)
    monkeypatch.delattr("cryptography.hazmat.primitives.asymmetric.mldsa")
    assert signing.ml_dsa_holds(LONG.public, MESSAGE, signature) is held


def test_the_id_of_a_key() -> None:
    """Records name a key by the first half of its sum, in hex."""
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert signing.key_name(b"") == empty[:32]
