"""Step 8, of the second person of an act: their own word, made again from the record, in code of our own.

``second`` in a body holds who, by which proof, when, what they alone could say, how long they took, and the signature
of a device. The person is one whom the act names, and not the one who asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import UNSET
from msgspec.json import Encoder

from showsafe.ledger.verify import strict
from showsafe.ledger.verify.asked import STRENGTHS, Claim
from showsafe.ledger.verify.kinds import ACTS
from showsafe.ledger.verify.quick import Body
from showsafe.ledger.verify.strict import Malformed

PAYLOAD_TYPE = b"application/vnd.showsafe.second+json"
FORMAT = "showsafe-second/1"
DOES_NOT_HOLD = "what the device of the second person of record {} signed does not hold, or is of another act"

_NAMED_BY = ("witness", "countersigned_by", "reviewed_by")
_THINGS = ("weapon", "lot", "file", "person", "scene", "of_act")
_FIELDS = frozenset({"by", "proof", "claimed_at", "says", "waited_ms"})
_encode = Encoder(order="sorted").encode


def key_of(body: Body) -> str:
    """Return the id of the key that the word was signed with, or nothing."""
    said: Any = body.second
    claim = said.get("asked") if isinstance(said, dict) else None
    keyid = claim.get("keyid") if isinstance(claim, dict) else ""
    return keyid if isinstance(keyid, str) else ""


def claim(body: Body) -> Claim | None:
    """Return key, person, signed bytes and signature of a word, None where there is none signed; raises Malformed."""
    if body.unprotected is not UNSET and body.unprotected is not True:
        raise Malformed("says of its way something that is not known")
    said: Any = body.second
    if said is UNSET:
        return None
    if not isinstance(said, dict) or set(said) - {"asked"} != _FIELDS or not _form_holds(said):
        raise Malformed("has the word of a second person in no known form")
    if not isinstance(body.by, str) or said["by"] == body.by or said["by"] not in _named(body.act):
        raise Malformed("has the word of somebody who is not the second person of its act")
    if "asked" not in said:
        return None
    keyid, signature = key_of(body), said["asked"]
    if not keyid or set(signature) != {"keyid", "sig"} or body.kind not in ACTS:
        raise Malformed("has the word of a second person in no known form")
    return Claim(keyid, said["by"], _signed(body, said, keyid), strict.base64_bytes(signature["sig"]))


def _form_holds(said: dict[str, Any]) -> bool:
    """Whether every field is of its form; what is an object inside is looked at by name."""
    texts = all(isinstance(said[name], str) and said[name] for name in ("by", "proof"))
    if not texts or said["proof"] not in STRENGTHS or not strict.is_time(said["claimed_at"]):
        return False
    if not _is_count(said["waited_ms"]) or not isinstance(said["says"], dict):
        return False
    return all(name in _SAYS and _SAYS[name](value) for name, value in said["says"].items())


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


_SAYS: dict[str, Callable[[object], bool]] = {
    "seen": _is_count,
    "serial": lambda value: isinstance(value, str) and value != "",
    "sight": lambda value: isinstance(value, dict),
}


def _named(act: dict[str, Any]) -> Iterator[object]:
    """Yield whom an act names as its second person, itself or in a step."""
    steps = act.get("steps")
    for each in (act, *(steps if isinstance(steps, list) else ())):
        if isinstance(each, dict):
            yield from (each[key] for key in _NAMED_BY if key in each)


def _signed(body: Body, said: dict[str, Any], keyid: str) -> bytes:
    things = (body.act.get(key) for key in _THINGS)
    statement = _encode(
        {
            "act_id": body.act_id,
            "by": body.by,
            "claimed_at": said["claimed_at"],
            "device": keyid,
            "format": FORMAT,
            "kind": ACTS[body.kind],
            "says": said["says"],
            "second": said["by"],
            "thing": next((each for each in things if isinstance(each, str) and each), ""),
            "unit": body.unit,
        }
    )
    return b"DSSEv1 %d %s %d %s" % (len(PAYLOAD_TYPE), PAYLOAD_TYPE, len(statement), statement)
