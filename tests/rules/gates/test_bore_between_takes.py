"""The next take ends the one before as a cut does: what was fired in that one needs its bore looked at first."""

from __future__ import annotations

import pytest

from tests.rules.telling import GUN
from tests.simulator import FilmSet, a_day


def in_a_take(fired: int) -> FilmSet:
    """Return a set with a take going on in which so many shots were fired, and the word said since."""
    day = a_day().in_use("revolver", "blanks", 3)
    if fired:
        day.permit("discharge", "performer", **GUN, count=fired)
    return day.later(5).said()


@pytest.mark.parametrize("kind", ["take", "rehearse"])
def test_after_a_shot_the_next_one_asks_for_the_bore(kind: str) -> None:
    """Fired and not cut, the next take or rehearsal finds the bore void, as it does after the cut."""
    day = in_a_take(1)
    assert "bore.void" in day.against(kind, "first-ad", **GUN, user="performer")
    day.permit("cut", "first-ad")
    assert "bore.void" in day.against(kind, "first-ad", **GUN, user="performer")


def test_without_a_shot_a_take_follows_a_take() -> None:
    """Nothing was fired: the look through the bore stands for the next take, cut or not."""
    assert in_a_take(0).against("take", "first-ad", **GUN, user="performer") == set()


def test_within_one_take_it_is_asked_of_the_first_shot_only() -> None:
    """The second shot of one take asks for no other look through the bore."""
    assert "bore.void" not in in_a_take(1).against("discharge", "performer", **GUN, count=1)


def test_told_it_is_outside_the_rules() -> None:
    """A take that is told over one in which shots were fired is recorded, and the weapon is held."""
    day = in_a_take(1)
    day.report("take", "first-ad", **GUN, user="performer")
    assert [held.why for held in day.belief().holds] == ["deviation"]
