"""Records: one form, several signatures, verbatim bytes."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import canonical, record
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.record import Signature
from tests.ledger.ledgers import KEY, body

GIVER = DeviceKey(bytes(32))
RAW = record.seal(body(1), [KEY, GIVER])


def test_pae_is_that_of_the_standard() -> None:
    """The example of the DSSE protocol gives the printed bytes."""
    assert record.pae(b"hello world", "http://example.com/HelloWorld") == (
        b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )


def test_a_record_reads_back_with_every_signature() -> None:
    """Body, signed bytes and signatures come back, and each signature holds under its own key."""
    read = record.read(RAW)
    assert read.body == body(1)
    assert [item.key_id for item in read.signatures] == [KEY.id, GIVER.id]
    assert record.signed_by(read, KEY.public)
    assert record.signed_by(read, GIVER.public)
    assert not record.signed_by(read, DeviceKey(b"x" * 32).public)


def test_a_signature_made_elsewhere_can_be_added() -> None:
    """A person's device signs the same bytes on its own, and the record is put together from both."""
    payload = canonical.encode(body(1))
    message = record.pae(payload)
    raw = record.assemble(payload, [Signature(key.id, key.sign(message)) for key in (KEY, GIVER)])
    assert raw == RAW


@given(st.integers(0, len(RAW) * 8 - 1))
def test_no_bit_of_a_record_can_be_turned(bit: int) -> None:
    """A record with one bit turned is malformed, or a signature of it fails."""
    turned = bytearray(RAW)
    turned[bit // 8] ^= 1 << bit % 8
    try:
        read = record.read(bytes(turned))
    except NotVerified as error:
        whole, code = False, error.code
    else:
        whole = record.signed_by(read, KEY.public) and record.signed_by(read, GIVER.public)
        code = "record.malformed"
    assert (whole, code) == (False, "record.malformed")


def test_a_record_of_the_largest_size_passes_and_one_byte_more_does_not() -> None:
    """An entry takes at most 65,535 bytes."""
    around = len(record.assemble(b"", [Signature(KEY.id, bytes(64))]))
    largest = (record.LARGEST_ENTRY - around) // 4 * 3
    text = "x" * (largest - len(canonical.encode({"text": ""})))
    assert record.LARGEST_ENTRY - 4 < len(record.seal({"text": text}, [KEY])) <= record.LARGEST_ENTRY
    with pytest.raises(WrongInput) as refused:
        record.seal({"text": text + "x"}, [KEY])
    assert refused.value.code == "record.too-large"
    with pytest.raises(NotVerified):
        record.read(b"x" * (record.LARGEST_ENTRY + 1))


def test_a_record_is_signed() -> None:
    """A record without a signature, or with more than sixteen, is refused."""
    for signers in ([], [KEY] * 17):
        with pytest.raises(WrongInput) as refused:
            record.seal(body(1), signers)
        assert refused.value.code == "record.not-signed"


def changed(**parts: object) -> bytes:
    """Return the record's envelope with some members replaced, in canonical form."""
    return canonical.encode(json.loads(RAW) | parts)


@pytest.mark.parametrize(
    "raw",
    [
        b"[]",
        b"{}",
        RAW + b"\n",
        RAW.replace(b'{"payload"', b'{ "payload"'),
        changed(payloadType="text/plain"),
        changed(more=1),
        changed(payload="!!!!"),
        changed(payload=7),
        changed(payload=base64.b64encode(b"[]").decode()),
        changed(payload=base64.b64encode(b'{"b":1,"a":2}').decode()),
        changed(payload="e31="),
        changed(signatures=[]),
        changed(signatures=[{"keyid": "x"}]),
        changed(signatures=7),
    ],
)
def test_a_record_has_one_form(raw: bytes) -> None:
    """Anything but a canonical envelope around a canonical object, with signatures, is malformed."""
    with pytest.raises(NotVerified) as refused:
        record.read(raw)
    assert refused.value.code == "record.malformed"
