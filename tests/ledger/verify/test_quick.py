"""The fast reading of records beside the strict one: it lets pass nothing that the strict one would not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.verify import quick, strict
from showsafe.ledger.verify.strict import Malformed
from tests.ledger.verify.logs import NODE, OTHER, PERSON, Log, b64, canonical, sealed

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**54), 2**54) | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


def body(**changes: object) -> dict[str, Any]:
    """Return the body of a record."""
    envelope = json.loads(Log().open().checked().raws[1])
    return {**json.loads(strict.base64_bytes(envelope["payload"])), **changes}


def strictly(raw: bytes) -> str:
    """Return why the strict reading refuses a record, or nothing."""
    try:
        strict.check_body(strict.envelope(raw).body)
    except Malformed as error:
        return str(error)
    return ""


def agreed(raw: bytes) -> bool:
    """Say whether a record passes; both readings have to say the same, and to read the same."""
    opened, said = None, ""
    try:
        opened = quick.open_record(raw)
    except Malformed as error:
        said = str(error)
    assert said == strictly(raw)
    if opened is None:
        return False
    envelope = strict.envelope(raw)
    assert opened.signed == envelope.signed
    assert [(one.keyid, one.sig) for one in opened.signatures] == list(envelope.signatures)
    assert (opened.body.act, opened.body.act_id) == (envelope.body["act"], envelope.body["act_id"])
    return True


@given(st.dictionaries(st.text(max_size=4), values, max_size=3), st.integers(1, 3))
def test_whatever_an_act_says(act: dict[str, Any], signers: int) -> None:
    """Any act at all, with floats, large numbers, strange keys and letters in it, is read alike."""
    agreed(sealed(body(act=act), [NODE, PERSON, OTHER][:signers]))


@given(st.data())
def test_bytes_that_somebody_turned(data: st.DataObject) -> None:
    """A record in which bytes are changed, doubled or left out is refused alike, or is still one."""
    raw = bytearray(sealed(body(), [NODE, PERSON]))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place : place + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=2))
    agreed(bytes(raw))


@given(st.data())
def test_a_payload_that_somebody_turned(data: st.DataObject) -> None:
    """The same within the payload, where the envelope around it is right."""
    payload = bytearray(canonical(body()))
    place = data.draw(st.integers(0, len(payload) - 1))
    payload[place : place + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=2))
    agreed(enveloped(bytes(payload)))


def enveloped(payload: bytes) -> bytes:
    """Return an envelope around any bytes, with a signature that is one in form alone."""
    claim = {"keyid": NODE.id, "sig": b64(bytes(64))}
    kind = "application/vnd.showsafe.record+json"
    return canonical({"payload": b64(payload), "payloadType": kind, "signatures": [claim]})


@pytest.mark.parametrize(
    ("changes", "passes"),
    [
        ({}, True),
        ({"more": [1, {"a": None}]}, True),
        ({"act": {"deep": [[[[[[[[1]]]]]]]]}}, True),
        ({"act": {"name": "Zo\u00eb"}}, True),
        ({"act": {"name": "Zoe\u0308"}}, False),
        ({"act": {"na\u00efve": 1}}, False),
        ({"act": {"name": "\ud800"}}, False),
        ({"act": {"n": 2**53}}, False),
        ({"act": {"n": 2**53 - 1}}, True),
        ({"act": {"n": 1.0}}, False),
        ({"version": True}, False),
        ({"version": "1"}, False),
        ({"device_previous": "A" * 64}, False),
        ({"device_previous": "0" * 63}, False),
        ({"attachments": ["0" * 64, "1" * 64]}, True),
        ({"attachments": ["1" * 64, "0" * 64]}, False),
        ({"attachments": ["0" * 64, "0" * 64]}, False),
        ({"attachments": "0" * 64}, False),
        ({"received_at": "2025-03-04T05:06:07+00:00"}, False),
        ({"received_at": "2025-02-30T05:06:07Z"}, False),
        ({"received_at": "2025-03-04T05:06:07.1234567Z"}, False),
        ({"received_at": "\u0662025-03-04T05:06:07Z"}, False),
    ],
)
def test_cases_at_the_edge(changes: dict[str, Any], passes: bool) -> None:  # noqa: FBT001 - a column of the table
    """What the profile allows passes both readings, and what it does not, neither."""
    payload = json.dumps(body(**changes), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert agreed(enveloped(payload.encode("utf-8", "surrogatepass"))) is passes


def test_an_envelope_of_65535_bytes_is_the_largest() -> None:
    """One byte more is refused."""
    plain = len(sealed(body(act={"said": ""}), [NODE]))
    room = (65_535 - plain) // 4 * 3
    fitting = next(
        raw
        for size in range(room + 3, 0, -1)
        if len(raw := sealed(body(act={"said": "x" * size}), [NODE])) <= 65_535
    )
    assert agreed(fitting)
    assert not agreed(sealed(body(act={"said": "x" * (room + 8)}), [NODE]))


def test_signatures_have_a_number() -> None:
    """None, more than sixteen, or two under one key, is no record."""
    assert not agreed(sealed(body(), []))
    assert not agreed(sealed(body(), [NODE, NODE]))
    many = [DeviceKey(bytes((place,)) * 32) for place in range(17)]
    assert agreed(sealed(body(), many[:16]))
    assert not agreed(sealed(body(), many))
