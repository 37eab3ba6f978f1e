"""What waits for a second person is in sight until it is confirmed, or lapses with the day."""

from __future__ import annotations

from typing import Any

from showsafe.application.parse import act_from
from showsafe.application.unit import Answer
from showsafe.projections.rebuild import differences
from showsafe.projections.rows import read
from tests.projections.units import NOON, Set


def ask(on: Set, kind: str, by: str, **said: Any) -> Answer:  # noqa: ANN401 - values of keys
    """Ask one act."""
    return on.unit.ask(act_from(kind, said, act_id=f"asked-{on.unit.store.size()}", by=by, at=NOON))


def waiting(on: Set) -> list[dict[str, Any]]:
    """Return the lines of everything that waits."""
    return [read(value) for _, value in on.unit.store.rows("waiting")]


def test_a_held_ask_waits_until_it_is_confirmed() -> None:
    """A held ask stands there with its record and in words; once its second person confirms it, it is gone."""
    on = Set()
    held = ask(on, "assess", "producer", scene="saloon")
    assert held.outcome == "hold"
    assert [(each["record"], each["says"]) for each in waiting(on)] == [
        (held.number, "producer assesses saloon")
    ]
    assert ask(on, "confirm", "armorer", of=held.act_id).outcome == "permit"
    assert waiting(on) == []
    assert differences(on.unit.store) == []


def test_a_refused_ask_waits_for_nobody() -> None:
    """A refused ask is on record, and nothing of it waits."""
    on = Set()
    assert ask(on, "take", "performer", weapon="revolver").outcome == "refuse"
    assert waiting(on) == []
