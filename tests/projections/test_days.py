"""The days of a scope: opened and closed by which records, with what, and every lot as it then stood."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from showsafe.application.records import event_of
from showsafe.domain.state import Day
from showsafe.ledger import record
from showsafe.projections import days
from showsafe.projections.rows import change_of, read
from tests.projections.units import NOON, SCENARIOS, Set, scenario, told

RESETS = SCENARIOS / "days" / "four-resets-in-the-saloon.toml"


def a_set() -> Set:
    """Return a set on which a day may be opened."""
    on = Set()
    on.say("assess", "armorer", witness="producer")
    on.say("record-paper", "producer", kind="compliance-contact", about="day")
    return on


def lines_of(on: Set) -> list[dict[str, Any]]:
    """Return every line of the set, the first day first."""
    return [read(value) for _, value in on.unit.store.rows(days.NAME, "set\n")]


def test_a_day_has_the_records_that_opened_and_closed_it() -> None:
    """While it is open it has no end; closed with something out, it keeps what was open."""
    on = a_set()
    opened = on.say("open-day", witness="producer").number
    assert [(line["opened_record"], line["closed_record"]) for line in lines_of(on)] == [(opened, 0)]
    assert lines_of(on)[0]["lots"] == {}
    closed = on.say("close-day", witness="producer").number
    again = on.say("open-day", witness="producer").number
    found = [(line["opened_record"], line["closed_record"]) for line in lines_of(on)]
    assert found == [(opened, closed), (again, 0)]
    assert lines_of(on)[0]["exceptions"] == ["revolver"]


def test_a_day_that_is_opened_again_ends_the_one_before() -> None:
    """Where nobody closed it, as under an override, the record that opens the next one ends it."""
    on = a_set()
    first = on.say("open-day", witness="producer").number
    on.say("open-day", witness="producer")
    assert [(line["opened_record"], line["closed_record"]) for line in lines_of(on)] == [(first, 0)]
    before = on.unit.state()
    after = replace(before, day=Day(open=True, opened_at=NOON, opened_record=first + 2))
    event = event_of(record.read(on.unit.store.entry(first).raw).body, first + 2, on.unit.store.personal)
    rows = [read(row.value or b"") for row in days.project(change_of("set", before, after, event))]
    assert [(line["opened_record"], line["closed_record"]) for line in rows] == [
        (first, first + 2),
        (first + 2, 0),
    ]


def test_the_end_of_a_day_has_every_lot() -> None:
    """What was fired in a day is what its end has more than the end before."""
    on = a_set()
    on.say(
        "receive", lot="blanks", kind="blank", count=20, countersigned_by="assistant", **{"from": "supplier"}
    )
    on.say("open-day", witness="producer")
    on.say("load", weapon="revolver", rounds=["blanks:3"], witness="assistant")
    on.say("discharge", weapon="revolver", count=2)
    on.say("close-day", witness="producer")
    blanks = lines_of(on)[0]["lots"]["blanks"]
    assert (blanks["total"], blanks["box"], blanks["in_weapons"] + blanks["spent"]) == (20, 17, 3)
    assert blanks["spent"] == 2


def test_a_day_that_may_not_be_opened_has_no_line() -> None:
    """Told as done, it is a deviation, and opens nothing."""
    on = Set()
    on.say("open-day", witness="producer")
    assert lines_of(on) == []


def test_a_told_day_has_a_line_of_its_own() -> None:
    """Days of told scopes are kept under their own names."""
    store = told(scenario(RESETS)).store
    found = [read(value) for _, value in store.rows(days.NAME)]
    assert {line["scope"] for line in found} == {"four-resets-in-the-saloon"}
