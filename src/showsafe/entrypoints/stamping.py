"""Asking the time authorities of a data directory, and recording their stamps; the set never waits for it.

To ask, the directory is only read, beside whoever writes; it is opened for writing for the moment in which a stamp is
recorded. Where another program has it open then, the stamp is kept and recorded in the next round.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from showsafe.adapters.clock import SystemClock
from showsafe.application import stamping
from showsafe.application.ports import Clock
from showsafe.application.records import stamp as written
from showsafe.application.stamping import TIME_TOKEN, Authority, Fetch, Stamp
from showsafe.application.witnessing import worth_asking
from showsafe.entrypoints.within import Directory, Within
from showsafe.errors import ShowsafeError
from showsafe.ledger.store import Store
from showsafe.projections.attested import attestations

STAMPED = "stamped"
NOTHING_NEW = "nothing-new"


@dataclass(frozen=True, slots=True)
class Said:
    """What came of asking one authority: ``outcome`` is ``stamped``, ``nothing-new``, or the code of an error."""

    who: str
    outcome: str
    says: str
    size: int = 0
    time: str = ""
    record: int = 0

    @property
    def good(self) -> bool:
        """Whether everything that is on record so far is stamped by this authority."""
        return self.outcome in (STAMPED, NOTHING_NEW)


class Stamper:
    """Asks the authorities of one data directory, round by round; one thread calls it."""

    def __init__(
        self, path: Path, fetch: Fetch, clock: Clock | None = None, within: Within | None = None
    ) -> None:
        self.fetch = fetch
        self.clock = clock or SystemClock()
        self.within = within or Directory(path, self.clock)
        self.pending: dict[str, Stamp] = {}

    def round(self) -> list[Said]:
        """Ask every authority that has not stamped what is there; stamps wait in ``pending`` for ``record``.

        Raises as ``adapters.directory.open_for_reading``.
        """
        with self.within.looking() as opened, opened.store.reading():
            note = opened.store.checkpoint()
            said = [_idle(opened.store, each) for each in opened.settings.time_authorities]
            due = [
                each
                for each, idle in zip(opened.settings.time_authorities, said, strict=True)
                if idle is None
            ]
        with ThreadPoolExecutor(max(1, len(due))) as pool:
            heard = list(pool.map(lambda each: self._asked(each, note), due))
        self.pending |= {stamp.who: stamp for _, stamp in heard if stamp is not None}
        asked = iter(heard)
        return [idle or next(asked)[0] for idle in said]

    def record(self, said: Sequence[Said] = ()) -> list[Said]:
        """Record what is pending; returns ``said`` with the numbers of the records.

        Raises Unusable ``directory.in-use`` where another program has the directory open: then it stays pending.
        """
        numbers: dict[str, int] = {}
        if self.pending:
            with self.within.writing() as unit:
                for who, stamp in list(self.pending.items()):
                    numbers[who] = stamping.keep(unit, stamp).number
                    del self.pending[who]
        return [replace(one, record=numbers.get(one.who, one.record)) for one in said]

    def _asked(self, authority: Authority, note: bytes) -> tuple[Said, Stamp | None]:
        who = authority.name
        try:
            stamp = stamping.ask(authority, note, self.fetch)
        except ShowsafeError as error:
            return Said(who, error.code, f"{who}: {error.says} {error.now}"), None
        time = written(stamp.token.time)
        says = f"{who} says that the first {stamp.size} records were there by {time}."
        return Said(who, STAMPED, says, stamp.size, time), stamp


def _idle(store: Store, authority: Authority) -> Said | None:
    """Say that an authority has nothing to stamp; None where it has."""
    lines = [each for each in attestations(store) if (each.what, each.who) == (TIME_TOKEN, authority.name)]
    size = lines[0].size if lines else 0
    if worth_asking(store, size):
        return None
    says = f"{authority.name} has stamped up to record {size}; nothing was recorded since."
    return Said(authority.name, NOTHING_NEW, says, size)
