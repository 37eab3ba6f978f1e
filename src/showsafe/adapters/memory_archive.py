"""The office's archive in memory, with the contract of every archive: for simulators and tests, never for an office."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import RLock

from showsafe.ledger import archive
from showsafe.ledger.archive import (
    MOST_BRANCHES,
    Branch,
    Checking,
    Held,
    Kept,
    NoSuchLog,
    NotNext,
    Opening,
    Stretch,
    Unit,
    branch_of,
    bundle_records,
    trusted,
)
from showsafe.ledger.growing import grown
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.tiles import TILE
from showsafe.ledger.witness import Evidence, Seen


@dataclass(slots=True)
class _Log:
    unit: Unit
    held: Held = field(default_factory=Held)
    token: bytes | None = None
    records: list[Kept] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    tiles: dict[tuple[int, int], bytes] = field(default_factory=dict)
    checking: Checking = field(default_factory=Checking)
    opened: dict[str, Opening] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)


class MemoryArchive:
    """An archive of ``showsafe.ledger.archive`` that is gone when the process ends."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self._logs: dict[str, _Log] = {}
        self._branches: list[Branch] = []
        self._lock = RLock()

    def _log(self, origin: str) -> _Log:
        if origin not in self._logs:
            raise NoSuchLog(origin)
        return self._logs[origin]

    def units(self, production: str = "") -> tuple[Unit, ...]:
        """Return the units of a production, or all of them, by production and unit."""
        units = [log.unit for log in self._logs.values() if production in ("", log.unit.production)]
        return tuple(sorted(units, key=lambda unit: (unit.production, unit.unit)))

    def unit(self, origin: str) -> Unit:
        """Return one unit."""
        return self._log(origin).unit

    def trust(self, unit: Unit) -> bool:
        """Keep the log of a unit, or trust further keys of it; say whether anything is new."""
        with self._lock:
            log = self._logs.get(unit.origin)
            after = trusted(log.unit if log else None, unit)
            if log is None:
                self._logs[unit.origin] = _Log(after)
                return True
            new, log.unit = log.unit != after, after
            return new

    def admit(self, origin: str, token: bytes | None) -> None:
        """Let whoever has the token of this SHA-256 call as the node of a log from now on, and nobody else."""
        self._log(origin).token = token

    def admitted(self, token: bytes) -> Unit | None:
        """Return the unit whose node has the token of this SHA-256."""
        return next((log.unit for log in self._logs.values() if log.token == token), None)

    def held(self, origin: str) -> Held:
        """Return how far the office is with a log."""
        return self._log(origin).held

    def called(self, origin: str, at: datetime, size: int) -> None:
        """Note that the node called, and how many records its log has."""
        with self._lock:
            log = self._log(origin)
            log.held = replace(log.held, called_at=at, told=size)

    def take(self, origin: str, expected: int, stretch: Stretch, at: datetime) -> None:
        """Write records, their tiles and the edge, or nothing."""
        with self._lock:
            log = self._log(origin)
            if log.held.size != expected or stretch.first != expected + 1:
                raise NotNext(origin, stretch.first - 1, log.held.size)
            growing = b"".join(log.leaves[expected // TILE * TILE :])
            raws = (raw for piece in stretch.pieces for raw in bundle_records(piece.data))
            log.records += [Kept(number, raw, at) for number, raw in enumerate(raws, start=stretch.first)]
            read = lambda level, number: log.tiles.get((level, number), b"")  # noqa: E731 - of this log
            for level, number, hashes in grown(expected, stretch.leaves, stretch.tops, growing, read):
                log.tiles[level, number] = hashes
            log.leaves += stretch.leaves
            log.held = replace(log.held, edge=stretch.edge, received_at=at)

    def entries(self, origin: str, first: int = 1, last: int | None = None) -> Iterator[Kept]:
        """Yield the records from one number to another, both included."""
        yield from self._log(origin).records[first - 1 : last]

    def tile(self, origin: str, level: int, number: int) -> bytes:
        """Return the hashes of a tile of a log's tree, joined."""
        log = self._log(origin)
        if level == 0:
            return b"".join(log.leaves[number * TILE : (number + 1) * TILE])
        return log.tiles.get((level, number), b"")

    def keep_branch(self, branch: Branch) -> int:
        """Keep a refused branch, the same one once; return its number."""
        with self._lock:
            self._log(branch.origin)
            same = [
                each for each in self._branches if (each.origin, each.kind) == (branch.origin, branch.kind)
            ]
            for each in same:
                if (each.shown, each.seen, each.says) == (branch.shown, branch.seen, branch.says):
                    return each.number
            if len(same) >= MOST_BRANCHES:
                return 0
            if not self._room(branch.origin, branch.records):
                branch = replace(branch, first=0, records=b"")
            self._branches.append(replace(branch, number=len(self._branches) + 1))
            return len(self._branches)

    def _room(self, origin: str, records: bytes) -> bool:
        kept = sum(len(each.records) for each in self._branches if each.origin == origin)
        return kept + len(records) <= archive.MOST_REFUSED

    def branches(self, origin: str = "") -> Iterator[Branch]:
        """Yield the refused branches of a log, or of all, oldest first, without their records."""
        for branch in self._branches:
            if origin in ("", branch.origin):
                yield replace(branch, records=b"")

    def add_records(self, number: int, first: int, records: bytes) -> bool:
        """Put the refused records beside a branch that has none yet; say whether it did."""
        with self._lock:
            branch = self.branch(number)
            if branch is None or branch.records or not self._room(branch.origin, records):
                return False
            self._branches[number - 1] = replace(branch, first=first, records=records)
            return True

    def branch(self, number: int) -> Branch | None:
        """Return one refused branch with its records."""
        return self._branches[number - 1] if 0 < number <= len(self._branches) else None

    def checking(self, origin: str) -> Checking:
        """Return where the check of every signature stands."""
        return self._log(origin).checking

    def checked(self, origin: str, before: int, after: Checking) -> bool:
        """Put one standing in the place of another, or return False where it is not at ``before`` any more."""
        with self._lock:
            log = self._log(origin)
            if log.checking.size != before or log.checking.fault:
                return False
            log.checking = after
            log.held = replace(log.held, checked=after.size, fault=after.fault)
            return True

    def recheck(self, origin: str) -> None:
        """Begin the check of every signature anew, from the first record."""
        with self._lock:
            log = self._log(origin)
            log.checking = Checking()
            log.held = replace(log.held, checked=0, fault="")

    def unchecked(self, most: int = 100) -> tuple[str, ...]:
        """Return origins of logs whose records are not all checked and that have no fault, the longest behind first."""
        behind = [
            (log.held.checked - log.held.size, origin)
            for origin, log in self._logs.items()
            if log.held.checked < log.held.size and not log.held.fault
        ]
        return tuple(origin for _, origin in sorted(behind)[:most])

    def open_values(self, origin: str, values: Iterable[Opening]) -> None:
        """Keep openings of commitments; one that was erased stays erased.

        Raises WrongInput ``archive.too-many-values``.
        """
        with self._lock:
            log = self._log(origin)
            new = {value.commitment: value for value in values if value.commitment not in log.erased}
            if new and len(log.opened.keys() | new.keys()) > archive.MOST_OPENED:
                raise archive.too_many_values()
            log.opened.update(new)

    def opened(self, origin: str) -> Iterator[Opening]:
        """Yield the openings that are kept of a log."""
        yield from [value for _, value in sorted(self._log(origin).opened.items())]

    def erase_values(self, origin: str, commitments: Iterable[str]) -> int:
        """Erase openings for good, also ones that would come later; return how many were there."""
        with self._lock:
            log, gone = self._log(origin), set(commitments)
            log.erased |= gone
            there = gone & set(log.opened)
            for commitment in there:
                del log.opened[commitment]
            return len(there)

    def keys_of(self, origin: str) -> tuple[VerifierKey, ...]:
        """Return the keys that are trusted for a log; none for one that is not kept."""
        log = self._logs.get(origin)
        return tuple(key.vkey for key in log.unit.keys) if log else ()

    def seen(self, origin: str) -> Seen | None:
        """Return the latest checkpoint of a log that was cosigned."""
        log = self._logs.get(origin)
        return Seen(log.held.seen) if log and log.held.seen else None

    def advance(self, origin: str, before: Seen | None, after: Seen) -> bool:
        """Put one in the place of another, or return False where another one is there by now."""
        with self._lock:
            if self.seen(origin) != before:
                return False
            log = self._log(origin)
            log.held = replace(log.held, seen=after.checkpoint)
            return True

    def keep(self, origin: str, evidence: Evidence) -> None:
        """Keep a branch that the witness refused, once."""
        self.keep_branch(branch_of(origin, evidence, self._now()))
