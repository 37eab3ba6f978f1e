"""A fired case that somebody finds is no round: nobody is asked where it went."""

from __future__ import annotations

from tests.simulator import FilmSet, a_day

CASE = {"kind": "spent", "count": 1}


def one_alone_found_a_case() -> FilmSet:
    """Return a day on which one person alone looked into a weapon of which nobody knew, and saw a fired case."""
    day = a_day().out()
    day.report("leave", weapon="revolver", place="table")
    day.report("pick-up", weapon="revolver")
    day.report("check", weapon="revolver", found=[CASE], seen=6, of=6, looked=["chambers"])
    return day


def test_a_fired_case_is_kept_as_a_fired_case() -> None:
    """It lies in its place, and it is no round that could be fired, or go missing."""
    contents = one_alone_found_a_case().belief().contents
    assert [(c.place, c.lot, c.kind, c.state) for c in contents] == [("chamber:1", "", "spent", "spent")]


def test_nobody_is_asked_for_a_fired_case_that_came_out() -> None:
    """Two take it out and say so: no round was believed in it, none is missing, and nothing is open."""
    day = one_alone_found_a_case()
    day.report("unload", weapon="revolver", found=[CASE], witness="assistant")
    assert (day.belief().contents, day.belief().came_out, day.belief().uncounted) == ((), (), ())
    day.looked()
    assert (day.spoken().name, day.belief().uncounted, day.state.discrepancies) == ("EMPTY", (), {})


def test_an_empty_look_after_a_fired_case_misses_no_round() -> None:
    """Somebody shook it out and said nothing: two find it empty, and no round was believed in it."""
    day = one_alone_found_a_case().looked()
    assert (day.spoken().name, day.belief().uncounted, day.state.discrepancies) == ("EMPTY", (), {})
