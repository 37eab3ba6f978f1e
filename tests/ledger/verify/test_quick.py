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


SUM, NEXT_SUM = "0" * 64, "1" * 64
ORDINARY: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"act": {"name": "Zo\u00eb"}}, []),
    ({"attachments": [SUM, NEXT_SUM]}, []),
    ({"device_previous": SUM}, []),
    ({"act": {"name": {"sealed": SUM}}}, [SUM]),
    ({"completes": {"name": {"sealed": NEXT_SUM}}}, [NEXT_SUM]),
    ({"act": {"sealed": SUM, "more": 1}}, []),
    ({"claimed_at": "2025-03-04T05:06:08Z", "as_of": "2025-03-04T05:06:09Z"}, []),
]


@pytest.mark.parametrize(("changes", "sealed_there"), ORDINARY)
@pytest.mark.parametrize("signers", [1, 2])
def test_ordinary_records_are_read_fast(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], sealed_there: list[str], signers: int
) -> None:
    """What almost every record looks like never needs the slow reading, and its commitments are found all the same."""
    raw = sealed(body(**changes), [NODE, PERSON][:signers])
    monkeypatch.setattr(strict, "envelope", lambda _: pytest.fail("read slowly"))
    for _ in range(2):
        opened = quick.open_record(raw)
        assert sorted(opened.sealed) == sealed_there
        assert [one.keyid for one in opened.signatures] == [NODE.id, PERSON.id][:signers]


@pytest.mark.parametrize(("changes", "sealed_there"), ORDINARY)
def test_commitments_in_a_deep_record(changes: dict[str, Any], sealed_there: list[str]) -> None:
    """A record that only the slow reading takes has its commitments found too: what is erased has to fit them."""
    act = {**changes.get("act", {}), "deep": [[[[[[[[1]]]]]]]]}
    opened = quick.open_record(sealed(body(**{**changes, "act": act}), [NODE]))
    assert sorted(opened.sealed) == ([] if "sealed" in act else sealed_there)
    assert quick.open_record(sealed(body(act={**act, "name": {"sealed": NEXT_SUM}}), [NODE])).sealed == [
        NEXT_SUM
    ]


@pytest.mark.parametrize("name", ["received_at", "claimed_at", "as_of"])
@pytest.mark.parametrize("time", ["", "yesterday", "2025-02-30T05:06:07Z"])
def test_each_time_of_each_record_is_looked_at(name: str, time: str) -> None:
    """A record with one broken time is refused, however many records with its other times were read before."""
    assert agreed(sealed(body(), [NODE]))
    assert not agreed(sealed(body(**{name: time}), [NODE]))
    assert not agreed(sealed(body(**{name: time}), [NODE]))


@pytest.mark.parametrize(
    "turned",
    [
        lambda raw: raw + b" ",
        lambda raw: b" " + raw,
        lambda raw: raw.replace(b'"payloadType":', b'"payloadType": '),
        lambda raw: raw.replace(b"vnd.showsafe", b"vnd\\u002eshowsafe"),
        lambda raw: raw[:-1] + b',"signatures":[]}',
    ],
)
def test_an_envelope_has_one_form(turned: Any) -> None:  # noqa: ANN401 - a column of the table
    """The same envelope with a gap, an escape or a part twice is another record, and refused: its hash is another."""
    raw = sealed(body(), [NODE])
    assert agreed(raw)
    assert not agreed(turned(raw))


@pytest.mark.parametrize(
    "turned",
    [
        lambda payload: payload + b" ",
        lambda payload: payload.replace(b'"act_id":', b'"act_id": '),
        lambda payload: payload.replace(b"weapon-checked", b"weapon\\u002dchecked"),
        lambda payload: payload.replace(b'"version":1', b'"version":2,"version":1'),
        lambda payload: payload.replace(b'{"act":', b'{"zone":1,"act":'),
    ],
)
def test_a_body_has_one_form(turned: Any) -> None:  # noqa: ANN401 - a column of the table
    """A signed body with a gap, an escape, a part twice or out of order is refused: nobody reads it two ways."""
    payload = canonical(body())
    assert agreed(enveloped(payload))
    assert turned(payload) != payload
    assert not agreed(enveloped(turned(payload)))


def test_times_are_forgotten_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remembering times that hold never grows without an end, whatever a log says."""
    monkeypatch.setattr(quick, "_times", {str(number) for number in range(4097)})
    assert agreed(sealed(body(), [NODE]))
    assert len(quick._times) == 2
