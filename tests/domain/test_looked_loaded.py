"""What a look leaves that proves nothing or that finds rounds: what was seen, a proof made anew, an open difference."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from showsafe.domain.acts import Draw
from showsafe.domain.belief import Belief, Hold
from showsafe.domain.changing import replace
from showsafe.domain.things import Cartridge, Lot
from tests.domain.one_gun import AT, BLANKS, DUMMIES, FULL, RECORD, blank, dummy, ended, proof, stray
from tests.domain.one_look import ALL, IN_IT, LOADED, UNKNOWN, differs, looked, new

# --- looks that prove nothing ---------------------------------------------------------------------

NOT_WHOLE: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {"told": 11}),
    ({}, {"witness": ""}),
    ({}, {"witness": "armorer"}),
    ({}, {"witness": "stranger"}),
    ({}, {"by": "first-ad"}),
    ({}, {"seen": 5}),
    ({}, {"looked": ("bore",)}),
    ({"holder": "", "container": "safe"}, {}),
    ({"holder": "performer", "gone": "house"}, {}),
    ({"moved": AT + timedelta(seconds=1)}, {}),
    ({"disturbed": AT + timedelta(seconds=1)}, {}),
]


TOO_MANY = Hold(why="more in it than was loaded", record=RECORD, at=AT)
DOUBTED = f"a round too many, record {RECORD}"


@pytest.mark.parametrize(("where", "said"), NOT_WHOLE)
def test_a_look_that_is_not_whole_proves_nothing(where: dict[str, Any], said: dict[str, Any]) -> None:
    """Late, alone, not by two of whom one has it in charge, in part, in its safe, gone, or before it moved.

    The rounds that it found are too many. They are drawn from the box that they are said to be of, but where another
    kind was seen than the box has.
    """
    before = replace(UNKNOWN, **where)
    assert looked(before, **said).beliefs == {"revolver": before}
    found = looked(
        before, found=(Draw(count=1, lot="blanks"), Draw(count=1, lot="dummies", kind="blank")), **said
    )
    contents = (blank("chamber:1", proven=False), stray("chamber:2", "blank"))
    after = replace(before, contents=contents, gated=False, locked_empty=False)
    note = f"record {RECORD}: 2 more than was loaded"
    after = replace(after, uncounted=(*before.uncounted, note), holds=(*before.holds, TOO_MANY))
    assert found.beliefs == {"revolver": after}
    assert found.lots == {
        "blanks": replace(BLANKS, box=9, proven=0, tainted=DOUBTED),
        "dummies": replace(DUMMIES, proven=0, tainted=DOUBTED),
    }


@pytest.mark.parametrize(("where", "said"), NOT_WHOLE)
@pytest.mark.parametrize("known", [replace(FULL, contents=IN_IT, proof=UNKNOWN.proof), LOADED])
def test_a_look_that_is_not_whole_leaves_what_was_known(
    known: Belief, where: dict[str, Any], said: dict[str, Any]
) -> None:
    """What was believed in it stays believed: it renews nothing, and ends nothing where it saw the same."""
    before = replace(known, **where)
    state = looked(before, found=ALL, **said)
    assert state.beliefs == {"revolver": before}
    assert state.lots == {"blanks": BLANKS, "dummies": DUMMIES}


def test_a_late_look_contradicts_nothing() -> None:
    """What was seen hours ago is history: it says nothing of what is in it now."""
    assert looked(LOADED, found=(), told=11).beliefs == {"revolver": LOADED}
    assert looked(FULL, found=ALL, told=11).beliefs == {"revolver": FULL}


def test_two_who_counted_differently_end_the_proof() -> None:
    """One of them is wrong, and nobody knows which."""
    state = looked(LOADED, found=ALL, witness_seen=5)
    assert state.beliefs == {"revolver": ended(LOADED, "two people counted differently", bore=False)}


# --- loaded ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", [{}, {"witness_seen": 6}])
@pytest.mark.parametrize("gated", [True, False])
def test_found_as_believed_the_proof_is_renewed(*, gated: bool, said: dict[str, Any]) -> None:
    """The word has to be said again; nothing else changes, and of the bore nothing is said."""
    before = replace(LOADED, gated=gated)
    renewed = replace(proof("blanks", 5, 10, RECORD), renewed=AT)
    assert differs(before, looked(before, found=ALL, **said)) == {"said": None, "proof": renewed}


def test_a_look_of_which_nobody_says_what_was_found_is_no_look_into_an_empty_weapon() -> None:
    """Nothing said is not nothing found: what is believed in it stays believed, and no round is missing."""
    assert looked(LOADED, found=None).beliefs == {"revolver": LOADED}


def test_fired_cases_alone_are_no_dummies() -> None:
    """Nothing was believed in it, and a fired case was found: nobody knows what else was in it."""
    before = replace(UNKNOWN, contents=(), gated=True)
    state = looked(before, found=(Draw(count=1, kind="spent"),))
    expected = replace(ended(before, "found loaded", bore=False), contents=(), gated=False)
    assert state.beliefs == {"revolver": expected}


def test_once_every_blank_is_fired_a_look_proves_it_empty() -> None:
    """It was proven to hold blanks, all of them are fired cases now: it is proven anew, and no longer blanks."""
    before = replace(LOADED, contents=(blank("chamber:1", "spent"),))
    assert looked(before).believed("revolver").proof == new("empty")


@pytest.mark.parametrize(
    ("contents", "found", "says"),
    [
        (IN_IT, ALL, "blanks"),
        (IN_IT[2:], ALL[1:], "dummies"),
        ((stray("chamber:1", "snap-cap"),), (Draw(count=1, kind="snap-cap"),), "dummies"),
        (IN_IT[:2], ALL[:1], "blanks"),
    ],
)
def test_on_the_permitted_way_a_look_proves_what_was_believed(
    contents: tuple[Cartridge, ...], found: tuple[Draw, ...], says: str
) -> None:
    """Its proof had ended and every hand-over was permitted: found as believed, it is proven anew."""
    before = replace(LOADED, contents=contents, proof=UNKNOWN.proof, gated=True)
    assert differs(before, looked(before, found=found)) == {"said": None, "proof": new(says)}


WRONG = (Draw(count=1, lot="blanks"), Draw(count=1, kind="dummy"), Draw(count=1, lot="dummies"))
LEFT = (IN_IT[0], IN_IT[2], dummy("chamber:2", proven=False))
ONE_MORE = replace(DUMMIES, box=7, proven=0, tainted=DOUBTED)


@pytest.mark.parametrize(
    ("gated", "contents", "found", "after", "boxes"),
    [
        (True, IN_IT, WRONG, LEFT, (replace(BLANKS, unaccounted=1), ONE_MORE)),
        (False, IN_IT, ALL, IN_IT, (BLANKS, DUMMIES)),
        (True, (), ALL[1:], (dummy("chamber:1", proven=False),), (BLANKS, ONE_MORE)),
    ],
)
def test_found_loaded_otherwise_it_is_unknown(
    *,
    gated: bool,
    contents: tuple[Cartridge, ...],
    found: tuple[Draw, ...],
    after: tuple[Cartridge, ...],
    boxes: tuple[Lot, Lot],
) -> None:
    """Something else than was believed, or off the permitted way: it is kept as found, and nothing is proven of it."""
    before = replace(LOADED, proof=UNKNOWN.proof, contents=contents, gated=gated)
    state = looked(before, found=found)
    expected = replace(ended(before, "found loaded", bore=False), contents=after, gated=False)
    if found != ALL:
        note = f"record {RECORD}: 1 more than was loaded"
        expected = replace(expected, uncounted=(*before.uncounted, note), holds=(*before.holds, TOO_MANY))
    assert state.beliefs == {"revolver": expected}
    assert state.lots == {"blanks": boxes[0], "dummies": boxes[1]}


def test_something_else_than_a_proof_says_ends_all_proofs() -> None:
    """One blank is missing and a dummy too many: the weapon is held, the difference is open, its box is doubtful."""
    state = looked(LOADED, found=WRONG)
    expected = replace(
        ended(LOADED, "a check found something else"),
        contents=LEFT,
        gated=False,
        holds=(*FULL.holds, Hold(why="contradiction", record=RECORD, at=AT)),
        uncounted=(
            *FULL.uncounted,
            f"record {RECORD}: 1 not found",
            f"record {RECORD}: 1 more than was loaded",
        ),
    )
    assert state.beliefs == {"revolver": expected}
    assert state.lots == {"blanks": replace(BLANKS, unaccounted=1), "dummies": ONE_MORE}


def test_a_round_in_what_was_proven_empty_ends_all_proofs() -> None:
    """The weapon is held, and the round that nobody put there is an open difference."""
    state = looked(FULL, found=(Draw(count=1, kind="dummy"),))
    expected = replace(
        ended(FULL, "a check found something else"),
        contents=(stray("chamber:1", "dummy"),),
        gated=False,
        holds=(*FULL.holds, Hold(why="contradiction", record=RECORD, at=AT)),
        uncounted=(*FULL.uncounted, f"record {RECORD}: 1 more than was loaded"),
    )
    assert state.beliefs == {"revolver": expected}
    assert state.lots == {"blanks": BLANKS, "dummies": DUMMIES}
