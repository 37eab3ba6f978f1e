"""The one write path: the first answer again, both doors on record, names known, times kept apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from showsafe.application.states import rebuilt
from showsafe.application.unit import CLOCK_AHEAD, SET, SNAPSHOT_EVERY
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import record
from showsafe.ledger.store import Conflict
from tests.application.units import Node, a_node

LOOK: dict[str, Any] = {"weapon": "revolver", "seen": 6, "of": 6, "found": [], "bore": True}


def body(node: Node, number: int) -> dict[str, Any]:
    """Return the body of one record."""
    return dict(record.read(node.store.entry(number).raw).body)


def test_the_ordinary_morning_is_permitted() -> None:
    """Everything of the morning on which these tests stand was permitted."""
    node = a_node()
    assert {body(node, n)["outcome"] for n in range(2, node.store.size() + 1)} == {"permit"}


@pytest.mark.parametrize("door", ["ask", "report"])
def test_the_first_answer_again(door: str) -> None:
    """An act that comes twice under one id is one record, and gets its first answer again."""
    node = a_node()
    act = node.act("check", **LOOK, witness="assistant")
    answer = getattr(node.unit, door)
    first = answer(act)
    size = node.store.size()
    again = answer(act)
    assert node.store.size() == size
    assert again.repeated
    assert (again.number, again.outcome, again.findings) == (first.number, first.outcome, first.findings)


def test_the_first_answer_even_when_the_state_has_moved_on() -> None:
    """A repeated ask gets the answer of its time, not that of today."""
    node = a_node()
    act = node.act("show", weapon="revolver", to=["first-ad"])
    assert node.unit.ask(act).outcome == "refuse"
    node.ask("check", **LOOK, witness="assistant")
    assert node.unit.ask(act).outcome == "refuse"
    assert node.ask("show", weapon="revolver", to=["first-ad"]).outcome == "permit"


def test_refused_asks_are_on_record() -> None:
    """A refused ask is a record with its findings and the edition of the rules, and changes no belief."""
    node = a_node()
    before = node.state.beliefs
    answer = node.ask("show", weapon="revolver", to=["first-ad"])
    kept = body(node, answer.number)
    assert kept["outcome"] == "refuse"
    assert [each["code"] for each in kept["findings"]] == ["check.none"]
    assert kept["rulebook"].startswith("common@")
    assert node.state.beliefs == before


def test_a_report_is_always_recorded() -> None:
    """What happened although a gate would have refused it is a deviation, and the weapon is held."""
    node = a_node()
    answer = node.report("show", weapon="revolver", to=["first-ad"])
    assert (answer.outcome, answer.would, answer.deviation) == ("record", "refuse", True)
    assert node.state.beliefs["revolver"].holds


def test_a_report_that_the_rules_would_have_had_is_no_deviation() -> None:
    """A report of what the gates would have permitted is no deviation, and holds nothing."""
    node = a_node()
    answer = node.report("check", **LOOK, witness="assistant")
    assert not answer.deviation
    assert not node.state.beliefs["revolver"].holds


def test_a_late_report_keeps_both_times() -> None:
    """What is reported late keeps the time that is claimed and the time at which it was received."""
    node = a_node()
    claimed = node.clock.now()
    node.clock.advance(5400)
    answer = node.report("check", **LOOK, witness="assistant", claimed=claimed)
    kept = body(node, answer.number)
    assert kept["claimed_at"] == "2026-03-02T08:00:00Z"
    assert kept["received_at"] == "2026-03-02T09:30:00Z"
    assert kept["as_of"] == kept["received_at"]


def test_a_time_in_the_future_is_wrong_input() -> None:
    """A device whose clock is too far ahead is told so, and nothing is recorded."""
    node = a_node()
    size = node.store.size()
    near = node.act("hold", claimed=node.clock.now() + CLOCK_AHEAD)
    assert node.unit.ask(near).outcome == "permit"
    with pytest.raises(WrongInput) as caught:
        node.ask("hold", claimed=node.clock.now() + CLOCK_AHEAD + timedelta(seconds=1))
    assert caught.value.code == "input.in-the-future"
    assert node.store.size() == size + 1


@pytest.mark.parametrize(
    ("kind", "by", "keys", "code", "meant"),
    [
        ("hold", "armourer", {}, "input.unknown-person", "armorer"),
        ("check", "armorer", {**LOOK, "witness": "asistant"}, "input.unknown-person", "assistant"),
        ("check", "armorer", {"weapon": "revolvr"}, "input.unknown-weapon", "revolver"),
        ("prove", "armorer", {"lot": "blank", "count": 1}, "input.unknown-lot", "blanks"),
        ("load", "armorer", {"weapon": "revolver", "rounds": ["blnks:1"]}, "input.unknown-lot", "blanks"),
        (
            "collect",
            "armorer",
            {"weapon": "revolver", "from": "asistant"},
            "input.unknown-person",
            "assistant",
        ),
        (
            "plan",
            "armorer",
            {"scene": "1", "weapon": "revolver", "passes": ["asistant:armorer"]},
            "input.unknown-person",
            "assistant",
        ),
    ],
)
def test_unknown_names(kind: str, by: str, keys: dict[str, Any], code: str, meant: str) -> None:
    """A name that nobody enrolled is wrong input through both doors, with the name that was meant."""
    node = a_node()
    size = node.store.size()
    for door in ("ask", "report"):
        with pytest.raises(WrongInput) as caught:
            getattr(node, door)(kind, by, **keys)
        assert caught.value.code == code
        assert f"Did you mean {meant}?" in caught.value.now
    assert node.store.size() == size


@pytest.mark.parametrize("kind", ["raise-concern", "hold", "stop"])
def test_without_a_name(kind: str) -> None:
    """A concern is raised, and hold and stop are pressed, without a name too."""
    node = a_node()
    assert node.ask(kind, "anonymous").outcome == "permit"
    with pytest.raises(WrongInput):
        node.ask("check", "anonymous", **LOOK)


def test_what_an_ask_has_to_say() -> None:
    """An ask says everything it needs; a report may leave out anything but its thing."""
    node = a_node()
    for door in (node.ask, node.report):
        with pytest.raises(WrongInput) as caught:
            door("load", rounds=["blanks:1"])
        assert caught.value.code == "input.missing-key"
    with pytest.raises(WrongInput):
        node.ask("load", weapon="revolver")
    assert node.report("load", weapon="revolver").outcome == "record"


def test_rebuilt_from_the_records() -> None:
    """The state is what the records lead to, and nothing else."""
    node = a_node()
    node.report("load", weapon="revolver", rounds=["blanks:2"])
    node.ask("hold", "grip")
    assert rebuilt(node.store.entries(), node.store.personal) == node.state
    live = node.state
    node.unit.forget()
    assert node.state == live


def test_a_snapshot_and_its_tail() -> None:
    """Opened from a snapshot and the records after it, the state is the same as from the first record on."""
    node = a_node()
    while node.store.snapshot(SET) is None:
        node.ask("acknowledge", "grip", about="the notice")
    assert node.store.size() >= SNAPSHOT_EVERY
    node.ask("check", **LOOK, witness="assistant")
    live = node.state
    node.unit.forget()
    assert node.state == live == rebuilt(node.store.entries(), node.store.personal)


def test_somebody_was_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    """When somebody else was faster the act is decided again on what they recorded, and then appended."""
    node = a_node()
    append = node.store.append
    tries: list[int] = []

    def first_fails(expected: int, *args: Any, **more: Any) -> None:  # noqa: ANN401
        tries.append(expected)
        if len(tries) == 1:
            raise Conflict(expected, expected + 1)
        append(expected, *args, **more)

    monkeypatch.setattr(node.store, "append", first_fails)
    assert node.ask("hold", "grip").outcome == "permit"
    assert len(tries) == 2


def test_a_past_time_cannot_be_asked_for() -> None:
    """Nobody asks for yesterday: what is past is reported, and an ask of it is wrong input."""
    node = a_node()
    size = node.store.size()
    with pytest.raises(WrongInput) as caught:
        node.ask("hold", claimed=node.clock.now() - timedelta(hours=1))
    assert caught.value.code == "input.in-the-past"
    assert node.store.size() == size


def test_an_act_id_stands_for_one_act() -> None:
    """Another act under an id that is taken is wrong input: it never gets the answer of the first."""
    node = a_node()
    stop = node.act("stop")
    node.unit.ask(stop)
    other = replace(node.act("hold"), act_id=stop.act_id)
    size = node.store.size()
    with pytest.raises(WrongInput) as caught:
        node.unit.ask(other)
    assert caught.value.code == "input.act-id-taken"
    assert node.unit.ask(stop).repeated
    assert node.store.size() == size


def test_settings_changed_by_hand() -> None:
    """A unit whose settings say another profile than its first record is not opened: rules are not swapped by hand."""
    node = a_node()
    node.unit.profile = "us-ca"
    with pytest.raises(Unusable) as caught:
        node.unit.open(device_key="", offset_minutes=0)
    assert caught.value.code == "settings.changed"


def test_what_is_told_is_recorded_however_much_stands_against_it() -> None:
    """Hundreds of unanswered concerns, pressed without a name, and of holds keep nobody from having it on record."""
    node = a_node()
    for number in range(260):
        node.report("raise-concern", "anonymous", about="weapons", act_id=f"concern-{number}")
        node.report("hold", "grip", act_id=f"hold-{number}")
    node.clock.advance(25 * 3600)
    told = node.report("load", weapon="revolver", rounds=[{"lot": "blanks", "count": 1}], witness="assistant")
    assert told.outcome == "record"
    assert told.would == "refuse"
    asked = node.ask("unlock", weapon="revolver", witness="assistant")
    assert asked.outcome == "refuse"
    assert len(node.store.entry(asked.number).raw) < 40_000
