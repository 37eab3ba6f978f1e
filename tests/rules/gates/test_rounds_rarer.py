"""Gate *rounds*, in its rarer ways: each reason alone, whichever act meets it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.things import Cartridge
from tests.rules.gates.asking import believed, found, of_lot
from tests.simulator import FilmSet, a_day

GUN: dict[str, Any] = {"weapon": "revolver"}
OFFER: dict[str, Any] = {**GUN, "to": ["performer"]}
BLANK = Cartridge(place="chamber:1", lot="blanks", kind="blank", size="half", proven=True)


def drawn(lot: str = "blanks", **fields: Any) -> FilmSet:  # noqa: ANN401
    """Return a day with a box out of its safe."""
    return of_lot(a_day().out().looked(), lot, **{"container": "", "holder": "armorer", **fields})


def is_a(day: FilmSet, weapon: str = "revolver", **fields: Any) -> FilmSet:  # noqa: ANN401
    """Change what a weapon is."""
    gun = replace(day.state.weapons[weapon], **fields)
    day.state = replace(day.state, weapons={**day.state.weapons, weapon: gun})
    return day


@pytest.mark.parametrize(
    ("kind", "keys", "expected"),
    [
        ("receive", {"countersigned_by": "safety"}, []),
        ("receive", {}, ["note second-name"]),
        ("register", {}, []),
        ("bring", {}, []),
        ("bring", {"state": "loose"}, ["not-sealed"]),
        ("register", {"state": "loose"}, ["not-sealed"]),
        ("bring", {"kind_": "unidentified"}, ["note unidentified"]),
        ("bring", {"kind_": "unidentified", "state": "loose"}, ["not-sealed"]),
    ],
)
def test_what_comes_in(kind: str, keys: dict[str, Any], expected: list[str]) -> None:
    """A box comes in sealed, of a kind, and under two names; a weapon brings no rounds to ask of."""
    said = {"lot": "new", "kind_": "blank", "state": "sealed", **keys}
    assert found("rounds", a_day(), kind, **said) == expected
    if kind != "receive":
        assert found("rounds", a_day(), kind, weapon="new", calibre="9 mm") == []


def test_a_box_on_record_that_comes_in_again() -> None:
    """What is on record of a box counts where the act that brings it in again leaves it out."""
    day = of_lot(a_day(), "blanks", state="loose")
    assert found("rounds", day, "register", lot="blanks") == ["not-sealed"]
    assert found("rounds", of_lot(day, "blanks", state="sealed"), "register", lot="blanks") == []


@pytest.mark.parametrize("kind", ["consign", "return-to-owner"])
@pytest.mark.parametrize(
    ("weapon", "fields", "expected"),
    [
        ("revolver", {}, []),
        ("revolver", {"locked_empty": False}, ["loaded-away"]),
        ("rubber-gun", {"locked_empty": False}, []),
        ("revolver", {"locked_empty": True, "contents": (BLANK,)}, []),
    ],
)
def test_what_leaves(kind: str, weapon: str, fields: dict[str, Any], expected: list[str]) -> None:
    """A weapon that fires leaves proven empty."""
    day = believed(a_day(), weapon, **fields)
    assert found("rounds", day, kind, weapon=weapon, to=["carrier"]) == expected


def test_what_leaves_looked_into() -> None:
    """Out of the safe it leaves on a proof that stands and says empty."""
    day = a_day().out().looked()
    assert found("rounds", day, "consign", **GUN, to=["carrier"]) == []
    believed(day, contents=(BLANK,))
    assert found("rounds", day, "consign", **GUN, to=["carrier"]) == ["loaded-away"]
    assert found("rounds", believed(day, contents=(), proof=None), "consign", **GUN, to=["x"]) == [
        "loaded-away"
    ]
    assert found("rounds", a_day(), "consign", lot="blanks", to=["carrier"]) == []


PROVE: dict[str, Any] = {
    "lot": "blanks",
    "count": 20,
    "of": 20,
    "methods": ["primer-state", "crimp", "weight"],
}


@pytest.mark.parametrize(
    ("fields", "keys", "expected"),
    [
        ({}, {}, []),
        ({"container": "ammunition safe"}, {}, ["locked"]),
        ({"quarantined": True}, {}, ["quarantined"]),
        ({}, {"count": 19}, ["part-proof"]),
        ({"box": 19}, {}, ["not-enough"]),
        ({"box": 21}, {"of": 21, "count": 20}, ["part-proof"]),
        ({"state": "loose"}, {}, ["bad-lot"]),
        ({}, {"methods": ["primer-state"]}, ["method-missing"]),
        ({}, {"count": 0, "of": 0}, ["part-proof"]),
    ],
)
def test_what_is_proven(fields: dict[str, Any], keys: dict[str, Any], expected: list[str]) -> None:
    """A test of a box is of every round, by every method, of a good box that is out of its safe."""
    assert found("rounds", drawn(**fields), "prove", **{**PROVE, **keys}) == expected


def test_a_proof_without_a_count() -> None:
    """A test that does not say how many proves none, and is of no more than there are."""
    keys = {"lot": "blanks", "of": 20, "methods": PROVE["methods"]}
    assert found("rounds", drawn(), "prove", **keys) == ["part-proof"]
    assert found("rounds", drawn(box=0), "prove", **keys) == ["part-proof"]


LOAD: dict[str, Any] = {**GUN, "rounds": ["blanks:3"]}


@pytest.mark.parametrize(
    ("fields", "keys", "expected"),
    [
        ({}, {}, []),
        ({}, {"rounds": ["blanks:0"]}, ["none-said"]),
        ({}, {"rounds": ["unknown:1"]}, ["unknown-lot"]),
        ({}, {"rounds": ["unknown:1", "blanks:1"]}, ["unknown-lot"]),
        ({"quarantined": True}, {"rounds": ["unknown:1", "blanks:1"]}, ["quarantined", "unknown-lot"]),
        ({"quarantined": True}, {"rounds": ["blanks:1", "blanks:1"]}, ["quarantined"]),
        ({}, {"rounds": ["blanks:1", "blanks:1", "shells:1"]}, ["locked", "no-match"]),
        ({"box": 3}, {"rounds": ["blanks:3", "dummies:1"]}, ["locked"]),
        ({"box": 3}, {}, []),
        ({"box": 2}, {}, ["not-enough"]),
        ({"box": 2}, {"rounds": ["blanks:1", "blanks:2"]}, ["not-enough"]),
        ({"box": 3}, {"rounds": ["blanks:1", "blanks:2"]}, []),
        ({"proven": 3}, {}, []),
        ({"proven": 2}, {}, ["not-proven"]),
        ({"proven": 2, "tainted": "out of sight"}, {}, ["tainted"]),
        ({"container": "ammunition safe"}, {}, ["locked"]),
        ({"state": "loose"}, {}, ["bad-lot"]),
        ({"kind": "unidentified"}, {}, ["bad-lot"]),
        ({"holds": ("a doubt",)}, {}, ["held"]),
        ({"frozen": True}, {}, ["held"]),
        ({"unaccounted": 1}, {}, ["not-summing"]),
        ({"calibre": "9 mm"}, {}, ["no-match"]),
        ({"calibre": ".45 COLT"}, {}, []),
        ({"barrel": "plugged"}, {}, []),
        ({}, {"rounds": ["blanks:6"]}, []),
        ({}, {"rounds": ["blanks:7"]}, ["over-capacity", "over-plan"]),
        ({}, {"magazine": "M1"}, []),
    ],
)
def test_what_is_loaded(fields: dict[str, Any], keys: dict[str, Any], expected: list[str]) -> None:
    """Each thing that can be wrong with a box, or with what is drawn from it, stands against the load alone."""
    assert found("rounds", drawn(**fields), "load", **{**LOAD, **keys}) == expected


@pytest.mark.parametrize(
    ("weapon", "lot", "expected"),
    [
        ({}, {}, []),
        ({"calibre": "9 mm"}, {}, ["no-match"]),
        ({"calibre": "9 mm", "takes": (".45 colt",)}, {}, []),
        ({"calibre": ""}, {}, ["no-match"]),
        ({"barrel": "open"}, {"barrel": "open"}, []),
        ({"barrel": "open"}, {"barrel": "plugged"}, ["no-match"]),
        ({"barrel": "open"}, {}, []),
        ({"barrel": "open"}, {"barrel": "plugged", "kind": "dummy"}, []),
        ({"class_": "replica"}, {}, ["not-for-this"]),
        ({"class_": "replica"}, {"kind": "dummy"}, []),
        ({"class_": "replica", "capacity": 0}, {"kind": "dummy"}, ["not-for-this"]),
        ({"class_": "rubber"}, {"kind": "dummy"}, ["not-for-this"]),
        ({"capacity": 3}, {}, []),
        ({"capacity": 2}, {}, ["over-capacity"]),
        ({"capacity": 0}, {}, []),
        ({"action": "semi-auto-pistol"}, {}, ["note magazine-not-named"]),
        ({"action": "belt-fed"}, {}, ["note magazine-not-named"]),
    ],
)
def test_a_match_for_this_weapon(weapon: dict[str, Any], lot: dict[str, Any], expected: list[str]) -> None:
    """Rounds fit the weapon's calibre or another that it takes, its barrel, its places, and what it is."""
    assert found("rounds", is_a(drawn(**lot), **weapon), "load", **LOAD) == expected


