"""The auditor's own reading of vkeys, signed notes, checkpoints and cosignatures (C2SP)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import Enum

from showsafe.ledger.verify import signing
from showsafe.ledger.verify.strict import Malformed, base64_bytes

PLAIN, COSIGNER, ML_DSA_44 = 1, 4, 6
"""Kinds of keys: of the log itself, of a witness with Ed25519, of one with ML-DSA-44."""

LARGEST = 65_536
MOST_LINES = 100

_SIZE = re.compile(r"[1-9][0-9]{0,15}")
_NAME = re.compile(r"[^\s+]+")
_DASH = "\u2014 "
_HASH, _TIME, _ROOT = 4, 8, 32
_LATEST = 2**63 - 1
_LONGEST_NAME = 255
_PARTS = 3


class Word(Enum):
    """What a checkpoint says of a key: nothing, that it signed, that a claim of it is false, or nothing known here."""

    SILENT = "silent"
    HOLDS = "holds"
    FALSE = "false"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Vkey:
    """A verifier key: name, kind and public key."""

    name: str
    kind: int
    public: bytes

    @property
    def hash(self) -> bytes:
        """The first 4 bytes of the key's sum, as signature lines carry them."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes((self.kind,)) + self.public).digest()[:_HASH]


@dataclass(frozen=True, slots=True)
class Note:
    """A text and its signature lines: (name, key hash, signature)."""

    text: bytes
    lines: tuple[tuple[str, bytes, bytes], ...]

    def claims(self, key: Vkey) -> list[bytes]:
        """Return the signatures that claim to be of a key."""
        return [line[2] for line in self.lines if line[:2] == (key.name, key.hash)]


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint as it was read, with nothing verified."""

    origin: str
    size: int
    root: bytes
    note: Note


def read_vkey(text: str, *kinds: int) -> Vkey:
    """Return a verifier key of one of the kinds; raises Malformed."""
    parts = text.strip().split("+", 2)
    if len(parts) != _PARTS or not _NAME.fullmatch(parts[0]):
        raise Malformed("is not a verifier key")
    data = base64_bytes(parts[2])
    key = Vkey(parts[0], data[0] if data else 0, data[1:])
    if key.kind not in (kinds or (PLAIN,)) or key.hash.hex() != parts[1]:
        raise Malformed("is not a verifier key of the kind that is needed, or is damaged")
    strong = (
        len(key.public) == signing.ML_DSA_BYTES if key.kind == ML_DSA_44 else signing.is_strong(key.public)
    )
    if not strong:
        raise Malformed("is weak: a signature under it would prove nothing")
    return key


def read_note(data: bytes) -> Note:
    """Take a signed note apart; raises Malformed."""
    try:
        whole = data.decode() if len(data) <= LARGEST else ""
    except UnicodeDecodeError as error:
        raise Malformed("is not UTF-8") from error
    text, gap, tail = whole.rpartition("\n\n")
    if not gap or not text or not tail.endswith("\n"):
        raise Malformed("is not a signed note, or is too long")
    if any(character < " " and character != "\n" for character in whole):
        raise Malformed("holds a control character")
    lines = tail[:-1].split("\n")
    if len(lines) > MOST_LINES:
        raise Malformed("has too many signatures")
    return Note((text + "\n").encode(), tuple(_line(line) for line in lines))


def read_checkpoint(data: bytes) -> Kept:
    """Take a signed checkpoint apart; raises Malformed."""
    note = read_note(data)
    parts = note.text.decode().split("\n")
    if len(parts) <= _PARTS or "" in parts[:-1] or not _SIZE.fullmatch(parts[1]):
        raise Malformed("is not a signed checkpoint")
    root = base64_bytes(parts[2])
    if len(root) != _ROOT:
        raise Malformed("has a root of a wrong length")
    return Kept(parts[0], int(parts[1]), root, note)


def signed_by(note: Note, key: Vkey) -> bool:
    """Say whether a note is signed by a plain key; every line that claims to be of this key has to hold."""
    claims = note.claims(key)
    return bool(claims) and all(signing.holds(key.public, note.text, claim) for claim in claims)


def cosigned(kept: Kept, key: Vkey, *, timeless: bool = False) -> tuple[Word, int]:
    """Say what a checkpoint says of a cosigner, and its latest time; the log itself may sign without a time."""
    latest = 0
    word = Word.SILENT
    for claim in kept.note.claims(key):
        at = int.from_bytes(claim[:_TIME])
        held = _cosignature_holds(kept, key, at, claim[_TIME:])
        if held is None:
            return Word.UNKNOWN, 0
        if not held or at > _LATEST or not (at or timeless):
            return Word.FALSE, 0
        word, latest = Word.HOLDS, max(latest, at)
    return word, latest


def _cosignature_holds(kept: Kept, key: Vkey, at: int, signature: bytes) -> bool | None:
    if key.kind == COSIGNER:
        message = b"cosignature/v1\ntime %d\n%b" % (at, kept.note.text)
        return signing.holds(key.public, message, signature)
    name, origin = key.name.encode(), kept.origin.encode()
    if len(name) > _LONGEST_NAME or len(origin) > _LONGEST_NAME or at > _LATEST:
        return False
    message = b"".join(
        (
            b"subtree/v1\n\x00",
            bytes((len(name),)) + name + at.to_bytes(_TIME),
            bytes((len(origin),)) + origin,
            (0).to_bytes(_TIME) + kept.size.to_bytes(_TIME) + kept.root,
        )
    )
    return signing.ml_dsa_holds(key.public, message, signature)


def _line(line: str) -> tuple[str, bytes, bytes]:
    name, gap, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not gap or not _NAME.fullmatch(name):
        raise Malformed("has a broken signature line")
    claim = base64_bytes(encoded)
    if len(claim) <= _HASH:
        raise Malformed("has a signature that is too short")
    return name, claim[:_HASH], claim[_HASH:]
