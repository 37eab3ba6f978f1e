"""What a look leaves: a proof, an end of one, or nothing but what was seen; and what is not to be passed over."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest

from showsafe.domain.acts import Draw
from showsafe.domain.belief import Belief, Hold, Use
from showsafe.domain.changing import replace
from showsafe.domain.effects.checking import check
from showsafe.domain.proof import Proof
from showsafe.domain.state import State
from showsafe.domain.things import Cartridge, Lot, Weapon
from tests.domain.one_gun import (
    AT,
    BLANKS,
    DUMMIES,
    FULL,
    RECORD,
    REVOLVER,
    WHOLE,
    bare,
    blank,
    done,
    dummy,
    ended,
    proof,
    stray,
)

IN_IT = (blank("chamber:1"), blank("chamber:2"), dummy("chamber:3"))
ALL = (Draw(count=2, lot="blanks"), Draw(count=1, lot="dummies"))
LOADED = replace(FULL, contents=IN_IT, proof=proof("blanks", 5, 10), came_out=(stray("chamber:4", "blank"),))
UNKNOWN = replace(FULL, proof=proof("empty", 5, 10, voided=20, because="left"), bore=None)
"""In the armorer's hands, and not gone the permitted way: nobody knows what is in it."""


def looked(belief: Belief, *lots: Lot, weapon: Weapon = REVOLVER, by: str = "armorer", **said: Any) -> State:  # noqa: ANN401
    """Return what a whole look leaves, with some of it said otherwise."""
    return check(bare(belief, *lots, weapon=weapon), done("check", by, **{**WHOLE, **said}))


def differs(before: Belief, state: State) -> dict[str, Any]:
    """Return what a look changed of what is believed of the revolver, and to what."""
    after = state.believed("revolver")
    names = [field.name for field in fields(Belief)]
    return {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}


def new(says: str) -> Proof:
    """Return the proof that this look makes, by armorer and assistant."""
    return Proof(says=says, rests_on=(RECORD,), people=("armorer", "assistant"), since=AT, renewed=AT)


def void(known: Proof | None, because: str) -> Proof | None:
    """Return a proof that this look ended."""
    return known and replace(known, voided_by=RECORD, void_because=because)


# --- empty ----------------------------------------------------------------------------------------

FOUND_EMPTY = {"said": None, "seal": "", "locked_empty": False}
CLOSED_SO_FAR = Use(record=9, fired=2, back=True, cleared=True, bore_looked=True)


def test_two_who_find_it_empty_prove_it() -> None:
    """Contents and bore as they looked; the permitted way begins again; who was shown it was shown it as it is."""
    before = replace(UNKNOWN, gated=False)
    made = {"proof": new("empty"), "bore": new("clear"), "gated": True, "use": CLOSED_SO_FAR}
    assert differs(before, looked(before)) == {**FOUND_EMPTY, **made}
    assert looked(before).lots == {"blanks": BLANKS, "dummies": DUMMIES}


@pytest.mark.parametrize(
    ("rests", "after"),
    [
        ((5,), (5, RECORD)),
        ((5, 10), (5, 10, RECORD)),
        ((5, 10, 11), (5, 10, 11, RECORD)),
        ((5, 10, 11, 12), (5, 11, 12, RECORD)),
    ],
)
def test_a_proof_that_stands_is_renewed(rests: tuple[int, ...], after: tuple[int, ...]) -> None:
    """It has stood since it was made, rests on its first record and the latest, and two others may have looked."""
    before = replace(FULL, proof=proof("empty", *rests))
    renewed = replace(proof("empty", *after), renewed=AT, people=("prop-master", "assistant"))
    assert looked(before, by="prop-master").believed("revolver").proof == renewed


def test_rounds_believed_in_what_is_found_empty_are_missing() -> None:
    """Nobody knows where they are: not accounted for, and open until a count is closed. Fired cases are no rounds."""
    contents = (*IN_IT, blank("chamber:4", "spent"), blank("chamber:5", "faulty"))
    before = replace(UNKNOWN, contents=contents, came_out=(blank("chamber:6"),), loaded=None)
    state = looked(before)
    assert state.lots == {
        "blanks": replace(BLANKS, unaccounted=2),
        "dummies": replace(DUMMIES, unaccounted=1),
    }
    note = f"record {RECORD}: 3 believed in it were not found"
    made = {"proof": new("empty"), "bore": new("clear"), "use": CLOSED_SO_FAR, "contents": (), "came_out": ()}
    assert differs(before, state) == {**FOUND_EMPTY, **made, "uncounted": (*FULL.uncounted, note)}


