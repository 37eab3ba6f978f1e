"""What ``showsafe serve`` does and says: opening, choosing the way, the address with its QR, and the end."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from showsafe import bootstrap
from showsafe.adapters import case_directory, offices_file, settings_file
from showsafe.adapters.certificates import addresses, context, modes, words
from showsafe.adapters.certificates import place as places
from showsafe.adapters.clock import SystemClock
from showsafe.adapters.offices_file import OfficeSettings
from showsafe.adapters.time_client import TimeClient
from showsafe.adapters.witness_client import WitnessClient
from showsafe.application.access.desk import Desk
from showsafe.application.telling.subscribed import woken_by
from showsafe.application.unit import Unit
from showsafe.entrypoints import keyboard, pushing, replicating, stamping
from showsafe.entrypoints.cli import codes, say
from showsafe.entrypoints.http import logs, static
from showsafe.entrypoints.http.api.cases.held import Cases
from showsafe.entrypoints.http.api.shelf import Shelf
from showsafe.entrypoints.http.listening import EVERYWHERE, listening
from showsafe.entrypoints.http.process import Process, Way
from showsafe.entrypoints.http.reached import Reached
from showsafe.entrypoints.pushing import Pusher
from showsafe.entrypoints.replicating import Replicator
from showsafe.entrypoints.rounds import Rounds, Told
from showsafe.entrypoints.stamping import Stamper
from showsafe.entrypoints.telling import mornings
from showsafe.entrypoints.telling.daily import Daily
from showsafe.entrypoints.telling.running import Running
from showsafe.entrypoints.telling.teller import Teller
from showsafe.entrypoints.within import Live
from showsafe.errors import ShowsafeError
from showsafe.projections.numbers import counted

EVERY_MINUTE, EVERY_HOUR = 60.0, 3600.0
AWAY = 5.0
"""After so many seconds a witness or time authority counts as away until the next round."""


Asking = Rounds[pushing.Said] | Rounds[stamping.Said] | Rounds[replicating.Said]
"""What asks witnesses, time authorities or offices while a unit is served."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to have served, and how."""

    data: Path
    demo: bool
    host: str
    port: int
    join_port: int
    tls: str
    mdns: bool
    log: str
    elsewhere: Path | None
    cases: Path | None
    in_json: bool

    @property
    def only(self) -> str:
        """The one host to listen at; "" for every one."""
        return "" if self.host in EVERYWHERE else self.host


def run(wish: Wish) -> None:
    """Serve until stopped; raises as ``bootstrap.open_unit``, ``listening``, ``context.serving``."""
    logs.begin(wish.log)
    clock = SystemClock()
    lines = _demonstration(wish) if wish.demo else []
    here, unit_id = places.of(wish.data, wish.elsewhere)
    with ExitStack() as stack:
        unit = stack.enter_context(bootstrap.open_unit(wish.data, clock, stays=True))
        cases = stack.enter_context(Cases(wish.cases or case_directory.folder_of(wish.data.resolve()), clock))
        desk = Desk(unit, bootstrap.badges_of(unit, wish.data))
        if wish.tls == modes.CA and here.authority() is None:
            here.create_authority(unit_id, clock.now())
        mode, tls = context.serving(here, wish.tls, clock.now(), addresses.present)
        at = stack.enter_context(listening(wish.only, wish.port))
        authority = here.authority() if mode.name == modes.CA else None
        joins = stack.enter_context(listening(wish.only, wish.join_port)) if authority else ()
        way = Way(
            unit=unit_id,
            place=here,
            mode=mode,
            tls=tls,
            present=addresses.present,
            clock=clock,
            only=wish.only,
            mdns=wish.mdns,
        )
        process = Process(
            desk=desk,
            way=way,
            at=at,
            moved=lambda now: _moved(now, wish),
            says=lambda line: _say_later(line, wish),
            joins=joins,
            authority=authority,
            files=static.files_of(),
            cases=cases,
            shelf=Shelf(wish.data.resolve(), clock),
        )
        if wish.demo:
            lines = [*lines, *_invitations(desk, process.now.url)]
        stack.enter_context(keyboard.listening(desk, wish.data, lambda: process.now.url, process.changed))
        asking = list(_asking(unit, wish, process))
        for each in asking:
            stack.enter_context(each)
        _begin_copying(stack, unit, wish, process, asking)
        unit.grave = lambda: _wake(asking)
        _begin_telling(stack, unit, wish)
        # What is here now stays: looking through it for garbage again and again would hold up answers.
        gc.freeze()
        process.run(begun=lambda: _show(process, wish, lines))
    if not wish.in_json:
        say.text("Stopped. Every record that was answered is on the disk.")


def _demonstration(wish: Wish) -> list[str]:
    from showsafe.entrypoints import demo_case, demo_set  # noqa: PLC0415 - made up: no part of a real one

    return [*demo_set.prepare(wish.data), *demo_case.prepare(wish.data.resolve(), wish.cases)]


def _invitations(desk: Desk, url: str) -> list[str]:
    from showsafe.entrypoints import demo_set  # noqa: PLC0415 - as above

    return demo_set.invite(desk, url)


