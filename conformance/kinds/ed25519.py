"""Ed25519 at its edges: every mix of an honest key and R with points of low order, and all their encodings.

Each signature satisfies the equation that lax verifiers ask for, with the cofactor; under the strict rule only the
honest pairs hold. A verifier that passes these does what docs/formats/checkpoint.md asks.
"""

from __future__ import annotations

import hashlib
from itertools import product

from conformance import curve
from conformance.case import Case
from showsafe.ledger.keys import DeviceKey

_KEY = DeviceKey(hashlib.sha256(b"showsafe conformance ed25519").digest())
_SECRET = curve.secret_of(_KEY.seed)
_NONCE = int.from_bytes(hashlib.sha512(b"showsafe conformance nonce").digest(), "little") % curve.ORDER
_MESSAGE = b"showsafe"


def cases() -> list[Case]:
    """Return the cases of Ed25519: all in the index, in hex."""
    keys, rs = _points(_SECRET), _points(_NONCE)
    found = [_case(f"{number}", *pair) for number, pair in enumerate(product(keys, rs))]
    return [*found, *_malformed()]


def _points(scalar: int) -> list[tuple[int, str, bytes]]:
    """Return (scalar, kind, encoding): honest, honest with each low part, and every encoding of low order."""
    honest = curve.times(scalar, curve.BASE)
    low = sorted(curve.low_order_points())
    mixed = [curve.encoded(curve.add(honest, point)) for point in low if point != curve.IDENTITY]
    return [
        (scalar, "honest", curve.encoded(honest)),
        *((scalar, "mixed", data) for data in mixed),
        *((0, "low", data) for data in sorted(curve.low_order_encodings())),
    ]


def _case(name: str, key: tuple[int, str, bytes], r: tuple[int, str, bytes]) -> Case:
    challenge = int.from_bytes(hashlib.sha512(r[2] + key[2] + _MESSAGE).digest(), "little")
    s = (r[0] + challenge * key[0]) % curve.ORDER
    good = key[1] == r[1] == "honest"
    reason = f"the key is {key[1]}, the R is {r[1]}"
    return _said(name if good else f"{name}_fail", reason, key[2], r[2] + s.to_bytes(32, "little"))


def _malformed() -> list[Case]:
    signature = _KEY.sign(_MESSAGE)
    s = int.from_bytes(signature[32:], "little")
    table = [
        (
            "larger-s",
            "S is not below the order of the group",
            signature[:32] + (s + curve.ORDER).to_bytes(32, "little"),
        ),
        ("other-s", "another S", signature[:32] + ((s + 1) % curve.ORDER).to_bytes(32, "little")),
        ("short", "a signature of 63 bytes", signature[:-1]),
        ("long", "a signature of 65 bytes", signature + b"\0"),
        ("nothing", "a signature of no bytes", b""),
    ]
    return [
        _said("library", "as a library signs", _KEY.public, signature),
        *(_said(f"{name}_fail", reason, _KEY.public, data) for name, reason, data in table),
        _said("short-key_fail", "a key of 31 bytes", _KEY.public[:-1], signature),
    ]


def _said(name: str, reason: str, key: bytes, signature: bytes) -> Case:
    says = {"key": key.hex(), "message": _MESSAGE.hex(), "signature": signature.hex()}
    return Case(name, reason, says=says)
