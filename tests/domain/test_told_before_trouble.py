"""A count, a clearing or a release of before what came since neither counts, clears nor lifts what came since."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.acts import Draw
from showsafe.domain.belief import Belief, Fault, Hold, Use
from showsafe.domain.changing import replace
from showsafe.domain.counted import LotCount
from showsafe.domain.events import REFUSE
from showsafe.domain.state import State
from tests.domain.bare import after, alone, at, bare, box, lot_of, proof, rounds

BEFORE, SAME, HEARD = 9, 10, 12
"""What came since was heard at ten past noon; what is told of before or at that moment is heard at twelve past."""

TWO: dict[str, Any] = {"witness": "assistant"}
GUN: dict[str, Any] = {"weapon": "revolver"}
LOADED = Belief(contents=rounds(3, "blanks", "blank"), proof=proof("blanks"), holder="performer")
EMPTY = Belief(proof=proof("empty"), bore=proof("clear"), holder="armorer")


def loaded() -> State:
    """Return a record on which the performer has a weapon with three blanks."""
    return bare(box(id="blanks", kind="blank"), revolver=LOADED)


# --- counts --------------------------------------------------------------------------------------------

SHORT = box(box=18, unaccounted=2)


@pytest.mark.parametrize("named", [{"lot": "dummies"}, {}])
@pytest.mark.parametrize(("said", "open_", "missing"), [(BEFORE, 2, 0), (SAME, 0, 2)])
def test_a_count_of_before_a_box_moved_closes_nothing_of_it(
    named: dict[str, str], said: int, open_: int, missing: int
) -> None:
    """What its account lacks since then nobody had counted: it stays open, and is nobody's missing round yet."""
    before = bare(SHORT, counts={"dummies": LotCount(moved=1, moved_at=at(SAME))})
    lot = lot_of(after(before, "reconcile", said=said, heard=HEARD, **named, **TWO))
    assert (lot.unaccounted, lot.missing) == (open_, missing)


@pytest.mark.parametrize("named", [GUN, {}])
@pytest.mark.parametrize(("said", "counted"), [(BEFORE, False), (SAME, True)])
def test_a_count_of_before_shots_counts_none_of_them(
    named: dict[str, str], said: int, *, counted: bool
) -> None:
    """Shots that were told at ten past are in no count of before that, and neither is a difference of the weapon."""
    used = replace(LOADED, use=Use(record=1, back=True, cleared=True, bore_looked=True))
    fired = after(bare(revolver=used), "discharge", "performer", said=0, heard=SAME, count=2, **GUN)
    assert fired.believed("revolver").uncounted == ()
    differs = fired.with_belief("revolver", replace(fired.believed("revolver"), uncounted=("record 1: one",)))
    belief = after(differs, "reconcile", said=said, heard=HEARD, **named, **TWO).believed("revolver")
    assert belief.use is not None
    assert belief.use.counted is counted
    assert belief.uncounted == (() if counted else ("record 1: one",))


# --- cleared -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["clear", "unload"])
@pytest.mark.parametrize(("said", "cleared"), [(BEFORE, False), (SAME, True)])
def test_nobody_cleared_a_misfire_by_what_they_did_before_it(kind: str, said: int, *, cleared: bool) -> None:
    """The round that did not fire is in it until somebody opens it after that."""
    misfired = after(loaded(), "misfire", "performer", said=0, heard=SAME, **GUN)
    found = (Draw(count=3, lot="blanks"),)
    fault = (
        after(misfired, kind, said=said, heard=HEARD, found=found, **GUN, **TWO).believed("revolver").fault
    )
    assert fault is not None
    assert fault.cleared is cleared


def test_of_three_misfires_the_one_that_had_come_by_then_is_cleared() -> None:
    """Those that came after it wait for a clearing of their own."""
    state = loaded()
    for minutes in (5, SAME, 11):
        state = after(state, "misfire", "performer", said=minutes, **GUN)
    fault = after(state, "clear", said=BEFORE, heard=HEARD, found=(), **GUN, **TWO).believed("revolver").fault
    assert fault is not None
    assert [each.cleared for each in fault.all] == [False, False, True]


