"""How an act came in: what the person's device signed of it, and by what it was known who that is.

The device signs the part of the record that a person claims, in canonical JSON: ``act``, ``act_id``, ``by``,
``claimed_at``, ``device`` (the id of its key), ``door``, ``format``, ``kind`` (in the past tense, as in the record),
``scope`` and ``unit``. Personal values stand in it as their commitments, so nothing that can be erased is signed in
the open. Whoever has the record can make these bytes again; they are kept nowhere else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from showsafe.domain.named import DEVICE
from showsafe.domain.things import Key
from showsafe.errors import WrongInput
from showsafe.ledger import base64text, canonical, record
from showsafe.ledger.keys import verify

FORMAT = "showsafe-act/1"
PAYLOAD_TYPE = "application/vnd.showsafe.act+json"
NONCE_BYTES = 32

_CLAIMED = ("act_id", "by", "claimed_at", "door", "kind", "scope")
_SALT = b"showsafe-salt/1\n"


@dataclass(frozen=True, slots=True)
class Asked:
    """By what it was known who somebody is, and where a device signed the act its key's id and the signature."""

    proof: str
    key_id: str = ""
    signature: bytes = b""

    def fields(self) -> dict[str, Any]:
        """Return what the body of the record says of it."""
        if not self.key_id:
            return {"proof": self.proof}
        return {
            "proof": self.proof,
            "asked": {"keyid": self.key_id, "sig": base64text.encode(self.signature)},
        }


def statement(body: Mapping[str, Any], unit: str, key_id: str) -> bytes:
    """Return the canonical bytes that the device with this key signs of a record with this body."""
    said = {name: value for name, value in body["act"].items() if name != "commitments"}
    act = said if body["kind"] == "erased" else body["act"]
    claimed = {name: body[name] for name in _CLAIMED}
    return canonical.encode({**claimed, "act": act, "device": key_id, "format": FORMAT, "unit": unit})


def message(body: Mapping[str, Any], unit: str, key_id: str) -> bytes:
    """Return the bytes under the signature: the statement with its type, each with its length."""
    return record.pae(statement(body, unit, key_id), PAYLOAD_TYPE)


def check(asked: Asked, body: Mapping[str, Any], unit: str, keys: Mapping[str, Key]) -> None:
    """Let an act pass whose device signed just what its record will say; raises as ``by_a_device``."""
    if asked.key_id:
        signed = message(body, unit, asked.key_id)
        by_a_device(asked.key_id, body["by"], keys, signed, asked.signature)


def by_a_device(key_id: str, person: str, keys: Mapping[str, Key], signed: bytes, signature: bytes) -> None:
    """Let a signature pass of a device on record, or of a key of the person's own.

    Raises WrongInput: ``act.unknown-device``, ``act.lost-device``, ``act.not-signed``.
    """
    key = keys.get(key_id)
    if key is None or (key.of != person and not key.of.startswith(DEVICE)):
        raise WrongInput(
            "act.unknown-device",
            "This device is not enrolled in this unit.",
            "Ask the production office to enrol it; until then use a device that is.",
        )
    if not key.holds:
        raise WrongInput(
            "act.lost-device",
            f"This device was taken off the record by record {key.until}.",
            "Use another device, and ask the production office to enrol this one anew.",
        )
    if not verify(base64text.decode(key.public), signed, signature):
        raise WrongInput(
            "act.not-signed",
            "What this device signed is not what it sent, or not in the form that records have.",
            "Load the page again and repeat it; nothing was recorded.",
        )


def salts_of(nonce: bytes, act_id: str) -> Callable[[str], bytes]:
    """Return the salt of each personal key of an act, from 32 random bytes of the device that knows the value.

    An act id is recorded once, so no two commitments of a ledger are ever the same, whatever a device sends.
    """

    def salt(key: str) -> bytes:
        return hashlib.sha256(_SALT + nonce + f"\n{act_id}\n{key}".encode()).digest()

    return salt
