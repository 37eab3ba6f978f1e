"""What the children of the nursery do on a data directory: real acts through the real unit.

Each says what it is about to append (``batch``, the size before, how many records), and what came of every act:
``yes`` with the record's number, ``no`` with the error's code. A line ``yes`` is said after the answer only.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, Protocol

from showsafe import bootstrap
from showsafe.adapters import directory, sqlite_schema
from showsafe.adapters.clock import FixedClock
from showsafe.adapters.settings_file import UnitSettings, WitnessSettings
from showsafe.adapters.sqlite import SqliteStore
from showsafe.adapters.tile_export import export
from showsafe.application.along import Along
from showsafe.application.parse import act_from
from showsafe.application.unit import SET, Answer, Unit
from showsafe.domain.acts import Act
from showsafe.errors import ShowsafeError
from showsafe.ledger.cosignature import vkey_of
from showsafe.ledger.keys import DeviceKey
from tests.simulator import MORNING, PEOPLE

SETTINGS = UnitSettings("north-ridge", "common")
PATIENCE = 20
CROWD = 6
AFTER = 3
PHOTO = bytes(range(256)) * 80
"""Longer than a page, so that it takes overflow pages."""

WITNESSES = tuple(
    WitnessSettings(str(vkey_of(f"w.example/{n}", DeviceKey(bytes([n] * 32)))), f"https://w.example/{n}")
    for n in (1, 2)
)
_SMALL_LOG_PAGES = 6
_SMALL_LOG_BYTES = 90_000


class Says(Protocol):
    """The line to the test; see ``nursery.Line``."""

    def say(self, *words: object) -> None:
        """Say one line."""

    def wait(self) -> None:
        """Wait until the fault is armed."""


def clock() -> FixedClock:
    """Return the time of every scenario."""
    return FixedClock(MORNING)


def an_act(act_id: str, kind: str = "acknowledge", by: str = "grip", **said: Any) -> Act:  # noqa: ANN401
    """Return an act; without more, one that is always permitted."""
    return act_from(kind, said or {"about": f"notice {act_id}"}, act_id=act_id, by=by, at=MORNING)


def make(path: Path, count: int) -> Path:
    """Make a data directory with so many records: people, then acknowledgements; closed again."""
    bootstrap.create_unit(path, SETTINGS, clock())
    with bootstrap.open_unit(path, clock()) as unit:
        gathering = unit.gather()
        for name, said in PEOPLE.items():
            act = an_act(f"enrol-{name}", "enrol", "producer", person=name, **said)
            gathering.record(act, "report", SET, MORNING)
        while len(gathering.batch.entries) + 1 < count:
            act = an_act(f"before-{len(gathering.batch.entries)}")
            gathering.record(act, "report", SET, MORNING)
        gathering.snapshot(SET)
        gathering.close()
    return path


def crashed(path: Path, to: Path) -> None:
    """Copy a directory as a power cut would find it that comes after three more acts."""
    with bootstrap.open_unit(path, clock()) as unit:
        for number in range(AFTER):
            unit.ask(an_act(f"crashed-{number}"))
        shutil.copytree(path, to)


def tell(unit: Unit, act: Act, line: Says, along: Along = Along()) -> None:  # noqa: B008 - frozen
    """Ask for one act, and say what came of it."""
    tell_of(lambda: unit.ask(act, SET, along), act.act_id, line)


def tell_of(do: Callable[[], Answer | None], name: str, line: Says) -> None:
    """Let the node do something by itself, and say what came of it."""
    try:
        answer = do()
    except ShowsafeError as error:
        line.say("no", name, error.code)
    else:
        assert answer is not None
        line.say("yes", answer.act_id, answer.number)


@contextmanager
def at_work(path: Path, line: Says, *, stays: bool = False) -> Iterator[Unit]:
    """Open the unit, and say of every append that it comes."""
    sqlite_schema.LOG_BYTES = _SMALL_LOG_BYTES
    with bootstrap.open_unit(path, clock(), stays=stays) as unit:
        append = unit.store.append

        def announced(expected: int, entries: Any, *rest: Any) -> None:  # noqa: ANN401
            line.say("batch", expected, len(entries))
            append(expected, entries, *rest)

        unit.store.append = announced  # type: ignore[method-assign,assignment]
        yield unit


def under_fault(do: Callable[[Path, Says], None]) -> Callable[[Path, Says], None]:
    """Wait until the fault is armed, then do it."""

    def done(path: Path, line: Says) -> None:
        line.wait()
        do(path, line)

    return done


@under_fault
def single(path: Path, line: Says) -> None:
    """Three acts, one after the other."""
    with at_work(path, line) as unit:
        for number in range(3):
            tell(unit, an_act(f"act-{number}"), line)


@under_fault
def moving(path: Path, line: Says) -> None:
    """Five acts, while the log moves into the file again and again."""
    with at_work(path, line) as unit:
        connection_of(unit).execute(f"PRAGMA wal_autocheckpoint = {_SMALL_LOG_PAGES}")
        for number in range(5):
            tell(unit, an_act(f"act-{number}"), line)


@under_fault
def staying(path: Path, line: Says) -> None:
    """Five acts of a program that stays: its log is extended at once, filled, moved, and begun again."""
    with at_work(path, line, stays=True) as unit:
        connection_of(unit).execute(f"PRAGMA wal_autocheckpoint = {_SMALL_LOG_PAGES}")
        for number in range(5):
            tell(unit, an_act(f"act-{number}"), line)


@under_fault
def attached(path: Path, line: Says) -> None:
    """An act with attachments, an import with personal values, and an act that erases somebody's; the program stays."""
    with at_work(path, line, stays=True) as unit:
        tell(unit, an_act("act-0"), line, Along(attachments=(PHOTO, b"note")))
        gathering = unit.gather()
        for name in ("newcomer", "guest", "visitor"):
            act = an_act(f"import-{name}", "enrol", "producer", person=name, roles=["crew"], age=30)
            gathering.record(act, "report", SET, MORNING)
        try:
            gathering.close()
        except ShowsafeError as error:
            line.say("no", "import-visitor", error.code)
        else:
            line.say("yes", "import-visitor", unit.store.size())
        tell(unit, an_act("erase-grip", "erase", "producer", person="grip"), line)