def test_a_magazine_that_is_elsewhere() -> None:
    """A magazine is in one weapon at a time."""
    day = drawn()
    day.state = replace(day.state, magazines={"M1": "pistol", "M2": "revolver"})
    assert found("rounds", day, "load", **LOAD, magazine="M1") == ["magazine-elsewhere"]
    assert found("rounds", day, "load", **LOAD, magazine="M2") == []
    assert found("rounds", is_a(day, action="belt-fed"), "load", **LOAD, magazine="M2") == []


def test_no_more_than_planned() -> None:
    """No more blanks than the most that a plan of today has shots, with those in it; dummies are no shots."""
    day = drawn()
    plan: dict[str, Any] = {"user": "performer", "ammunition": "blank", "witness": "first-ad", **GUN}
    day.permit("plan", scene="saloon", **plan, shots=2)
    assert found("rounds", day, "load", **LOAD) == ["over-plan"]
    assert found("rounds", day, "load", **{**LOAD, "rounds": ["blanks:2"]}) == []
    believed(day, contents=(replace(BLANK, place="chamber:6"),))
    assert found("rounds", day, "load", **{**LOAD, "rounds": ["blanks:2"]}) == ["over-plan"]
    believed(day, contents=())
    day.permit("plan", scene="street", **plan, shots=4)
    assert found("rounds", day, "load", **LOAD) == []
    assert found("rounds", day, "load", **{**LOAD, "rounds": ["blanks:5"]}) == ["over-plan"]
    day.permit("plan", scene="yard", **plan)
    assert found("rounds", day, "load", **{**LOAD, "rounds": ["blanks:5"]}) == []


