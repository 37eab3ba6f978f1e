"""What has to be looked into before a weapon is empty, and when two people have looked into all of it."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain import layout
from showsafe.domain.acts import Draw
from showsafe.domain.changing import replace
from showsafe.domain.things import Weapon
from tests.domain.one_gun import REVOLVER, done

CHAMBERS = ("chamber:1", "chamber:2", "chamber:3")
BARRELS = ("barrel:1", "barrel:2", "barrel:3")
MAGAZINE = ("magazine:1", "magazine:2", "chamber:1")
TUBE = ("tube:1", "tube:2", "chamber:1")
BELT = ("belt:1", "belt:2", "chamber:1")


@pytest.mark.parametrize(
    ("action", "places", "looks"),
    [
        ("single-action-revolver", CHAMBERS, ("chambers",)),
        ("double-action-revolver", CHAMBERS, ("chambers",)),
        ("percussion-revolver", CHAMBERS, ("chambers",)),
        ("none", CHAMBERS, ("chambers",)),
        ("break-shotgun", BARRELS, ("chambers",)),
        ("muzzle-loader", BARRELS, ("chambers",)),
        ("lever-rifle", TUBE, ("chambers", "tube")),
        ("pump-shotgun", TUBE, ("chambers", "tube")),
        ("belt-fed", BELT, ("chambers", "feed")),
        ("semi-auto-pistol", MAGAZINE, ("chambers", "magazine-well")),
        ("bolt-rifle", MAGAZINE, ("chambers", "magazine-well")),
        ("semi-auto-rifle", MAGAZINE, ("chambers", "magazine-well")),
        ("automatic", MAGAZINE, ("chambers", "magazine-well")),
        ("automatic-closed-bolt", MAGAZINE, ("chambers", "magazine-well")),
        ("automatic-open-bolt", MAGAZINE, ("chambers", "magazine-well")),
    ],
)
def test_where_the_rounds_of_an_action_can_be(
    action: str, places: tuple[str, ...], looks: tuple[str, ...]
) -> None:
    """Every place where a round can hide is looked into; one with a single place has it, one with none has none."""
    weapon = Weapon(id="w", action=action, capacity=3)
    assert (layout.places(weapon), layout.needed_looks(weapon)) == (places, looks)
    single = "barrel:1" if places == BARRELS else "chamber:1"
    assert layout.places(replace(weapon, capacity=1)) == (single,)
    assert layout.places(replace(weapon, capacity=0)) == ()
    assert layout.needed_looks(replace(weapon, class_="replica")) == ()


WHOLE: dict[str, Any] = {"seen": 6, "of": 6, "found": (), "looked": ("chambers", "bore")}


@pytest.mark.parametrize(
    ("bend", "whole"),
    [
        ({}, True),
        ({"of": None}, True),
        ({"looked": None}, True),
        ({"looked": ("chambers",)}, True),
        ({"found": (Draw(count=3, lot="blanks"),)}, True),
        ({"witness_seen": 6}, True),
        ({"witness_seen": 5}, False),
        ({"witness_seen": 0}, False),
        ({"seen": None}, False),
        ({"seen": 5}, False),
        ({"seen": 7}, False),
        ({"found": None}, False),
        ({"of": 5}, False),
        ({"of": 5, "seen": 5}, False),
        ({"looked": ()}, False),
        ({"looked": ("bore",)}, False),
    ],
)
def test_a_look_into_a_weapon_of_six_is_whole(bend: dict[str, Any], *, whole: bool) -> None:
    """Six of six, both counted the same, somebody said what was found, and every place was looked into."""
    assert layout.looked_whole(REVOLVER, done("check", **{**WHOLE, **bend}).act) is whole


@pytest.mark.parametrize(
    ("seen", "of", "whole"),
    [
        (5, 5, True),
        (5, 4, False),
        (5, None, False),
        (1, None, False),
        (0, None, False),
        (0, 0, False),
        (None, None, False),
    ],
)
def test_an_airsoft_whose_places_nobody_counted_has_as_many_as_is_said(
    seen: int | None, of: int | None, *, whole: bool
) -> None:
    """Nobody put its capacity on record: the look has to say of how many; of one that fires no look is whole then."""
    said = done("check", seen=seen, of=of, found=()).act
    assert layout.looked_whole(replace(REVOLVER, class_="airsoft", capacity=0), said) is whole
    assert not layout.looked_whole(replace(REVOLVER, capacity=0), said)


def test_every_place_of_a_pistol_is_looked_into() -> None:
    """The chamber alone is not all of it, and neither is the magazine well."""
    pistol = Weapon(id="pistol", action="semi-auto-pistol", capacity=8)
    said: dict[str, Any] = {"seen": 8, "of": 8, "found": ()}
    looks = (("chambers", "magazine-well"), ("chambers",), ("magazine-well",), None)
    whole = [layout.looked_whole(pistol, done("check", **said, looked=looked).act) for looked in looks]
    assert whole == [True, False, False, True]


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ({}, True),
        ({"seen": 1}, True),
        ({"of": 1}, True),
        ({"seen": 1, "of": 1}, True),
        ({"seen": 0, "of": 1}, False),
        ({"seen": 1, "of": 1, "witness_seen": 1}, True),
        ({"seen": 1, "of": 1, "witness_seen": 0}, False),
        ({"witness_seen": 1}, False),
    ],
)
def test_what_cannot_fire_is_checked_by_what_it_is(said: dict[str, Any], *, whole: bool) -> None:
    """A rubber gun has no place to look into: only what was said has to be whole and the same."""
    assert layout.looked_whole(Weapon(id="rubber", class_="rubber"), done("check", **said).act) is whole
