"""A live round that came out of a weapon makes the box doubtful that its other rounds came from, however it is told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator import FilmSet, a_day

LIVE = {"kind": "live", "count": 1}


def loaded() -> FilmSet:
    """Return a day with three blanks in the revolver, put in as the rules permit."""
    return a_day().out().looked().loaded("revolver", "blanks", 3)


def opened(day: FilmSet, kind: str, found: list[dict[str, Any]]) -> None:
    """Two people open the revolver in one of three ways and say what is in it."""
    said = {"seen": 6, "of": 6, "looked": ["chambers"]} if kind == "check" else {}
    day.permit(kind, weapon="revolver", found=found, witness="assistant", **said)


def stopped(day: FilmSet) -> tuple[list[str], list[str], str]:
    """Return why the set stands, where a live round was found, and what may be said of the revolver."""
    return [stop.kind for stop in day.state.stops], [f.where for f in day.state.live], day.spoken().name


@pytest.mark.parametrize("kind", ["check", "unload", "clear"])
@pytest.mark.parametrize("blanks", [3, 2])
def test_a_live_round_among_blanks_makes_their_box_doubtful(kind: str, blanks: int) -> None:
    """Found among blanks on their way out or at a look: no round of their box is proven, and none of it is loaded."""
    day = loaded()
    opened(day, kind, [{"lot": "blanks", "count": blanks}, LIVE])
    lot = day.lot("blanks")
    assert (lot.tainted, lot.proven) == (f"live round in it, record {day.number}", 0)
    assert stopped(day) == (["live"], ["revolver"], "QUARANTINE")
    assert day.state.counts["blanks"].strange


@pytest.mark.parametrize("kind", ["unload", "clear"])
def test_it_is_in_doubt_with_what_did_not_fire_alone(kind: str) -> None:
    """The one round believed in it did not fire and comes out beside a live one: the box is doubtful all the same."""
    day = a_day().in_use("revolver", "blanks", 1)
    day.report("misfire", "performer", weapon="revolver")
    day.permit("collect", weapon="revolver")
    day.later(3600).report(
        kind, weapon="revolver", found=[{"lot": "blanks", "count": 1}, LIVE], witness="assistant"
    )
    lot = day.lot("blanks")
    assert (lot.tainted, lot.proven) == (f"live round in it, record {day.number}", 0)


def test_an_unload_said_again_with_a_live_round_in_it_makes_the_box_doubtful() -> None:
    """Said at first without what came out, then with it: the rounds that went back are in doubt too."""
    day = loaded()
    day.permit("unload", weapon="revolver", witness="assistant")
    assert day.lot("blanks").proven == 20
    opened(day, "unload", [{"lot": "blanks", "count": 3}, LIVE])
    lot = day.lot("blanks")
    assert (lot.box, lot.proven, lot.tainted) == (20, 0, f"live round in it, record {day.number}")


@pytest.mark.parametrize("kind", ["check", "unload", "clear"])
@pytest.mark.parametrize("said", ["live", "unidentified"])
def test_a_live_round_stops_the_set_whatever_box_it_is_said_to_be_of(kind: str, said: str) -> None:
    """Who says "a live round, of the box of blanks" says that it is live: it is never counted as a blank."""
    day = loaded()
    opened(day, kind, [{"lot": "blanks", "count": 2}, {"lot": "blanks", "kind": said, "count": 1}])
    assert stopped(day) == (["live"], ["revolver"], "QUARANTINE")
    lot = day.lot("blanks")
    assert (lot.proven, lot.unaccounted, bool(lot.tainted)) == (0, 1, True)


@pytest.mark.parametrize("said", ["dummy", "spent", "unidentified"])
def test_what_is_seen_of_a_round_counts_before_the_name_of_its_box(said: str) -> None:
    """Three blanks are believed in it; other things are seen, though said to be of that box: a contradiction."""
    day = loaded()
    opened(day, "check", [{"lot": "blanks", "kind": said, "count": 3}])
    belief = day.belief()
    assert belief.proof is not None
    assert not belief.proof.stands
    assert [hold.why for hold in belief.holds] == ["contradiction"]
    more = () if said == "spent" else (f"record {day.number}: 3 more than was loaded",)
    assert belief.uncounted == (f"record {day.number}: 3 not found", *more)
    seen = [] if said == "spent" else [("", said)] * 3
    assert [(c.lot, c.kind) for c in belief.contents] == seen
    lot = day.lot("blanks")
    assert (lot.box, lot.unaccounted) == (17, 3)


def test_a_box_and_the_kind_of_its_rounds_say_the_same() -> None:
    """Said with its own kind, a round of a box is one of that box."""
    day = loaded()
    opened(day, "check", [{"lot": "blanks", "kind": "blank", "count": 3}])
    assert day.spoken().name == "BLANKS"
    opened(day, "unload", [{"lot": "blanks", "kind": "blank", "count": 3}])
    assert (day.lot("blanks").box, day.lot("blanks").proven, day.belief().uncounted) == (20, 20, ())


def test_a_live_round_found_after_the_unload_makes_the_box_doubtful() -> None:
    """The blanks were taken out and nobody said what was seen; a look then finds one more, and it is live."""
    day = loaded()
    day.permit("unload", weapon="revolver", witness="assistant")
    opened(day, "check", [LIVE])
    lot = day.lot("blanks")
    assert (lot.box, lot.proven, lot.tainted) == (20, 0, f"live round in it, record {day.number}")


def test_once_two_have_found_it_empty_the_box_is_not_what_a_live_round_came_from() -> None:
    """Unloaded, and found empty by two: a live round that is in it later says nothing of the box of before."""
    day = loaded()
    day.permit("unload", weapon="revolver", witness="assistant")
    day.looked()
    opened(day, "check", [LIVE])
    assert (day.lot("blanks").tainted, day.lot("blanks").proven) == ("", 20)
    assert stopped(day) == (["live"], ["revolver"], "QUARANTINE")


@pytest.mark.parametrize("witness", ["assistant", "armorer"])
def test_a_live_round_said_to_be_of_a_box_makes_that_box_doubtful(witness: str) -> None:
    """Nobody knew what was in it; a live round is found, by two or by one, and looks like one of the dummies."""
    day = a_day().out()
    day.report("leave", weapon="revolver", place="table")
    day.report("pick-up", weapon="revolver")
    found = [{"lot": "dummies", "kind": "live", "count": 1}]
    day.report("check", weapon="revolver", found=found, seen=6, of=6, witness=witness, looked=["chambers"])
    assert [(c.lot, c.kind) for c in day.belief().contents] == [("", "unidentified")]
    lot = day.lot("dummies")
    assert (lot.box, lot.proven, lot.tainted) == (20, 0, f"a round too many, record {day.number}")
    assert stopped(day) == (["live"], ["revolver"], "QUARANTINE")
