"""The view of what left and came says the same as the records themselves."""

from __future__ import annotations

from showsafe.projections import consigned
from tests.consigning import two


def test_the_view_has_the_steps_that_the_records_have() -> None:
    """Every step that is read from the records one by one stands in the view, with the leaf hash of its record."""
    north, south = two()
    numbers = south.takes(north.leaves("r1"), north, r1="OM-1042")
    north.closes(south.receipt(*numbers), south)
    north.say("acknowledge", about="bulletin-7", says="read it")
    for log in (north, south):
        assert [*consigned.steps(log.store)] == [each.step for each in log.said]
    kinds = [step.kind for step in consigned.steps(north.store)]
    assert kinds == ["came", "left", "said", "said"]


def test_it_is_told_at_one_look_whether_anything_travels() -> None:
    """Of a unit from which things left without a word nothing has to be read; one word, and it has to be."""
    north, _ = two()
    north.say("consign", weapon="r1", to="road")
    assert not consigned.anything(north.store)
    north.slip("r1")
    assert consigned.anything(north.store)
