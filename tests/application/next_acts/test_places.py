"""What is next of a weapon where the record has no number of its places for rounds: nothing false is suggested."""

from __future__ import annotations

from typing import Any

from showsafe.application.next_acts import fill
from showsafe.domain.events import PERMIT
from showsafe.domain.proof import stands
from tests.application.next_acts.following import do, follow, next_here
from tests.simulator import FilmSet, a_day


def with_one(class_: str, action: str, **keys: Any) -> FilmSet:  # noqa: ANN401 - keys of a weapon
    """Return a morning with one more weapon in the armorer's hands."""
    day = a_day()
    day.permit("register", weapon="gun", **{"class": class_, "action": action}, **keys)
    return day


def test_of_what_fires_the_number_comes_first() -> None:
    """A look would never prove it, so the number is asked for; with it the weapon is looked into and goes home."""
    day = with_one("live-capable", "bolt-rifle", calibre=".45 Colt")
    found = next_here(day, "gun")
    assert (found.right.kind, found.right.asks, found.right.would) == ("register", ("capacity",), PERMIT)
    (look,) = [right for right in found.mine if right.kind == "check"]
    assert "of" not in look.keys
    assert not {"seen", "of"} & set(fill.check(day.state, day.state.weapons["gun"]).assumed)
    day.permit("register", weapon="gun", capacity=5)
    assert follow(day, "gun") == ["check", "lock"]


def test_what_only_looks_like_it_and_is_opened_is_looked_into() -> None:
    """An airsoft gun with an action is opened: every place, and no bore; how many they looked into they say."""
    for keys, of in (({"capacity": 12}, {"of": 12}), ({}, {})):
        day = with_one("airsoft", "semi-auto-pistol", **keys)
        right = next_here(day, "gun").right
        assert (right.kind, right.asks) == ("check", ("seen", "found", "looked"))
        assert {key: said for key, said in right.keys.items() if key == "of"} == of
        do(day, right)
        assert stands(day.belief("gun").proof)


def test_what_is_known_by_its_identity_is_only_looked_at() -> None:
    """Of an airsoft gun without either on record nothing is asked."""
    day = with_one("airsoft", "none")
    right = next_here(day, "gun").right
    assert (right.kind, right.asks) == ("check", ())
    do(day, right)
    assert stands(day.belief("gun").proof)
