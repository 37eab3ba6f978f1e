"""The auditor's own reading of JSON, envelopes and bodies: what passes at each edge, and what it says of the rest."""

from __future__ import annotations

import json
from typing import Any

import pytest

from showsafe.ledger.verify import strict
from showsafe.ledger.verify.strict import Envelope, Malformed
from tests.ledger.verify.logs import NODE, PERSON, Log, b64, canonical

KIND = "application/vnd.showsafe.record+json"
CLAIM = {"keyid": NODE.id, "sig": b64(bytes(64))}


def body(**changes: object) -> dict[str, Any]:
    """Return the body of a record."""
    envelope = json.loads(Log().open().checked().raws[1])
    return {**json.loads(strict.base64_bytes(envelope["payload"])), **changes}


def without(name: str) -> dict[str, Any]:
    """Return the body of a record in which one field is missing."""
    return {key: value for key, value in body().items() if key != name}


def nested(depth: int) -> bytes:
    """Return lists within lists, so many deep, around a number."""
    return b"[" * depth + b"1" + b"]" * depth


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"{}", {}),
        (b"null", None),
        (b'{"a":1,"b":[true,null,"x"]}', {"a": 1, "b": [True, None, "x"]}),
        (b"9007199254740991", 2**53 - 1),
        (b"-9007199254740991", -(2**53) + 1),
        ('"Zo\u00eb"'.encode(), "Zo\u00eb"),
        (b'"\\n"', "\n"),
    ],
)
def test_json_in_its_one_form(data: bytes, value: object) -> None:
    """Numbers up to 2^53 - 1 of either sign, text in its composed form, and each value as it stands."""
    assert strict.parse(data) == value


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is not JSON in UTF-8"),
        (b"{", "is not JSON in UTF-8"),
        (b"\xff", "is not JSON in UTF-8"),
        (b'{"b":1,"a":2}', "is not in canonical form"),
        (b'{"a": 1}', "is not in canonical form"),
        (b"[1,2]\n", "is not in canonical form"),
        (b'"\\u00eb"', "is not in canonical form"),
        (b"-0", "is not in canonical form"),
        (b'{"a":1,"a":1}', "names a key twice"),
        (b'[{"a":1,"a":2}]', "names a key twice"),
        (b"9007199254740992", "holds an integer beyond 2^53 - 1"),
        (b"-9007199254740992", "holds an integer beyond 2^53 - 1"),
        (b"1" * 5000, "holds an integer beyond 2^53 - 1"),
        (b"1.0", "holds a number that is not an integer"),
        (b"1e2", "holds a number that is not an integer"),
        (b"NaN", "holds a number that is not an integer"),
        (b"-Infinity", "holds a number that is not an integer"),
        ('"Zoe\u0308"'.encode(), "holds a string that is not in the Unicode form NFC"),
        ('[{"a":["e\u0308"]}]'.encode(), "holds a string that is not in the Unicode form NFC"),
        ('{"na\u00efve":1}'.encode(), "has a key that is not ASCII"),
        (b'"\\ud800"', "holds half of a character"),
        (nested(33), "is nested too deep"),
        (b"[" * 100_000, "is not JSON in UTF-8"),
    ],
)
def test_json_in_another_form(data: bytes, says: str) -> None:
    """Spaces, order, a key twice, numbers beyond the range, fractions, half a character, depth: all told."""
    with pytest.raises(Malformed) as told:
        strict.parse(data)
    assert str(told.value) == says


def test_how_deep_json_may_be() -> None:
    """Thirty-two levels of lists and objects hold; a plain value may stand one deeper."""
    assert canonical(strict.parse(nested(32))) == nested(32)
    objects = b'{"a":' * 32 + b"1" + b"}" * 32
    assert canonical(strict.parse(objects)) == objects
    with pytest.raises(Malformed, match="nested too deep"):
        strict.parse(b'{"a":' * 33 + b"1" + b"}" * 33)
    strict.check_values(json.loads(nested(32)))
    strict.check_values([[]], 31)
    with pytest.raises(Malformed, match="nested too deep"):
        strict.check_values([[]], 32)


def test_json_in_any_layout() -> None:
    """Where a form is free, spaces and order are, too; keys twice and fractions are not."""
    assert strict.read_json(b'{ "b": 1, "a": [2] }') == {"b": 1, "a": [2]}
    with pytest.raises(Malformed, match="names a key twice"):
        strict.read_json(b'{ "b": 1, "b": 2 }')


def test_an_object_is_asked_for() -> None:
    """Where an object has to be, a list in its one form is none."""
    assert strict.parse_object(b'{"a":1}') == {"a": 1}
    with pytest.raises(Malformed, match="is not a JSON object"):
        strict.parse_object(b"[1]")


