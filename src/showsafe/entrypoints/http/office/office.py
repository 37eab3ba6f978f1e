"""What every page of one office shares: its log, its facts, its archive, its sign-in, and who is at the door."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC

from showsafe.adapters.office_directory import OfficeSettings
from showsafe.adapters.openid.provider import Provider
from showsafe.application.facts.port import Facts
from showsafe.application.facts.values import Patience
from showsafe.application.office.log import OfficeLog
from showsafe.application.office.roles import Held
from showsafe.application.office.sessions import Session, Sessions
from showsafe.application.ports import Clock
from showsafe.entrypoints.http.api.limits import Buckets, Rate
from showsafe.errors import ShowsafeError
from showsafe.fleet.consignments import Steps
from showsafe.ledger.archive import Archive

LOOKED = 2.0
"""For so many seconds an answer about the database itself holds: every page asks."""


@dataclass(frozen=True, slots=True)
class Rates:
    """How often somebody may ask: a whole office may be behind one address, and nobody signs in ten times a second."""

    address: Rate = Rate(600, 60.0)  # noqa: RUF009 - a value that never changes
    session: Rate = Rate(120, 10.0)  # noqa: RUF009 - a value that never changes
    signing: Rate = Rate(60, 1.0)  # noqa: RUF009 - a value that never changes
    everybody: Rate = Rate(300, 20.0)  # noqa: RUF009 - a value that never changes


@dataclass(frozen=True, slots=True)
class Visit:
    """Who opens a page, with the roles that they hold at this moment."""

    session: Session
    held: Held

    @property
    def subject(self) -> str:
        """Who it is: their id at the provider."""
        return self.session.subject


@dataclass(slots=True)
class Office:
    """One office as it is served. Safe to use from several threads."""

    settings: OfficeSettings
    log: OfficeLog
    facts: Facts
    archive: Archive
    provider: Provider
    sessions: Sessions
    clock: Clock
    watch: Facts | None = None
    """What is asked how the database is: over connections that wait for nothing. Left out, the same as ``facts``."""
    patience: Patience = field(default_factory=Patience)
    rates: Rates = field(default_factory=Rates)
    ticks: Callable[[], float] = time.monotonic
    steps: Steps = field(init=False)
    addresses: Buckets = field(init=False)
    by_session: Buckets = field(init=False)
    signing: Buckets = field(init=False)
    everybody: Buckets = field(init=False)
    _lone: tuple[float, bool | None] | None = None
    _ids: tuple[float, frozenset[str]] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _watcher: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "health"))

    def __post_init__(self) -> None:
        """Begin to follow what travels, and make the buckets of whoever asks."""
        self.steps = Steps(self.archive)
        self.addresses = Buckets(self.rates.address)
        self.by_session = Buckets(self.rates.session)
        self.signing = Buckets(self.rates.signing)
        self.everybody = Buckets(self.rates.everybody)

    def visible(self, visit: Visit, thing: str) -> frozenset[str]:
        """Return the productions of which somebody sees a thing."""
        if visit.held.anywhere(thing):
            return self._every()
        return frozenset(visit.held.named(thing))

    def _every(self) -> frozenset[str]:
        """Return all productions, of a moment ago at the most: one that is added is on a board a moment later."""
        with self._lock:
            known = self._ids
        if known is not None and self.ticks() - known[0] < LOOKED:
            return known[1]
        found = self.log.rows.ids()
        with self._lock:
            self._ids = self.ticks(), found
        return found

    def today(self) -> str:
        """Return the day of the office's clock, in UTC."""
        return self.clock.now().astimezone(UTC).date().isoformat()

    def asked(self) -> Future[bool | None]:
        """Ask the database how it is, in a thread of its own: answered while every other one waits for it."""
        return self._watcher.submit((self.watch or self.facts).lone_primary)

    def forget(self) -> None:
        """Ask the database anew about itself and for its productions, the next time that a page does."""
        with self._lock:
            self._lone = self._ids = None

    def lone(self) -> bool | None:
        """Whether the database takes writes that nothing else confirms; None where it does not say."""
        with self._lock:
            known = self._lone
        if known is not None and self.ticks() - known[0] < LOOKED:
            return known[1]
        try:
            found = (self.watch or self.facts).lone_primary()
        except ShowsafeError:
            found = None
        with self._lock:
            self._lone = self.ticks(), found
        return found
