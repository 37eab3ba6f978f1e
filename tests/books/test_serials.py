"""Serials beside each other: one and the same, taken for each other, or apart."""

from __future__ import annotations

import pytest

from showsafe.books.serials import Pair, pairs
from showsafe.domain.things import Weapon


def found(one: str, other: str, maker: str = "Colt", model: str = "SAA") -> list[Pair]:
    """Return the pairs of two weapons with these serials, of one make unless the second has another."""
    first = Weapon(id="a", serial=one, maker="Colt", model="SAA", calibre=".45 Colt")
    return pairs(
        {"a": first, "b": Weapon(id="b", serial=other, maker=maker, model=model, calibre=".45 Colt")}
    )


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("AB-123", "ab 123", "same"),
        ("1O23", "1023", "alike"),
        ("I7S", "175", "alike"),
        ("A100", "A101", "near"),
        ("A100", "A1005", "near"),
        ("A100", "100", "near"),
    ],
)
def test_serials_that_are_taken_for_each_other(one: str, other: str, why: str) -> None:
    """Each pair is found once, with why."""
    assert found(one, other) == [Pair("a", "b", why)]


@pytest.mark.parametrize(("one", "other"), [("A100", "A123"), ("A100", "B200"), ("", ""), ("A100", "")])
def test_serials_that_are_apart(one: str, other: str) -> None:
    """Two signs apart, or none at all, are no pair."""
    assert found(one, other) == []


def test_another_make_is_another_weapon() -> None:
    """The serial of another maker is its own, also where it is the same; of a maker that is not said it may be one."""
    assert found("A100", "A100", maker="Uberti") == []
    assert found("A100", "A101", model="Bisley") == []
    assert found("A100", "A100", maker="") == [Pair("a", "b", "same")]
