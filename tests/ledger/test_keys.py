"""Ed25519: what holds, what does not, and which keys are refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance import curve as edwards
from showsafe.errors import WrongInput
from showsafe.ledger import keys
from showsafe.ledger.keys import DeviceKey
from tests.ledger.ledgers import KEY
from tests.ledger.vectors import folder


def test_published_vectors() -> None:
    """All 151 published signatures are judged as published, the malformed and the malleable ones included."""
    groups = json.loads((folder("ed25519") / "ed25519_test.json").read_bytes())["testGroups"]
    judged = 0
    for group in groups:
        public = bytes.fromhex(group["publicKey"]["pk"])
        for case in group["tests"]:
            holds = keys.verify(public, bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))
            assert holds == (case["result"] == "valid"), case
            judged += 1
    assert judged == 151


def test_first_example_of_the_standard() -> None:
    """The first key pair and signature of RFC 8032, section 7.1, come out as printed there."""
    key = DeviceKey(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
    assert key.public.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert key.sign(b"").hex().startswith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155")


@given(st.binary(max_size=200), st.integers(0, 64 * 8 - 1))
def test_a_signature_holds_until_a_bit_is_turned(message: bytes, bit: int) -> None:
    """A signature holds over its message, and not with any one bit of it turned."""
    signature = KEY.sign(message)
    turned = (int.from_bytes(signature) ^ 1 << bit).to_bytes(64)
    assert keys.verify(KEY.public, message, signature)
    assert not keys.verify(KEY.public, message, turned)
    assert not keys.verify(KEY.public, message + b".", signature)


def test_every_key_of_low_order_is_refused() -> None:
    """All encodings of the eight points of low order, computed from the curve, are refused at enrolment."""
    assert len(edwards.low_order_points()) == 8
    forms = edwards.low_order_encodings()
    assert len(forms) >= 14
    for public in forms:
        with pytest.raises(WrongInput) as refused:
            keys.check_public(public)
        assert refused.value.code == "key.weak"


def test_a_key_with_a_low_order_part_is_refused() -> None:
    """An honest key to which a point of low order was added is refused: it lies outside the main subgroup."""
    number = int.from_bytes(KEY.public, "little")
    y = number & (2**255 - 1)
    x = edwards.x_of(y, number >> 255)
    assert x is not None
    mixed = [edwards.encoded(edwards.add((x, y), low)) for low in edwards.low_order_points()]
    assert KEY.public in mixed
    keys.check_public(KEY.public)
    for public in set(mixed) - {KEY.public}:
        with pytest.raises(WrongInput):
            keys.check_public(public)


def test_a_signature_with_an_r_of_low_order_is_refused() -> None:
    """A signature whose R is the identity, which lax verifiers accept, does not hold."""
    forged = edwards.signature_with_low_order_r(KEY.seed, KEY.public, b"over")
    assert not keys.verify(KEY.public, b"over", forged)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_keys_have_their_length(length: int) -> None:
    """A seed or a public key of another length than 32 bytes is refused, and verifies nothing."""
    with pytest.raises(WrongInput) as refused:
        DeviceKey(bytes(length))
    assert refused.value.code == "key.wrong-length"
    with pytest.raises(WrongInput):
        keys.check_public(bytes(length))
    assert not keys.verify(bytes(length), b"", bytes(64))


def test_a_signature_of_another_length_does_not_hold() -> None:
    """A signature that is cut or drawn out does not hold, whatever message would make up for it."""
    signature = KEY.sign(b"message")
    assert not keys.verify(KEY.public, b"message", signature[:-1])
    assert not keys.verify(KEY.public, b"essage", signature + b"m")


def test_a_key_is_never_printed() -> None:
    """The text of a key object does not hold its seed."""
    assert KEY.seed.hex() not in repr(KEY)
    assert str(KEY.seed) not in repr(KEY)


def test_new_keys_differ() -> None:
    """Two new keys are two keys, with two names of 32 hex digits."""
    names = {DeviceKey.generate().id, DeviceKey.generate().id}
    assert len(names) == 2
    assert all(len(name) == 32 and int(name, 16) >= 0 for name in names)
