"""Checking every signature of the records of many logs: before they are taken, or behind them, each once.

It is the auditor's own reading (``ledger.verify``), record by record in order: form, unit, chains of devices, the
history of keys, and every signature under a key that was enrolled by then and not yet replaced or revoked. What it has
to remember of a log is little and lies in the archive, so that it goes on where it was, in whatever process. The first
record that does not hold is named, kept as evidence, and ends the check of that log; records are kept all the same.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from itertools import pairwise
from threading import Event, Lock

from showsafe.errors import NotVerified, ShowsafeError
from showsafe.fleet.following import FOUND_BY, Following
from showsafe.ledger import tiles
from showsafe.ledger.archive import FAULT, Archive, Branch, Checking, Stretch, Unit, bundle_records
from showsafe.ledger.verify.block import Found, Rows, Wanted, examine

BLOCK = 1024
"""So many records are looked at as one piece of work."""

TURN = 16 * BLOCK
"""So many records of one log are checked before the next log has its turn."""

WORTH_A_PROCESS = 2 * BLOCK
PAUSE = 1.0

log = logging.getLogger("showsafe.checking")


class Checker:
    """Checks the records of an archive; safe to call from several threads, and in several processes at once."""

    def __init__(
        self,
        archive: Archive,
        workers: int | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """``workers`` processes look at blocks; None is one for each core, 1 is this process alone."""
        self.archive = archive
        self.workers = (os.cpu_count() or 1) if workers is None else workers
        self._now = now
        self._pool: ProcessPoolExecutor | None = None
        self._lock = Lock()

    def close(self) -> None:
        """Let the processes end."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)

    def before(self, unit: Unit, stretch: Stretch) -> Callable[[], None]:
        """Look at records that come next; return what notes the standing once they are taken.

        Raises NotVerified ``ingest.records`` for the first record that does not hold, also one before them.
        """
        origin = unit.origin
        while (standing := self.archive.checking(origin)).size < stretch.first - 1 and not standing.fault:
            self._turn(origin)
        if standing.fault:
            raise _wrong(origin, standing.fault)
        raws = [raw for piece in stretch.pieces for raw in bundle_records(piece.data)]
        following = Following(standing, unit, _Source(self.archive, origin, stretch.first, raws))
        self._follow(following, stretch.first, raws, b"".join(stretch.leaves))
        if following.fault is not None:
            raise _wrong(origin, following.fault.says)
        return lambda: self._noted(origin, standing, following.standing())

    def again(self) -> None:
        """Begin anew with logs whose fault another version of the program found: it may know their records."""
        for unit in self.archive.units():
            found = self.archive.checking(unit.origin)
            if found.fault and found.state != FOUND_BY.encode():
                self.archive.recheck(unit.origin)

    def once(self, most: int = 100) -> int:
        """Check the next records of logs that are behind, each in its turn; return how many were checked."""
        return sum(self._turn(origin) for origin in self.archive.unchecked(most))

    def keep_on(self, stop: Event, pause: float = PAUSE) -> None:
        """Check what comes until stopped; an archive that cannot be used is tried again."""
        begun = False
        while not stop.is_set():
            try:
                if not begun:
                    self.again()
                    begun = True
                done = self.once()
            except ShowsafeError as error:
                log.warning("%s %s [%s]", error.says, error.now, error.code)
                done = 0
            except Exception:
                log.exception("checking failed")
                done = 0
            if not done:
                stop.wait(pause)
        self.close()

    def _turn(self, origin: str) -> int:
        """Check the next records of one log; return how many."""
        unit, held = self.archive.unit(origin), self.archive.held(origin)
        standing = self.archive.checking(origin)
        first, last = standing.size + 1, min(held.size, standing.size + TURN)
        if last < first or standing.fault:
            return 0
        raws = [each.raw for each in self.archive.entries(origin, first, last)]
        following = Following(standing, unit, _Source(self.archive, origin, first, raws))
        self._follow(following, first, raws, self._leaves(origin, first, last))
        after = following.standing()
        if following.fault is not None:
            self._keep(origin, held.seen, following, first, raws)
        self._noted(origin, standing, after)
        return last - standing.size

    def _noted(self, origin: str, before: Checking, after: tuple[Checking, tuple[str, ...]]) -> None:
        standing, erased = after
        if erased:
            self.archive.erase_values(origin, erased)
        self.archive.checked(origin, before.size, standing)

    def _keep(
        self, origin: str, seen: bytes, following: Following, first: int, raws: Sequence[bytes]
    ) -> None:
        """Keep the first record that does not hold as evidence, where it is of one record."""
        fault = following.fault
        number = fault.record if fault is not None and fault.record is not None else 0
        record = tiles.bundle_of(raws[number - first : number - first + 1]) if number >= first else b""
        says = f"{_sentence(fault.says if fault else '')}"
        self.archive.keep_branch(
            Branch(origin, FAULT, says, self._now(), seen, seen, (), number if record else 0, record)
        )

    def _leaves(self, origin: str, first: int, last: int) -> bytes:
        """Return the stored leaf hashes of records, joined: what the bytes are held against."""
        numbers = range((first - 1) // tiles.TILE, (last - 1) // tiles.TILE + 1)
        joined = b"".join(self.archive.tile(origin, 0, number) for number in numbers)
        skipped = (first - 1) % tiles.TILE * 32
        return joined[skipped : skipped + (last - first + 1) * 32]

    def _follow(self, following: Following, first: int, raws: Sequence[bytes], leaves: bytes) -> None:
        for found in self._found(following, first, raws, leaves):
            following.take(found)
            if following.fault is not None:
                return
        following.hold_keys()

    def _found(
        self, following: Following, first: int, raws: Sequence[bytes], leaves: bytes
    ) -> Iterator[Found]:
        """Yield what each block says, in order, from several processes where that is worth it."""
        edges = [*range(0, len(raws), BLOCK), len(raws)]
        blocks = [(Rows(raws[at:end], leaves[at * 32 : end * 32]), first + at) for at, end in pairwise(edges)]
        done = 0
        if self.workers > 1 and len(raws) >= WORTH_A_PROCESS:
            for found in self._together(
                [(rows, following.wanted(at, len(rows.raws))) for rows, at in blocks]
            ):
                done += 1
                yield found
        for rows, at in blocks[done:]:
            yield examine(rows, following.wanted(at, len(rows.raws)))

    def _together(self, blocks: Sequence[tuple[Rows, Wanted]]) -> Iterator[Found]:
        """Yield what the processes say; where they cannot be had, or one dies, the rest is done here."""
        waiting: list[Future[Found]] = []
        try:
            with self._lock:
                if self._pool is None:
                    context = multiprocessing.get_context("spawn")
                    self._pool = ProcessPoolExecutor(self.workers, context)
                waiting = [self._pool.submit(examine, *block) for block in blocks]
            for each in waiting:
                yield each.result()
        except (BrokenProcessPool, OSError, RuntimeError):
            self.close()
        finally:
            for each in waiting:
                each.cancel()


class _Source:
    """Records as the auditor asks for them again: those at hand, and those before them in the archive."""

    what = "archive"

    def __init__(self, archive: Archive, origin: str, first: int, raws: Sequence[bytes]) -> None:
        self._archive = archive
        self._origin = origin
        self._first = first
        self._raws = raws

    def rows(self, first: int, count: int, *, columns: bool = True) -> Rows:
        """Return records by their numbers."""
        del columns
        last = first + count - 1
        found: list[bytes] = []
        if first < self._first:
            before = min(last, self._first - 1)
            found = [each.raw for each in self._archive.entries(self._origin, first, before)]
        start = max(first, self._first)
        found += self._raws[start - self._first : last - self._first + 1]
        return Rows(found, b"")

    def tile(self, level: int, number: int) -> bytes:
        """Return the stored hashes of a tile."""
        return self._archive.tile(self._origin, level, number)

    def attachment(self, sha256: str) -> bytes | None:
        """Return nothing: attachments stay at the set."""
        del sha256
        return None

    def close(self) -> None:
        """Let everything go."""


def _sentence(says: str) -> str:
    return f"{says[:1].upper()}{says[1:]}."


def _wrong(origin: str, says: str) -> NotVerified:
    return NotVerified(
        "ingest.records",
        f"Records of {origin} do not hold: {says}.",
        "They are kept as evidence, and not in the log. Run at the set: showsafe verify DIR",
    )
