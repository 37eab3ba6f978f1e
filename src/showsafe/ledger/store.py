"""The port of the ledger: what any store of records has to do, and the values that pass through it.

Record numbers start at 1 and have no gap. Records, the rows of projections and snapshots are written in one
transaction, so that no reader ever sees one without the others. The suite in tests/contract holds every store
to it, also while many read and write at once.

A store that outlives the program brings what an earlier version wrote forward by itself, and refuses what a newer one
wrote: the file of a set when its writer opens it (``adapters.sqlite_schema.migrate``), the database of an office when
its owner says so (``adapters.postgres.migrate.upgrade``). Not one byte of a record changes by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from showsafe.errors import Unusable, WrongInput
from showsafe.ledger.outbox import NOTHING_TO_TELL, Outbox, ToTell
from showsafe.ledger.tree import Frontier


@dataclass(frozen=True, slots=True)
class Entry:
    """One record in its place: ``raw`` are the verbatim bytes, ``leaf`` their RFC 6962 leaf hash."""

    number: int
    act_id: str
    scope: str
    raw: bytes
    leaf: bytes


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a projection: ``name`` of the projection, ``key``, and the value; None deletes the line."""

    name: str
    key: str
    value: bytes | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of one scope just after the record of this number."""

    scope: str
    number: int
    state: bytes


@dataclass(frozen=True, slots=True)
class Personal:
    """A personal value that a record holds only as a commitment: 64 hex digits, a salt of 32 bytes, canonical JSON."""

    commitment: str
    salt: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Beside:
    """What goes into the same transaction as the records and is not hashed with them.

    ``attachments`` are kept under their SHA-256; ``erased`` names the commitments whose values go for good; ``tell`` is
    what waits from now on to be told outside.
    """

    attachments: tuple[bytes, ...] = ()
    personal: tuple[Personal, ...] = ()
    erased: tuple[str, ...] = ()
    tell: tuple[ToTell, ...] = NOTHING_TO_TELL


NOTHING_BESIDE = Beside()


class Conflict(Unusable):
    """Somebody else appended first; decide again from the new state."""

    def __init__(self, expected: int, size: int) -> None:
        super().__init__(
            "ledger.conflict",
            f"Another record was written first: {size} are there, and {expected} were expected.",
            "Look at the board again and repeat the act.",
        )
        self.expected = expected
        self.size = size


class Duplicate(WrongInput):
    """An act of this id is already recorded; its first answer is the answer."""

    def __init__(self, act_id: str) -> None:
        super().__init__(
            "ledger.duplicate",
            f"The act {act_id} is already recorded.",
            "Nothing more is needed; the first answer stands.",
        )
        self.act_id = act_id


class NoSuchRecord(WrongInput):
    """There is no record of this number."""

    def __init__(self, number: int, size: int) -> None:
        super().__init__(
            "ledger.no-such-record",
            f"There is no record {number}; the last one is {size}.",
            "Ask for a number from 1 up to the last one.",
        )
        self.number = number


class NotInOrder(WrongInput):
    """The entries handed over do not continue the record."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(
            "ledger.not-in-order",
            f"Record {number} cannot be appended: {why}.",
            "Seal the records again from the end of the ledger.",
        )
        self.number = number


class Store(Outbox, Protocol):
    """An append-only list of records with its tree, its projections, its snapshots and its outbox."""

    def size(self) -> int:
        """Return how many records there are."""

    def append(
        self,
        expected: int,
        entries: Sequence[Entry],
        rows: Sequence[Row] = (),
        snapshots: Sequence[Snapshot] = (),
        checkpoint: bytes = b"",
        beside: Beside = NOTHING_BESIDE,
    ) -> None:
        """Write everything handed over in one transaction, or nothing of it; when it returns, it is durable.

        An empty ``checkpoint`` leaves the last one. Raises Conflict when the size is not ``expected``,
        Duplicate when an act id is already there, NotInOrder when numbers or leaf hashes do not fit.
        """

    def entries(self, first: int = 1, last: int | None = None) -> Iterator[Entry]:
        """Yield the records from one number to another, both included, in bounded memory."""

    def entry(self, number: int) -> Entry:
        """Return one record; raises NoSuchRecord."""

    def number_of(self, act_id: str) -> int | None:
        """Return the number under which an act is recorded, if it is."""

    def frontier(self) -> Frontier:
        """Return the growing edge of the tree."""

    def checkpoint(self) -> bytes:
        """Return the last signed checkpoint, or nothing before the first."""

    def tile(self, level: int, number: int) -> bytes:
        """Return the hashes of a tile of the tree, joined; fewer than 256 where it still grows, or none."""

    def attachment(self, sha256: str) -> bytes | None:
        """Return an attachment by the hex of its SHA-256."""

    def attachments(self) -> Iterator[str]:
        """Yield the SHA-256 of every attachment, in order."""

    def personal(self, commitment: str) -> Personal | None:
        """Return the value behind a commitment, unless it was erased or never here."""

    def row(self, name: str, key: str) -> bytes | None:
        """Return one value of a projection."""

    def rows(
        self, name: str, prefix: str = "", *, newest_first: bool = False, limit: int | None = None
    ) -> Iterator[tuple[str, bytes]]:
        """Yield keys that begin with ``prefix``, with their values, by code point; or the other way round."""

    def clear_rows(self, name: str, rows: Iterable[Row] = ()) -> None:
        """Empty one projection and write ``rows`` in its place, in one transaction: how it is rebuilt."""

    def snapshot(self, scope: str) -> Snapshot | None:
        """Return the last snapshot of a scope."""

    def scopes(self) -> tuple[str, ...]:
        """Return all scopes that have a record, sorted."""

    def scope_entries(self, scope: str, after: int) -> Iterator[Entry]:
        """Yield the records of one scope with a number above ``after``, by an index."""


def check_order(expected: int, frontier: Frontier, entries: Sequence[Entry], leaves: Sequence[bytes]) -> None:
    """Hold an append against the end of the ledger: the one place where every store decides this.

    ``leaves`` are the leaf hashes of the raw bytes, computed by the store itself. Raises Conflict, Duplicate
    for an act id twice in the batch, NotInOrder.
    """
    if frontier.size != expected:
        raise Conflict(expected, frontier.size)
    seen: set[str] = set()
    for place, (entry, leaf) in enumerate(zip(entries, leaves, strict=True), start=expected + 1):
        if entry.number != place:
            raise NotInOrder(entry.number, f"the next number is {place}")
        if entry.leaf != leaf:
            raise NotInOrder(entry.number, "its sum does not match its bytes")
        if entry.act_id in seen:
            raise Duplicate(entry.act_id)
        seen.add(entry.act_id)
