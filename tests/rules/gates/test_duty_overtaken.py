"""A test of rounds that something overtook is refused where it would prove nothing."""

from __future__ import annotations

from showsafe.domain.events import PERMIT
from tests.rules.telling import PROVED, TWO, asked_late, dummies


def test_a_test_of_before_a_box_came_into_doubt_is_asked_again() -> None:
    """It would prove nothing, and the two would believe that the box is proven."""
    day = dummies().later(60)
    day.permit("collect", "grip", lot="dummies")
    day.permit("collect", lot="dummies")
    assert asked_late(day, "prove", 5, **PROVED, **TWO) == ("refuse", {"duty.overtaken"})
    assert asked_late(day, "prove", 0, **PROVED, **TWO) == (PERMIT, set())
