"""What a day's records say of its planning: what holds at its end, what took its place, what was never done."""

from __future__ import annotations

from typing import Any

from showsafe.domain.events import Event
from showsafe.papers.planned import acknowledgements, assessments, meetings, plans
from tests.application.units import Node, a_node

SHOT: dict[str, Any] = {"scene": "barn", "weapon": "revolver", "user": "performer", "distance_m": "8.0"}


def events(node: Node) -> list[Event]:
    """Return every event of the set."""
    from showsafe.application.records import event_of  # noqa: PLC0415 - beside what reads by it
    from showsafe.ledger import record  # noqa: PLC0415 - as above

    return [
        event_of(dict(record.read(entry.raw).body), entry.number, node.store.personal)
        for entry in node.store.entries(1, node.store.size())
    ]


def test_a_plan_takes_the_place_of_the_one_before() -> None:
    """Of one scene and weapon the last one holds, and says which it replaced."""
    node = a_node()
    first = node.ask("plan", witness="first-ad", **SHOT).number
    second = node.ask("plan", witness="first-ad", **{**SHOT, "distance_m": "9.0"}).number
    (held,) = plans(events(node))
    assert (held.record, held.before, held.act.distance_mm) == (second, first, 9000)


def test_a_plan_that_waits_for_its_second_person_is_none() -> None:
    """Held it is no plan; confirmed it is one, in the record of who confirmed it."""
    node = a_node()
    asked = node.ask("plan", **SHOT)
    assert asked.outcome == "hold"
    assert plans(events(node)) == ()
    confirmed = node.ask("confirm", "first-ad", of=asked.act_id)
    (held,) = plans(events(node))
    assert (held.record, held.act.by, held.act.scene) == (confirmed.number, "armorer", "barn")


def test_a_plan_that_changes_ends_the_meetings_of_its_scene() -> None:
    """A meeting before the change is over, by that record; the same plan approved again changes nothing."""
    node = a_node()
    node.ask("plan", witness="first-ad", **SHOT)
    met = node.ask("meet", "first-ad", scene="barn", attendees=("performer",), witness="armorer").number
    node.ask("meet", "first-ad", scene="mill", attendees=("performer",), witness="armorer")
    node.ask("plan", witness="first-ad", **SHOT)
    assert [each.changed for each in meetings(events(node))] == [0, 0]
    changed = node.ask("plan", witness="first-ad", **{**SHOT, "shots": 3}).number
    first, second = meetings(events(node))
    assert (first.record, first.changed, second.changed) == (met, changed, 0)


def test_assessments_and_acknowledgements_are_all_kept() -> None:
    """Each stands for itself, in order."""
    node = a_node()
    node.ask("assess", "safety", witness="producer", scene="barn")
    node.ask("acknowledge", "performer", about="bulletin", says="read")
    found = events(node)
    assert [each.act.scene for each in assessments(found)] == ["", "barn"]
    assert [(each.act.by, each.act.about) for each in acknowledgements(found)] == [("performer", "bulletin")]
