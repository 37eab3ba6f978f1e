"""A record: a DSSE envelope (protocol 1.0) over a canonical JSON body.

What is stored, hashed and handed on are the verbatim bytes of the envelope; nobody encodes it again to check
it. The envelope itself is canonical too, so that one record has one form::

    {"payload": base64(body), "payloadType": PAYLOAD_TYPE, "signatures": [{"keyid": ..., "sig": base64}, ...]}

The first signature is the recording device's; others (giver, receiver, witness) follow.
"""

from __future__ import annotations

import re
from binascii import b2a_base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import base64text, canonical, keys
from showsafe.ledger.keys import Signer

FORMAT = "showsafe-record/1"
PAYLOAD_TYPE = "application/vnd.showsafe.record+json"
LARGEST_ENTRY = 65_535
MOST_SIGNATURES = 16

_TYPE = PAYLOAD_TYPE.encode()
_KEY_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature of a record: the id of the key, and 64 bytes over the envelope's PAE."""

    key_id: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it was read: the body, the exact bytes that were signed, and the signatures."""

    body: dict[str, Any]
    payload: bytes
    signatures: tuple[Signature, ...]


def pae(payload: bytes, payload_type: str = PAYLOAD_TYPE) -> bytes:
    """Return the pre-authentication encoding that is signed: type and body, each with its length in bytes."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


def seal(body: Mapping[str, Any], signers: Sequence[Signer]) -> bytes:
    """Return the bytes of a record, signed by each key in order, the recording device first.

    Raises WrongInput: ``record.not-canonical``, ``record.not-signed`` for no key, ``record.too-large``.
    """
    payload = canonical.encode(dict(body))
    message = pae(payload)
    return assemble(payload, [Signature(key.id, key.sign(message)) for key in signers])


def assemble(payload: bytes, signatures: Sequence[Signature]) -> bytes:
    """Return the bytes of a record whose signatures were made elsewhere, on the devices of the people.

    Raises WrongInput: ``record.not-signed``, ``record.too-large``.
    """
    if not 0 < len(signatures) <= MOST_SIGNATURES:
        raise WrongInput(
            "record.not-signed",
            f"A record carries between 1 and {MOST_SIGNATURES} signatures, and this has {len(signatures)}.",
            "Sign it on the device that records it.",
        )
    # In base64 and hex there is nothing to escape: these are the bytes that encoding the envelope would give.
    raw = b'{"payload":"%s","payloadType":"%s","signatures":[%s]}' % (
        b2a_base64(payload, newline=False),
        _TYPE,
        b",".join(map(_line, signatures)),
    )
    if len(raw) > LARGEST_ENTRY:
        raise WrongInput(
            "record.too-large",
            f"This record would take {len(raw)} bytes, and at most {LARGEST_ENTRY} fit.",
            "Attach long texts and pictures instead of writing them into the act.",
        )
    return raw


def _line(item: Signature) -> bytes:
    if not _KEY_ID.fullmatch(item.key_id):
        raise WrongInput(
            "record.not-signed",
            "A signature names its key with 32 hex digits, and this one does not.",
            "Name the key by the id that it is enrolled under.",
        )
    return b'{"keyid":"%s","sig":"%s"}' % (
        item.key_id.encode(),
        b2a_base64(item.signature, newline=False),
    )


def read(raw: bytes) -> Record:
    """Read the bytes of a record; raises NotVerified (``record.malformed``) for anything but the one form."""
    if len(raw) > LARGEST_ENTRY:
        raise _malformed("it is too large")
    try:
        envelope = canonical.decode(raw)
        if (
            set(envelope) != {"payload", "payloadType", "signatures"}
            or envelope["payloadType"] != PAYLOAD_TYPE
        ):
            raise _malformed("it is of another kind")
        payload = base64text.decode(envelope["payload"])
        signatures = tuple(
            Signature(str(item["keyid"]), base64text.decode(item["sig"])) for item in envelope["signatures"]
        )
        body = canonical.decode(payload)
    except (WrongInput, TypeError, KeyError, ValueError) as error:
        raise _malformed("it is not in the one form that records have") from error
    if not isinstance(body, dict) or not 0 < len(signatures) <= MOST_SIGNATURES:
        raise _malformed("it has no body or no signature")
    return Record(body, payload, signatures)


def signed_by(record: Record, public: bytes) -> bool:
    """Say whether the record carries a signature of this public key that holds."""
    name, message = keys.key_id(public), pae(record.payload)
    claims = [item.signature for item in record.signatures if item.key_id == name]
    return bool(claims) and all(keys.verify(public, message, claim) for claim in claims)


def _malformed(why: str) -> NotVerified:
    return NotVerified(
        "record.malformed", f"A record is damaged: {why}.", "Run the check and keep the data as it is."
    )
