"""How many places for rounds an enrolled weapon has may be said later, once: then every look before it is over."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.proof import stands
from tests.simulator import FilmSet, a_day

GUN: dict[str, Any] = {"class": "live-capable", "action": "bolt-rifle", "calibre": ".45 Colt"}
LOOK: dict[str, Any] = {
    "weapon": "gun",
    "witness": "assistant",
    "found": [],
    "bore": True,
    "looked": ["chambers", "magazine-well", "bore"],
}


def unsaid(**keys: Any) -> FilmSet:  # noqa: ANN401 - keys of a weapon
    """Return a morning with one more weapon, of which nobody said how many places it has."""
    day = a_day()
    day.permit("register", weapon="gun", **{**GUN, **keys})
    return day


def test_no_look_is_whole_before_it_and_one_is_after_it() -> None:
    """One of one proves nothing where no number is on record; with the number on record, as many do."""
    day = unsaid()
    day.permit("check", seen=1, of=1, **LOOK)
    assert not stands(day.belief("gun").proof)
    day.permit("register", weapon="gun", capacity=5)
    assert day.state.weapons["gun"].capacity == 5
    day.permit("check", seen=1, of=1, **LOOK)
    assert not stands(day.belief("gun").proof)
    day.permit("check", seen=5, of=5, **LOOK)
    assert stands(day.belief("gun").proof)


def test_whatever_was_proven_before_it_is_not_any_more() -> None:
    """An airsoft gun that was known by its identity is opened from then on: its proof of before ends."""
    day = unsaid(**{"class": "airsoft", "action": "none"})
    day.permit("check", weapon="gun", witness="assistant")
    assert stands(day.belief("gun").proof)
    day.permit("register", weapon="gun", capacity=12)
    assert not stands(day.belief("gun").proof)
    assert not day.belief("gun").gated


def test_in_its_safe_it_is_no_longer_locked_away_empty() -> None:
    """What two people found before that was locked away is looked into again before the day is over."""
    day = unsaid(**{"class": "airsoft", "action": "none"})
    day.permit("check", weapon="gun", witness="assistant")
    day.permit("lock", weapon="gun", in_="weapon safe", witness="assistant")
    assert day.belief("gun").locked_empty
    day.permit("register", weapon="gun", capacity=12)
    assert (day.belief("gun").container, day.belief("gun").locked_empty) == ("weapon safe", False)


@pytest.mark.parametrize("capacity", [1, 12])
def test_a_number_that_was_said_stays(capacity: int) -> None:
    """Another number than the one on record is refused, and told it changes nothing; the proof stands."""
    day = unsaid(capacity=5)
    day.permit("check", seen=5, of=5, **LOOK)
    assert day.refused("register", weapon="gun", capacity=capacity) == {"custodian.described-otherwise"}
    day.report("register", weapon="gun", capacity=capacity)
    day.permit("register", weapon="gun", capacity=5)
    assert day.state.weapons["gun"].capacity == 5
    assert stands(day.belief("gun").proof)


def test_only_a_permitted_registering_adds_it() -> None:
    """Nobody else than a custodian says it, by asking or by telling; to bring it adds nothing, and nor does a zero."""
    day = unsaid()
    assert day.refused("register", "grip", weapon="gun", capacity=5) == {"custodian.not-custodian"}
    day.report("register", "grip", weapon="gun", capacity=5)
    day.report("bring", weapon="gun", capacity=5)
    day.permit("register", weapon="gun", capacity=0)
    assert day.state.weapons["gun"].capacity == 0


def test_nothing_else_is_added_with_it() -> None:
    """What is enrolled keeps the rest of its description: a serial is not added along."""
    day = unsaid()
    day.permit("register", weapon="gun", capacity=5, serial="S-5", maker="another")
    known = day.state.weapons["gun"]
    assert (known.capacity, known.serial, known.maker) == (5, "", "")
