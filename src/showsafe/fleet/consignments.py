"""Consignments across logs: what one unit says that it sent held against what another says that it took.

Every log is read only by the office; who looks sees the consignments of their own productions, with the other side by
its production, its record and its leaf hash, and nobody of it by name.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from threading import Event, Lock
from typing import Any, Protocol

from showsafe.application import consigned
from showsafe.application.consigned import Step
from showsafe.application.naming import field_forms
from showsafe.books.consign import views
from showsafe.books.consign.state import Consignment, Consignments, Said
from showsafe.domain.acts import KINDS, LEAVING
from showsafe.errors import ShowsafeError, Unusable
from showsafe.ledger import base64text, checkpoint, record
from showsafe.ledger.archive import Held, Kept, Unit
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.tiles import subtree_of
from showsafe.ledger.tree import leaf_hash, prove_inclusion

Plain = dict[str, Any]

MOST_LOGS = 20_000
"""So many logs are followed from pointer to pointer for one look."""

FEW_LOGS = 50
"""So many logs are all read for every look; with more of them, a look relies on what was read in the background."""

EVERY_S = 60.0
"""So many seconds lie between two rounds in the background."""

log = logging.getLogger(__name__)

AWAY = "postgres."
"""What the codes of a database that cannot be used begin with: then no log can be read."""

_KINDS = (*LEAVING, *consigned.COMING, "acknowledge", "confirm", "override")
_FORMS = tuple(form for kind in _KINDS for form in field_forms("kind", f'{KINDS[kind].event}"'))


class Archive(Protocol):
    """What is asked of the office's archive (``ledger.archive.Archive``)."""

    def units(self, production: str = "") -> tuple[Unit, ...]:
        """Return the units of a production, or all of them."""

    def entries(self, origin: str, first: int = 1, last: int | None = None) -> Iterator[Kept]:
        """Yield the records of a log."""

    def held(self, origin: str) -> Held:
        """Return how far the office is with a log."""

    def tile(self, origin: str, level: int, number: int) -> bytes:
        """Return the hashes of a tile of a log's tree."""


class Entry(Protocol):
    """One record: its number and its bytes."""

    @property
    def number(self) -> int:
        """Its number, from 1."""

    @property
    def raw(self) -> bytes:
        """Its bytes."""


def said_in(origin: str, entries: Iterable[Entry]) -> Iterator[Said]:
    """Yield the steps of a log from its records; what cannot be read says nothing of what travels."""
    for entry in entries:
        if any(form in entry.raw for form in _FORMS):
            step = step_in(entry.number, entry.raw)
            if step is not None:
                yield Said(origin, step)


def step_in(number: int, raw: bytes) -> Step | None:
    """Return the step that the bytes of a record say; a record that no node writes says none."""
    try:
        return consigned.step_of(number, leaf_hash(raw).hex(), record.read(raw).body)
    except (ShowsafeError, KeyError, TypeError, AttributeError, IndexError):
        return None


