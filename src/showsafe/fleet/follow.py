"""The follower: behind the archive, unit by unit, a bounded number of records at a time.

1. A unit is held by one follower alone (``Facts.claim``); another one leaves it and goes on to the next.
2. A slice is followed and written in one transaction: the lines never speak of a record that was not followed.
3. A slice has an end, by records and by time, and the unit that waited longest is next: nobody's million stops others.
4. A unit that cannot be followed keeps what it had, turns grey with a sentence, and is tried again now and then.
5. All of it can be made anew from the archive at any time (``rebuild``), and comes out the same.
"""

from __future__ import annotations

import hashlib
import logging
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from time import monotonic

from showsafe.application import spans
from showsafe.application.facts.port import Facts
from showsafe.application.facts.port import Held as HeldUnit
from showsafe.application.facts.values import Change, Kept, Trouble
from showsafe.application.measured import COUNTERS
from showsafe.application.ports import Clock
from showsafe.errors import ShowsafeError
from showsafe.fleet import kept as keeping
from showsafe.fleet.fold import Fold
from showsafe.ledger.archive import Archive

log = logging.getLogger("showsafe.office")

SLICE = 1024
"""So many records of one unit are followed before another one has its turn."""

SLICE_S = 2.0
"""So long at most, in seconds: records that are dear to follow are followed fewer at a time."""

STALE_EVERY_S = 30.0
"""So often it is asked whether lines are to be made anew, or whether a set shows other papers than before."""

SNAPSHOT_EVERY = 512
"""What is kept of a unit is written anew after so many records: more is never read again to go on."""

IN_MEMORY = 64
"""So many units are kept in memory between their slices."""

RETRY = timedelta(minutes=10)
"""After so long a unit in trouble is tried again: a newer program, or a mended archive, may read it."""

AWAY = "postgres."
"""What the codes of a database that cannot be used begin with: no trouble of any unit."""

OF_ONE_UNIT = ("postgres.refused",)
"""What a database that is there says of something that it cannot hold: that is of one unit, and stops no other."""


@dataclass(slots=True)
class Followed:
    """What one round came to: records and units followed, units in trouble, and those that another follower has."""

    records: int = 0
    units: int = 0
    troubled: list[str] = field(default_factory=list)
    elsewhere: int = 0


@dataclass(slots=True)
class _Standing:
    """A fold between two slices, and the size of the last snapshot that was written of it.

    ``whole`` says that it begins from nothing, and that its lines take the place of all that are kept; ``dear`` that a
    slice ran out of time, so that a snapshot is due: it would take as long again to come back to there.
    """

    fold: Fold
    snapshot: int
    whole: bool = False
    dear: bool = False


@dataclass(frozen=True, slots=True)
class _Shown:
    """The personal values that the set shows the office of a unit, a digest of which they are, and how many."""

    values: Mapping[str, bytes]
    digest: str
    count: int


@dataclass(frozen=True, slots=True)
class _Unit:
    """One unit while it is held, and what was kept of it."""

    origin: str
    held: HeldUnit
    kept: Kept


