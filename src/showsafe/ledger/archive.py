"""The port of the office's archive: the records of many logs, each held only as far as its own signature binds it.

A log is known by its ``origin``; whose it is, under which key it signs and with which token its node calls was said by
whoever runs the office. Records of a log have numbers from 1 without a gap. Nothing is ever changed or taken out of a
log; what a node showed and the office refused is kept beside it as a ``Branch``. The suite in tests/contract holds
every archive to it.

Times here are the office's own (when something was received). What a record claims about time is its node's word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import checkpoint, growing, tiles
from showsafe.ledger.checkpoint import Checkpoint
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.tree import Frontier
from showsafe.ledger.witness import FORK, NOT_CONSISTENT, ROLLED_BACK, Evidence, Memory

FAULT, FOREIGN_KEY = "fault", "other-key"
"""Two more kinds of branches: records under a signed checkpoint that break the form; a key that may not sign (now)."""

KINDS = (FORK, NOT_CONSISTENT, ROLLED_BACK, FAULT, FOREIGN_KEY)


@dataclass(frozen=True, slots=True)
class LogKey:
    """A key of a log, and from how many records on it signs checkpoints: until the next one of the list does."""

    vkey: VerifierKey
    since: int = 1


@dataclass(frozen=True, slots=True)
class Unit:
    """A production's unit whose log the office keeps; ``origin`` is the name of its log, ``keys`` in their order."""

    production: str
    unit: str
    origin: str
    keys: tuple[LogKey, ...]

    def key_at(self, size: int) -> VerifierKey:
        """Return the key that signs a checkpoint of so many records."""
        fitting = [key.vkey for key in self.keys if key.since <= size]
        return fitting[-1] if fitting else self.keys[0].vkey


@dataclass(frozen=True, slots=True)
class Held:
    """How far the office is with a log.

    ``edge`` is the growing edge over the records that it holds; ``seen`` the latest checkpoint of the log that it
    accepted and cosigned, which may be ahead of them (empty before the first); ``checked`` up to which record every
    signature was checked; ``fault`` what is wrong with a record ("" while nothing is), found by that check.
    ``received_at`` is when records last came, ``called_at`` when the node last called, ``told`` which size the log of
    the node had then.
    """

    edge: Frontier = field(default_factory=Frontier)
    seen: bytes = b""
    received_at: datetime | None = None
    called_at: datetime | None = None
    told: int = 0
    checked: int = 0
    fault: str = ""

    @property
    def size(self) -> int:
        """How many records the office holds."""
        return self.edge.size

    def checkpoint(self) -> Checkpoint | None:
        """Return what the latest accepted checkpoint says: up to its size the office is the log's witness."""
        return checkpoint.read(self.seen) if self.seen else None


@dataclass(frozen=True, slots=True)
class Kept:
    """One record in the archive: its number, its verbatim bytes, and when the office received it at the latest."""

    number: int
    raw: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Piece:
    """Records in a row that lie in one tile, as a part of its entry bundle (C2SP tlog-tiles)."""

    first: int
    count: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Stretch:
    """Records in a row, already held against a checkpoint: what ``Archive.take`` writes.

    ``pieces`` are cut where tiles end, ``leaves`` the leaf hashes, ``edge`` that of the tree after them, ``tops`` the
    hashes over the tiles that lie in it as a whole.
    """

    first: int
    pieces: tuple[Piece, ...]
    leaves: tuple[bytes, ...]
    edge: Frontier
    tops: tuple[bytes, ...]

    @property
    def last(self) -> int:
        """The number of the last record."""
        return self.first + len(self.leaves) - 1


@dataclass(frozen=True, slots=True)
class Branch:
    """What a node showed and the office refused, as evidence: nothing of it is in the log that the office keeps.

    ``seen`` is the checkpoint that was accepted before, ``shown`` what came instead, both as the log signed them;
    ``records`` are the refused records from number ``first`` on, as an entry bundle, where they were sent. ``says`` is
    one sentence; ``number`` is given by the archive.
    """

    origin: str
    kind: str
    says: str
    at: datetime
    seen: bytes = b""
    shown: bytes = b""
    proof: tuple[bytes, ...] = ()
    first: int = 0
    records: bytes = b""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Opening:
    """What a set chose to show of a value that its records hold as a commitment: salt, and the value in canonical JSON.

    ``record`` is the number of a record that the commitment stands in.
    """

    record: int
    commitment: str
    salt: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Checking:
    """Where the check of every signature stands: ``state`` is the checker's own, ``size`` up to which record it is."""

    size: int = 0
    state: bytes = b""
    fault: str = ""


