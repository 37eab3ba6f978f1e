"""What a look that finds nothing leaves: a proof of it and of its bore, a use that is closed, and who has it."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.acts import Draw
from showsafe.domain.belief import Use
from showsafe.domain.changing import replace
from showsafe.domain.proof import Proof
from showsafe.domain.things import Weapon
from tests.domain.one_gun import AT, BLANKS, DUMMIES, FULL, RECORD, REVOLVER, blank, ended, proof
from tests.domain.one_look import IN_IT, UNKNOWN, differs, looked, new


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
