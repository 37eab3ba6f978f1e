"""Gate *file* stands at every way out of a file: the read-back, the place where a user picks it up, its box."""

from __future__ import annotations

from typing import Any

from tests.files import FILE, TWO, background, drawn
from tests.simulator import FilmSet

PUT: dict[str, Any] = {"weapon": "bg-1", "place": "a stand", "scene": "wood"}
LOOK: dict[str, Any] = {"seen": 5, "of": 5, "witness_seen": 5, "found": [], "bore": True}
SECOND_PAIR: dict[str, Any] = {"witness": "second-watcher"}


def offered() -> FilmSet:
    """Return a set on which the first rifle of a file is offered to its user."""
    day = drawn(2)
    day.permit("offer", weapon="bg-1", to=["extra-1"], scene="wood")
    return day


def test_a_file_that_holds_holds_what_was_offered() -> None:
    """A flag that is missed after the offer stands against the read-back, until the flags are counted again."""
    day = offered()
    said = {"weapon": "bg-1", "scene": "wood", **TWO}
    day.permit("return-file", flags=1, **FILE, **TWO)
    assert day.against("accept", "extra-1", **said) == {"file.held"}
    day.permit("return-file", flags=2, **FILE, **TWO)
    day.permit("accept", "extra-1", **said)


def test_a_later_look_by_others_is_asked_of_the_read_back() -> None:
    """Looked into again by another pair after the offer, it is not theirs to hand out any more."""
    day = offered()
    day.permit("check", weapon="bg-1", witness="safety", **LOOK)
    assert day.against("accept", "extra-1", weapon="bg-1", scene="wood", **TWO) == {"file.not-looked"}


def test_offered_to_one_and_drawn_in_for_another() -> None:
    """Whoever was offered it before it was drawn in for somebody else does not take it."""
    day = background()
    day.out("bg-1").looked("bg-1").shown("bg-1", "first-ad", "extra-1").said("bg-1")
    day.permit("offer", weapon="bg-1", to=["extra-1"], scene="wood")
    day.permit("open-file", scene="wood", **FILE, **TWO)
    day.permit("draw-in", weapon="bg-1", tag="FA-1", number="1", user="extra-2", **FILE)
    assert day.against("accept", "extra-1", weapon="bg-1", scene="wood", **TWO) == {"file.other-people"}


def test_a_file_that_holds_puts_nothing_down_for_its_users() -> None:
    """A weapon is not put where its user picks it up while its file holds, and what was put there stays there."""
    day = drawn(2)
    day.permit("return-file", flags=1, **FILE, **TWO)
    assert day.against("preset", **PUT, **TWO) == {"file.held"}
    day = drawn(2)
    day.permit("preset", **PUT, **TWO)
    day.permit("return-file", flags=1, **FILE, **TWO)
    assert "file.held" in day.against("pick-up", "extra-1", weapon="bg-1")


def test_only_its_own_two_put_it_down_and_its_own_user_picks_it_up() -> None:
    """Placing it is a way out like any other: its custodian, its watcher, their look, and its user."""
    day = drawn(2)
    assert day.against("preset", **PUT, witness="safety") == {"file.other-people"}
    day.permit("check", weapon="bg-1", witness="safety", **LOOK)
    assert day.against("preset", **PUT, **TWO) == {"file.not-looked"}
    day.permit("check", weapon="bg-1", **LOOK, **TWO)
    day.permit("preset", **PUT, **TWO)
    assert "file.other-people" in day.against("pick-up", "extra-2", weapon="bg-1")
    day.permit("pick-up", "second-armorer", weapon="bg-1")


def test_who_has_a_file_puts_down_nothing_else() -> None:
    """The two of a file have nothing else while it is open: they place no other weapon either."""
    day = drawn(1)
    day.permit("drop-out", weapon="bg-1")
    day.permit("check", weapon="bg-1", **LOOK, **TWO)
    assert day.against("preset", **PUT, **TWO) == {"file.own-people"}


def loaded_from(day: FilmSet, rifle: str, by: str, witness: str) -> None:
    """Take a rifle that is in no file out, look into it and load it from the box of dummies."""
    two = {"witness": witness}
    day.permit("unlock", by, weapon=rifle, **two)
    day.permit("check", by, weapon=rifle, **LOOK, **two)
    day.permit("unlock", by, lot="dummies", **two)
    day.permit("load", by, weapon=rifle, rounds=["dummies:1"], scene="wood", **two)
    day.permit("lock", by, lot="dummies", in_="ammunition safe", **two)


def test_a_box_feeds_one_file_whenever_it_was_loaded_from() -> None:
    """Two rifles that were loaded from one box before they were in any file are not drawn into two."""
    day = background()
    loaded_from(day, "bg-1", "armorer", "assistant")
    loaded_from(day, "bg-2", "second-armorer", "second-watcher")
    day.permit("open-file", scene="wood", **FILE, **TWO)
    day.permit("open-file", "second-armorer", scene="wood", file="ridge", **SECOND_PAIR)
    day.permit("draw-in", weapon="bg-1", tag="FA-1", number="1", user="extra-1", **FILE)
    assert day.state.files["trench"].lots == ("dummies",)
    other = {"weapon": "bg-2", "tag": "FA-2", "number": "1", "user": "extra-2", "file": "ridge"}
    assert day.against("draw-in", "second-armorer", **other) == {"file.crosses"}