class NotNext(Unusable):
    """The records handed over do not begin where the archive ends; somebody else was first."""

    def __init__(self, origin: str, expected: int, size: int) -> None:
        super().__init__(
            "archive.not-next",
            f"The office holds {size} records of {origin}, and these begin after {expected}.",
            "Ask what it holds, and send what comes after that.",
        )
        self.size = size


class NoSuchLog(WrongInput):
    """The office does not keep a log of this name."""

    def __init__(self, origin: str) -> None:
        super().__init__(
            "archive.unknown-log",
            f"The office does not keep the log {origin}.",
            "Have whoever runs the office add the unit with its key.",
        )


class Archive(Memory, Protocol):
    """The logs of many units; safe to call from several threads and processes.

    It is the memory of the office's witness too (``keys_of``, ``seen``, ``advance``, ``keep``). Every method that names
    a log raises NoSuchLog for one that is not kept, and Unusable ``postgres.*`` where the database cannot be used.
    """

    def units(self, production: str = "") -> tuple[Unit, ...]:
        """Return the units of a production, or all of them, by production and unit."""

    def unit(self, origin: str) -> Unit:
        """Return one unit."""

    def trust(self, unit: Unit) -> bool:
        """Keep the log of a unit, or trust further keys of it; say whether anything is new.

        Keys that are trusted already stay. Raises WrongInput ``archive.other-production`` for a log that belongs to
        another production, and ``archive.other-key`` for keys that do not go on from those that are trusted.
        """

    def admit(self, origin: str, token: bytes | None) -> None:
        """Let whoever has the token of this SHA-256 call as the node of a log from now on, and nobody else."""

    def admitted(self, token: bytes) -> Unit | None:
        """Return the unit whose node has the token of this SHA-256."""

    def held(self, origin: str) -> Held:
        """Return how far the office is with a log."""

    def called(self, origin: str, at: datetime, size: int) -> None:
        """Note that the node called, and how many records its log has."""

    def take(self, origin: str, expected: int, stretch: Stretch, at: datetime) -> None:
        """Write records, their tiles and the edge in one transaction, or nothing; when it returns, it is durable.

        Raises NotNext when the archive does not hold exactly ``expected`` records.
        """

    def entries(self, origin: str, first: int = 1, last: int | None = None) -> Iterator[Kept]:
        """Yield the records from one number to another, both included, in bounded memory."""

    def tile(self, origin: str, level: int, number: int) -> bytes:
        """Return the hashes of a tile of a log's tree, joined; fewer than 256 where it still grows, or none."""

    def keep_branch(self, branch: Branch) -> int:
        """Keep a refused branch, durably, the same one once; return its number.

        Of one kind and log at most ``MOST_BRANCHES`` are kept: then 0 is returned.
        """

    def branches(self, origin: str = "") -> Iterator[Branch]:
        """Yield the refused branches of a log, or of all, oldest first, without their records."""

    def add_records(self, number: int, first: int, records: bytes) -> bool:
        """Put the refused records beside a branch that has none yet, where there is room; say whether it did."""

    def branch(self, number: int) -> Branch | None:
        """Return one refused branch with its records."""

    def checking(self, origin: str) -> Checking:
        """Return where the check of every signature stands."""

    def checked(self, origin: str, before: int, after: Checking) -> bool:
        """Put one standing in the place of another, or return False where it is not at ``before`` any more."""

    def recheck(self, origin: str) -> None:
        """Begin the check of every signature anew, from the first record, as if nothing had been checked."""

    def unchecked(self, most: int = 100) -> tuple[str, ...]:
        """Return origins of logs whose records are not all checked and that have no fault, the longest behind first."""

    def open_values(self, origin: str, values: Iterable[Opening]) -> None:
        """Keep openings of commitments: what a set chose to show the office; one that was erased stays erased.

        Raises WrongInput ``archive.too-many-values`` beyond ``MOST_OPENED`` of one log, and keeps none of them then.
        """

    def opened(self, origin: str) -> Iterator[Opening]:
        """Yield the openings that are kept of a log."""

    def erase_values(self, origin: str, commitments: Iterable[str]) -> int:
        """Erase openings for good, also ones that would come later; return how many were there."""


