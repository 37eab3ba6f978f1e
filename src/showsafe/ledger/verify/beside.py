"""Step 9 in a data directory: what lies beside the records in the database, each held against the records.

Attachments: each is kept under the sum of its bytes; each that a record names is there, and no other.
Personal values: each fits its commitment; a value that is gone was erased by a record.
The outbox: each line speaks of a record that is there and holds nothing of it, or of none.
"""

from __future__ import annotations

import hashlib
from binascii import b2a_base64
from collections.abc import Iterator
from typing import Any

from showsafe.ledger.verify import strict
from showsafe.ledger.verify.buckets import COUNT, part_of
from showsafe.ledger.verify.database import Database
from showsafe.ledger.verify.history import Life
from showsafe.ledger.verify.report import Notebook
from showsafe.ledger.verify.strict import Malformed
from showsafe.ledger.verify.walk import Walk

_SALT = 32
_NODE_KEY = b"node-key"
_COMMITMENT = b"showsafe-commitment/1\n"


def check(book: Notebook, walk: Walk, database: Database) -> None:
    """Hold everything beside the records against them."""
    _attachments(book, walk, _parts(book, "attachments", _kept_attachments(book, database)))
    _personal(book, walk, _parts(book, "personal values", _kept_values(book, database)))
    if database.stray_snapshot(walk.count):
        book.fault("keys", "a snapshot speaks of a record or a scope that is not there")
    if database.stray_line(walk.count):
        book.fault("keys", "a line of the outbox speaks of a record that is not there, or is none")
    _heads(book, walk, database)


def _attachments(book: Notebook, walk: Walk, kept: Iterator[set[bytes]]) -> None:
    for number, here in enumerate(kept):
        named = set(walk.attachments.part(number))
        for says, wrong in (("is missing", named - here), ("is named by no record", here - named)):
            if wrong:
                whole = f"the attachment {min(wrong).hex()} {says}"
                book.fault("keys", whole, code="verify.attachment")


def _personal(book: Notebook, walk: Walk, kept: Iterator[set[bytes]]) -> None:
    for number, here in enumerate(kept):
        sealed, erased = set(walk.sealed.part(number)), set(walk.erased.part(number))
        for says, wrong in (
            ("is missing, and no record erased it", sealed - here - erased),
            ("belongs to no record", here - sealed),
            ("is still here, though a record erased it", here & erased),
            ("was erased, and no record ever held it", erased - sealed),
        ):
            if wrong:
                whole = f"the personal value {min(wrong).hex()} {says}"
                book.fault("keys", whole, code="verify.personal")


def _parts(book: Notebook, what: str, kept: Iterator[bytes]) -> Iterator[set[bytes]]:
    """Yield the parts of the digests that a table keeps, which come in their order."""
    part: set[bytes] = set()
    number, before = 0, b""
    for digest in kept:
        if digest <= before:
            book.fault("keys", f"the {what} are out of order")
            return
        while part_of(digest) > number:
            yield part
            part, number = set(), number + 1
        part.add(digest)
        before = digest
    while number < COUNT:
        yield part
        part, number = set(), number + 1


def _kept_attachments(book: Notebook, database: Database) -> Iterator[bytes]:
    for name, content in database.attachments():
        own = hashlib.sha256(content).digest() if type(content) is bytes else None
        if own is None or own.hex().encode() != name:
            book.fault(
                "keys", "an attachment is not kept under the sum of its bytes", code="verify.attachment"
            )
            return
        yield own


def _kept_values(book: Notebook, database: Database) -> Iterator[bytes]:
    for commitment, salt, value in database.personal():
        if not _fits(commitment, salt, value):
            book.fault("keys", "a personal value does not fit its commitment", code="verify.personal")
            return
        yield bytes.fromhex(commitment.decode())


def _fits(commitment: Any, salt: Any, value: Any) -> bool:  # noqa: ANN401 - whatever the columns hold
    if type(salt) is not bytes or type(value) is not bytes:
        return False
    own = commitment_of(salt, value).encode()
    return own != b"" and commitment == own


def commitment_of(salt: bytes, value: bytes) -> str:
    """Return the commitment to a value, or nothing for what is no value."""
    try:
        strict.parse(value)
    except Malformed:
        return ""
    return hashlib.sha256(_COMMITMENT + salt + value).hexdigest() if len(salt) == _SALT else ""


def _heads(book: Notebook, walk: Walk, database: Database) -> None:
    ends = {
        device.encode(): b'{"number":%d,"previous":"%s"}' % (number, leaf.encode())
        for device, (number, leaf) in walk.ends.of.items()
    }
    node = walk.history.node_at(walk.count)
    signs_now = _node_key(node) if node else None
    heads: dict[bytes, bytes] = {}
    for device, value in database.heads():
        if device == _NODE_KEY:
            if value != signs_now:
                book.fault("keys", "the kept key of the node is not the one that the records say")
            continue
        if device in heads or device not in ends:
            book.fault("keys", "the end of a chain is kept for a device that no record names")
            return
        heads[device] = value
    if heads != ends:
        book.fault("keys", "the kept ends of the devices' chains are not those of the records")


def _node_key(life: Life) -> bytes:
    return b'{"public":"%b","record":%d}' % (b2a_base64(life.public, newline=False), life.since)
