"""What a look must never pass over: an obstructed bore and a live round, whoever looked, how little and how late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from showsafe.domain.acts import ANONYMOUS, Draw
from showsafe.domain.belief import Belief, Fault, Hold
from showsafe.domain.changing import replace
from showsafe.domain.effects import common
from showsafe.domain.effects.checking import check
from showsafe.domain.events import Event
from showsafe.domain.proof import Proof
from showsafe.domain.state import State, Stop
from showsafe.domain.things import Cartridge
from tests.domain.one_gun import (
    AT,
    BEFORE,
    BLANKS,
    DUMMIES,
    FULL,
    RECORD,
    REVOLVER,
    bare,
    blank,
    done,
    dummy,
    ended,
    proof,
)

WHOLE: dict[str, Any] = {"witness": "assistant", "seen": 6, "of": 6, "found": (), "looked": ("chambers",)}
HOWEVER: list[dict[str, Any]] = [
    {},
    {"witness": ""},
    {"told": 600},
    {"found": None},
    {"seen": 1},
    {"witness_seen": 2},
    {"looked": ()},
    {"by": "performer"},
    {"by": "grip", "witness": ""},
]


def looked(belief: Belief, *, by: str = "armorer", **said: Any) -> State:  # noqa: ANN401
    """Return what a whole look leaves, with some of it said otherwise."""
    return check(bare(belief), done("check", by, **{**WHOLE, **said}))


def proof_of(bore: Belief) -> Proof | None:
    """Return the proof of the bore of a weapon, as this look ended it."""
    return bore.bore and replace(bore.bore, voided_by=RECORD, void_because="obstructed")


@pytest.mark.parametrize("said", HOWEVER)
def test_an_obstructed_bore_locks_the_weapon_out(said: dict[str, Any]) -> None:
    """A blank behind it kills: nothing is fired from it until it is released, and a fault that was open stays open."""
    earlier = Fault(kind="misfire", at=BEFORE, record=20, by="performer")
    before = replace(FULL, fault=earlier)
    belief = looked(before, bore="obstructed", **said).believed("revolver")
    by = said.get("by", "armorer")
    fault = Fault(kind="obstructed-bore", at=AT, record=RECORD, by=by, earlier=(earlier,))
    assert (belief.fault, belief.bore, belief.disturbed) == (fault, proof_of(before), AT)


def test_a_weapon_is_empty_and_its_bore_obstructed() -> None:
    """The look proves the one and locks out for the other; its use waits for a bore that can be looked through."""
    belief = looked(FULL, bore="obstructed").believed("revolver")
    assert belief.proof == replace(proof("empty", 5, 10, RECORD), renewed=AT)
    assert belief.use == replace(FULL.use, cleared=True, bore_looked=False) if FULL.use else None
    assert belief.fault == Fault(kind="obstructed-bore", at=AT, record=RECORD, by="armorer")


@pytest.mark.parametrize("bore", ["", "clear", "plugged"])
def test_no_other_bore_locks_it_out(bore: str) -> None:
    """Plugged or not looked through, it is not proven, and it is no fault."""
    assert looked(FULL, bore=bore).believed("revolver").fault is None


@pytest.mark.parametrize("said", [each for each in HOWEVER if "found" not in each])
@pytest.mark.parametrize("bore", ["", "obstructed"])
def test_a_live_round_stops_the_set(said: dict[str, Any], bore: str) -> None:
    """The weapon is out of use, and what its box holds is in doubt, also where the bore is obstructed besides."""
    before = replace(FULL, contents=(blank("chamber:1"),), proof=proof("blanks"))
    found = (Draw(count=1, lot="blanks"), Draw(count=1, kind="unidentified"))
    state = looked(before, bore=bore, **{**said, "found": found})
    belief = state.believed("revolver")
    assert (belief.quarantined, belief.gated, belief.take, belief.disturbed) == (True, False, None, AT)
    assert [(stop.kind, stop.about, stop.record) for stop in state.stops] == [("live", "revolver", RECORD)]
    assert state.lots == {
        "blanks": replace(BLANKS, tainted=f"live round in it, record {RECORD}", proven=0),
        "dummies": DUMMIES,
    }
    assert bool(belief.open_fault("obstructed-bore")) is (bore == "obstructed")


def test_the_bore_of_what_cannot_fire_is_proven_only_by_who_looked() -> None:
    """A look at the tube of an airsoft gun is no look through its barrel; a plug is seen from outside."""
    airsoft = replace(REVOLVER, class_="airsoft", action="none", capacity=0)
    before = replace(FULL, proof=None)
    said: dict[str, Any] = {"found": None, "seen": None, "of": None, "bore": "clear", "witness": "assistant"}
    for seen, stands in ((("tube",), False), (("tube", "bore"), True), (("chambers",), True), (None, True)):
        belief = check(bare(before, weapon=airsoft), done("check", looked=seen, **said)).believed("revolver")
        assert bool(belief.bore and belief.bore.stands) is stands
    plugged = replace(airsoft, barrel="plugged")
    plug = done("check", looked=("tube",), **{**said, "bore": "plugged"})
    seen_from_outside = check(bare(before, weapon=plugged), plug).believed("revolver").bore
    assert seen_from_outside is not None
    assert (seen_from_outside.says, seen_from_outside.stands) == ("plugged", True)


# --- magazines ------------------------------------------------------------------------------------

IN_IT = (blank("chamber:1"), blank("chamber:2"), dummy("chamber:3"))
ALL = (Draw(count=2, lot="blanks"), Draw(count=1, lot="dummies"))
LOADED = replace(FULL, contents=IN_IT, proof=proof("blanks", 5, 10))
UNKNOWN = proof("empty", 5, 10, voided=20, because="left")

MAGAZINES = [
    ("m2", "m1", IN_IT, True),
    ("", "m1", IN_IT, False),
    ("out", "m1", IN_IT, False),
    ("m1", "m1", IN_IT, False),
    ("m2", "", IN_IT, False),
    ("m2", "m1", (), False),
]


@pytest.mark.parametrize(("seen", "known", "contents", "other"), MAGAZINES)
def test_another_magazine_than_was_loaded_ends_the_contents_proof(
    seen: str, known: str, contents: tuple[Cartridge, ...], *, other: bool
) -> None:
    """The same number of rounds may be in it, and nobody knows which: the weapon is held."""
    before = replace(LOADED, magazine=known, contents=contents)
    found = ALL if contents else ()
    belief = looked(before, found=found, magazine=seen).believed("revolver")
    held = replace(
        ended(before, "another magazine than was loaded is in it", bore=False),
        holds=(*FULL.holds, Hold(why="another magazine", record=RECORD, at=AT)),
    )
    assert (belief == held) is other
    assert (belief.holds == FULL.holds) is not other


def test_of_an_unknown_weapon_another_magazine_holds_nothing() -> None:
    """No proof stands that it could end."""
    before = replace(LOADED, proof=UNKNOWN, gated=True)
    assert looked(before, found=ALL, magazine="m2").believed("revolver").holds == FULL.holds


# --- small steps ----------------------------------------------------------------------------------


@pytest.mark.parametrize("known", [None, AT, BEFORE, AT + timedelta(minutes=5)])
def test_what_happened_last_is_kept(known: Any) -> None:  # noqa: ANN401
    """A look of before the latest of them proves nothing."""
    after = common.disturbed(replace(FULL, disturbed=known), done("foul"))
    assert after == replace(FULL, disturbed=max(AT, known or AT))


@pytest.mark.parametrize(
    ("where", "who", "then"),
    [
        ({"place": "table"}, "armorer", {"place": "", "preset": ""}),
        ({"seen_on_set": False}, "armorer", {"preset": "", "seen_on_set": True}),
        (
            {"container": "safe", "isolated": True},
            "armorer",
            {"container": "", "isolated": False, "since": AT, "preset": "", "offer": None},
        ),
        (
            {"place": "table", "gone": "house", "isolated": True, "seen_on_set": False},
            "performer",
            {
                "holder": "performer",
                "since": AT,
                "place": "",
                "gone": "",
                "isolated": False,
                "preset": "",
                "offer": None,
                "seen_on_set": True,
            },
        ),
    ],
)
def test_in_somebodys_hands_it_is_nowhere_else(where: dict[str, Any], who: str, then: dict[str, Any]) -> None:
    """Out of any safe, place or other house; who had it already has it since then, and an offer of theirs stays."""
    before = replace(FULL, **where)
    assert common.in_hands(before, who, done("collect")) == replace(before, **then)


def test_what_a_doubtful_lot_fed_is_unknown() -> None:
    """Every weapon that holds a round of it, fired or not, and no other."""
    fed = replace(FULL, contents=(dummy("chamber:1"), blank("chamber:2", "spent")), gated=True)
    other = replace(fed, contents=(dummy("chamber:1"),))
    state = common.taint_fed(bare(fed, other=other), "blanks", done("leave"), "left")
    ended = replace(common.void_contents(fed, done("leave"), "left"), gated=False)
    assert state.beliefs == {"revolver": ended, "other": other}


def pressed(by: str, told: float = 0) -> Event:
    """Return that somebody stopped the set, or nobody who says so."""
    return done("stop", by, told=told, weapon="")


def test_a_stop_says_when_it_was_pressed_where_that_was_before_it_was_heard() -> None:
    """Who pressed is kept, so that they are not who lifts it."""
    now, before = (common.stop(State(), "hold", pressed("grip", told), "rain") for told in (0, 5))
    said = Stop(kind="hold", record=RECORD, at=AT, pressed_by="grip", about="rain")
    assert now.stops == (said,)
    assert before.stops == (replace(said, said_at=AT - timedelta(minutes=5)),)
    assert common.stop(State(), "live", pressed("grip")).stops == (replace(said, kind="live", about=""),)


def test_who_presses_without_a_name_for_ever_lifts_no_stop() -> None:
    """Of stops of one kind without a name the first seven and the latest are kept; all others are kept, always."""
    named = [Stop(kind="stop", record=n, at=AT, pressed_by="grip") for n in range(10)]
    holds = [Stop(kind="hold", record=n, at=AT, pressed_by=ANONYMOUS) for n in range(20, 30)]
    without = [Stop(kind="stop", record=n, at=AT, pressed_by=ANONYMOUS) for n in range(30, 38)]
    before = (*named, *without, *holds)
    latest = Stop(kind="stop", record=RECORD, at=AT, pressed_by=ANONYMOUS)
    after = common.stop(State(stops=before), "stop", pressed(ANONYMOUS)).stops
    assert after == (*named, *without[:7], *holds, latest)
    fewer = (*named, *without[:7], *holds)
    assert common.stop(State(stops=fewer), "stop", pressed(ANONYMOUS)).stops == (*fewer, latest)
    by_name = common.stop(State(stops=before), "stop", pressed("grip")).stops
    assert by_name == (*before, replace(latest, pressed_by="grip"))


def test_a_map_without_one_entry_has_all_others() -> None:
    """And what it was made from is as it was."""
    known = {"a": 1, "b": 2}
    assert common.without(known, "a") == {"b": 2}
    assert common.without(known, "c") == known == {"a": 1, "b": 2}
