"""A morning takes over what was not counted, and every difference that is open, each with whose it is."""

from __future__ import annotations

from showsafe.books.readiness.counted import counted
from tests.simulator import FilmSet, a_day


def said(day: FilmSet) -> list[tuple[str, str, str]]:
    """Return what is said: the code, the thing, and who it is with."""
    return [(each.code, each.thing, each.who) for each in counted(day.state)]


def test_a_box_that_was_not_counted_at_wrap_is_a_line_of_the_morning() -> None:
    """During the day nothing is said of it; once the day is over it stays until two people have counted it."""
    day = a_day().drawn("dummies")
    assert said(day) == []
    day.report("close-day", "first-ad", witness="armorer")
    assert ("readiness.to-count", "dummies", "") in said(day)
    left = day.lot("dummies").box
    day.permit("recount", lot="dummies", witness="assistant", seen=left, witness_seen=left)
    assert "dummies" not in [thing for _, thing, _ in said(day)]


def test_an_open_difference_is_one_until_somebody_closed_it() -> None:
    """It says since which record, and who owns it, in both languages."""
    day = a_day().drawn("dummies")
    left = day.lot("dummies").box - 1
    day.permit("recount", lot="dummies", witness="assistant", seen=left, witness_seen=left)
    (found,) = counted(day.state)
    assert (found.code, found.thing, found.who) == ("readiness.difference", "dummies", "armorer")
    assert f"since record {day.state.last_record}; it is with armorer" in found.says
    assert "armorer" in found.says_es
