"""A changed copy of a frozen value is what ``dataclasses.replace`` makes of it, field by field."""

from __future__ import annotations

import dataclasses

import pytest

from showsafe.domain.belief import Belief, Use
from showsafe.domain.changing import replace
from showsafe.domain.state import State

VALUES = (Belief(holder="armorer"), State(profile="common"), Use(record=3, fired=2))


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_it_is_the_value_that_the_library_makes(value: Belief | State | Use) -> None:
    """Every field that is changed has its new value, every other its old one, and the value it came of stays."""
    for each in dataclasses.fields(value):
        changed = replace(value, **{each.name: "changed"})
        assert changed == dataclasses.replace(value, **{each.name: "changed"})  # type: ignore[arg-type]
        assert getattr(value, each.name) != "changed"


def test_an_unknown_field_is_an_error() -> None:
    """A field that the value does not have is no new field of it."""
    with pytest.raises(KeyError):
        replace(Belief(), holdr="armorer")