def _asking(unit: Unit, wish: Wish, process: Process) -> Iterator[Asking]:
    """Yield what asks the unit's witnesses and time authorities while it is served, where it has any."""
    settings = settings_file.read(wish.data)
    within = Live(unit, wish.data)
    told = Told(process.changed, lambda line: _say_later(line, wish))
    offices = {each.vkey for each in _offices(wish)}
    if any(each.vkey not in offices for each in settings.witnesses):
        pusher = Pusher(wish.data, WitnessClient(AWAY), unit.clock, within, offices)

        def at_night() -> list[pushing.Said]:
            due = pusher.night_is_due()
            return [pushing.cosigned_by_ourselves(wish.data, unit.clock, within)] if due else []

        yield Rounds(pusher, EVERY_MINUTE, told, at_night)
    if settings.time_authorities:
        yield Rounds(Stamper(wish.data, TimeClient(AWAY), unit.clock, within), EVERY_HOUR, told)


def _offices(wish: Wish) -> tuple[OfficeSettings, ...]:
    """Return the offices that get a copy; a damaged file keeps no set from being served."""
    try:
        return offices_file.read(wish.data)
    except ShowsafeError as error:
        _say_later(f"{error.says} {error.now}", wish)
        return ()


def _begin_copying(stack: ExitStack, unit: Unit, wish: Wish, process: Process, asking: list[Asking]) -> None:
    """Copy the log to its offices while the unit is served, if it has any; at the end a stretch under way is let go."""
    if not _offices(wish):
        return
    told = Told(process.changed, lambda line: _say_later(line, wish))
    copier = Replicator(wish.data, unit.clock, Live(unit, wish.data), patient=True)
    asking.append(stack.enter_context(Rounds(copier, replicating.EVERY, told)))
    stack.callback(copier.over.set)


def _begin_telling(stack: ExitStack, unit: Unit, wish: Wish) -> None:
    """Tell those outside while the unit is served; whoever is added meanwhile is told too."""
    within = Live(unit, wish.data)
    daily = Daily(wish.data, within, unit.clock, mornings.served(unit, wish.data), mornings.SOURCES)
    teller = Teller(wish.data, within, unit.clock)
    running = stack.enter_context(Running(teller, daily, lambda line: _say_later(line, wish)))
    unit.telling = woken_by(unit.telling, running.wake)


def _wake(asking: Sequence[Asking]) -> None:
    """Have everybody asked at once; nobody waits for it."""
    for each in asking:
        each.wake()


def _show(process: Process, wish: Wish, lines: Sequence[str]) -> None:
    """Say where the node is, in which way, how a phone joins, who is there to play, and how to stop."""
    way, now = process.way, process.now
    if wish.in_json:
        say.as_json(
            {
                "unit": way.unit,
                "data": str(wish.data),
                "url": now.url,
                "urls": list(now.urls),
                "join": process.join_url,
                "mode": way.mode.name,
                "notes": list(way.mode.notes),
                "built": bool(process.files),
                "lines": list(lines),
                "cases": [name for name, _ in process.cases.all()],
                "cases_not_open": {name: why.code for name, why in process.cases.not_open()},
            }
        )
        sys.stdout.flush()
        return
    for line in lines:
        say.text(line)
    if lines:
        say.text()
    say.text(
        f"Unit {way.unit} from {wish.data}, as of record {process.desk.unit.store.size()}.", style="bold"
    )
    for note in way.mode.notes:
        say.text(note)
    say.text(way.mode.says)
    _say_way(process, wish)
    _say_address(now)
    _say_cases(process)
    if not process.files:
        say.text("This copy has no screens inside. To build them: make setup")
    say.text("Stop it with Ctrl-C. Treat every firearm as loaded.")
    sys.stdout.flush()


def _say_way(process: Process, wish: Wish) -> None:
    if process.authority is not None:
        say.text(
            "First, once, each new phone joins here, and compares the SHA-256, or its words, with its own:"
        )
        _say_qr(process.join_url)
        spoken = words.spoken(process.authority.der)
        for start in range(0, len(spoken), 4):
            say.command(" ".join(spoken[start : start + 4]))
        return
    if process.way.mode.name == modes.OFF and wish.tls != modes.OFF:
        say.text("For HTTPS with an authority of the production's own, which takes a moment:")
        say.command(f"showsafe serve --data {quote(str(wish.data))} --tls ca")


def _say_cases(process: Process) -> None:
    """Say how many cases are served beside the set, and which cannot be opened, with the reason."""
    if open_ := process.cases.all():
        say.text(f"Beside it: {counted(len(open_), 'case')}, for those with access.")
    for name, why in process.cases.not_open():
        say.text(f"The case {name} cannot be opened: {why.says} {why.now}")


def _say_address(now: Reached) -> None:
    say.text("Open, or scan:")
    _say_qr(now.url)
    for further in now.urls[1:]:
        say.command(f"or {further}")


def _say_qr(url: str) -> None:
    codes.show(url)
    say.command(url)


def _say_later(line: str, wish: Wish) -> None:
    """Say something that turned out while serving."""
    with _unheard():
        if wish.in_json:
            say.as_json({"says": line})
        else:
            say.text(line)
        sys.stdout.flush()


def _moved(now: Reached, wish: Wish) -> None:
    """Say that this machine is somewhere else now."""
    with _unheard():
        if wish.in_json:
            say.as_json({"url": now.url, "urls": list(now.urls)})
        else:
            say.text("This machine has another address now. Phones that joined need not join again.")
            _say_address(now)
        sys.stdout.flush()


def _unheard() -> AbstractContextManager[None]:
    """A node whose terminal has gone serves on; the screen that is spoken to leaves the program at that, else."""
    return contextlib.suppress(OSError, SystemExit)
