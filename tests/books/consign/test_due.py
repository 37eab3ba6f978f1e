"""What travels has its dated tasks at both ends, and what is lost has its clocks with the clause and its grade."""

from __future__ import annotations

from typing import Any

from showsafe.application import consigned
from showsafe.application.consigned import Words
from showsafe.books import tasks
from showsafe.books.bound.lines import bound
from showsafe.books.consign import rows, sending, slip, taking
from showsafe.books.due import consign
from showsafe.books.material import Material
from showsafe.domain.things import Weapon
from tests.books.bound.ready import Desk, clauses
from tests.consigning import EXPECTED, Log, two


def due(log: Log, desk: Desk | None = None) -> dict[str, dict[str, Any]]:
    """Return the tasks of a unit about what travels, by their ids."""
    material = Material(
        state=log.state, store=log.store, clauses=clauses(), now=log.clock.now(), unit=log.name
    )
    if desk is not None:
        material.book = desk.book.pages()
    found = tasks.shown(material, (consign.due,), everything=True)["tasks"]
    return {each["id"]: each for each in found}


def test_what_is_on_its_way_is_a_task_at_both_ends() -> None:
    """By its day somebody asks where it is, sender and receiver; the records of its arrival end that."""
    north, south = two()
    data = north.leaves("r1")
    proven = slip.prove(slip.read(data), [north.vkey])
    south.record(taking.expecting(south.here(), proven, "producer"))
    (sent,), (awaited,) = due(north).values(), due(south).values()
    assert (sent["due"], sent["state"], awaited["due"], awaited["ours"]) == (EXPECTED, "soon", EXPECTED, True)
    assert "road" in sent["says"]["en"]
    assert "north" in awaited["says"]["es"]
    north.clock.advance(5 * 86_400)
    assert {each["state"] for each in (*due(north).values(), *due(south).values())} == {"overdue"}
    (number,) = south.takes(data, north, r1="OM-1042")
    north.closes(south.receipt(number), south)
    assert {each["state"] for each in (*due(north).values(), *due(south).values())} == {"done"}
    (done,) = due(north).values()
    assert done["done"] == {"of": "unit", "record": north.store.size()}


def test_what_is_lost_has_two_clocks_and_somebody_who_looks_for_it() -> None:
    """48 hours to the minute, seven days, each with its clause and how well that was read; found, all are done."""
    north, south = two()
    data = north.leaves("r1")
    at = "2026-03-02T08:30:00Z"
    north.record([sending.missing(north.mine, north.origin, "r1", "loss", at, "the van was open")])
    found = due(north)
    assert set(found) == {"consign.report:6", "consign.enter:6", "consign.find:6"}
    report, enter = found["consign.report:6"], found["consign.enter:6"]
    assert (report["at"], report["clause"]["id"]) == ("2026-03-04T08:30:00Z", "CFR-478.39a")
    assert (enter["due"], enter["clause"]["id"], enter["clause"]["grade"]) == (
        *("2026-03-09", "CFR-478.39a-2016"),
        clauses()["CFR-478.39a-2016"].grade,
    )
    assert found["consign.find:6"]["state"] == "undated"
    (number,) = south.takes(data, north, r1="OM-1042")
    north.closes(south.receipt(number), south)
    assert {each["state"] for each in due(north).values()} == {"done"}


def test_the_bound_book_ends_what_is_to_be_entered() -> None:
    """Entered there as lost, the task of entering is done; told to the agency, that of reporting."""
    north, _ = two()
    desk = Desk(clock=north.clock)
    line = desk.acquire(weapon="r1", on="2026-03-02")
    north.leaves("r1")
    at = "2026-03-02T08:30:00Z"
    north.record([sending.missing(north.mine, north.origin, "r1", "theft", at, "")])
    loss = desk.enter("find-missing", acquisition=line, found=at, as_="theft", in_transit=True)
    found = due(north, desk)
    assert (found["consign.enter:6"]["state"], found["consign.report:6"]["state"]) == ("done", "soon")
    desk.enter("report-missing", missing=loss, to="agency", told=at, number="IC-9")
    assert due(north, desk)["consign.report:6"]["done"] == {"of": "bound-book", "record": loss}


def test_a_difference_is_a_task_of_the_unit_that_found_it() -> None:
    """It names who looks after it, and two people's word ends it."""
    north, south = two()
    (number,) = south.takes(north.leaves("r1"), north, r1="")
    (task,) = due(south).values()
    assert (task["id"], task["about"]["owner"]) == (f"consign.differs:{number}:serial-not-read", "armorer")
    south.record([sending.settling(south.mine, south.origin, number, "read it", "armorer", "assistant")])
    assert due(south) == {}


def test_what_two_records_say_differently_is_a_task() -> None:
    """A receipt of another unit than it was sent to leaves it a task, and is not its arrival."""
    north, _ = two()
    west = Log("west", north.clock)
    north.leaves("r1")
    words = Words(consigned.ARRIVED, north.one().of, {"owner": "armorer", "thing": "r1"})
    west.say("bring", weapon="r1", says=consigned.write(words))
    north.closes(west.receipt(west.store.size()), west)
    found = due(north)
    assert set(found) == {"consign.arrives:6", "consign.dispute:6:other-unit"}
    assert found["consign.arrives:6"]["state"] == "soon"
    assert "another unit says that it came there" in found["consign.dispute:6:other-unit"]["says"]["en"]


def test_rows_of_the_bound_book_are_proposed_with_what_they_lack() -> None:
    """Gone, come and come back: the fields that the record has, what it lacks, and nothing entered by itself."""
    north, south = two()
    desk = Desk(clock=north.clock)
    line = desk.acquire(weapon="r1", on="2026-03-02")
    size = desk.book.pages().size
    south.takes(north.leaves("r1"), north, r1="OM-1042")
    (gone,) = rows.proposed(north.one(), north.origin, bound(desk.book.pages()), north.state.weapons["r1"], 0)
    assert (gone.kind, gone.keys["acquisition"], gone.keys["on"], gone.lacks) == (
        *("dispose", line, "2026-03-02"),
        ("to_name", "to_address"),
    )
    assert gone.why_not == ""
    empty = bound(Desk(clock=north.clock).book.pages())
    (come,) = rows.proposed(south.one(), south.origin, empty, south.state.weapons["r1"], 0)
    assert (come.kind, come.keys["serial"], come.keys["manufacturer"]) == ("acquire", "OM-1042", "Uberti")
    assert set(come.lacks) == {"model", "calibre", "type", "from_name", "from_address"}
    assert rows.command(come, "DIR").startswith(
        "showsafe book enter DIR acquire --as PERSON on=2026-03-02 weapon=r1"
    )
    (unheld,) = rows.proposed(north.one(), north.origin, empty, Weapon(id="r1"), 0)
    assert unheld.why_not == "not-held"
    assert desk.book.pages().size == size
