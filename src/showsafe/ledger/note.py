"""Signed notes and their keys as one line of text (C2SP signed-note).

A note is a text that ends in a line feed, an empty line, and at least one signature line::

    (em dash) (space) (name of the key) (space) base64(4 bytes of key hash || signature)

A verifier key, or vkey, is ``name+hash+base64(kind || public key)``. Its base64 may hold a ``+`` itself,
so only the first two are separators. Signatures of unknown keys are kept and ignored, as the format asks.
The kinds that sign more than the text, with a time, are made and verified in ``cosignature``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import base64text, keys
from showsafe.ledger.keys import DeviceKey

LARGEST_NOTE = 65_536
MOST_SIGNATURES = 100

PLAIN = 0x01
"""A key that signs the text itself, with Ed25519."""

COSIGNER = 0x04
"""A key that signs a time and the text, with Ed25519 (C2SP tlog-cosignature)."""

ML_DSA_44 = 0x06
"""A key that signs a time and what a checkpoint says, with ML-DSA-44 (C2SP tlog-cosignature)."""

_LENGTHS = {PLAIN: keys.PUBLIC_BYTES, COSIGNER: keys.PUBLIC_BYTES, ML_DSA_44: 1312}
_HASH_BYTES = 4
_DASH = "\u2014 "
_NAME = re.compile(r"[^\s+\x00-\x1f\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A name and a public key of one kind: what somebody outside keeps in order to check notes."""

    name: str
    public: bytes
    kind: int = PLAIN

    @property
    def hash(self) -> bytes:
        """The first 4 bytes of SHA-256(name, line feed, kind, public key)."""
        return hashlib.sha256(self.name.encode() + b"\n" + self._material).digest()[:_HASH_BYTES]

    @property
    def _material(self) -> bytes:
        return bytes((self.kind,)) + self.public

    def __str__(self) -> str:
        return f"{self.name}+{self.hash.hex()}+{base64text.encode(self._material)}"

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """Read a vkey; raises WrongInput (``key.not-a-vkey``, or as ``keys.check_public``)."""
        parts = text.strip().split("+", 2)
        try:
            name, digest, encoded = parts
            data = base64text.decode(encoded)
        except ValueError as error:
            raise _not_a_vkey("it does not have its three parts") from error
        if not _NAME.fullmatch(name) or not data or data[0] not in _LENGTHS:
            raise _not_a_vkey("its name or its kind is not known")
        key = cls(name, data[1:], data[0])
        if len(key.public) != _LENGTHS[key.kind]:
            raise _not_a_vkey("its key has a wrong length")
        if key.kind != ML_DSA_44:
            keys.check_public(key.public)
        if key.hash.hex() != digest:
            raise _not_a_vkey("its sum does not match its name and key")
        return key


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: the name of the key, 4 bytes of its hash, and the signature itself."""

    name: str
    key_hash: bytes
    signature: bytes

    def line(self) -> bytes:
        """Return the line as it stands in a note, with its line feed."""
        return f"{_DASH}{self.name} {base64text.encode(self.key_hash + self.signature)}\n".encode()


@dataclass(frozen=True, slots=True)
class Note:
    """A text and the signatures beneath it; reading one does not verify it."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def claims(self, key: VerifierKey) -> list[NoteSignature]:
        """Return the lines that say they are of this key; whether they are is another question."""
        return [line for line in self.signatures if (line.name, line.key_hash) == (key.name, key.hash)]

    def verified_by(self, key: VerifierKey) -> bool:
        """Say whether a plain key signed this text; every line that claims to be of this key has to hold."""
        claims = self.claims(key) if key.kind == PLAIN else []
        message = self.text.encode()
        return bool(claims) and all(keys.verify(key.public, message, line.signature) for line in claims)


def is_name(name: str) -> bool:
    """Say whether a key can have this name: not empty, without spaces, control characters or a plus."""
    return _NAME.fullmatch(name) is not None


def sign(text: str, name: str, key: DeviceKey) -> bytes:
    """Return the note of a text under one key; raises WrongInput (``note.malformed``)."""
    if not text.endswith("\n") or "\n\n" in text or not _NAME.fullmatch(name):
        raise WrongInput(
            "note.malformed",
            "This text cannot be signed as a note.",
            "End it with a line feed and name the key.",
        )
    signed = NoteSignature(name, VerifierKey(name, key.public).hash, key.sign(text.encode()))
    return f"{text}\n".encode() + signed.line()


def read_lines(data: bytes) -> tuple[NoteSignature, ...]:
    """Read signature lines that came without their text; raises NotVerified (``note.malformed``)."""
    return parse(b"-\n\n" + data).signatures


def parse(data: bytes) -> Note:
    """Read a note without verifying it; raises NotVerified (``note.malformed``)."""
    if len(data) > LARGEST_NOTE:
        raise _malformed("it is too long")
    try:
        whole = data.decode()
    except UnicodeDecodeError as error:
        raise _malformed("it is not UTF-8") from error
    if any(character < " " and character != "\n" for character in whole):
        raise _malformed("it holds a control character")
    text, gap, tail = whole.rpartition("\n\n")
    if not gap or not text or not tail.endswith("\n"):
        raise _malformed("it has no signature")
    return Note(text + "\n", _signatures(tail[:-1].split("\n")))


def _signatures(lines: Sequence[str]) -> tuple[NoteSignature, ...]:
    if len(lines) > MOST_SIGNATURES:
        raise _malformed("it has too many signatures")
    return tuple(_signature(line) for line in lines)


def _signature(line: str) -> NoteSignature:
    name, gap, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not gap or not _NAME.fullmatch(name):
        raise _malformed("a signature line is broken")
    try:
        claim = base64text.decode(encoded)
    except ValueError as error:
        raise _malformed("a signature is not base64") from error
    if len(claim) <= _HASH_BYTES:
        raise _malformed("a signature is too short")
    return NoteSignature(name, claim[:_HASH_BYTES], claim[_HASH_BYTES:])


def _malformed(why: str) -> NotVerified:
    return NotVerified(
        "note.malformed", f"This is not a signed note: {why}.", "Take the note from its source again."
    )


def _not_a_vkey(why: str) -> WrongInput:
    return WrongInput(
        "key.not-a-vkey",
        f"This is not a verifier key: {why}.",
        "Give one whole line as it was printed, name+sum+key, and nothing else; not the name of a file.",
    )
