"""How often a weapon fired: as it was said at the shot, and of an automatic what went in and did not come out."""

from __future__ import annotations

from typing import Any

from showsafe.projections import shots
from showsafe.projections.rebuild import rebuild
from showsafe.projections.shots import Fired
from tests.projections.units import SCENARIOS, Set, scenario, told

DAY = SCENARIOS / "days" / "four-resets-in-the-saloon.toml"


def test_every_shot_is_counted_and_what_says_no_number_is_one() -> None:
    """Three said, one without a number, one that nobody planned: five; a misfire is none."""
    on = Set()
    on.say("discharge", weapon="revolver", count=3)
    on.say("discharge", weapon="revolver")
    on.say("unplanned-discharge", weapon="revolver")
    on.say("misfire", weapon="revolver")
    on.check()
    assert shots.since(on.unit.store, "revolver") == Fired(5, 0)
    assert shots.since(on.unit.store, "revolver", "2026-03-04") == Fired(5, 0)
    assert shots.since(on.unit.store, "revolver", "2026-03-05") == Fired(0, 0)
    assert shots.since(on.unit.store, "rev") == Fired(0, 0)


def test_the_shots_of_a_told_day_are_of_its_own_weapon() -> None:
    """A day that was told has names of its own, and a rebuild counts the same."""
    unit = told(scenario(DAY))
    fired = shots.since(unit.store, "four-resets-in-the-saloon/revolver")
    said = [step for step in scenario(DAY).steps if step.act.kind == "discharge"]
    assert fired.rounds == sum(step.act.count or 1 for step in said) > 0
    assert shots.since(unit.store, "revolver") == Fired(0, 0)
    rebuild(unit.store)
    assert shots.since(unit.store, "four-resets-in-the-saloon/revolver") == fired


def test_an_automatic_is_counted_by_difference() -> None:
    """Two shots were said, and three of ten came out again: seven, five of which nobody counted."""
    on = Set()
    gun: dict[str, Any] = {"class": "blank-only", "action": "automatic", "capacity": 10}
    on.say("register", weapon="gun", **gun)
    on.say(
        "receive", lot="blanks", kind="blank", count=20, countersigned_by="assistant", **{"from": "supplier"}
    )
    on.say("load", weapon="gun", rounds=["blanks:10"], witness="assistant", magazine="m1")
    on.say("discharge", weapon="gun", count=2)
    on.say("unload", weapon="gun", found=["blanks:3"], witness="assistant")
    assert shots.since(on.unit.store, "gun") == Fired(7, 5)