@pytest.mark.parametrize(
    ("magazine", "then"),
    [("", "m1"), ("m1", "m1"), ("m2", "m2"), ("out", "out")],
)
def test_the_magazine_that_was_seen_is_the_one_in_it(magazine: str, then: str) -> None:
    """Nothing said of it changes nothing."""
    assert looked(UNKNOWN, magazine=magazine).believed("revolver").magazine == then


def test_what_cannot_fire_is_inert() -> None:
    """Nobody has to say what was found in a rubber gun; its use needs no look through a bore."""
    rubber = replace(REVOLVER, class_="rubber", capacity=0)
    before = replace(UNKNOWN, uncounted=(), use=Use(record=9, back=True))
    state = looked(before, weapon=rubber, found=None, seen=None, of=None, looked=None, bore="")
    assert differs(before, state) == {**FOUND_EMPTY, "proof": new("inert"), "use": None}


def test_zero_of_a_round_is_none() -> None:
    """Whoever writes that no blank was found has found it empty."""
    before = replace(UNKNOWN, gated=False)
    assert looked(before, found=(Draw(count=0, lot="blanks"),)).beliefs == looked(before).beliefs


# --- the bore -------------------------------------------------------------------------------------

PLUGGED = replace(REVOLVER, barrel="plugged")
BLANK_ONLY = replace(REVOLVER, class_="blank-only")
MODIFIED = replace(REVOLVER, modified=True)


@pytest.mark.parametrize(
    ("weapon", "said", "says"),
    [
        (REVOLVER, {}, "clear"),
        (REVOLVER, {"looked": None}, "clear"),
        (REVOLVER, {"looked": ("chambers",)}, "clear"),
        (REVOLVER, {"bore": ""}, ""),
        (REVOLVER, {"bore": "plugged"}, ""),
        (PLUGGED, {"bore": "plugged"}, "plugged"),
        (MODIFIED, {"bore": "plugged"}, "plugged"),
        (BLANK_ONLY, {"bore": "plugged"}, "plugged"),
        (BLANK_ONLY, {}, "looked through"),
        (PLUGGED, {}, "clear"),
    ],
)
def test_the_bore_is_as_they_looked_through_it(weapon: Weapon, said: dict[str, Any], says: str) -> None:
    """A plug is no proof where none belongs; without a word of the bore the last proof of it ends."""
    before = replace(UNKNOWN, bore=proof("clear", 10))
    state = looked(before, weapon=weapon, **said)
    after = new(says) if says else void(before.bore, "not looked through at the last check")
    use = replace(CLOSED_SO_FAR, bore_looked=bool(says))
    made = {"proof": new("empty"), "bore": after, "use": use}
    assert differs(before, state) == FOUND_EMPTY | made


@pytest.mark.parametrize(
    ("use", "who", "said", "after"),
    [
        (Use(record=9), "armorer", {}, None),
        (Use(record=9), "performer", {}, Use(record=9, cleared=True, bore_looked=True)),
        (Use(record=9, back=True), "performer", {}, None),
        (Use(record=9), "stranger", {}, Use(record=9, cleared=True, bore_looked=True)),
        (Use(record=9), "armorer", {"bore": ""}, Use(record=9, back=True, cleared=True)),
        (
            Use(record=9, fired=1),
            "armorer",
            {},
            Use(record=9, back=True, cleared=True, bore_looked=True, fired=1),
        ),
        (Use(record=9, fired=1, counted=True), "armorer", {}, None),
        (None, "armorer", {}, None),
    ],
)
def test_a_use_is_closed_by_the_look_after_it(
    use: Use | None, who: str, said: dict[str, Any], after: Use | None
) -> None:
    """Back with a custodian, empty, looked through, and what was fired counted: only then nothing of it is open."""
    before = replace(UNKNOWN, use=use, holder=who, uncounted=())
    assert looked(before, **said).believed("revolver").use == after


def test_a_use_with_an_open_difference_stays_open() -> None:
    """It is closed with the count."""
    before = replace(UNKNOWN, use=Use(record=9))
    after = Use(record=9, back=True, cleared=True, bore_looked=True)
    assert looked(before).believed("revolver").use == after


# --- in whose hands -------------------------------------------------------------------------------

NOBODYS = {"holder": "armorer", "since": AT, "preset": "", "offer": None}
LIES = replace(FULL, holder="", place="table")


def test_a_custodian_who_finds_it_lying_has_it_and_knows_nothing_of_it() -> None:
    """It was unattended: all proofs end. Nobody says what was found: the look changes nothing more."""
    state = looked(LIES, found=None, bore="clear")
    expected = ended(LIES, "was unattended")
    assert state.beliefs == {"revolver": replace(expected, **{**NOBODYS, "place": ""})}


