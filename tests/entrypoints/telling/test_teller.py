"""Telling through days of trouble, on a clock that the test moves: everything once, in order, and nothing lost."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from showsafe.adapters import telling_file
from showsafe.entrypoints.telling import teller as tellers
from showsafe.entrypoints.telling.teller import LONGEST, REFUSALS, STUCK, backoff
from showsafe.errors import Unusable
from showsafe.ledger.outbox import Mark
from showsafe.ledger.verify import verify
from tests.entrypoints.telling.sets import (
    HOUR,
    NOBODY_THERE,
    NOT_THIS_ONE,
    NOW,
    TAKEN,
    End,
    add,
    telling,
)


def test_what_waits_is_told_once_and_in_order(data: Path) -> None:
    """Three stops are three messages in the order of their records, and no fourth."""
    with telling(data) as here:
        numbers = [here.stop() for _ in range(3)]
        here.tell()
        here.tell()
        assert (here.end.records, here.waiting, here.told) == (numbers, [], numbers)
    assert verify(data).ok


def test_away_for_two_days_and_back(data: Path) -> None:
    """While nobody answers for two days acts go on; when it is back everything arrives once, in order, nothing lost."""
    with telling(data) as here:
        here.end.answers = NOBODY_THERE
        numbers = []
        for quarter in range(2 * 24 * 4):
            if quarter % 8 == 0:
                numbers.append(here.stop())
            here.clock.advance(LONGEST)
            here.tell()
            here.tell()
        assert (here.waiting, here.aside, here.end.heard) == (numbers, [], [])
        # It was tried now and then, and not every time that somebody looked.
        assert 150 < len(here.end.tried) <= 2 * 2 * 24 * 4
        here.end.answers = TAKEN
        here.clock.advance(LONGEST)
        while here.waiting:
            here.tell()
        assert (here.end.records, here.told, here.aside) == (numbers, numbers, [])
        assert len({each.id for each in here.end.heard}) == len(numbers)


def test_a_restart_goes_on_where_it_was(data: Path) -> None:
    """Tries, times and the last words are on the disk: a program that starts anew neither hurries nor forgets."""
    end = End(answers=NOBODY_THERE)
    with telling(data, end) as here:
        number = here.stop()
        assert here.tell() == "Nobody answers there."
    with telling(data, end, NOW + timedelta(seconds=5), adds=False) as here:
        (line,) = here.unit.store.outbox("board", "waiting")
        assert (line.tries, line.says) == (1, "Nobody answers there.")
        here.tell()
        assert len(end.tried) == 1
        here.clock.advance(6)
        end.answers = TAKEN
        here.tell()
        assert end.records == [number]


def test_a_kill_between_sending_and_marking_sends_it_again_under_one_id(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after it was taken and before it is marked, a message is sent again after the start, with the same id."""
    end = End()

    class Killed(BaseException):
        """The end of the process."""

    def kill(*_: object) -> None:
        raise Killed

    with telling(data, end) as here:
        number = here.stop()
        with monkeypatch.context() as patch:
            patch.setattr(here.unit.store, "mark", kill)
            with pytest.raises(Killed):
                here.tell()
    with telling(data, end, NOW + timedelta(minutes=1), adds=False) as here:
        assert here.waiting == [number]
        here.tell()
        assert (here.waiting, here.told) == ([], [number])
    assert end.records == [number, number]
    assert len({each.id for each in end.heard}) == 1


