"""What stands against the whole set is shown; who pressed never is."""

from __future__ import annotations

from showsafe.projections.rows import read
from tests.projections.units import Set


def test_a_stop_is_shown_and_its_presser_is_not() -> None:
    """A stop stands in the line of the set with its record, and nothing in it names who pressed."""
    on = Set()
    number = on.say("stop", by="performer", about="eyes").number
    value = on.unit.store.row("set", "set")
    assert value is not None
    assert read(value)["held"] == [{"why": "stop", "about": "eyes", "record": number}]
    assert b"performer" not in value


def test_a_live_round_and_a_concern_stay_in_sight() -> None:
    """A live round and an open concern stand in the line until they are dealt with."""
    on = Set()
    found = on.say("find-live", **{"in": "cart"}).number
    raised = on.say("raise-concern", by="performer", about="revolver").number
    value = on.unit.store.row("set", "set")
    assert value is not None
    said = read(value)
    assert [find["record"] for find in said["live"]] == [found]
    assert [concern["record"] for concern in said["concerns"]] == [raised]
    on.say("answer-concern", about="revolver")
    value = on.unit.store.row("set", "set")
    assert value is not None
    assert read(value)["concerns"] == []


def test_an_act_that_changes_nothing_of_the_set_writes_no_line() -> None:
    """A look into a weapon leaves the line of the set as it was."""
    on = Set()
    before = on.unit.store.row("set", "set")
    on.check()
    assert on.unit.store.row("set", "set") == before
