"""Copying the log of a data directory to its offices, and recording their cosignatures; the set never waits for it.

The directory is only read, beside whoever writes; it is opened for writing for the moment in which something is
recorded. An office that is away, or takes nothing now, is called again later and later, each node in its own time.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from showsafe.adapters import offices_file
from showsafe.adapters.clock import SystemClock
from showsafe.adapters.office_client import OfficeClient
from showsafe.adapters.offices_file import OfficeSettings
from showsafe.application import replicating, witnessing
from showsafe.application.ports import Clock
from showsafe.application.replicating import FIRST_BYTES, Copied, Copying, Office, Refusal
from showsafe.application.replicating_values import shown_of
from showsafe.application.unit import SET
from showsafe.application.witnessing import COSIGNATURE, Heard, Peer, StoredLog
from showsafe.entrypoints import pushing
from showsafe.entrypoints.within import Directory, Looking, Within
from showsafe.errors import ShowsafeError
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.replication import MOST_VALUES, Values

COPIED, UP_TO_DATE, WAITING = "copied", "up-to-date", "waiting"
EVERY = 5.0
"""Every so many seconds a node that is served looks whether there is anything new for its offices."""

CALLS = timedelta(seconds=60)
"""So often an office is called also where nothing is new: it then knows that the node is there."""

RECORDED = timedelta(seconds=60)
"""At most so often a cosignature is recorded: each is a record itself."""

FIRST, LONGEST = 2.0, 300.0
SCANNED = 4096

Connect = Callable[[OfficeSettings], Office]


def connect(office: OfficeSettings) -> Office:
    """Return an office over HTTP."""
    return OfficeClient(office.url, office.token)


@dataclass(frozen=True, slots=True)
class Said:
    """What came of calling one office: ``outcome`` is one of the words above, or the code of an error."""

    who: str
    outcome: str
    says: str
    held: int = 0
    size: int = 0
    seen: int = 0
    sent: int = 0
    checked: int = 0
    record: int = 0

    @property
    def good(self) -> bool:
        """Whether the office has everything that is on record."""
        return self.outcome in (COPIED, UP_TO_DATE) and self.held >= self.size


@dataclass(slots=True)
class _Line:
    """What is remembered of one office between rounds."""

    tries: int = 0
    not_before: datetime | None = None
    called: datetime | None = None
    copied: int = 0
    recorded: datetime | None = None
    scanned: int = 0
    portion: int = FIRST_BYTES


@dataclass(slots=True)
class Replicator:
    """Copies the log of one data directory to its offices, round by round; one thread calls it."""

    path: Path
    clock: Clock = field(default_factory=SystemClock)
    within: Within | None = None
    connect: Connect = connect
    patient: bool = False
    """Whether offices are called only when their time has come, and cosignatures recorded only so often."""
    over: threading.Event = field(default_factory=threading.Event)
    pending: dict[str, Heard] = field(default_factory=dict)
    _lines: dict[str, _Line] = field(default_factory=dict)

    def round(self) -> list[Said]:
        """Call every office whose time has come; what is to be recorded waits in ``pending`` for ``record``.

        Raises as ``offices_file.read`` and ``adapters.directory.open_for_reading``.
        """
        return [self._called(each) for each in offices_file.read(self.path)]

    def record(self, said: Sequence[Said] = ()) -> list[Said]:
        """Record what is pending; returns ``said`` with the numbers of the records.

        Raises Unusable ``directory.in-use`` where another program has the directory open: then it stays pending.
        """
        numbers: dict[str, int] = {}
        ready = [who for who in self.pending if self._may_record(who)]
        if ready:
            with self._where().writing() as unit:
                for who in ready:
                    heard = self.pending[who]
                    if heard.what != COSIGNATURE or self._worth(unit.store, heard):
                        numbers[who] = pushing.kept(unit, heard)
                    del self.pending[who]
                    self._line(who).recorded = self.clock.now()
        return [replace(one, record=numbers.get(one.who, one.record)) for one in said]

    def _called(self, office: OfficeSettings) -> Said:
        line, now = self._line(office.name), self.clock.now()
        if self.patient and line.not_before is not None and now < line.not_before:
            return Said(office.name, WAITING, f"{office.name} is called again in a while.")
        try:
            with self._where().looking() as opened:
                size = opened.store.size()
                if not size or (self.patient and line.copied == size and _recent(line.called, now)):
                    says = f"{office.name} has everything up to record {size}."
                    return Said(office.name, UP_TO_DATE, says, size, size)
                said = self._copied(opened, office, now)
        except ShowsafeError as error:
            self._failed(line, now, getattr(error, "wait", 0.0))
            return Said(office.name, error.code, f"{office.name}: {error.says} {error.now}")
        line.tries, line.not_before, line.called, line.copied = 0, None, now, said.held
        return said

    def _copied(self, opened: Looking, office: OfficeSettings, now: datetime) -> Said:
        store, unit = opened.store, opened.settings.unit

        def log() -> StoredLog:
            # The checkpoint first: a key that changes in between is then one too new, which is noticed here.
            signed = store.checkpoint()
            return StoredLog(store, signed, pushing.node_keys(store, unit))

        peer, reached = Peer(VerifierKey.parse(office.vkey), office.url), self.connect(office)
        last, line = pushing.last_of(store, COSIGNATURE, office.name), self._line(office.name)
        copying = Copying(
            log(),
            reached,
            peer,
            now,
            rotations=lambda: replicating.rotations(store, SET),
            go_on=lambda: not self.over.is_set(),
            fresh=log,
            portion=line.portion,
            cosigned=last.size if last else 0,
        )
        try:
            done = copying.run()
        except Refusal:
            if copying.branch is not None:
                self.pending[office.name] = copying.branch
            raise
        finally:
            line.portion = copying.portion
        if done.heard is not None and self._worth(store, done.heard):
            self.pending[office.name] = done.heard
        self._show_values(opened, office, reached, done.held)
        outcome = COPIED if done.sent else UP_TO_DATE
        return Said(
            office.name,
            outcome,
            in_words(office, done),
            done.held,
            done.size,
            done.seen,
            done.sent,
            done.checked,
        )

    def _show_values(self, opened: Looking, office: OfficeSettings, reached: Office, held: int) -> None:
        """Show what the office may see of the records that it has, and let it erase what is erased."""
        if not office.opens:
            return
        line = self._line(office.name)
        first = max(line.scanned, office.shown) + 1
        while first <= held and not self.over.is_set():
            last = min(first + SCANNED - 1, held)
            shown, erased = shown_of(opened.store.entries(first, last), opened.store.personal)
            for at in range(0, max(len(shown), len(erased)), MOST_VALUES):
                reached.values(Values(shown[at : at + MOST_VALUES], erased[at : at + MOST_VALUES]))
            line.scanned, first = last, last + 1
            if shown or erased or last - office.shown >= SCANNED:
                office = replace(office, shown=last)
                others = (each for each in offices_file.read(self.path) if each.vkey != office.vkey)
                offices_file.write(self.path, (*others, office))

    @staticmethod
    def _worth(store: object, heard: Heard) -> bool:
        last = pushing.last_of(store, COSIGNATURE, heard.who)  # type: ignore[arg-type] # any store
        return witnessing.worth_asking(store, last.size if last else 0)  # type: ignore[arg-type] # as above

    def _may_record(self, who: str) -> bool:
        last = self._line(who).recorded
        if not self.patient or last is None or self.pending[who].what != COSIGNATURE:
            return True
        return not timedelta() <= self.clock.now() - last < RECORDED

    def _failed(self, line: _Line, now: datetime, wait: float) -> None:
        line.tries += 1
        pause = max(wait, min(FIRST * 2 ** min(line.tries, 12), LONGEST))
        # Never in step: ten thousand nodes that lost the same office do not come back in the same second.
        line.not_before = now + timedelta(seconds=pause * (0.5 + random.random() / 2))  # noqa: S311 - no secret

    def _line(self, who: str) -> _Line:
        return self._lines.setdefault(who, _Line())

    def _where(self) -> Within:
        return self.within or Directory(self.path, self.clock)


def in_words(office: OfficeSettings, done: Copied) -> str:
    """Return what came of a call as sentences."""
    says = f"{office.name} has {done.held} of {done.size} records, and has cosigned up to record {done.seen}."
    if done.fault:
        says += f" It found, checking every signature: {done.fault}. Run: showsafe verify DIR"
    if done.trouble:
        says += f" {done.trouble}"
    return says


def _recent(called: datetime | None, now: datetime) -> bool:
    return called is not None and timedelta() <= now - called < CALLS
