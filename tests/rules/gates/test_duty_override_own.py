"""Nobody overrides the rules for a weapon that they are to have themselves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator import a_day

SIGNED: dict[str, Any] = {"reason": "the light goes"}


@pytest.mark.parametrize(("by", "witness"), [("producer", "safety"), ("safety", "producer")])
def test_who_is_to_have_it_signs_no_override(by: str, witness: str) -> None:
    """A producer who plays as well is handed it by the rules, or by an override of others; either way round."""
    day = a_day()
    day.permit("enrol", "first-ad", person="producer", roles=["producer", "performer"], age=60)
    day.ready("revolver", "blanks", 3)
    asked = day.ask("hand-over", weapon="revolver", to=["producer"], witness="assistant")
    assert asked.decision.against
    said = {**SIGNED, "of": asked.event.act.act_id, "witness": witness}
    assert "duty.override-own" in day.refused("override", by, **said)
    day.permit("enrol", "first-ad", person="second", roles=["producer"], age=50)
    again = {**said, "witness": "safety"}
    assert "duty.override-own" not in day.against("override", "second", **again)
