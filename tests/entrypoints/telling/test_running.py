"""Telling beside serving: at once when something waits, each destination by itself, and no act ever waits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from showsafe.adapters.telling.outcome import Outcome
from showsafe.application.telling.destinations import Destination
from showsafe.application.telling.message import Message
from showsafe.application.telling.subscribed import woken_by
from showsafe.books.readiness.look import Looked
from showsafe.entrypoints.telling import running as module
from showsafe.entrypoints.telling.daily import Daily
from showsafe.entrypoints.telling.running import Running
from showsafe.entrypoints.within import Live
from showsafe.errors import Unusable
from tests.entrypoints.serves import WAIT
from tests.entrypoints.telling.sets import NOBODY_THERE, TAKEN, Telling, add, telling


@contextmanager
def running(
    here: Telling, says: Callable[[str], None] = lambda _: None, every: float = 60.0
) -> Iterator[Running]:
    """Tell beside the unit for the length of the block."""
    daily = Daily(here.path, Live(here.unit, here.path), here.clock, _nothing, {})
    with Running(here.teller, daily, says, every) as begun:
        here.unit.telling = woken_by(here.unit.telling, begun.wake)
        yield begun


def _nothing() -> AbstractContextManager[Looked]:
    raise AssertionError


def until(end: Telling, fact: Callable[[], bool], heard: threading.Event) -> None:
    """Wait until a fact holds, looking again whenever something was heard."""
    while not fact():
        assert heard.wait(WAIT), (end.end.records, end.waiting)
        heard.clear()


@pytest.fixture
def heard() -> threading.Event:
    """Return what is set whenever something was taken or said."""
    return threading.Event()


def test_a_stop_is_told_at_once(data: Path, heard: threading.Event) -> None:
    """Nobody has to wait for the next look: what was recorded wakes whoever tells."""
    with telling(data) as here:
        took = here.end.__call__

        def send(message: Message, to: Destination, secrets: Mapping[str, str], now: datetime) -> Outcome:
            came = took(message, to, secrets, now)
            heard.set()
            return came

        here.teller.send = send
        with running(here):
            number = here.stop()
            until(here, lambda: here.end.records == [number], heard)
        assert (here.told, here.waiting) == ([number], [])


def test_a_destination_that_hangs_holds_up_no_act_and_no_other(data: Path, heard: threading.Event) -> None:
    """While one destination takes for ever, acts are answered and the other destination is told."""
    free = threading.Event()
    with telling(data) as here:
        add(here.unit, here.path, "slow", topics="stop")

        def send(message: Message, to: Destination, _secrets: Mapping[str, str], _now: datetime) -> Outcome:
            if to.name == "slow":
                heard.set()
                assert free.wait(WAIT)
            else:
                here.end.heard.append(message)
                heard.set()
            return TAKEN

        here.teller.send = send
        with running(here):
            numbers = [here.stop() for _ in range(3)]
            until(here, lambda: here.end.records == numbers, heard)
            assert here.lines("waiting", "slow") == numbers
            assert here.stop() == numbers[-1] + 1
            free.set()
        assert here.lines("told", "slow")


def test_trouble_is_said_once_and_its_end_too(data: Path, heard: threading.Event) -> None:
    """The same trouble again and again is one line for whoever looks at the terminal; that it is over is another."""
    said: list[str] = []

    def says(line: str) -> None:
        said.append(line)
        heard.set()

    with telling(data) as here, running(here, says) as begun:
        here.end.answers = NOBODY_THERE
        here.stop()
        until(here, lambda: len(said) == 1, heard)
        for _ in range(3):
            tried = len(here.end.tried)
            here.clock.advance(1000)
            begun.wake()
            while len(here.end.tried) == tried:
                begun.wake()
                heard.wait(0.01)
        here.end.answers = TAKEN
        here.clock.advance(1000)
        while len(said) == 1:
            begun.wake()
            heard.wait(0.01)
    assert said == ["board: Nobody answers there.", "board: told again."]


def test_what_is_wrong_with_the_files_is_said_and_tried_again(
    data: Path, heard: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where destinations cannot be read that is said, and the next look goes on; nor does a fault of ours end it."""
    said: list[str] = []
    ways = [Unusable("telling.changed", "Changed.", "Put it back."), RuntimeError("broken")]

    def says(line: str) -> None:
        said.append(line)
        heard.set()

    with telling(data) as here:
        destinations = here.teller.destinations

        def broken() -> tuple[Destination, ...]:
            heard.set()
            if ways:
                raise ways.pop(0)
            return destinations()

        monkeypatch.setattr(here.teller, "destinations", broken)
        with running(here, says) as begun:
            until(here, lambda: said == ["Changed. Put it back."], heard)
            number = here.stop()
            while not here.told:
                begun.wake()
                heard.wait(0.01)
        assert (here.end.records, said[1:]) == ([number], ["Telling: told again."])


def test_the_end_waits_a_moment_for_what_is_on_its_way(data: Path, heard: threading.Event) -> None:
    """A message that is being sent when the program ends is marked, so that it is not sent again."""
    ending = threading.Event()
    with telling(data) as here:
        took = here.end.__call__

        def send(message: Message, to: Destination, secrets: Mapping[str, str], now: datetime) -> Outcome:
            heard.set()
            assert ending.wait(WAIT)
            return took(message, to, secrets, now)

        here.teller.send = send
        with running(here):
            number = here.stop()
            assert heard.wait(WAIT)
            ending.set()
        assert (here.told, here.end.records) == ([number], [number])


def test_the_end_waits_no_longer(data: Path, heard: threading.Event, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever hangs at the end is left: what was not told waits for the next start."""
    monkeypatch.setattr(module, "FAREWELL", 0.05)
    free = threading.Event()
    with telling(data) as here:

        def send(*_: object) -> Outcome:
            heard.set()
            assert free.wait(WAIT)
            return NOBODY_THERE

        here.teller.send = send
        with running(here):
            number = here.stop()
            assert heard.wait(WAIT)
        assert here.waiting == [number]
        threads = [each for each in threading.enumerate() if each.name == "tell-board"]
        free.set()
        for each in threads:
            each.join(WAIT)
