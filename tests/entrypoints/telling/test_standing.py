"""How telling stands: in numbers for whoever watches the machine, and in words for whoever relies on it."""

from __future__ import annotations

from pathlib import Path

from showsafe.entrypoints.telling.standing import gauges, standings, untold
from tests.entrypoints.telling.sets import HOUR, NOBODY_THERE, NOT_THIS_ONE, add, telling


def test_what_waits_is_measured(data: Path) -> None:
    """How much waits and for how long, over all destinations; after it was told, nothing does."""
    with telling(data) as here:
        add(here.unit, here.path, "office", topics="stop")
        assert gauges(here.unit.store, here.clock.now()) == {
            "telling_waiting": 0,
            "telling_oldest_seconds": 0,
            "telling_aside": 0,
        }
        here.stop()
        here.clock.advance(90)
        here.stop()
        found = gauges(here.unit.store, here.clock.now())
        assert (found["telling_waiting"], found["telling_oldest_seconds"]) == (4, 90)
        here.tell()
        here.tell("office")
        assert gauges(here.unit.store, here.clock.now())["telling_waiting"] == 0


def test_what_could_not_be_told_for_long_is_shown(data: Path) -> None:
    """After an hour it is shown how many wait since when, and for whom; before, and after it was told, nothing is."""
    with telling(data) as here:
        here.end.answers = NOBODY_THERE
        here.stop()
        since = here.unit.store.outbox("board", "waiting")[0].what.at
        here.clock.advance(HOUR)
        assert untold(here.unit.store, here.clock.now()) is None
        here.stop()
        here.clock.advance(1)
        assert untold(here.unit.store, here.clock.now()) == {"count": 2, "since": since, "to": ["board"]}


def test_each_destination_says_how_it_stands(data: Path) -> None:
    """What waits since when with the last words, what was told last, and what was set aside and why."""
    with telling(data) as here:
        first, second = here.stop(), here.stop()
        here.end.of_record[second] = NOBODY_THERE
        here.tell()
        (one,) = standings(here.unit.store, here.teller.destinations())
        said = one.as_json()
        assert (said["waiting"], said["says"], said["tries"]) == (1, "Nobody answers there.", 1)
        assert (said["told"], said["last_told"]["what"]) == (1, f"record {first}")
        assert said["last_aside"] is None
        here.end.of_record[second] = NOT_THIS_ONE
        for _ in range(5):
            here.clock.advance(1000)
            here.tell()
        (one,) = standings(here.unit.store, here.teller.destinations())
        assert one.as_json()["last_aside"]["says"] == "It answered with status 400."
        assert (one.waiting, one.aside) == (0, 1)
