"""What a release lifts: what stands against the thing it names, and against nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.belief import Belief, Fault, Hold
from showsafe.domain.changing import replace
from showsafe.domain.frozen import CONTAINER, LOT, WEAPON, Frozen, key_of
from showsafe.domain.state import LiveFind, State, Stop
from tests.domain.bare import NOON, after, bare, box, rounds

SHOT = Fault(kind="unplanned-discharge", at=NOON, record=5, by="grip")
BLOCKED = Fault(kind="obstructed-bore", at=NOON, record=15, by="armorer", earlier=(SHOT,))
HELD = Belief(
    contents=rounds(2),
    holder="armorer",
    fault=BLOCKED,
    holds=(Hold(why="deviation", record=3),),
    quarantined=True,
)
FROZEN = {
    key_of(thing, name): Frozen(thing=thing, name=name, record=2, at=NOON)
    for thing, name in ((WEAPON, "revolver"), (LOT, "dummies"), (CONTAINER, "a cart"))
}
STOPS = (Stop(kind="hold", record=2, at=NOON, pressed_by="grip"),)
HOLDS = ("deviation, record 5", "unplanned discharge, record 5", "unplanned discharge, record 55", "wet")


def stopped(**fields: Any) -> State:  # noqa: ANN401
    """Return a record on which a great deal stands against a weapon, two lots and the set."""
    lots = (box(holds=HOLDS, quarantined=True), box(id="other", holds=HOLDS))
    state = bare(*lots, revolver=HELD, other=HELD)
    return replace(state, stops=STOPS, last_record=60, **fields)


@pytest.mark.parametrize("would", ["refuse", "hold"])
@pytest.mark.parametrize(
    "named", [{"weapon": "revolver"}, {"lot": "dummies"}, {"set_": True}, {"in_": "a cart"}]
)
def test_only_a_release_that_the_rules_permit_lifts_anything(would: str, named: dict[str, Any]) -> None:
    """Told against the rules, or not permitted in full, everything stands as it did, and it is held for that."""
    before = stopped(frozen=FROZEN)
    state = after(before, "release", would=would, **named)
    assert (state.stops, state.frozen, state.live) == (before.stops, before.frozen, before.live)
    assert state.believed("revolver").fault == BLOCKED
    assert state.believed("revolver").quarantined
    assert set(HOLDS[1:]) <= set(state.lots["dummies"].holds)


def test_a_weapon_is_released_with_the_lots_of_its_unplanned_shot() -> None:
    """Its faults, holds and quarantine go, and the hold that its shot put on each lot; its contents prove nothing."""
    before = stopped()
    state = after(before, "release", weapon="revolver")
    assert state.believed("revolver") == replace(HELD, fault=None, holds=(), quarantined=False)
    assert state.believed("other") == HELD
    left = (HOLDS[0], *HOLDS[2:])
    assert state.lots == {name: replace(lot, holds=left) for name, lot in before.lots.items()}
    assert (state.stops, state.live) == (before.stops, before.live)


def test_a_box_that_rounds_were_taken_from_against_the_rules_is_let_go_by_name_alone() -> None:
    """In one reset a load against the rules held the box and a look found the bore blocked: the bore frees no box."""
    blocked = replace(BLOCKED, record=7, earlier=())
    before = bare(box(holds=("deviation, record 7",)), revolver=replace(HELD, fault=blocked))
    state = after(replace(before, last_record=20), "release", weapon="revolver")
    assert state.believed("revolver").fault is None
    assert state.lots["dummies"].holds == ("deviation, record 7",)
    assert after(state, "release", lot="dummies").lots["dummies"].holds == ()


def test_a_weapon_without_a_fault_lets_no_lot_go() -> None:
    """Held alone, it is released alone."""
    before = stopped().with_belief("revolver", replace(HELD, fault=None))
    state = after(before, "release", weapon="revolver")
    assert state.believed("revolver") == replace(HELD, fault=None, holds=(), quarantined=False)
    assert state.lots == before.lots


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ({}, {"proven": 0, "tainted": "held until record 61"}),
        (
            {"quarantined": True},
            {"quarantined": False, "proven": 0, "tainted": "quarantined until record 61"},
        ),
        (
            {"quarantined": True, "tainted": "live round in it, record 3"},
            {"quarantined": False, "proven": 0, "tainted": "live round in it, record 3"},
        ),
        ({"quarantined": True, "state": "mixed"}, {"proven": 0, "tainted": "held until record 61"}),
        ({"quarantined": True, "kind": "unidentified"}, {"proven": 0, "tainted": "held until record 61"}),
        ({"tainted": "wet"}, {"proven": 0}),
    ],
)
def test_a_lot_comes_back_as_doubtful(was: dict[str, Any], now: dict[str, Any]) -> None:
    """Out of quarantine, or held after a deviation, it is proven again; what nobody can name never comes out of it."""
    lot = box(holds=HOLDS, **was)
    before = stopped().with_lot(lot)
    state = after(before, "release", lot="dummies")
    assert state.lots == {"dummies": replace(lot, holds=(), **now), "other": before.lots["other"]}
    assert (state.beliefs, state.stops) == (before.beliefs, before.stops)


def test_the_set_goes_on_but_for_what_has_to_be_quarantined_first() -> None:
    """Its stops go; a live round in a lot or weapon stays open till that is quarantined; one on the floor does not."""
    lot, gun = LiveFind(where="dummies", record=1), LiveFind(where="revolver", record=2)
    done, floor = LiveFind(where="other", record=3, quarantined=True), LiveFind(where="the floor", record=4)
    before = stopped(live=(lot, done, floor, gun))
    state = after(before, "release", set_=True)
    assert (state.stops, state.live) == ((), (lot, gun))
    assert (state.beliefs, state.lots) == (before.beliefs, before.lots)
    assert after(before, "release", weapon="revolver").live == before.live


@pytest.mark.parametrize(
    ("named", "key"),
    [
        ({"weapon": "revolver"}, "weapon revolver"),
        ({"lot": "dummies"}, "lot dummies"),
        ({"in_": "a cart"}, "container a cart"),
    ],
)
def test_a_freeze_is_lifted_from_what_is_named(named: dict[str, Any], key: str) -> None:
    """And from nothing else."""
    state = after(stopped(frozen=FROZEN), "release", **named)
    assert set(state.frozen) == set(FROZEN) - {key}
