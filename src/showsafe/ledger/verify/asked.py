"""Step 8, of the act itself: what the device of a person signed before the node recorded it, in code of our own.

``asked`` in a body is ``{"keyid", "sig"}``. What was signed is made again from the record alone: the part of the body
that a person claims, in canonical JSON, under a payload type of its own. So the signature speaks of this very record.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from msgspec import UNSET
from msgspec.json import Encoder

from showsafe.ledger.verify import strict
from showsafe.ledger.verify.quick import Body
from showsafe.ledger.verify.strict import Malformed

PAYLOAD_TYPE = b"application/vnd.showsafe.act+json"
FORMAT = "showsafe-act/1"
STRENGTHS = frozenset({"none", "badge-pin-shared-device", "badge-pin-own-device", "passkey"})

DOES_NOT_HOLD = "what the device of record {} signed does not hold, or is another act"

_ERASED, _ADDED = "erased", "commitments"
_encode = Encoder(order="sorted").encode


class Claim(NamedTuple):
    """What a device signed: the id of its key, for whom, the bytes, and the signature."""

    keyid: str
    person: str
    signed: bytes
    sig: bytes


def key_of(body: Body) -> str:
    """Return the id of the key that the act was signed with, or nothing."""
    said: Any = body.asked
    keyid = said.get("keyid") if isinstance(said, dict) else ""
    return keyid if isinstance(keyid, str) else ""


def claim(body: Body) -> Claim | None:
    """Return key, person, signed bytes and signature of an act, None where no device signed it; raises Malformed."""
    said: Any = body.asked
    if body.proof is not UNSET and not (isinstance(body.proof, str) and body.proof in STRENGTHS):
        raise Malformed("says an unknown proof of who it was")
    if said is UNSET:
        return None
    keyid = key_of(body)
    if not keyid or set(said) != {"keyid", "sig"} or not isinstance(body.by, str):
        raise Malformed("names a signature of its act in no known form")
    return Claim(keyid, body.by, _signed(body, keyid), strict.base64_bytes(said["sig"]))


def _signed(body: Body, keyid: str) -> bytes:
    act = body.act
    if body.kind == _ERASED:
        # Which commitments an erasure takes is found by the node, and not said by a person.
        act = {name: value for name, value in act.items() if name != _ADDED}
    statement = _encode(
        {
            "act": act,
            "act_id": body.act_id,
            "by": body.by,
            "claimed_at": body.claimed_at,
            "device": keyid,
            "door": body.door,
            "format": FORMAT,
            "kind": body.kind,
            "scope": body.scope,
            "unit": body.unit,
        }
    )
    return b"DSSEv1 %d %s %d %s" % (len(PAYLOAD_TYPE), PAYLOAD_TYPE, len(statement), statement)
