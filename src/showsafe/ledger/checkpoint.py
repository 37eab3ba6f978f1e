"""A checkpoint: size and root of the log at one moment, signed by the node (C2SP tlog-checkpoint).

The text has three lines: the origin, the number of records in decimal, and the root in base64. Whoever
keeps one elsewhere can later tell a log that grew from a log that was rolled back or rewritten.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from showsafe.errors import NotVerified
from showsafe.ledger import base64text, note
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.tree import HASH_BYTES, Frontier

_SIZE = re.compile(r"[1-9][0-9]{0,15}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Whose log, how many records (at least 1), and the tree hash over them (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return the text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64text.encode(self.root)}\n"


def origin_of(unit: str) -> str:
    """Return the name under which a production unit's log signs: also the name in its vkey."""
    return f"showsafe/{unit}"


def sign(origin: str, frontier: Frontier, key: DeviceKey) -> bytes:
    """Return the signed checkpoint of a log at its frontier; an empty log has none (``tree.empty``)."""
    return note.sign(Checkpoint(origin, frontier.size, frontier.root()).text(), origin, key)


def read(data: bytes) -> Checkpoint:
    """Read a checkpoint without verifying it.

    Raises NotVerified: ``note.malformed``, ``checkpoint.malformed``.
    """
    return of_text(note.parse(data).text)


def verify(data: bytes, key: VerifierKey) -> Checkpoint:
    """Read a checkpoint and verify the signature of one key.

    Raises NotVerified (``note.malformed``, ``checkpoint.malformed``, ``checkpoint.not-signed``,
    ``checkpoint.other-origin``).
    """
    signed = note.parse(data)
    if not signed.verified_by(key):
        raise NotVerified(
            "checkpoint.not-signed",
            "The checkpoint does not carry a signature that holds under the key it should be from.",
            "Keep it as it is, and compare it with a checkpoint that was kept elsewhere.",
        )
    checkpoint = of_text(signed.text)
    if checkpoint.origin != key.name:
        raise NotVerified(
            "checkpoint.other-origin",
            "The checkpoint belongs to another log.",
            "Take the checkpoint and the key of one and the same unit.",
        )
    return checkpoint


def of_text(text: str) -> Checkpoint:
    """Read the text of a checkpoint, without its signatures; raises NotVerified (``checkpoint.malformed``)."""
    # Further lines are extensions: none of ours, and the format asks readers to let them be, but for empty ones.
    lines = text.split("\n")
    if len(lines) < 4 or "" in lines[:-1] or not _SIZE.fullmatch(lines[1]):  # noqa: PLR2004 - three lines and the end
        raise _malformed("a line is missing, or the size is not a number from 1 up")
    try:
        root = base64text.decode(lines[2])
    except ValueError as error:
        raise _malformed("the root is not base64") from error
    if len(root) != HASH_BYTES:
        raise _malformed("the root is not 32 bytes in base64")
    return Checkpoint(lines[0], int(lines[1]), root)


def _malformed(why: str) -> NotVerified:
    return NotVerified(
        "checkpoint.malformed",
        f"This is not a checkpoint: {why}.",
        "Take the checkpoint from its source again.",
    )