def test_a_disk_that_takes_no_mark_sends_nothing_twice(
    data: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the disk is full after a message was taken, the same program does not send it again, and marks it later."""

    def full(*_: object) -> None:
        raise Unusable("disk.full", "The disk is full.", "Make room.")

    with telling(data) as here:
        number = here.stop()
        with monkeypatch.context() as patch, caplog.at_level(logging.WARNING, "showsafe.telling"):
            patch.setattr(here.unit.store, "mark", full)
            for _ in range(3):
                here.tell()
                here.clock.advance(HOUR)
        assert (here.end.records, here.waiting) == ([number], [number])
        assert "disk.full" in caplog.text
        here.tell()
        assert (here.end.records, here.waiting, here.told) == ([number], [], [number])


def test_one_that_is_refused_is_set_aside_and_said(data: Path) -> None:
    """A message that is refused as such is tried some times, then set aside and said; the next ones are told."""
    with telling(data) as here:
        bad, good = here.stop(), here.stop()
        here.end.of_record[bad] = NOT_THIS_ONE
        says = ""
        for _ in range(REFUSALS):
            assert here.end.heard == []
            says = here.tell()
            here.clock.advance(LONGEST)
        assert (here.aside, here.told, here.waiting) == ([bad], [good], [])
        assert len([each for each in here.end.tried if each.record == bad]) == REFUSALS
        (line,) = here.unit.store.outbox("board", "aside")
        assert "400" in line.says
        assert says == ""
        here.stop()
        here.end.answers = TAKEN
        here.tell()
        assert len(here.end.heard) == 2


def test_what_was_set_aside_is_said_where_it_happens(data: Path) -> None:
    """The turn in which a message is set aside says so."""
    with telling(data) as here:
        bad = here.stop()
        here.end.answers = NOT_THIS_ONE
        said = []
        for _ in range(REFUSALS):
            said.append(here.tell())
            here.clock.advance(LONGEST)
        assert said[-1].startswith("One message was set aside")
        assert f"record {bad}" in said[-1]


def test_one_that_never_gets_through_stops_no_others(data: Path) -> None:
    """Where a hook fails at one message for ever and takes the next, the first is set aside after some tries."""
    with telling(data) as here:
        bad, *good = [here.stop() for _ in range(4)]
        here.end.of_record[bad] = NOBODY_THERE
        for tries in range(STUCK):
            assert (here.end.heard, tries) == ([], tries)
            here.tell()
            here.clock.advance(LONGEST)
        assert (here.end.records, here.aside, here.waiting) == (good, [bad], [])


def test_one_that_was_only_unlucky_is_told(data: Path) -> None:
    """Where it comes back just between two messages, both are told and nothing is set aside."""
    with telling(data) as here:
        first, second = here.stop(), here.stop()
        here.end.answers = NOBODY_THERE
        for _ in range(STUCK - 1):
            here.tell()
            here.clock.advance(LONGEST)
        took = here.end.__call__

        def back(*parts: object) -> object:
            came = took(*parts)  # type: ignore[arg-type]
            here.end.answers = TAKEN
            return came

        here.teller.send = back  # type: ignore[assignment]
        here.tell()
        assert sorted(here.end.records) == [first, second]
        assert (here.aside, here.waiting) == ([], [])


def test_only_one_waiting_is_never_given_up(data: Path) -> None:
    """A single message to one who is away for weeks waits: nobody else shows that it is the message."""
    with telling(data) as here:
        number = here.stop()
        here.end.answers = NOBODY_THERE
        for _ in range(40):
            here.tell()
            here.clock.advance(12 * HOUR)
        assert (here.waiting, here.aside) == ([number], [])
        here.end.answers = TAKEN
        here.tell()
        assert here.end.records == [number]


def test_one_destination_does_not_wait_for_another(data: Path) -> None:
    """What does not get through to one is told to the other."""
    with telling(data) as here:
        add(here.unit, here.path, "office", topics="stop")
        number = here.stop()
        here.end.answers = NOBODY_THERE
        here.tell("board")
        here.end.answers = TAKEN
        here.tell("office")
        assert (here.waiting, here.lines("told", "office")) == ([number], [number])


def test_a_clock_that_is_set_back_holds_nobody_up(data: Path) -> None:
    """After a clock that was a day ahead is set right, what waits is tried at once, and not in a day."""
    with telling(data) as here:
        number = here.stop()
        here.clock.advance(24 * HOUR)
        here.end.answers = NOBODY_THERE
        here.tell()
        here.clock.advance(-24 * HOUR)
        here.end.answers = TAKEN
        here.tell()
        assert here.end.records == [number]


def test_too_many_are_set_aside_from_the_oldest(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The outbox has bounds: what waits, what lies aside, and what is kept of what was told."""
    monkeypatch.setattr(tellers, "MOST_WAITING", 3)
    monkeypatch.setattr(tellers, "MOST_ASIDE", 2)
    monkeypatch.setattr(tellers, "KEPT", 1)
    with telling(data) as here:
        numbers = [here.stop() for _ in range(6)]
        here.end.answers = NOBODY_THERE
        here.tell()
        assert (here.aside, here.waiting) == (numbers[:3], numbers[3:])
        here.clock.advance(LONGEST)
        here.end.answers = TAKEN
        here.tell()
        here.stop()
        here.tell()
        assert here.aside == numbers[1:3]
        here.stop()
        here.tell()
        assert len(here.told) <= 3


def test_a_fault_of_ours_in_one_message_keeps_no_other_back(
    data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the program itself fails at a message, that one is set aside in time, and the next one is told."""
    with telling(data) as here:
        bad, good = here.stop(), here.stop()
        took = here.end.__call__

        def breaks(message: object, *parts: object) -> object:
            if getattr(message, "record", 0) == bad:
                raise RuntimeError
            return took(message, *parts)  # type: ignore[arg-type]

        here.teller.send = breaks  # type: ignore[assignment]
        with caplog.at_level(logging.ERROR, "showsafe.telling"):
            for _ in range(REFUSALS):
                here.tell()
                here.clock.advance(LONGEST)
        assert (here.aside, here.end.records) == ([bad], [good])
        assert "RuntimeError" in here.unit.store.outbox("board", "aside")[0].says


def test_a_line_whose_record_cannot_be_read_is_set_aside(data: Path) -> None:
    """A line that speaks of a record that is not there is set aside like any that cannot be told."""
    with telling(data) as here:
        number = here.stop()
        line = here.unit.store.outbox("board", "waiting")[0]
        here.unit.store.mark([], [line.number])
        here.unit.store.tell([type(line.what)("board", "record 999", "stop", line.what.at, 999)])
        for _ in range(REFUSALS):
            here.tell()
            here.clock.advance(LONGEST)
        assert (here.aside, here.end.heard, number > 0) == ([999], [], True)


def test_more_than_one_turn_takes(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn tells so many and no more; the next goes on."""
    monkeypatch.setattr(tellers, "BATCH", 2)
    with telling(data) as here:
        numbers = [here.stop() for _ in range(5)]
        assert [(here.tell(), len(here.end.heard))[1] for _ in range(3)] == [2, 4, 5]
        assert here.end.records == numbers


def test_damaged_destinations_stop_no_act(data: Path) -> None:
    """Where the file of destinations was changed by hand nobody is told, that is said, and the set works on."""
    with telling(data) as here:
        here.stop()
    file = data / telling_file.NAME
    file.write_bytes(file.read_bytes().replace(b'"names":false', b'"names":true'))
    assert not verify(data).ok
    with telling(data, at=NOW + timedelta(minutes=1), adds=False) as here:
        assert here.stop() > 0
        with pytest.raises(Unusable) as refused:
            here.teller.destinations()
        assert refused.value.code == "telling.changed"


def test_the_wait_grows_and_has_an_end() -> None:
    """Ten seconds, twice as long each time, and never longer than a quarter of an hour."""
    assert [backoff(tries).total_seconds() for tries in (1, 2, 3, 7, 8, 10_000)] == [
        10,
        20,
        40,
        640,
        900,
        900,
    ]


def test_a_mark_of_a_line_that_is_gone_is_nothing(data: Path) -> None:
    """Marking what is not there any more changes nothing."""
    with telling(data) as here:
        here.teller.mark(Mark(12345, "told", 1))
        assert here.unit.store.tallies() == []