# --- released ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["hold", "stop", "incident", "freeze"])
@pytest.mark.parametrize(("said", "left"), [(BEFORE, 1), (SAME, 0)])
def test_a_review_of_before_somebody_stopped_the_set_lifts_no_stop(kind: str, said: int, left: int) -> None:
    """Who reviewed it had seen nothing of what the stop is about."""
    stopped = after(bare(), kind, "performer", said=0, heard=SAME)
    released = after(stopped, "release", said=said, heard=HEARD, set_=True, reviewed_by="safety")
    assert len(released.stops) == left


def test_of_two_stops_the_one_that_was_there_is_lifted() -> None:
    """What had been pressed by then was reviewed."""
    stopped = after(after(bare(), "hold", said=5), "stop", "performer", said=SAME)
    released = after(stopped, "release", said=BEFORE, heard=HEARD, set_=True, reviewed_by="safety")
    assert [each.kind for each in released.stops] == ["stop"]


@pytest.mark.parametrize("where", [{"in_": "the cart"}, {}, {"weapon": "revolver"}])
@pytest.mark.parametrize(("said", "left"), [(BEFORE, 1), (SAME, 0)])
def test_a_review_of_before_a_live_round_was_found_lifts_no_find(
    where: dict[str, str], said: int, left: int
) -> None:
    """The round is open until somebody reviews it, wherever it was found."""
    found = after(bare(revolver=EMPTY), "find-live", "performer", said=0, heard=SAME, **where)
    released = after(found, "release", said=said, heard=HEARD, set_=True, reviewed_by="safety")
    assert (len(released.live), len(released.stops)) == (left, left)


AGAINST: dict[str, dict[str, Any]] = {
    "drop": {},
    "misfire": {},
    "unplanned-discharge": {},
    "quarantine": {"in_": "a drawer"},
    "find-live": {},
    "check": {"found": (), "bore": "obstructed", **TWO},
}


def stands_against(state: State) -> bool:
    """Return whether anything stands against the weapon."""
    belief = state.believed("revolver")
    return bool(belief.fault or belief.holds or belief.quarantined)


@pytest.mark.parametrize("kind", AGAINST)
@pytest.mark.parametrize(("said", "stands"), [(BEFORE, True), (SAME, False)])
def test_a_review_of_before_it_happened_lifts_nothing_from_a_weapon(
    kind: str, said: int, *, stands: bool
) -> None:
    """A fall, a shot, a live round or a quarantine that came after the review stands against it."""
    happened = after(loaded(), kind, "prop-master", said=SAME, **GUN, **AGAINST[kind])
    assert stands_against(happened)
    assert stands_against(after(happened, "release", said=said, heard=HEARD, **GUN)) is stands


@pytest.mark.parametrize(("said", "stands"), [(BEFORE, True), (SAME, False)])
def test_a_quarantine_in_the_safe_that_it_is_in_stands_against_an_older_review(
    said: int, *, stands: bool
) -> None:
    """It has not moved, and is out of everybody's way all the same until somebody reviews that."""
    away = after(bare(revolver=EMPTY), "lock", said=5, in_="weapon safe", **GUN, **TWO)
    happened = after(away, "quarantine", "performer", said=SAME, in_="weapon safe", **GUN)
    assert stands_against(after(happened, "release", said=said, heard=HEARD, **GUN)) is stands


@pytest.mark.parametrize(("said", "holds"), [(BEFORE, ["deviation"]), (SAME, [])])
def test_a_review_of_before_a_deviation_leaves_the_hold(said: int, holds: list[str]) -> None:
    """What was done against the rules since is what it is held for."""
    happened = alone(bare(revolver=EMPTY), "load", said=SAME, rounds=(), **GUN)
    released = after(happened, "release", said=said, heard=HEARD, **GUN)
    assert [each.why for each in released.believed("revolver").holds] == holds


