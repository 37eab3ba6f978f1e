"""The auditor's own tree, keys, signatures and notes (RFC 6962, RFC 8032, C2SP)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from nacl import bindings
from nacl.exceptions import CryptoError

from showsafe.ledger.verify.strict import Malformed, base64_bytes

_HASH_BYTES = 32
_SIGNATURE_BYTES = 64
_ED25519 = b"\x01"
_SIZE = re.compile(r"[1-9][0-9]{0,15}")
_NAME = re.compile(r"[^\s+]+")
_LONGEST = 65_536
_DASH = "\u2014 "


def leaf_of(raw: bytes) -> bytes:
    """Return the RFC 6962 leaf hash of the bytes."""
    return hashlib.sha256(b"\x00" + raw).digest()


class Edge:
    """The right edge of a tree that grows leaf by leaf: at most one hash for each level."""

    def __init__(self) -> None:
        self.size = 0
        self._levels: list[bytes | None] = []

    def add(self, leaf: bytes) -> None:
        """Add one leaf hash: carry it up like a one in a binary counter."""
        carried = leaf
        for level, kept in enumerate(self._levels):
            if kept is None:
                self._levels[level] = carried
                break
            carried = hashlib.sha256(b"\x01" + kept + carried).digest()
            self._levels[level] = None
        else:
            self._levels.append(carried)
        self.size += 1

    def joined(self) -> bytes:
        """Return the hashes of the whole subtrees, the largest first."""
        return b"".join(kept for kept in reversed(self._levels) if kept is not None)

    def root(self) -> bytes:
        """Return the tree hash, or nothing for no leaves."""
        node: bytes | None = None
        for kept in self._levels:
            if kept is not None:
                node = kept if node is None else hashlib.sha256(b"\x01" + kept + node).digest()
        return node or b""


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint as it was read: its signed text in parts, and (name, key hash, signature) of each line."""

    origin: str
    size: int
    root: bytes
    text: bytes
    lines: tuple[tuple[str, bytes, bytes], ...]


def key_name(public: bytes) -> str:
    """Return the id of a public key in records."""
    return hashlib.sha256(public).hexdigest()[:32]


def is_strong(public: bytes) -> bool:
    """Say whether the bytes are a point of the prime-order subgroup in canonical form."""
    return len(public) == _HASH_BYTES and bindings.crypto_core_ed25519_is_valid_point(public)


def holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether a signature holds."""
    if len(signature) != _SIGNATURE_BYTES:
        return False
    try:
        bindings.crypto_sign_open(signature + message, public)
    except CryptoError:
        return False
    return True


def read_vkey(text: str) -> tuple[str, bytes]:
    """Return name and public key of a verifier key; raises Malformed."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3:  # noqa: PLR2004 - name, hash, key
        raise Malformed("is not a verifier key")
    data = base64_bytes(parts[2])
    public = data[1:]
    if data[:1] != _ED25519 or not is_strong(public) or parts[1] != _note_hash(parts[0], public).hex():
        raise Malformed("is not a verifier key of a kind that can be trusted")
    return parts[0], public


def read_checkpoint(data: bytes) -> Kept:
    """Take a signed checkpoint apart; raises Malformed."""
    try:
        whole = data.decode() if len(data) <= _LONGEST else ""
    except UnicodeDecodeError as error:
        raise Malformed("is not UTF-8") from error
    text, gap, tail = whole.rpartition("\n\n")
    parts = text.split("\n")
    if not gap or not tail.endswith("\n") or len(parts) < 3 or not parts[0] or not _SIZE.fullmatch(parts[1]):  # noqa: PLR2004
        raise Malformed("is not a signed checkpoint")
    root = base64_bytes(parts[2])
    if len(root) != _HASH_BYTES:
        raise Malformed("has a root of a wrong length")
    lines = tuple(_line(line) for line in tail[:-1].split("\n"))
    return Kept(parts[0], int(parts[1]), root, (text + "\n").encode(), lines)


def signed_by(kept: Kept, name: str, public: bytes) -> bool:
    """Say whether a checkpoint is signed by a key; every line that claims to be of this key has to hold."""
    digest = _note_hash(name, public)
    claims = [line[2] for line in kept.lines if line[:2] == (name, digest)]
    return bool(claims) and all(holds(public, kept.text, claim) for claim in claims)


def _line(line: str) -> tuple[str, bytes, bytes]:
    name, gap, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not gap or not _NAME.fullmatch(name):
        raise Malformed("has a broken signature line")
    claim = base64_bytes(encoded)
    return name, claim[:4], claim[4:]


def _note_hash(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]
