"""What a look has to be to prove something: of an opened weapon, with a known number of places, of a plug if any."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain import layout
from showsafe.domain.things import Weapon
from tests.domain.one_gun import done
from tests.simulator import FilmSet, a_day


def registered(**said: Any) -> FilmSet:  # noqa: ANN401
    """Return a day with one more thing on record."""
    day = a_day()
    day.permit("register", weapon="new", serial="N1", **said)
    return day


@pytest.mark.parametrize(("said", "name"), [({}, "UNKNOWN"), ({"seen": 1, "of": 1, "found": []}, "EMPTY")])
@pytest.mark.parametrize("class_", ["airsoft", "non-gun"])
def test_what_discharges_by_an_action_is_opened_to_be_empty(
    class_: str, said: dict[str, Any], name: str
) -> None:
    """An airsoft pistol of which nobody says that it was opened is not empty; opened, and nothing found, it is."""
    day = registered(**{"class": class_, "action": "semi-auto-pistol"})
    day.permit("check", weapon="new", witness="assistant", **said)
    assert day.spoken("new").name == name


@pytest.mark.parametrize("class_", ["airsoft", "non-gun"])
def test_what_has_no_action_on_record_is_looked_at_by_its_identity(class_: str) -> None:
    """Nothing in it is opened: tag and tip are read."""
    day = registered(**{"class": class_})
    day.permit("check", weapon="new", witness="assistant")
    assert day.spoken("new").name == "EMPTY"


@pytest.mark.parametrize(
    ("weapon", "opened"),
    [
        (Weapon(id="w", class_="live-capable"), True),
        (Weapon(id="w", class_="airsoft"), False),
        (Weapon(id="w", class_="airsoft", capacity=1), True),
        (Weapon(id="w", class_="non-gun", action="semi-auto-pistol"), True),
        (Weapon(id="w", class_="replica", action="semi-auto-pistol", capacity=8), False),
        (Weapon(id="w", class_="rubber", action="semi-auto-pistol"), False),
    ],
)
def test_which_are_opened_to_look(weapon: Weapon, *, opened: bool) -> None:
    """Whatever fires, and whatever discharges by an action or out of a magazine; nothing else."""
    assert layout.opens(weapon) is opened
    assert bool(layout.needed_looks(weapon)) is opened


def test_one_of_one_says_nothing_of_a_revolver_whose_chambers_nobody_counted() -> None:
    """It stays hot, whatever number is said; of one whose capacity is on record it says as much as it counted."""
    is_ = {"class": "live-capable", "action": "single-action-revolver", "calibre": ".45 Colt"}
    day = registered(**is_)
    for count in (1, 6):
        said: dict[str, Any] = {"seen": count, "of": count, "found": [], "bore": True}
        day.permit("check", weapon="new", witness="assistant", **said)
        assert day.spoken("new").name == "UNKNOWN"
    day.permit("register", weapon="six", serial="N6", capacity=6, **is_)
    day.permit("check", weapon="six", witness="assistant", seen=6, of=6, found=[], bore=True)
    assert day.spoken("six").name == "EMPTY"


@pytest.mark.parametrize("class_", ["live-capable", "blank-only"])
def test_a_plugged_barrel_that_is_clear_has_no_bore_proof(class_: str) -> None:
    """Two people looked through a barrel that cannot be looked through: nothing is loaded until the plug is seen."""
    day = registered(
        **{
            "class": class_,
            "action": "semi-auto-pistol",
            "calibre": "9 mm",
            "capacity": 8,
            "barrel": "plugged",
        }
    )
    look = day.looking("new")
    day.permit("check", **{**look, "bore": "plugged"})
    assert day.belief("new").bore is not None
    day.permit("check", **{**look, "bore": True})
    bore = day.belief("new").bore
    assert bore is not None
    assert (bore.stands, bore.void_because) == (
        False,
        "clear, through a barrel that is on record as plugged",
    )
    assert [each.why for each in day.belief("new").holds] == ["contradiction"]
    assert "bore.void" in day.against("load", weapon="new", rounds=["nine-blanks:1"], witness="assistant")


@pytest.mark.parametrize(("seen", "whole"), [(8, True), (1, False), (None, False)])
def test_the_capacity_on_record_is_what_has_to_be_seen(seen: int | None, *, whole: bool) -> None:
    """Also of an airsoft gun whose capacity is known."""
    weapon = Weapon(id="w", class_="airsoft", action="semi-auto-pistol", capacity=8)
    assert layout.looked_whole(weapon, done("check", seen=seen, of=None, found=()).act) is whole
