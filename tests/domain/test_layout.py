"""Where cartridges are, by action: chambers by position, magazine then chamber, tube then chamber, barrels."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showsafe.domain import layout, words
from showsafe.domain.things import Cartridge, Weapon
from tests.simulator import BLANK_PLAN, FilmSet, a_day


def places_of(day: FilmSet, weapon: str) -> list[str]:
    """Return where the rounds of a weapon are believed to be."""
    return [cartridge.place for cartridge in day.belief(weapon).contents]


def loaded(weapon: str, lot: str, count: int) -> FilmSet:
    """Return a day on which so many rounds of a lot went into a weapon."""
    day = a_day().planned(weapon, **BLANK_PLAN).out(weapon).looked(weapon)
    return day.loaded(weapon, lot, count)


@pytest.mark.parametrize(
    ("weapon", "lot", "count", "places"),
    [
        ("revolver", "blanks", 3, ["chamber:1", "chamber:2", "chamber:3"]),
        ("pistol", "nine-blanks", 3, ["magazine:1", "magazine:2", "magazine:3"]),
        ("rifle", "blanks", 2, ["tube:1", "tube:2"]),
        ("shotgun", "shells", 2, ["barrel:1", "barrel:2"]),
    ],
)
def test_a_load_fills_the_right_places(weapon: str, lot: str, count: int, places: list[str]) -> None:
    """Rounds fill chambers by position, a magazine, a tube, or barrels, by the action of the weapon."""
    assert places_of(loaded(weapon, lot, count), weapon) == places


def test_the_chamber_is_filled_last() -> None:
    """A full pistol and a full lever rifle have their last round in the chamber."""
    day = a_day().planned("rifle", **BLANK_PLAN).out("rifle").looked("rifle").loaded("rifle", "blanks", 5)
    assert places_of(day, "rifle")[-1] == "chamber:1"
    pistol = Weapon(id="p", action="semi-auto-pistol", capacity=8)
    assert layout.places(pistol)[-1] == "chamber:1"
    assert len(layout.places(pistol)) == 8


def test_shots_empty_the_places_in_order() -> None:
    """Shots are counted off in the order of the chambers, and the case stays where it was."""
    day = a_day().in_use("revolver", "blanks", 3)
    day.permit("discharge", "performer", weapon="revolver", count=2)
    states = [(c.place, c.state) for c in day.belief().contents]
    assert states == [("chamber:1", "spent"), ("chamber:2", "spent"), ("chamber:3", "ready")]


def test_a_misfire_stays_in_its_place() -> None:
    """The round that did not fire is faulty, in its place, until it is cleared."""
    day = a_day().in_use("revolver", "blanks", 2)
    day.report("misfire", "performer", weapon="revolver")
    assert [c.state for c in day.belief().contents] == ["faulty", "ready"]
    assert day.lot("blanks").faulty == 1


def test_what_does_not_fit_is_kept_and_held() -> None:
    """A reported load beyond the capacity is kept as said, and the weapon is held."""
    day = a_day().out().looked()
    day.report("load", weapon="revolver", rounds=["blanks:8"], witness="assistant")
    assert places_of(day, "revolver")[-2:] == ["beyond:7", "beyond:8"]
    assert "more than it holds" in [hold.why for hold in day.belief().holds]


WEAPONS = st.builds(
    Weapon,
    id=st.just("w"),
    action=st.sampled_from(words.ACTIONS),
    capacity=st.integers(min_value=0, max_value=40),
)


@given(WEAPONS)
def test_as_many_places_as_the_capacity(weapon: Weapon) -> None:
    """A weapon of any action has as many places as its capacity, and each is another place."""
    places = layout.places(weapon)
    assert len(places) == weapon.capacity
    assert len(set(places)) == len(places)


@given(WEAPONS, st.integers(min_value=0, max_value=40))
def test_free_places_are_those_not_taken(weapon: Weapon, taken: int) -> None:
    """Free and taken places together are all places, and none is both."""
    places = layout.places(weapon)
    contents = tuple(Cartridge(place=place, lot="", kind="blank") for place in places[:taken])
    assert (*(c.place for c in contents), *layout.free_places(weapon, contents)) == places


@pytest.mark.parametrize(
    ("action", "needed"),
    [
        ("single-action-revolver", ("chambers",)),
        ("semi-auto-pistol", ("chambers", "magazine-well")),
        ("lever-rifle", ("chambers", "tube")),
        ("pump-shotgun", ("chambers", "tube")),
        ("belt-fed", ("chambers", "feed")),
        ("break-shotgun", ("chambers",)),
    ],
)
def test_what_has_to_be_looked_into(action: str, needed: tuple[str, ...]) -> None:
    """An action is empty when every place where a round can hide was looked into."""
    assert layout.needed_looks(Weapon(id="w", action=action, capacity=5)) == needed


def test_a_look_without_the_tube_proves_nothing() -> None:
    """A lever rifle whose tube nobody fingered is not proven empty, whatever was said of its chamber."""
    day = a_day().out("rifle")
    day.looked("rifle", looked=["chambers", "bore"])
    assert day.spoken("rifle").name == "UNKNOWN"
    day.looked("rifle")
    assert day.spoken("rifle").name == "EMPTY"


@pytest.mark.parametrize("bend", [{"seen": 5}, {"of": 5}, {"witness_seen": 5}, {"witness": "armorer"}])
def test_a_part_look_proves_nothing(bend: dict[str, Any]) -> None:
    """One place too few, two counts that differ, or one person twice: no proof."""
    day = a_day().out().looked(**bend)
    assert day.spoken().name == "UNKNOWN"