def test_the_plans_that_agree_are_asked() -> None:
    """Where a plan agrees with what is loaded, another that does not agree limits nothing and lifts nothing."""
    day = drawn()
    plan: dict[str, Any] = {"user": "performer", "witness": "first-ad", **GUN}
    day.permit("plan", scene="saloon", **plan, ammunition="blank", shots=2)
    day.permit("plan", scene="street", **plan, ammunition="dummy")
    assert found("rounds", day, "load", **LOAD) == ["over-plan"]
    day.permit("plan", scene="street", **plan, ammunition="dummy", shots=9)
    assert found("rounds", day, "load", **LOAD) == ["over-plan"]


def test_dummies_are_no_shots() -> None:
    """A plan's number of shots limits no dummies; a plan that another user has limits nothing of this one."""
    day = of_lot(drawn(), "dummies", container="", holder="armorer")
    dummies: dict[str, Any] = {"user": "performer", "ammunition": "dummy", "witness": "first-ad", **GUN}
    day.permit("plan", scene="saloon", **dummies, shots=1)
    assert found("rounds", day, "load", **GUN, rounds=["dummies:3"]) == []
    assert found("rounds", day, "load", **GUN, rounds=["blanks:2"]) == ["over-plan"]
    day.state = replace(day.state, day=replace(day.state.day, open=False))
    day.later(48 * 3600)
    assert found("rounds", day, "load", **GUN, rounds=["blanks:5"]) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"proven": 19}, ["not-proven"]),
        ({"quarantined": True}, ["quarantined"]),
        ({"tainted": "left out"}, ["tainted"]),
        ({"unaccounted": 2}, ["not-summing"]),
    ],
)
def test_a_box_that_goes_out(fields: dict[str, Any], expected: list[str]) -> None:
    """A box is handed out proven to the last round, and with nothing against it."""
    day = of_lot(a_day(), "blanks", **fields)
    assert found("rounds", day, "offer", lot="blanks", to=["performer"]) == expected


