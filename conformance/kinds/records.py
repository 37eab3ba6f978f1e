"""Records: the one form of an envelope, and every signature on it."""

from __future__ import annotations

import json
from collections.abc import Callable

from conformance import curve
from conformance.case import Case, one_file
from conformance.given import NODE, PERSON, STRANGER, Log, text_of
from showsafe.ledger import canonical, record
from showsafe.ledger.record import Signature

_KEYS = {key.id: key.public.hex() for key in (NODE, PERSON)}


def cases() -> list[Case]:
    """Return the cases of records: each is one file, to be read and verified under the keys in the index."""
    body = Log().body("acknowledged", {"scene": "barn"})
    both = record.seal(body, (NODE, PERSON))
    good = [
        one_file(
            "one-signature", "signed by the node alone", ".dsse", record.seal(body, (NODE,)), keys=_KEYS
        ),
        one_file("two-signatures", "signed by the node, then by a person", ".dsse", both, keys=_KEYS),
        one_file("unicode", "a name beyond ASCII in the body", ".dsse", _unicode(), keys=_KEYS),
    ]
    return [*good, *_changed(both), *_signed_otherwise(canonical.encode(body))]


def _unicode() -> bytes:
    return record.seal(Log().body("acknowledged", {"scene": "stod\u00f3\u0142a \u2028 \U0001f40e"}), (NODE,))


def _bad(name: str, reason: str, raw: bytes) -> Case:
    return one_file(f"{name}_fail", reason, ".dsse", raw, keys=_KEYS)


def _changed(good: bytes) -> list[Case]:
    """Bytes that mean nearly the same as a good record, and are none."""
    envelope = json.loads(good)

    def with_change(change: Callable[[dict[str, object]], object]) -> bytes:
        copy = json.loads(good)
        change(copy)
        return json.dumps(copy, separators=(",", ":"), sort_keys=True).encode()

    payload = envelope["payload"]
    unsorted = json.dumps(
        {key: envelope[key] for key in sorted(envelope, reverse=True)}, separators=(",", ":")
    )
    table = [
        ("blank", "a blank in the envelope", json.dumps(envelope, sort_keys=True).encode()),
        ("line-feed", "a line feed after the envelope", good + b"\n"),
        ("unsorted", "the keys of the envelope out of order", unsorted.encode()),
        ("further-key", "a key that no envelope has", with_change(lambda e: e.update(more=1))),
        ("no-payload-type", "no type", with_change(lambda e: e.pop("payloadType"))),
        ("other-payload-type", "another type", with_change(lambda e: e.update(payloadType="text/plain"))),
        ("no-signature", "no signature", with_change(lambda e: e.update(signatures=[]))),
        (
            "base64-of-urls",
            "the other alphabet",
            with_change(lambda e: e.update(payload=payload[:-4] + "-_-_")),
        ),
        ("base64-unpadded", "no padding", with_change(lambda e: e.update(payload=payload.rstrip("=")[:-1]))),
        (
            "base64-stray-bits",
            "bits in the padding",
            with_change(lambda e: e.update(payload=_stray(e["payload"]))),
        ),
        (
            "flipped-body",
            "a letter of the body is another",
            good.replace(payload[40:44].encode(), b"AAAA", 1),
        ),
        ("cut", "the last byte is missing", good[:-1]),
        ("nothing", "no byte at all", b""),
    ]
    return [_bad(*row) for row in table]


def _stray(payload: object) -> str:
    text = str(payload)
    return text + "QR==" if text.endswith("=") is False else text.rstrip("=")[:-1] + "/=="


def _signed_otherwise(payload: bytes) -> list[Case]:
    message = record.pae(payload)
    good = Signature(NODE.id, NODE.sign(message))
    s = int.from_bytes(good.signature[32:], "little") + curve.ORDER
    low = curve.signature_with_low_order_r(NODE.seed, NODE.public, message)
    table = [
        ("other-message", "signed without the type", [Signature(NODE.id, NODE.sign(payload))]),
        (
            "other-key",
            "signed by another key under this one's name",
            [Signature(NODE.id, STRANGER.sign(message))],
        ),
        (
            "unknown-key",
            "a second signature of a key that is not known",
            [good, Signature(STRANGER.id, STRANGER.sign(message))],
        ),
        (
            "second-does-not-hold",
            "the second signature is over something else",
            [good, Signature(PERSON.id, PERSON.sign(b""))],
        ),
        (
            "larger-s",
            "S is not below the order of the group",
            [Signature(NODE.id, good.signature[:32] + s.to_bytes(32, "little"))],
        ),
        ("low-order-r", "R is of low order", [Signature(NODE.id, low)]),
        ("short-signature", "a signature of 63 bytes", [Signature(NODE.id, good.signature[:-1])]),
    ]
    bodies = [
        ("body-not-canonical", "the body has a blank", b'{"act": {}}'),
        ("body-with-float", "the body has a float", b'{"act":1.5}'),
        ("body-no-object", "the body is a list", b"[]"),
    ]
    return [
        *(_bad(name, reason, record.assemble(payload, signatures)) for name, reason, signatures in table),
        *(_bad(name, reason, _sealed(data)) for name, reason, data in bodies),
        _bad("too-many-signatures", "17 signatures", _many(payload)),
    ]


def _sealed(payload: bytes) -> bytes:
    return record.assemble(payload, [Signature(NODE.id, NODE.sign(record.pae(payload)))])


def _many(payload: bytes) -> bytes:
    one = {"keyid": NODE.id, "sig": text_of(NODE.sign(record.pae(payload)))}
    return canonical.encode(
        {"payload": text_of(payload), "payloadType": record.PAYLOAD_TYPE, "signatures": [one] * 17}
    )