def test_what_came_back_from_elsewhere_is_unknown() -> None:
    """Nobody on this set watched it there."""
    away = replace(FULL, holder="", gone="house")
    expected = ended(away, "came back from elsewhere")
    assert looked(away, found=None).beliefs == {"revolver": replace(expected, **{**NOBODYS, "gone": ""})}


@pytest.mark.parametrize(
    ("where", "by", "changes"),
    [
        ({"holder": ""}, "armorer", NOBODYS),
        ({"holder": "performer", "place": "table"}, "armorer", {}),
        ({"holder": "", "container": "safe", "place": "table"}, "armorer", {}),
        ({"holder": "", "place": "table"}, "assistant", {}),
        ({"holder": "", "gone": "house"}, "performer", {}),
    ],
)
def test_a_look_takes_it_out_of_no_hands_and_no_safe(
    where: dict[str, Any], by: str, changes: dict[str, Any]
) -> None:
    """Only a custodian has it by looking, and only what is in nobody's hands and in no safe."""
    before = replace(FULL, **where)
    assert looked(before, by=by, found=None).beliefs == {"revolver": replace(before, **changes)}


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


@pytest.mark.parametrize(("where", "said"), NOT_WHOLE)
def test_a_look_that_is_not_whole_proves_nothing(where: dict[str, Any], said: dict[str, Any]) -> None:
    """Late, alone, not by two of whom one has it in charge, in part, in its safe, gone, or before it moved."""
    before = replace(UNKNOWN, **where)
    assert looked(before, **said).beliefs == {"revolver": before}
    found = looked(
        before, found=(Draw(count=1, lot="blanks"), Draw(count=1, lot="dummies", kind="blank")), **said
    )
    contents = (blank("chamber:1", proven=False), stray("chamber:2", "blank"))
    after = replace(before, contents=contents, gated=False, locked_empty=False)
    assert found.beliefs == {"revolver": after}
    assert (found.lots["blanks"].box, found.lots["dummies"].box) == (9, 8)


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
LEFT = (IN_IT[0], IN_IT[2], replace(IN_IT[2], place="chamber:2", proven=False))


@pytest.mark.parametrize(
    ("gated", "contents", "found", "after", "boxes"),
    [
        (True, IN_IT, WRONG, LEFT, (10, 1, 7, 0)),
        (False, IN_IT, ALL, IN_IT, (10, 0, 8, 0)),
        (True, (), ALL[1:], (dummy("chamber:1", proven=False),), (10, 0, 7, 0)),
    ],
)
def test_found_loaded_otherwise_it_is_unknown(
    *,
    gated: bool,
    contents: tuple[Cartridge, ...],
    found: tuple[Draw, ...],
    after: tuple[Cartridge, ...],
    boxes: tuple[int, ...],
) -> None:
    """Something else than was believed, or off the permitted way: it is kept as found, and nothing is proven of it."""
    before = replace(LOADED, proof=UNKNOWN.proof, contents=contents, gated=gated)
    state = looked(before, found=found)
    expected = replace(ended(before, "found loaded", bore=False), contents=after, gated=False)
    assert state.beliefs == {"revolver": expected}
    lots = state.lots["blanks"], state.lots["dummies"]
    assert tuple(n for lot in lots for n in (lot.box, lot.unaccounted)) == boxes


def test_something_else_than_a_proof_says_ends_all_proofs() -> None:
    """One blank is missing and a dummy too many: the weapon is held, the difference is open, its box is doubtful."""
    state = looked(LOADED, found=WRONG)
    expected = replace(
        ended(LOADED, "a check found something else"),
        contents=LEFT,
        gated=False,
        holds=(*FULL.holds, Hold(why="contradiction", record=RECORD, at=AT)),
        uncounted=(*FULL.uncounted, f"record {RECORD}: 1 not found"),
    )
    assert state.beliefs == {"revolver": expected}
    assert state.lots == {
        "blanks": replace(BLANKS, unaccounted=1),
        "dummies": replace(DUMMIES, box=7, proven=0, tainted=f"a round too many, record {RECORD}"),
    }


def test_a_round_in_what_was_proven_empty_ends_all_proofs() -> None:
    """Nothing is missing, so no difference is open; the weapon is held."""
    state = looked(FULL, found=(Draw(count=1, kind="dummy"),))
    expected = replace(
        ended(FULL, "a check found something else"),
        contents=(stray("chamber:1", "dummy"),),
        gated=False,
        holds=(*FULL.holds, Hold(why="contradiction", record=RECORD, at=AT)),
    )
    assert state.beliefs == {"revolver": expected}
