"""Gate *duty*: whoever has a weapon is its user, and none of the two who checked it picks it up or uses it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.gates.asking import believed, found, of_lot
from tests.simulator import LOTS, WEAPONS, FilmSet, a_lot, a_weapon, empty_set, with_papers

GUN: dict[str, Any] = {"weapon": "revolver"}
USE: dict[str, Any] = {**GUN, "user": "performer", "scene": "saloon"}
ROUNDS: list[dict[str, Any]] = [{"lot": "dummies", "count": 3}]


def nobody_named() -> FilmSet:
    """Return a morning on which the only plan names no user, of a revolver with dummies."""
    day = with_papers(empty_set())
    for name in WEAPONS:
        a_weapon(day, name)
    for name in LOTS:
        a_lot(day, name)
    return day.planned("revolver", user=None, ammunition="dummy")


def looked_by(second: str) -> FilmSet:
    """Return a set on which somebody was the second person at look and load, and it is in the custodian's hands."""
    day = nobody_named().out()
    day.permit("check", **{**day.looking(), "witness": second})
    day.drawn("dummies").permit("load", **GUN, rounds=ROUNDS, witness=second)
    day.permit("lock", lot="dummies", in_="ammunition safe", witness="assistant")
    return day.shown("revolver", "first-ad").said()


def in_use() -> FilmSet:
    """Return a set on which the performer has it, was in a take with it, and the proof of it grew old."""
    day = nobody_named().ready("revolver", "dummies", 3).handed()
    day.permit("take", "first-ad", **USE)
    day.permit("cut", "first-ad", scene="saloon")
    return day.later(4000)


def test_one_of_the_two_who_checked_it_does_not_pick_it_up() -> None:
    """It was placed and watched, and is refused at the table to whom it would be refused from hand to hand."""
    day = looked_by("performer")
    day.permit("preset", **GUN, place="table", witness="safety")
    assert day.refused("pick-up", "performer", **GUN) == {"duty.user-is-checker"}


def test_somebody_else_picks_it_up() -> None:
    """Two others looked: it is picked up, rehearsed with and used."""
    day = looked_by("assistant")
    day.permit("preset", **GUN, place="table", witness="safety")
    day.permit("pick-up", "performer", **GUN)
    day.shown("revolver", "first-ad", "performer")
    day.permit("rehearse", "first-ad", **USE)
    day.permit("cut", "first-ad", scene="saloon")
    day.said().permit("take", "first-ad", **USE)


def test_a_custodian_who_looked_picks_it_up() -> None:
    """It is the way back, and nothing refuses that."""
    day = looked_by("performer")
    day.permit("preset", **GUN, place="table", witness="safety")
    day.permit("pick-up", **GUN)


def test_told_as_picked_up_by_one_of_the_two_it_is_unknown() -> None:
    """It is on record whose hands it is in, and nothing that they saw of it themselves stands."""
    day = looked_by("performer")
    day.permit("preset", **GUN, place="table", witness="safety")
    assert day.report("pick-up", "performer", **GUN).event.would == "refuse"
    assert day.belief().holder == "performer"
    assert day.spoken().word == "hot"


@pytest.mark.parametrize("kind", ["take", "rehearse"])
@pytest.mark.parametrize("said", [{"user": "performer"}, {}])
def test_who_has_it_and_looked_does_not_use_it(kind: str, said: dict[str, Any]) -> None:
    """Whether the user is named, or is just whoever has it, they are none of the two who checked it."""
    day = believed(looked_by("performer"), holder="performer", issued_by="armorer")
    assert found("duty", day, kind, "first-ad", **GUN, scene="saloon", **said) == ["user-is-checker"]


@pytest.mark.parametrize("kind", ["take", "rehearse"])
def test_who_supplied_it_does_not_use_it(kind: str) -> None:
    """The rounds in it are of the performer themselves: they hand nobody a weapon that only they know of."""
    day = of_lot(nobody_named().ready("revolver", "dummies", 3).handed(), "dummies", supplier="performer")
    assert "supplier" in found("duty", day, kind, "first-ad", **USE)


@pytest.mark.parametrize("kind", ["take", "rehearse"])
def test_of_a_use_no_second_person_is_asked(kind: str) -> None:
    """A take names nobody as second person: who watched is for gate *sight*."""
    day = nobody_named().ready("revolver", "dummies", 3).handed()
    assert found("duty", day, kind, "first-ad", **USE) == []


@pytest.mark.parametrize("kind", ["check", "load", "unload", "clear"])
def test_who_has_it_is_not_the_second_person(kind: str) -> None:
    """No plan names them, and it is in their hands: they see nothing for anybody else."""
    keys: dict[str, Any] = {"rounds": ROUNDS} if kind == "load" else {}
    findings = in_use().findings(kind, **GUN, **keys, witness="performer")
    assert "duty.witness-conflict" in {each.code for each in findings}


def test_what_they_saw_renews_nothing() -> None:
    """The look counts as the look of one; the take asks for a look of two."""
    day = in_use()
    look = {"seen": 6, "of": 6, "witness_seen": 6, "found": [{"kind": "dummy", "count": 3}]}
    day.permit("check", **GUN, **look, witness="performer")
    assert "check.too-old" in day.said().against("take", "first-ad", **USE)
    day.permit("check", **GUN, **look, witness="assistant")
    assert day.said().against("take", "first-ad", **USE) == set()