MOST_BRANCHES = 100
"""How many branches of one kind are kept of one log, so that nobody can fill the disk by lying again and again."""

MOST_REFUSED = 64 << 20
"""How many bytes of refused records are kept of one log; branches beyond are kept without theirs."""

MOST_OPENED = 50_000
"""So many openings are kept of one log, since whoever follows it reads all of them: no set has as many people."""


def too_many_values() -> WrongInput:
    """Return the refusal for more openings than are kept of one log."""
    return WrongInput(
        "archive.too-many-values",
        f"An office keeps at most {MOST_OPENED} values of people that one set shows it.",
        "Erase at the set what is not needed any more, or show the office fewer people.",
    )


def trusted(before: Unit | None, asked: Unit) -> Unit:
    """Return a unit as it is to be kept: with the keys that are trusted already, and those that go on from them.

    Raises WrongInput: ``archive.other-production``, ``archive.other-key``, ``archive.not-a-log``.
    """
    keys = asked.keys
    rising = (
        [key.since for key in keys] == sorted({key.since for key in keys}) and keys[:1] and keys[0].since == 1
    )
    if not rising or asked.origin != checkpoint.origin_of(asked.unit):
        raise WrongInput(
            "archive.not-a-log",
            f"{asked.origin} cannot be kept: a log is named after its unit, and its first key signs from record 1 on.",
            "Give the unit's name and its vkey, as showsafe vkey prints it at the set.",
        )
    if before is None:
        return asked
    if before.production != asked.production:
        raise WrongInput(
            "archive.other-production",
            f"The log {asked.origin} belongs to the production {before.production} already.",
            "Choose another name for the unit, or give it to its own production.",
        )
    shorter = min(len(keys), len(before.keys))
    if keys[:shorter] != before.keys[:shorter]:
        raise WrongInput(
            "archive.other-key",
            f"The log {asked.origin} is kept under another key already.",
            "A key changes by a record of the set alone. Compare the vkey with the set's own, by voice.",
        )
    return asked if len(keys) > len(before.keys) else before


def branch_of(origin: str, evidence: Evidence, at: datetime) -> Branch:
    """Return what a witness refused as a branch, with the sentence for its kind."""
    was, shown = checkpoint.read(evidence.seen), checkpoint.read(evidence.shown)
    says = {
        FORK: f"The log signed two different pasts of {shown.size} records.",
        ROLLED_BACK: f"The log had {was.size} records when it was seen before, and now shows {shown.size}.",
    }.get(
        evidence.kind,
        f"The log now shows {shown.size} records, and the {was.size} seen before are not shown to be among them.",
    )
    return Branch(origin, evidence.kind, says, at, evidence.seen, evidence.shown, evidence.proof)


def bundle_records(data: bytes) -> Iterator[bytes]:
    """Yield the records of an entry bundle; raises WrongInput ``archive.bundle`` where lengths and bytes do not fit."""
    at, end = 0, len(data)
    while at < end:
        start = at + 2
        at = start + int.from_bytes(data[at:start])
        if at > end or start > end:
            raise _cut_off()
        yield data[start:at]


def stretch_of(edge: Frontier, raws: Iterable[bytes]) -> Stretch:
    """Return the stretch of records that come after an edge."""
    return stretch_in(edge, tiles.bundle_of(raws))


def stretch_in(edge: Frontier, data: bytes) -> Stretch:
    """Return the stretch of an entry bundle that comes after an edge; raises WrongInput ``archive.bundle``."""
    try:
        leaves, parts = growing.cut(data, edge.size)
    except ValueError as error:
        raise _cut_off() from error
    tops = growing.tops_of(edge.size, leaves)
    first = edge.size + 1
    pieces: list[Piece] = []
    for count, start, end in parts:
        pieces.append(Piece(first, count, data[start:end]))
        first += count
    return Stretch(edge.size + 1, tuple(pieces), tuple(leaves), growing.extended(edge, leaves, tops), tops)


def root_at(archive: Archive, origin: str, size: int) -> bytes:
    """Return the root over the first ``size`` records that the office holds; raises NotVerified ``tree.broken``."""
    return tiles.frontier_at(lambda level, number: archive.tile(origin, level, number), size).root()


def _cut_off() -> WrongInput:
    return WrongInput(
        "archive.bundle",
        "These records are cut off in the middle, or one of them is empty.",
        "Send the whole stretch again.",
    )
