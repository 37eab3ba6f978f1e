"""A day that is written as a scenario file says the same when it is read again: acts, outcomes, and what was before."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from showsafe.application.parse import act_from
from showsafe.application.scenario import toml_text, writing
from showsafe.application.scenario.day import Scenario, Step
from showsafe.application.scenario.file import read
from showsafe.application.scenario.given import Given
from showsafe.application.scenario.run import Numbered, Telling
from showsafe.application.scenario.writing import Around, Told, as_answered, day_file, id_of
from showsafe.bootstrap import rules_of
from showsafe.domain.acts import Act
from tests.scenarios.days import ALL, name_of

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def ready(day: Scenario) -> Telling:
    """Return a day of which everything that is given is on record."""
    rules = rules_of(day.profile)
    telling = Telling(day, rules, Numbered(rules))
    telling.begin()
    return telling


def begun(day: Scenario) -> Act:
    """Return how a day begins in a ledger."""
    return Act(
        kind="begin",
        act_id="begin",
        by="node",
        at=day.begins,
        profile=day.profile,
        offset_minutes=day.offset_minutes,
        says=day.title,
    )


def as_told(step: Step) -> Told:
    """Return a step of a file as what is written of it."""
    act = replace(step.act, of_act=f"step-{step.act.of_act}") if step.act.of_act.isdigit() else step.act
    return Told(
        act=act,
        door=step.door,
        at=step.act.at,
        expect=step.expect,
        gates=step.gates,
        text=step.text,
        only=step.only,
        deviation=step.deviation,
        variant=step.variant,
        harm=step.harm,
        certainty=step.certainty,
    )


def plain(steps: Sequence[Step]) -> list[Step]:
    """Return steps without what is of the file alone: their numbers, in whatever names them, and their lines."""
    places = {str(each.n): str(place) for place, each in enumerate(steps)}
    return [
        replace(
            each,
            n=0,
            line=0,
            act=replace(each.act, act_id="", of_act=places.get(each.act.of_act, each.act.of_act)),
        )
        for each in steps
    ]


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_every_told_day_is_the_same_when_it_is_written_and_read_again(path: Path) -> None:
    """Read, written, read again and run, a day begins in the same state, has the same acts, and every answer it had.

    That the rules answer the file itself as it expects is held in ``tests/scenarios``: what is expected is what came.
    """
    day = read(path.name, path.read_bytes())
    head = [begun(day), *Given(day).acts()]
    written = day_file(day.title, head, [as_told(each) for each in day.steps], Around(id=day.id))
    again = read(f"{path.stem}.toml", written.encode())
    telling = ready(again)
    assert telling.state == ready(day).state
    assert plain(again.steps) == plain(day.steps)
    assert [each.missed for each in telling.steps() if each.missed] == []
    assert (again.id, again.title, again.profile) == (day.id, day.title, day.profile)


def said(kind: str, by: str, minute: int = 0, /, **keys: Any) -> Act:  # noqa: ANN401 - values of keys
    """Return an act of the made-up day."""
    keys = {key.rstrip("_"): value for key, value in keys.items()}
    at = AT + timedelta(minutes=minute)
    return act_from(kind, keys, act_id=f"{kind}-{minute}", by=by, at=at, strict=False)


HEAD = (
    said("begin", "node", profile="common", utc_offset="-07:00"),
    said("describe", "node", person="armorer", roles=["armorer"], credentials=["firearms", "course"], age=40),
    said("describe", "node", person="performer", roles=["performer"], age=30),
    said("describe", "node", person="advisor", roles=["safety-advisor"], age=50),
    said(
        "describe",
        "node",
        weapon="revolver",
        class_="live-capable",
        action="single-action-revolver",
        capacity=6,
    ),
    said("describe", "node", weapon="revolver", in_="gun safe"),
    said("describe", "node", lot="box", kind="dummy", count=20),
)


def test_a_remark_stands_before_its_step_and_in_its_text() -> None:
    """What no record can see is a comment, and is part of what the step says; what came last is a comment alone."""
    step = Told(
        act=said("unlock", "armorer", weapon="revolver", witness="performer"),
        door="ask",
        at=AT,
        expect="refuse",
        remarks=("The performer puts a live round in.", "Nobody looks."),
        text="Out of the safe.",
    )
    last = ("The performer\n[[step]] fires.\x07",)
    text = day_file("A day", HEAD, [step], Around(after=last, wrong="It is live.", sources=("the search",)))
    lines = text.splitlines()
    place = lines.index("[[step]]")
    assert lines[place - 2 : place] == ["# The performer puts a live round in.", "# Nobody looks."]
    assert lines[-1] == "# The performer [[step]] fires.?"
    day = read("a-day.toml", text.encode())
    assert day.steps[0].text == "The performer puts a live round in. Nobody looks. Out of the safe."
    assert day.steps[0].act.at == AT
    assert (day.id, day.offset_minutes, day.sources) == ("a-day", -420, ("the search",))
    assert '"2026-03-02T02:00:00"' in text


def test_a_confirm_names_the_step_that_it_answers() -> None:
    """What a confirm answers is named by the number of its step, whatever the act was called."""
    held = said("check", "armorer", 1, weapon="revolver", seen=6, of=6, bore=True, found=[])
    asked = said("accept", "performer", 2, weapon="revolver")
    answer = replace(said("confirm", "performer", 3, of="other"), of_act=asked.act_id)
    steps = [Told(act=act, door="report", at=act.at, expect="record") for act in (held, asked, answer)]
    day = read("a-day.toml", day_file("A day", HEAD, steps).encode())
    assert [each.act.of_act for each in day.steps] == ["", "", "2"]
    assert day.steps[0].act.found == ()


def test_what_the_head_has_no_place_for_becomes_a_step() -> None:
    """An act of real people before the day is reported in it; a place that is named is where a thing is locked."""
    register = said("register", "armorer", weapon="rifle", class_="replica", action="none")
    step = Told(act=said("unlock", "armorer", 5, weapon="revolver"), door="ask", at=AT, expect="hold")
    day = read("a-day.toml", day_file("A day", [*HEAD, register], [step]).encode())
    assert [(each.act.kind, each.door, each.expect) for each in day.steps] == [
        ("register", "report", "record"),
        ("unlock", "ask", "hold"),
    ]
    assert day.given["locked"] == {"revolver": "gun safe"}
    where = [act.in_ for act in Given(day).acts() if act.kind == "describe" and act.weapon == "revolver"]
    assert where == ["", "gun safe"]


def test_whoever_is_only_named_is_declared() -> None:
    """A person, a weapon and a lot that nobody described are declared, the weapon as one that nobody registered."""
    act = said(
        "load", "stranger", weapon="borrowed", rounds=[{"lot": "loose", "count": 1}], witness="armorer"
    )
    text = day_file("A day", HEAD, [Told(act=act, door="both", at=AT, expect="refuse", deviation=True)])
    day = read("a-day.toml", text.encode())
    assert set(day.people) == {"armorer", "performer", "advisor", "stranger"}
    assert day.weapons["borrowed"] == {"enrolled": False}
    assert day.lots["loose"] == {}
    assert [each.missed for each in ready(day).steps()] == [()]


def test_a_story_that_needs_a_rule_left_out_shows_what_stands_against_it() -> None:
    """An ask that only a missing gate let through is refused where all rules hold, by that gate, and reported."""
    ask = said("hand-over", "armorer", 4, weapon="revolver", from_="armorer", to=["performer"])
    report = said("drop", "performer", 5, weapon="revolver")
    steps = [
        Told(act=ask, door="ask", at=ask.at, expect="permit", text="Without the gate."),
        Told(act=report, door="report", at=report.at, expect="record"),
    ]
    answered = as_answered(HEAD, steps, rules_of("common"))
    assert [(each.door, each.expect) for each in answered] == [("both", "refuse"), ("report", "record")]
    assert "check" in answered[0].gates
    assert answered[0].deviation is True
    day = read("a-day.toml", day_file("A day", HEAD, answered).encode())
    assert [each.missed for each in ready(day).steps()] == [(), ()]
    kept = as_answered(HEAD, steps[:1], rules_of("common"), insist=False)
    assert (kept[0].door, kept[0].expect, kept[0].deviation) == ("ask", "refuse", None)


def test_a_day_without_a_step_can_be_read() -> None:
    """Where nothing happened the file says so, and the day begins when it was begun."""
    day = read("nothing.toml", day_file("Nothing", HEAD, ()).encode())
    assert (day.steps, day.date) == ((), AT.date())
    with pytest.raises(AssertionError, match="at least one act"):
        day_file("Nothing", (), ())


@pytest.mark.parametrize(
    ("title", "id_"),
    [
        ("Gate 5: rounds", "gate-5-rounds"),
        ("Ünï", "n"),
        ("---", "a-day"),
        ("Set", "a-day"),
        ("x" * 90, "x" * 60),
    ],
)
def test_a_title_becomes_the_name_of_a_file(title: str, id_: str) -> None:
    """The id of a day is made of its title, and is never that of the set itself."""
    assert id_of(title) == id_


@pytest.mark.parametrize(
    "value",
    ['a "quoted" \\ word', "tab\tand\nline", "\x7f\x01", "ünïcode 🎬", True, 7, [], {}, {"a b": [{"c": 1}]}],
)
def test_a_value_is_read_as_it_was(value: Any) -> None:  # noqa: ANN401
    """Any value of a file comes back as it went in."""
    assert tomllib.loads("\n".join(toml_text.lines({"it is": value}))) == {"it is": value}


def test_the_status_says_that_it_is_invented() -> None:
    """A day that no person wrote down is never taken for a real one."""
    assert "Invented" in writing.STATUS