class _Broken(Exception):
    """A record cannot be followed: its number and why. It never leaves this file."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.says)
        self.trouble = trouble


class Follower:
    """Follows every unit of an archive. For one thread; any number of followers work side by side."""

    def __init__(self, archive: Archive, facts: Facts, clock: Clock, *, records: int = SLICE) -> None:
        self.archive = archive
        self.facts = facts
        self.clock = clock
        self.slice = records
        self._look_again = 0.0
        self._folds: OrderedDict[str, _Standing] = OrderedDict()

    def once(self, units: int = 256) -> Followed:
        """Give each unit that has new records one slice, at most so many units. Raises Unusable ``postgres.*``."""
        done = Followed()
        waiting = self.facts.behind(units, self.clock.now() - RETRY)
        for origin in dict.fromkeys((*waiting, *self._stale(units - len(waiting)))):
            with spans.span("showsafe.follow", unit=origin) as span:
                before = done.records
                self._one_alone(origin, done)
                span.set("records", done.records - before)
        return done

    def _one_alone(self, origin: str, done: Followed) -> None:
        """Follow one unit; what breaks of it alone, unforeseen, is counted, and the others have their turn."""
        try:
            self._one(origin, done)
        except Exception as error:
            code = error.code if isinstance(error, ShowsafeError) else "program.broke"
            if code.startswith(AWAY) and code not in OF_ONE_UNIT:
                raise
            self._folds.pop(origin, None)
            done.troubled.append(origin)
            COUNTERS.add("follower_troubles", code=code)
            log.warning("a unit cannot be followed [%s]", code)

    def _stale(self, most: int) -> tuple[str, ...]:
        """Return units to be made anew, or whose people are: there is seldom one, so that it is seldom asked."""
        if most <= 0 or monotonic() < self._look_again:
            return ()
        found = self.facts.stale(keeping.EDITION, most)
        if not found:
            self._look_again = monotonic() + STALE_EVERY_S
        return found

    def keep_on(self, stop: Event, every_s: float = 1.0) -> None:
        """Follow until told to stop; a database that is away is waited for, a little longer each time."""
        wait = every_s
        while not stop.is_set():
            try:
                done = self.once()
                wait = 0.0 if done.records else every_s
            except Exception as error:  # noqa: BLE001 - whoever follows goes on, and whoever watches is told
                code = error.code if isinstance(error, ShowsafeError) else "program.broke"
                COUNTERS.add("follower_waits", code=code)
                log.warning("the follower waits [%s]", code)
                self._folds.clear()
                wait = min(max(wait, every_s) * 2, 30.0)
            stop.wait(wait)

    def rebuild(self, origin: str) -> int:
        """Make the lines of a unit anew from its first record on; return how many records were followed."""
        self._folds.pop(origin, None)
        done, first = Followed(), True
        while True:
            before = done.records
            self._one(origin, done, afresh=first)
            first = False
            if done.records == before:
                return done.records

    def _one(self, origin: str, done: Followed, *, afresh: bool = False) -> None:
        with self.facts.claim(origin) as held:
            if held is None:
                done.elsewhere += 1
                return
            unit = _Unit(origin, held, held.kept())
            try:
                count = self._slice(unit, self._standing(unit, afresh=afresh))
            except _Broken as broken:
                count = self._up_to(unit, broken.trouble, afresh=afresh)
                done.troubled.append(origin)
                COUNTERS.add("follower_troubles", code=broken.trouble.code)
        done.records += count
        done.units += 1
        COUNTERS.add("followed_records", count)

    def _up_to(self, unit: _Unit, trouble: Trouble, *, afresh: bool) -> int:
        """Follow what comes before the record that breaks, and say so; where that breaks too, only say so."""
        self._folds.pop(unit.origin, None)
        try:
            standing = self._standing(unit, afresh=afresh)
            if trouble.record > standing.fold.kept.size:
                return self._slice(unit, standing, last=trouble.record - 1, trouble=trouble)
        except _Broken:
            self._folds.pop(unit.origin, None)
        kept = unit.kept
        change = Change(
            summary=kept.summary, trouble=trouble, edition=kept.edition, opened=kept.opened, shown=kept.shown
        )
        unit.held.write(change, self.clock.now())
        return 0

    def _standing(self, unit: _Unit, *, afresh: bool) -> _Standing:
        """Return a fold that stands where the kept lines do, or one that begins from nothing."""
        known, as_of = self._folds.get(unit.origin), unit.kept.summary.as_of
        same = unit.kept.edition == keeping.EDITION and not afresh
        if known is not None and same and known.fold.kept.size == as_of:
            return known
        name = self.archive.unit(unit.origin).unit
        before = keeping.from_bytes(unit.kept.snapshot) if same and unit.kept.snapshot else None
        if before is None or before.size > as_of:
            if not same or as_of > SNAPSHOT_EVERY + self.slice:
                return _Standing(Fold(name), 0, whole=True)
            before = keeping.Kept()
        standing = _Standing(Fold(name, before), before.size)
        if before.size < as_of:
            self._take(unit.origin, standing.fold, as_of, end=float("inf"))
            standing.fold.drain({})
        return standing

    def _slice(
        self, unit: _Unit, standing: _Standing, *, last: int = 0, trouble: Trouble | None = None
    ) -> int:
        """Follow one slice, write what it came to, and return how many records it had."""
        fold = standing.fold
        before = fold.kept.size
        to = last or min(self.archive.held(unit.origin).size, before + self.slice)
        standing.dear = not self._take(unit.origin, fold, to, end=monotonic() + SLICE_S)
        change = self._change(standing, self._shown(unit, standing), trouble)
        unit.held.write(change, self.clock.now())
        standing.whole = False
        if change.snapshot:
            standing.snapshot = fold.kept.size
        self._remember(unit.origin, standing)
        return fold.kept.size - before

    def _change(self, standing: _Standing, shown: _Shown, trouble: Trouble | None) -> Change:
        fold = standing.fold
        try:
            drained, summary = fold.drain(shown.values), fold.summary()
        except Exception as error:
            raise _Broken(_trouble(fold.kept.size, error)) from error
        due = standing.dear or fold.kept.size - standing.snapshot >= SNAPSHOT_EVERY
        return Change(
            summary=summary,
            lines=drained.lines,
            papers_of=drained.papers_of,
            trouble=trouble,
            edition=keeping.EDITION,
            opened=shown.digest,
            shown=shown.count,
            snapshot=keeping.as_bytes(fold.kept) if due else b"",
            whole=standing.whole,
        )

    def _take(self, origin: str, fold: Fold, last: int, *, end: float) -> bool:
        """Follow records up to the last, or until there is no time left; say whether it came that far."""
        for number, raw, received in self._read(origin, fold.kept.size + 1, last):
            try:
                fold.take(number, raw, received)
            except Exception as error:
                raise _Broken(_trouble(number, error)) from error
            if monotonic() > end:
                return number == last
        return True

    def _read(self, origin: str, first: int, last: int) -> Iterator[tuple[int, bytes, datetime]]:
        """Yield records of the archive; one that it cannot give is the unit's trouble, unless all of it is away."""
        if first > last:
            return
        number = first
        try:
            for entry in self.archive.entries(origin, first, last):
                yield entry.number, entry.raw, entry.received_at
                number = entry.number + 1
        except ShowsafeError as error:
            if error.code.startswith(AWAY):
                raise
            raise _Broken(_trouble(number, error)) from error

    def _shown(self, unit: _Unit, standing: _Standing) -> _Shown:
        """Return what the set shows of its people; it is read where it has changed, or where somebody's line is due."""
        kept, fold = unit.kept, standing.fold
        if not (standing.whole or fold.describes or kept.openings != kept.shown):
            return _Shown({}, kept.opened, kept.shown)
        values = {each.commitment: each.value for each in self.archive.opened(unit.origin)}
        digest = hashlib.sha256("\n".join(sorted(values)).encode()).hexdigest()[:32]
        if standing.whole or digest != kept.opened:
            fold.everybody()
        return _Shown(values, digest, len(values))

    def _remember(self, origin: str, standing: _Standing) -> None:
        self._folds[origin] = standing
        self._folds.move_to_end(origin)
        while len(self._folds) > IN_MEMORY:
            self._folds.popitem(last=False)


def _trouble(number: int, error: Exception) -> Trouble:
    if isinstance(error, ShowsafeError):
        return Trouble(record=number, code=error.code, says=error.says)
    return Trouble(
        record=number,
        code="facts.unreadable",
        says=f"Record {number} cannot be read by this program ({type(error).__name__}).",
    )