class Steps:
    """The steps of many logs, each read once and then only as it grows. Safe to use from several threads.

    A log that was read within the last ``fresh`` seconds is not asked again: with thousands of logs a page waits for
    none of them.

    Which logs point at a log is known of those that were read: ``refresh`` reads all of them, and whoever serves the
    office calls it now and then. A look reads those that it needs itself.
    """

    def __init__(
        self, archive: Archive, fresh: float = 0.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin with nothing read."""
        self.archive = archive
        self.fresh = fresh
        self._clock = clock
        self._at: dict[str, float] = {}
        self._read: dict[str, tuple[int, list[Said]]] = {}
        self._pointing: dict[str, set[str]] = {}
        self._lock = Lock()

    def of(self, origin: str) -> list[Said]:
        """Return the steps of one log as the archive has it now."""
        with self._lock:
            size, known = self._read.get(origin, (0, []))
            if origin in self._at and self._clock() - self._at[origin] < self.fresh:
                return known

            def counted() -> Iterator[Kept]:
                nonlocal size
                for entry in self.archive.entries(origin, size + 1):
                    size = entry.number
                    yield entry

            new = [*said_in(origin, counted())]
            for each in new:
                for other in others(each):
                    self._pointing.setdefault(other, set()).add(origin)
            found = [*known, *new] if new else known
            self._read[origin], self._at[origin] = (size, found), self._clock()
            return found

    def pointing(self, origin: str) -> list[str]:
        """Return the logs that are known to point at a log, or to have sent something to its unit."""
        with self._lock:
            return sorted(self._pointing.get(origin, ()))

    def refresh(self, over: Callable[[], bool] = lambda: False) -> int:
        """Read what is new in every log that the office keeps, until ``over`` says so; return how many were read."""
        count = 0
        for unit in self.archive.units():
            if over():
                break
            with self._lock:
                self._at.pop(unit.origin, None)
            try:
                self.of(unit.origin)
            except Exception as error:
                code = error.code if isinstance(error, ShowsafeError) else "program.broke"
                if code.startswith(AWAY):
                    raise
                # Of one log alone: those behind it are read all the same.
                log.warning("what travels cannot be read in one log [%s]", code)
                continue
            count += 1
        return count

    def keep_on(self, stop: Event, every_s: float = EVERY_S) -> None:
        """Refresh until told to stop; an archive that cannot be used is tried again."""
        while not stop.is_set():
            try:
                self.refresh(stop.is_set)
            except ShowsafeError as error:
                log.warning("what travels waits: %s [%s]", error.says, error.code)
            stop.wait(every_s)

    def everything(self) -> None:
        """Read every log where they are few, so that a small office needs nobody to refresh."""
        if len(self.archive.units()) <= FEW_LOGS:
            for unit in self.archive.units():
                self.of(unit.origin)


@dataclass(frozen=True, slots=True)
class Known:
    """The logs that are followed: the unit of each by its origin, and the consignments over all of them."""

    units: Mapping[str, Unit]
    consignments: Consignments

    def production(self, origin: str) -> str:
        """Return whose log it is; "" of one that the office does not keep."""
        unit = self.units.get(origin)
        return unit.production if unit is not None else ""


def followed(steps: Steps, origins: Iterable[str]) -> Known:
    """Return the consignments of some logs and of every log that a pointer or a slip leads to, however far away."""
    units = {unit.origin: unit for unit in steps.archive.units()}
    waiting = [origin for origin in dict.fromkeys(origins) if origin in units]
    read: dict[str, list[Said]] = {}
    while waiting and len(read) < MOST_LOGS:
        origin = waiting.pop()
        if origin not in read:
            read[origin] = steps.of(origin)
            waiting += [other for other in _near(steps, origin, read[origin]) if other in units]
    return _known(units, read)


def followed_weapon(steps: Steps, things: Iterable[tuple[str, str]]) -> Known:
    """Return the consignments of every log that a weapon passed through, or that says that it did.

    ``things`` are the weapon as logs name it: the one that is looked at, and those that people joined with it.
    """
    units = {unit.origin: unit for unit in steps.archive.units()}
    starts = [thing for thing in dict.fromkeys(things) if thing[0] in units]
    read = {origin: steps.of(origin) for origin, _ in starts}
    done: set[str] = set()
    while len(read) < MOST_LOGS:
        known = _known(units, read)
        chain = {origin for thing in starts for origin, _ in known.consignments.chain(*thing)}
        new = [origin for origin in sorted(chain - done) if origin in units]
        if not new:
            return known
        for origin in new:
            done.add(origin)
            read.setdefault(origin, steps.of(origin))
            for other in _near(steps, origin, read[origin]):
                if other in units:
                    read.setdefault(other, steps.of(other))
    return _known(units, read)


def _beside(steps: Steps, origins: Iterable[str]) -> Known:
    """Return the consignments in which some logs have a part, held against every log that speaks of the same ones."""
    units = {unit.origin: unit for unit in steps.archive.units()}
    read = {origin: steps.of(origin) for origin in dict.fromkeys(origins) if origin in units}
    near = {other for origin, said in read.items() for other in _near(steps, origin, said)}
    claiming = {other for origin in near for other in steps.pointing(origin)}
    for origin in sorted(near | claiming):
        if origin in units and len(read) < MOST_LOGS:
            read.setdefault(origin, steps.of(origin))
    return _known(units, read)


def _near(steps: Steps, origin: str, said: Iterable[Said]) -> set[str]:
    return {*steps.pointing(origin), *(other for each in said for other in others(each))}


def _known(units: Mapping[str, Unit], read: Mapping[str, list[Said]]) -> Known:
    found = Consignments(each for origin in sorted(read) for each in read[origin])
    found.check(read)
    return Known(units, found)


def others(said: Said) -> Iterator[str]:
    """Yield the logs that a step points at, or whose unit it names as the one that a thing goes to."""
    words = said.step.words
    if words is None:
        return
    if words.of is not None:
        yield words.of.origin
    if words.at is not None:
        yield words.at.origin
    if words["to_is"] == consigned.UNIT:
        yield origin_of(str(words["to"]))


def sides(found: Consignment) -> set[str]:
    """Return every log that has a part in a consignment."""
    told = [*(each.said for each in found.arrivals), *found.refused, *found.absent, *found.awaited]
    logs = {each.origin for each in told}
    if found.of is not None:
        logs.add(found.of.origin)
    if found.word("to_is") == consigned.UNIT:
        logs.add(origin_of(found.word("to")))
    return logs


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the consignments that somebody may see, and how many there are in all."""

    rows: list[Plain]
    count: int


def matched(
    steps: Steps,
    allowed: frozenset[str],
    today: str,
    *,
    named: frozenset[str] = frozenset(),
    only_open: bool = False,
) -> list[Plain]:
    """Return the consignments of the productions that somebody may see, what needs somebody first.

    ``named`` are those of them whose people may be named too: who looks after a difference of another one is left out,
    and so are the free words of a production that is not ``allowed``. Without a production nothing is seen.
    """
    return page(steps, allowed, today, named=named, only_open=only_open).rows


def page(
    steps: Steps,
    allowed: frozenset[str],
    today: str,
    *,
    named: frozenset[str] = frozenset(),
    only_open: bool = False,
    limit: int | None = None,
    skip: int = 0,
) -> Page:
    """Return a part of what ``matched`` returns, and the count of all of it."""
    steps.everything()
    own = [unit.origin for unit in steps.archive.units() if unit.production in allowed]
    known = _beside(steps, own)
    seen, mine = Consignments(), set(own)
    seen.by_record = {of: each for of, each in known.consignments.by_record.items() if sides(each) & mine}
    seen.without = [each for each in known.consignments.without if sides(each) & mine]
    found = views.ordered(seen, today, only_open=only_open)
    part = found[skip:] if limit is None else found[skip : skip + limit]
    return Page([_shown(views.as_json(each, today), known, allowed, named) for each in part], len(found))


def proof_of(archive: Archive, origin: str, number: int) -> bytes:
    """Return the place of a record as a ``.tlog-proof`` (C2SP), under the checkpoint that the office cosigned last.

    Raises Unusable ``consign.no-checkpoint`` where that does not cover the record, or the office is behind it.
    """
    held = archive.held(origin)
    size = checkpoint.read(held.seen).size if held.seen else 0
    if not 1 <= number <= size <= held.size:
        raise Unusable(
            "consign.no-checkpoint",
            f"No checkpoint that the office holds all records of covers record {number}.",
            "Wait until the unit has called again.",
        )
    path = prove_inclusion(number - 1, size, subtree_of(partial(archive.tile, origin), size))
    lines = [f"c2sp.org/tlog-proof@v1\nindex {number - 1}", *map(base64text.encode, path), "", ""]
    return "\n".join(lines).encode() + held.seen


@dataclass(frozen=True, slots=True)
class OfficeLogs:
    """The logs of the office as a passport reads them (``fleet.passport.Logs``)."""

    archive: Archive
    known: Known

    def production(self, origin: str) -> str:
        """Return whose log it is; "" of one that the office does not keep."""
        return self.known.production(origin)

    def entries(self, origin: str) -> Iterator[Kept]:
        """Yield the records of a log; none of one that the office does not keep."""
        return self.archive.entries(origin) if origin in self.known.units else iter(())

    def whole(self, origin: str) -> bool:
        """Whether the office keeps the log."""
        return origin in self.known.units


def _shown(line: Plain, known: Known, allowed: frozenset[str], named: frozenset[str]) -> Plain:
    """Return a line with the production of every side, and without what belongs to another one alone."""

    def whose(pointer: Plain | None) -> Plain | None:
        return None if pointer is None else {**pointer, "production": known.production(pointer["origin"])}

    def free(pointer: Plain) -> bool:
        return known.production(pointer["origin"]) in allowed

    shown = {**line, "left": whose(line["left"])}
    for key in ("arrivals", "refused", "absent", "missing", "closed", "carriers"):
        shown[key] = [{**each, "of": whose(each["of"])} for each in line[key]]
    for key in ("refused", "absent"):
        shown[key] = [{**each, "why": each["why"] if free(each["of"]) else ""} for each in shown[key]]
    shown["closed"] = [
        {**each, "answer": whose(each["answer"]), "paper": each["paper"] if free(each["of"]) else ""}
        for each in shown["closed"]
    ]
    shown["differences"] = [_difference(each, known, named) for each in line["differences"]]
    return shown


def _difference(each: Plain, known: Known, named: frozenset[str]) -> Plain:
    production = known.production(each["of"]["origin"])
    owner = each["owner"] if production in named else ""
    return {**each, "owner": owner, "of": {**each["of"], "production": production}}
