"""An old count lets nothing newer go: neither the dispute of a box nor the flags of a file."""

from __future__ import annotations

from typing import Any

from tests.files import FILE, TWO, drawn, issue
from tests.rules.telling import told
from tests.simulator import FilmSet, a_day

COUNT: dict[str, Any] = {"lot": "dummies", "seen": 20, "witness": "assistant"}
WHOLE: dict[str, Any] = {**FILE, **TWO, "flags": 3}


def disputed() -> FilmSet:
    """Return a set on which two people counted a box of dummies differently a minute ago."""
    day = a_day().drawn("dummies").later(300)
    day.permit("recount", **COUNT, witness_seen=19)
    return day.later(60)


def held(day: FilmSet) -> list[str]:
    """Return why the box is held, without the records."""
    return [why.partition(", record")[0] for why in day.lot("dummies").holds]


def test_a_count_of_before_the_dispute_lifts_nothing() -> None:
    """They counted alike before they counted differently, and tell it after."""
    day = disputed()
    told(day, 180, "recount", **COUNT, witness_seen=20)
    assert held(day) == ["two counts of it differ"]


def test_a_count_of_after_the_dispute_lifts_it() -> None:
    """Asked, or told of a moment ago, it is of after the two that differ."""
    day = disputed()
    for door in ("ask", "told"):
        other = day.fork()
        if door == "ask":
            other.permit("recount", **COUNT, witness_seen=20)
        else:
            told(other, 20, "recount", **COUNT, witness_seen=20)
        assert held(other) == []


def test_a_count_of_between_two_disputes_lifts_neither() -> None:
    """The second dispute is no news of the pile, and newer than the count all the same."""
    day = disputed().later(60)
    day.permit("recount", **COUNT, witness_seen=18)
    day.later(10)
    told(day, 60, "recount", **COUNT, witness_seen=20)
    assert held(day) == ["two counts of it differ"]
    day.permit("recount", **COUNT, witness_seen=20)
    assert held(day) == []


def test_a_count_of_before_another_doubt_lifts_nothing_either() -> None:
    """Two counts of those that did not fire differ too: each pile is counted again after that, for itself."""
    day = disputed()
    day.permit("recount", lot="dummies", pile="faulty", seen=0, witness="assistant", witness_seen=1)
    day.later(30)
    told(day, 60, "recount", **COUNT, witness_seen=20)
    assert held(day) == ["two counts of it differ", "two counts of those that did not fire differ"]


def flag_missing() -> FilmSet:
    """Return a set on which a flag of a file was found missing a minute ago."""
    day = drawn(3).later(120)
    day.report("return-file", **{**FILE, **TWO, "scans": ["bg-1:S-1"], "flags": 0})
    return day.later(60)


def test_flags_counted_before_one_was_missing_let_nothing_go() -> None:
    """All three were there before, and that is told after."""
    day = flag_missing()
    told(day, 150, "return-file", **WHOLE)
    assert day.state.files["trench"].held
    assert "file.held" in day.against("issue-file", **issue(1, 2, 3))


def test_flags_counted_after_let_it_go() -> None:
    """Its own two people count all of it again, and it is not held any more."""
    day = flag_missing()
    told(day, 30, "return-file", **WHOLE)
    assert (day.state.files["trench"].held, day.state.files["trench"].held_at) == ("", None)


def test_flags_counted_before_a_live_round_was_found_let_nothing_go() -> None:
    """The file holds since the round was found, whatever it held for before."""
    day = flag_missing()
    day.report("find-live", "safety", in_="the truck")
    day.later(10)
    told(day, 30, "return-file", **WHOLE)
    assert day.state.files["trench"].held.startswith("a live round was found")
    day.report("return-file", **WHOLE)
    assert day.state.files["trench"].held == ""


def test_flags_counted_before_they_were_missing_again_let_nothing_go() -> None:
    """A second count that does not add up is newer than the one that did."""
    day = flag_missing()
    day.report("return-file", **{**WHOLE, "flags": 2})
    day.later(10)
    told(day, 30, "return-file", **WHOLE)
    assert day.state.files["trench"].held
