"""The table of roles: what is not named is not shown, and no role of the whole office sees people."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showsafe.application.office.roles import (
    NOTHING_HELD,
    OF_OFFICE,
    OF_PEOPLE,
    THINGS,
    Held,
    roles,
    table_of,
)
from showsafe.application.office.words import EVERY, OFFICE

PLACES = ("north", "south", EVERY, OFFICE)


def test_whoever_has_no_role_sees_nothing() -> None:
    """Neither of the office nor of any production."""
    for thing in THINGS:
        assert not NOTHING_HELD.sees(thing)
        assert not NOTHING_HELD.sees(thing, "north")
        assert not NOTHING_HELD.anywhere(thing)
        assert NOTHING_HELD.among(thing, ("north",)) == []


def test_an_administrator_sees_nobody() -> None:
    """Roles, productions and who looked, and no person of any production by that alone."""
    held = Held(frozenset({("administrator", OFFICE)}))
    for thing in OF_PEOPLE | {"production-access"}:
        assert not held.sees(thing, "north")
    for thing in OF_OFFICE:
        assert held.sees(thing)


@given(st.sets(st.tuples(st.sampled_from([*roles(), "owner"]), st.sampled_from(PLACES))))
def test_people_are_seen_by_a_role_of_their_own_production_alone(pairs: set[tuple[str, str]]) -> None:
    """Whatever somebody holds elsewhere, nobody of this production is shown for it."""
    held = Held(frozenset(pairs))
    for thing in THINGS:
        for place in ("north", "south"):
            reasons = [
                (name, where)
                for name, where in pairs
                if name in roles()
                and thing in roles()[name].sees
                and (where in (place, EVERY) or roles()[name].whole)
            ]
            assert held.sees(thing, place) == bool(reasons)
            if thing in OF_PEOPLE and held.sees(thing, place):
                assert any(where in (place, EVERY) for _, where in reasons)
            assert (place in held.among(thing, ("north", "south"))) == held.sees(thing, place)


@pytest.mark.parametrize(
    "row",
    [
        {"scope": "office", "sees": ["people"]},
        {"scope": "production", "sees": ["roles"]},
        {"scope": "production", "sees": ["everything"]},
        {"scope": "world", "sees": []},
        {"scope": "office", "sees": [], "more": True},
    ],
    ids=str,
)
def test_a_table_that_says_too_much_is_refused(row: dict[str, Any]) -> None:
    """A role of the office with people in it, one of a production with the office in it, and unknown words."""
    with pytest.raises(ValueError, match="r"):
        table_of({"r": row})


def test_every_thing_is_seen_by_some_role() -> None:
    """So that nothing stands in the list that nobody can reach."""
    assert set().union(*(role.sees for role in roles().values())) == set(THINGS)