def enveloped(content: bytes, *claims: object, **changes: object) -> bytes:
    """Return an envelope around a payload."""
    whole = {"payload": b64(content), "payloadType": KIND, "signatures": list(claims or (CLAIM,))}
    return canonical({**whole, **changes})


def test_an_envelope_is_taken_apart() -> None:
    """It holds a body, the bytes that were signed, and each signature with its key."""
    other = {"keyid": PERSON.id, "sig": b64(b"x")}
    kind = KIND.encode()
    assert strict.envelope(enveloped(b'{"a":1}', CLAIM, other)) == Envelope(
        {"a": 1}, b'DSSEv1 %d %s 7 {"a":1}' % (len(kind), kind), ((NODE.id, bytes(64)), (PERSON.id, b"x"))
    )


def many(count: int) -> list[dict[str, str]]:
    """Return so many signatures, each of another key."""
    return [{"keyid": f"key-{number}", "sig": b64(b"x")} for number in range(count)]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"[]", "is not a signed envelope"),
        (b"7", "is not a signed envelope"),
        (b'["payload","payloadType","signatures"]', "is not a signed envelope"),
        (b"{}", "is not a signed envelope"),
        (enveloped(b"{}", more=1), "is not a signed envelope"),
        (enveloped(b"{}", payloadType="application/json"), "is of another kind"),
        (enveloped(b"{}", payload="e30"), "holds something that is not base64"),
        (enveloped(b"{}", payload=7), "holds something that is not base64"),
        (enveloped(b"[]"), "has no body"),
        (enveloped(b"{} "), "is not in canonical form"),
        (enveloped(b"{}", signatures=[]), "has no signature, or too many"),
        (enveloped(b"{}", signatures=CLAIM), "has no signature, or too many"),
        (enveloped(b"{}", *many(17)), "has no signature, or too many"),
        (enveloped(b"{}", "signed"), "has a broken signature"),
        (enveloped(b"{}", ["keyid", "sig"]), "has a broken signature"),
        (enveloped(b"{}", {"keyid": "x"}), "has a broken signature"),
        (enveloped(b"{}", {**CLAIM, "more": 1}), "has a broken signature"),
        (enveloped(b"{}", {**CLAIM, "keyid": 7}), "has a broken signature"),
        (enveloped(b"{}", {**CLAIM, "sig": "?"}), "holds something that is not base64"),
        (enveloped(b"{}", CLAIM, CLAIM), "is signed twice under one key"),
        (enveloped(b"{}", CLAIM, {**CLAIM, "sig": b64(b"x")}), "is signed twice under one key"),
    ],
)
def test_an_envelope_that_is_none(raw: bytes, says: str) -> None:
    """Another kind, a part too many or too few, a key that signs twice: no such record is read."""
    with pytest.raises(Malformed) as told:
        strict.envelope(raw)
    assert str(told.value) == says


def test_how_large_an_envelope_may_be() -> None:
    """Sixteen signatures and 65,535 bytes are read; a byte more is refused before anything of it is."""
    assert len(strict.envelope(enveloped(b"{}", *many(16))).signatures) == 16
    for size, says in ((65_535, "is not JSON in UTF-8"), (65_536, "is larger than 65,535 bytes")):
        with pytest.raises(Malformed) as told:
            strict.envelope(b"x" * size)
        assert str(told.value) == says


def test_a_body_has_all_that_a_record_says() -> None:
    """The body of a record passes; with attachments or without, and with whatever it says beside."""
    beside: list[dict[str, Any]] = [
        {},
        {"more": 1},
        {"attachments": []},
        {"attachments": ["0" * 64]},
        {"findings": [1]},
    ]
    for changes in beside:
        strict.check_body(body(**changes))
    strict.check_body(body(device_previous=""))
    strict.check_body(body(device_previous="0" * 64))


