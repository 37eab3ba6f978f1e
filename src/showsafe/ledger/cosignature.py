"""Cosignatures: somebody else says that a log only grew up to a checkpoint (C2SP tlog-cosignature).

A cosignature is a signature line whose signature begins with a time: 8 bytes, big-endian seconds since 1970. What is
signed depends on the kind of the key:

* Ed25519: the lines ``cosignature/v1`` and ``time N``, then the whole text of the checkpoint.
* ML-DSA-44: a structure of the cosigner's name, the time, the origin, 0, the size and the root. Without a time (0) it
  says only that the tree is consistent with what its cosigner saw, not that it was the largest; a log may sign so.
"""

from __future__ import annotations

from collections.abc import Iterable

from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import checkpoint, keys, mldsa, note
from showsafe.ledger.checkpoint import Checkpoint
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.note import COSIGNER, ML_DSA_44, Note, NoteSignature, VerifierKey

LARGEST_TIME = 2**63 - 1
LONGEST_NAME = 255

_TIME_BYTES = 8
_LABEL = b"subtree/v1\n\0"


def vkey_of(name: str, key: DeviceKey | MlDsaKey) -> VerifierKey:
    """Return the vkey under which a cosigner's signatures are known."""
    return VerifierKey(name, key.public, ML_DSA_44 if isinstance(key, MlDsaKey) else COSIGNER)


def sign(data: bytes, name: str, key: DeviceKey | MlDsaKey, at: int) -> bytes:
    """Return the cosignature line of a signed checkpoint at a time in seconds since 1970.

    Raises WrongInput: ``note.malformed`` for a name that no key can have; NotVerified as ``checkpoint.read``.
    """
    signed = note.parse(data)
    vkey = vkey_of(name, key)
    if not note.is_name(name) or len(name.encode()) > LONGEST_NAME:
        raise WrongInput(
            "note.malformed",
            "A cosigner cannot have this name.",
            "Choose one of at most 255 bytes, without spaces and without a plus.",
        )
    signature = key.sign(message(signed.text, vkey, at))
    return NoteSignature(name, vkey.hash, at.to_bytes(_TIME_BYTES) + signature).line()


def message(text: str, key: VerifierKey, at: int) -> bytes:
    """Return what a cosigner signs for the text of a checkpoint; raises NotVerified as ``checkpoint.read``."""
    read = checkpoint.of_text(text)
    if key.kind == ML_DSA_44:
        return subtree_message(key.name, at, read)
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def subtree_message(cosigner: str, at: int, of: Checkpoint) -> bytes:
    """Return what an ML-DSA-44 cosigner signs: the tree from its first record to the size of a checkpoint.

    Raises NotVerified ``checkpoint.malformed`` for an origin that is too long for it.
    """
    name, origin = cosigner.encode(), of.origin.encode()
    if not 0 < len(name) <= LONGEST_NAME or not 0 < len(origin) <= LONGEST_NAME:
        raise NotVerified(
            "checkpoint.malformed",
            "A name in this checkpoint or its cosignature is too long to be cosigned.",
            "Take the checkpoint from its source again.",
        )
    start, end = (0).to_bytes(_TIME_BYTES), of.size.to_bytes(_TIME_BYTES)
    named = bytes((len(name),)) + name + at.to_bytes(_TIME_BYTES) + bytes((len(origin),)) + origin
    return _LABEL + named + start + end + of.root


def signed_by(signed: Note, key: VerifierKey) -> bool:
    """Say whether a log's key of any kind signed a checkpoint; every line that claims to be of it has to hold."""
    if key.kind == note.PLAIN:
        return signed.verified_by(key)
    claims = signed.claims(key)
    return bool(claims) and all(_time_of(signed.text, key, claim) is not None for claim in claims)


def cosigned_at(signed: Note, key: VerifierKey) -> int | None:
    """Return when a cosigner last signed a checkpoint, in seconds since 1970, or None where it did not.

    Raises NotVerified ``cosignature.wrong`` where a line claims to be of this key and does not hold, or gives no time.
    """
    times: list[int] = []
    for claim in signed.claims(key):
        at = _time_of(signed.text, key, claim)
        if not at:
            raise NotVerified(
                "cosignature.wrong",
                f"The cosignature under the name {key.name} does not hold under its key.",
                "Keep the checkpoint as it is, and ask the witness again.",
            )
        times.append(at)
    return max(times, default=None)


def add(data: bytes, lines: Iterable[NoteSignature]) -> bytes:
    """Return a note with further signature lines, in order, each once."""
    known = note.parse(data).signatures
    fresh = dict.fromkeys(line for line in lines if line not in known)
    return data + b"".join(line.line() for line in fresh)


def _time_of(text: str, key: VerifierKey, claim: NoteSignature) -> int | None:
    """The time of a signature that holds under a cosigner's key; None for one that does not."""
    at = int.from_bytes(claim.signature[:_TIME_BYTES])
    rest = claim.signature[_TIME_BYTES:]
    if at > LARGEST_TIME:
        return None
    verify = {COSIGNER: keys.verify, ML_DSA_44: mldsa.verify}[key.kind]
    return at if verify(key.public, message(text, key, at), rest) else None