@pytest.mark.parametrize(
    ("contents", "lot", "expected"),
    [
        ((), {}, []),
        ((BLANK,), {}, []),
        ((replace(BLANK, proven=False),), {}, ["not-proven"]),
        ((replace(BLANK, proven=False, state="spent"),), {}, []),
        ((replace(BLANK, lot="dummies", proven=False), BLANK), {}, ["not-proven"]),
        ((replace(BLANK, kind="unidentified"),), {}, ["unidentified"]),
        ((replace(BLANK, lot=""),), {}, ["unidentified"]),
        ((BLANK, BLANK), {"quarantined": True}, ["quarantined"]),
        ((BLANK,), {"tainted": "left out"}, ["tainted"]),
    ],
)
def test_what_is_in_it(contents: tuple[Cartridge, ...], lot: dict[str, Any], expected: list[str]) -> None:
    """Every unfired round in a weapon is of a known kind, from a known box, proven, and nothing stands against it."""
    day = of_lot(believed(a_day().out().looked(), contents=contents), "blanks", **lot)
    assert found("rounds", day, "offer", **OFFER) == expected


@pytest.mark.parametrize(
    ("contents", "keys", "expected"),
    [
        ((BLANK,), {}, []),
        ((BLANK,), {"count": 1}, []),
        ((BLANK,), {"count": 2}, ["note impossible"]),
        ((replace(BLANK, state="spent"),), {}, ["note impossible"]),
        ((replace(BLANK, kind="dummy"),), {}, ["note impossible"]),
        ((), {}, ["note impossible"]),
        ((), {"count": 0}, []),
    ],
)
def test_a_shot_that_can_be(
    contents: tuple[Cartridge, ...], keys: dict[str, Any], expected: list[str]
) -> None:
    """No more is fired than there were blanks in it; a shot without a number is one."""
    day = believed(a_day(), holder="performer", container="", contents=contents)
    assert found("rounds", day, "discharge", "performer", **GUN, **keys) == expected


@pytest.mark.parametrize("kind", ["open-day", "close-day"])
def test_every_round_at_the_ends_of_the_day(kind: str) -> None:
    """A box with rounds that nobody can account for keeps the day from opening and closing; named, not from closing."""
    day = of_lot(a_day(), "blanks", unaccounted=2)
    assert found("rounds", day, kind, "first-ad") == ["not-summing"]
    assert found("rounds", of_lot(day, "blanks", unaccounted=0), kind, "first-ad") == []
    if kind == "close-day":
        of_lot(day, "blanks", unaccounted=2)
        assert found("rounds", day, kind, "first-ad", exceptions=["blanks"]) == []