@under_fault
def settings(path: Path, line: Says) -> None:
    """Two changes of the settings, with an act after each."""
    with at_work(path, line) as unit:
        for number, some in enumerate((WITNESSES[:1], WITNESSES)):
            change = partial(bootstrap.change_settings, unit, path, replace(SETTINGS, witnesses=some))
            tell_of(change, "settings", line)
            tell(unit, an_act(f"act-{number}"), line)


@under_fault
def rotation(path: Path, line: Says) -> None:
    """The key of the node is replaced between two acts."""
    with at_work(path, line) as unit:
        tell(unit, an_act("act-0"), line)
        tell_of(lambda: bootstrap.rotate_node_key(unit, path), "rotation", line)
        tell(unit, an_act("act-1"), line)


def group(path: Path, line: Says) -> None:
    """Six people at once: while a commit is on its way they gather, and their acts share the next one."""
    arrived, gate = Event(), Event()
    with at_work(path, line) as unit, ThreadPoolExecutor(CROWD + 1) as pool:
        append = unit.store.append

        def gated(*said: Any) -> None:  # noqa: ANN401
            append(*said)
            if not arrived.is_set():
                arrived.set()
                assert gate.wait(PATIENCE)

        unit.store.append = gated  # type: ignore[method-assign,assignment]
        asked = [pool.submit(tell, unit, an_act("first"), line)]
        assert arrived.wait(PATIENCE)
        asked.extend(pool.submit(tell, unit, an_act(f"act-{n}"), line) for n in range(CROWD))
        while not gathered(unit):
            assert not any(each.done() for each in asked)
        line.wait()
        gate.set()
        for each in asked:
            each.result(PATIENCE)
        tell(unit, an_act("last"), line)


def gathered(unit: Unit) -> bool:
    """Whether everybody waits for the next commit."""
    with unit._group.deciding:
        batch = unit._group._open
        return batch is not None and len(batch.entries) == CROWD


def crowd(path: Path, line: Says) -> None:
    """Six people, five acts each, as they come."""
    with at_work(path, line) as unit, ThreadPoolExecutor(CROWD) as pool:
        line.wait()
        for each in [pool.submit(tell, unit, an_act(f"act-{n}"), line) for n in range(5 * CROWD)]:
            each.result(PATIENCE)


@under_fault
def making(path: Path, line: Says) -> None:
    """Make a unit and record its opening."""
    bootstrap.create_unit(path, SETTINGS, clock())
    line.say("made")


@under_fault
def exporting(path: Path, line: Says) -> None:
    """Export the unit that lies beside a folder into that folder."""
    with directory.open_for_reading(path.with_name("unit")) as opened:
        export(opened.store, path)
    line.say("exported")


def connection_of(unit: Unit) -> Any:  # noqa: ANN401
    """Return the connection under a unit, to change when its log moves."""
    assert isinstance(unit.store, SqliteStore)
    return unit.store._connection


SCENARIOS: dict[str, Callable[[Path, Says], None]] = {
    "single": single,
    "boundary": single,
    "after-a-crash": single,
    "moving": moving,
    "staying": staying,
    "attached": attached,
    "settings": settings,
    "rotation": rotation,
    "group": group,
    "crowd": crowd,
    "making": making,
    "exporting": exporting,
}
"""By name; ``boundary`` and ``after-a-crash`` differ in the directory that they begin with."""