NAMED = [
    (name, f"has no {name}")
    for name in ("unit", "scope", "act_id", "kind", "device", "rulebook", "door", "outcome")
]
TIMED = [(name, f"has no time {name}") for name in ("claimed_at", "received_at", "as_of")]
PLACE = "has no version or no place in its device's chain"
ACT = "has no act, no findings or no word on deviation"
ATTACHED = "does not name its attachments by their sums, each once and in order"
WRONG: list[tuple[dict[str, Any], str]] = [
    *((without(name), says) for name, says in [*NAMED, *TIMED]),
    *((body(**{name: wrong}), says) for name, says in NAMED for wrong in ("", 7, None)),
    *((body(**{name: wrong}), says) for name, says in TIMED for wrong in ("yesterday", 7, None)),
    (without("format"), "is of an unknown format"),
    (body(format="showsafe-record/2"), "is of an unknown format"),
    *((without(name), PLACE) for name in ("version", "device_number")),
    *((body(version=wrong), PLACE) for wrong in (True, "1", None)),
    *((body(device_number=wrong), PLACE) for wrong in (True, "1", None)),
    *((body(device_previous=wrong), "does not name the record before it") for wrong in (None, 7, "0" * 63)),
    (body(device_previous="0" * 65), "does not name the record before it"),
    (body(device_previous="A" * 64), "does not name the record before it"),
    (body(device_previous="X" + "0" * 63), "does not name the record before it"),
    (body(device_previous="g" * 64), "does not name the record before it"),
    (without("device_previous"), "does not name the record before it"),
    *((without(name), ACT) for name in ("findings", "act", "deviation")),
    (body(findings={}), ACT),
    (body(findings=None), ACT),
    (body(act=[]), ACT),
    (body(act=None), ACT),
    (body(attachments=None), ATTACHED),
    (body(attachments={}), ATTACHED),
    (body(attachments=["x"]), ATTACHED),
    (body(attachments=["0" * 64, "0" * 64]), ATTACHED),
    (body(attachments=["1" * 64, "0" * 64]), ATTACHED),
    (body(attachments=["0" * 64, 7]), ATTACHED),
]


@pytest.mark.parametrize(("said", "says"), WRONG)
def test_a_body_that_is_none(said: dict[str, Any], says: str) -> None:
    """Each field has to be there, and in its form; what is not is told by its name."""
    with pytest.raises(Malformed) as told:
        strict.check_body(said)
    assert str(told.value) == says


@pytest.mark.parametrize(
    ("value", "holds"),
    [
        ("2025-03-04T05:06:07Z", True),
        ("2025-03-04T05:06:07.1Z", True),
        ("2025-03-04T05:06:07.123456Z", True),
        ("2025-03-04T05:06:07.1234567Z", False),
        ("2025-03-04T05:06:07.Z", False),
        ("2025-03-04T05:06:07", False),
        ("2025-03-04 05:06:07Z", False),
        ("2025-03-04T05:06:07+00:00", False),
        ("2025-02-29T05:06:07Z", False),
        ("2024-02-29T05:06:07Z", True),
        ("2025-03-04T24:06:07Z", False),
        ("2025-03-04T05:06:60Z", False),
        ("\u0662025-03-04T05:06:07Z", False),
        ("2025-03-04T05:06:07Z\n", False),
        (7, False),
        (None, False),
    ],
)
def test_what_is_a_time(value: object, holds: bool) -> None:  # noqa: FBT001 - a column of the table
    """A moment that there is, in UTC, to at most a millionth of a second, in plain digits."""
    assert strict.is_time(value) is holds


@pytest.mark.parametrize(
    ("value", "holds"),
    [("0" * 64, True), ("f" * 64, True), ("F" * 64, False), ("0" * 63, False), ("0" * 65, False), (7, False)],
)
def test_what_is_a_sum(value: object, holds: bool) -> None:  # noqa: FBT001 - a column of the table
    """Sixty-four hex digits in lower case."""
    assert strict.is_sum(value) is holds


@pytest.mark.parametrize(
    "text", ["A", "AA=", "AA==\n", "AB==", "AA-_", " AAAA", "\u00e4AAA", 7, None, b"AAAA"]
)
def test_what_is_not_base64(text: object) -> None:
    """One form for each bytes: padded, without spaces, with no bits beyond the end."""
    with pytest.raises(Malformed, match="not base64"):
        strict.base64_bytes(text)


def test_what_is_base64() -> None:
    """Bytes come back from it; from nothing, nothing."""
    assert [strict.base64_bytes(text) for text in ("", "AA==", "AAE=", "AAEC")] == [
        b"",
        b"\x00",
        b"\x00\x01",
        b"\x00\x01\x02",
    ]


def test_which_commitments_stand_in_a_value() -> None:
    """An object with nothing but a sum under *sealed* stands for a person's data, however deep; nothing else does."""
    one, two, three = ("1" * 64, "2" * 64, "3" * 64)
    value = {
        "name": {"sealed": one},
        "more": [{"deep": [{"sealed": two}]}, "text", 7, None],
        "sealed": three,
        "beside": {"sealed": three, "and": 1},
        "no sum": {"sealed": "x"},
        "within": {"sealed": {"sealed": three}},
    }
    assert sorted(strict.commitments(value)) == [one, two, three]
    assert strict.commitments({"sealed": one}) == [one]
    assert strict.commitments([one, {"a": one}]) == []