def test_of_what_stands_against_a_weapon_that_which_had_come_by_then_is_lifted() -> None:
    """An earlier fall and its hold go, a hold of nobody knows when as well; a later fall is left, and is alone."""
    fell = Fault(kind="drop", at=at(5), record=1, by="performer")
    holds = (Hold(why="a", record=1), Hold(why="b", record=2, at=at(5)), Hold(why="c", record=3, at=at(SAME)))
    before = bare(revolver=replace(EMPTY, fault=fell, holds=holds))
    happened = after(before, "drop", "performer", said=SAME, **GUN)
    belief = after(happened, "release", said=BEFORE, heard=HEARD, **GUN).believed("revolver")
    assert belief.fault is not None
    assert [each.at for each in belief.fault.all] == [at(SAME)]
    assert [each.why for each in belief.holds] == ["c"]


def test_the_boxes_of_a_shot_that_stands_stay_held() -> None:
    """An unplanned shot after the review holds what fed it, and an earlier one lets its own boxes go."""
    shot = after(loaded(), "unplanned-discharge", "performer", said=5, **GUN)
    again = after(shot, "unplanned-discharge", "performer", said=SAME, **GUN)
    lot = after(again, "release", said=BEFORE, heard=HEARD, **GUN).lots["blanks"]
    assert lot.holds == ("unplanned discharge, record 2",)


@pytest.mark.parametrize("named", [GUN, {"lot": "dummies"}, {"in_": "the cart"}])
@pytest.mark.parametrize(("said", "frozen"), [(BEFORE, 1), (SAME, 0)])
def test_a_review_of_before_a_freeze_thaws_nothing(named: dict[str, str], said: int, frozen: int) -> None:
    """It stays as it is until somebody from outside has seen it as it is."""
    happened = after(bare(revolver=EMPTY), "freeze", "safety", said=0, heard=SAME, **named)
    released = after(happened, "release", said=said, heard=HEARD, **named)
    assert len(released.frozen) == frozen
    assert (lot_of(released).frozen, released.believed("revolver").frozen) == (
        bool(frozen) and "lot" in named,
        bool(frozen) and "weapon" in named,
    )


@pytest.mark.parametrize(("said", "held"), [(BEFORE, True), (SAME, False)])
@pytest.mark.parametrize("kind", ["quarantine", "unplanned-discharge", "deviation"])
def test_a_review_of_before_a_box_was_held_leaves_it_held(kind: str, said: int, *, held: bool) -> None:
    """A quarantine, a shot that nobody planned or a deviation that came after the review stands against the box."""
    fed = replace(LOADED, contents=rounds(1), proof=proof("dummies"))
    before = bare(revolver=fed)
    if kind == "deviation":
        happened = alone(before, "lock", said=SAME, lot="dummies")
    elif kind == "quarantine":
        happened = after(before, kind, "performer", said=SAME, lot="dummies")
    else:
        happened = after(before, kind, "performer", said=SAME, **GUN)
    assert lot_of(happened).holds or lot_of(happened).quarantined
    lot = lot_of(after(happened, "release", said=said, heard=HEARD, lot="dummies"))
    assert bool(lot.holds or lot.quarantined) is held


@pytest.mark.parametrize(
    ("belief", "kind", "told"),
    [
        (LOADED, "check", {"found": ()}),
        (LOADED, "unload", {"found": (Draw(count=4, lot="blanks"),)}),
        (
            replace(LOADED, magazine="M-1"),
            "check",
            {"found": (Draw(count=3, lot="blanks"),), "magazine": "M-2"},
        ),
        (EMPTY, "discharge", {"count": 1}),
        (EMPTY, "load", {"rounds": (Draw(count=7, lot="blanks"),), "witness": ""}),
        (EMPTY, "load", {"rounds": (), "would": REFUSE}),
    ],
)
def test_when_a_weapon_is_held_is_kept(belief: Belief, kind: str, told: dict[str, Any]) -> None:
    """Each hold says when the node heard why, or an older review could not be told from a newer one."""
    before = bare(box(id="blanks", kind="blank"), revolver=belief)
    held = after(before, kind, said=4, heard=5, **{**GUN, **TWO, **told}).believed("revolver").holds
    assert [each.at for each in held] == [at(5)]
