"""A changed copy of a frozen value is what ``dataclasses.replace`` makes of it, field by field."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showsafe.domain.belief import Belief, Use
from showsafe.domain.changing import Put, changed, put, replace
from showsafe.domain.state import State

VALUES = (Belief(holder="armorer"), State(profile="common"), Use(record=3, fired=2))


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_it_is_the_value_that_the_library_makes(value: Belief | State | Use) -> None:
    """Every field that is changed has its new value, every other its old one, and the value it came of stays."""
    for each in dataclasses.fields(value):
        made = replace(value, **{each.name: "changed"})
        assert made == dataclasses.replace(value, **{each.name: "changed"})  # type: ignore[arg-type]
        assert getattr(value, each.name) != "changed"


def test_an_unknown_field_is_an_error() -> None:
    """A field that the value does not have is no new field of it."""
    with pytest.raises(KeyError):
        replace(Belief(), holdr="armorer")


STEPS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from("abcdef"), st.booleans()), max_size=60)


@given(STEPS)
def test_what_changed_is_what_a_look_at_everything_finds(steps: list[tuple[int, str, bool]]) -> None:
    """From any map to any other, made one of the other, of a third or plainly: the same names, none of them twice."""
    maps: list[dict[str, object]] = [{"a": 1, "b": 2}]
    for of, name, plainly in steps:
        before = maps[-1 - min(of, len(maps) - 1)]
        maps.append({**before, name: object()} if plainly else put(before, name, object()))
    for before in maps[-8:]:
        for after in maps[-8:]:
            found = [name for name, value in after.items() if before.get(name) is not value]
            assert sorted(changed(before, after)) == sorted(found)


def test_a_map_is_a_map_and_never_changed_in_place() -> None:
    """What was put in is there, the map before it stays as it was, and both compare as maps do."""
    first = put({"a": 1}, "b", 2)
    second = put(first, "b", 3)
    assert (first, second) == ({"a": 1, "b": 2}, {"a": 1, "b": 3})
    assert isinstance(second, Put)
    assert changed(first, second) == ["b"]
    assert changed(first, put(second, "b", first["b"])) == []


def test_a_long_way_is_looked_at_whole() -> None:
    """Beyond what a map remembers of its making, everything is looked at."""
    first = last = put({}, "start", 0)
    for number in range(100):
        last = put(last, f"n{number}", number)
    assert changed(first, last) == [f"n{number}" for number in range(100)]
