"""Step 10 of the audit: every answer on record is the one that its rules give, in its place and as of its time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from showsafe import bootstrap
from showsafe.application.scenario.into import tell_into
from showsafe.assurance.happened import Recorded, judge
from showsafe.domain.events import Did, Event
from showsafe.errors import WrongInput
from tests.application.units import Node, a_node
from tests.scenarios.days import files, name_of, scenario


def a_day() -> tuple[Node, list[Recorded]]:
    """Return a node with permitted, refused, held and reported acts, and its records as they are read."""
    node = a_node()
    node.report("load", weapon="revolver", rounds=["blanks:2"])
    node.ask("load", weapon="revolver", rounds=["blanks:2"])
    node.ask("hold", "grip")
    node.ask("take", weapon="revolver", scene="1")
    return node, list(bootstrap._recorded(node.store, None))


def verdict(records: list[Recorded]) -> Any:  # noqa: ANN401
    """Return what comes out for records under the rules of the program."""
    return judge(records, bootstrap.rules_of, "common")


def test_what_the_rules_answered_is_what_they_answer() -> None:
    """A day as the program recorded it, refused and reported acts included, could have happened."""
    node, records = a_day()
    told: list[tuple[int, int]] = []
    found = bootstrap.judged(node.store, "common", lambda *done: told.append(done))
    assert (found.ok, found.checked, found.unknown) == (True, len(records), 0)
    assert {each.event.would for each in records} >= {"permit", "refuse"}
    assert told[-1] == (len(records), len(records))


def test_an_erasure_leaves_no_fault() -> None:
    """What rests on values that were erased since cannot be known any more; nothing of it is a fault."""
    node, _ = a_day()
    node.report("collect", "prop-master", weapon="revolver", from_="armorer")
    node.report("collect", "prop-master", lot="blanks", from_="armorer")
    assert node.ask("erase", "producer", person="armorer").outcome == "permit"
    found = bootstrap.judged(node.store, "common")
    assert found.ok
    assert found.checked + found.unknown == node.store.size()


def refused(records: list[Recorded]) -> int:
    """Return the place of the first ask that was refused."""
    return next(place for place, each in enumerate(records) if each.event.outcome == "refuse")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            lambda each: replace(each, event=replace(each.event, outcome="permit", would="permit", gates=())),
            "it says permit, and the rules say refuse",
        ),
        (
            lambda each: replace(each, event=replace(each.event, would="permit")),
            "it says that the rules would permit, and they say refuse",
        ),
        (lambda each: replace(each, codes=()), "its findings are not those of the rules"),
        (
            lambda each: replace(each, event=replace(each.event, completes=each.event.act)),
            "the act that it lets happen is not the one that was asked",
        ),
    ],
)
def test_an_answer_that_the_rules_do_not_give(change: Callable[[Recorded], Recorded], why: str) -> None:
    """A permit where the rules refuse, a kinder finding, an act that nobody asked: the record is named, with why."""
    _, records = a_day()
    place = refused(records)
    records[place] = change(records[place])
    found = verdict(records)
    assert not found.ok
    assert found.first.number == place + 1
    assert found.first.why.startswith(why)


def test_a_record_that_was_left_out_shows_in_what_follows() -> None:
    """Without the load that was reported, the refusal that followed from it could not have happened."""
    _, records = a_day()
    place = next(n for n, each in enumerate(records) if each.event.kind == "loaded")
    found = verdict([*records[:place], *records[place + 1 :]])
    assert not found.ok
    assert found.first.number > place


def test_rules_that_this_program_does_not_have() -> None:
    """A record under another edition cannot be decided again: it is counted as not known, and nothing is green."""
    _, records = a_day()
    records[3] = replace(records[3], rulebook="common@0.000000000000")
    found = verdict(records)
    assert (found.ok, found.unknown, found.editions) == (False, 1, {"common@0.000000000000"})
    assert found.first is None


def test_a_profile_that_is_not_there() -> None:
    """A log under a profile that this program lacks is not known, and not a traceback."""

    def none_of(name: str) -> Any:  # noqa: ANN401
        raise WrongInput("profile.unknown", f"There is no profile {name}.", "Choose another.")

    _, records = a_day()
    found = judge(records, none_of, "elsewhere")
    assert (found.ok, found.checked, found.unknown) == (False, 0, len(records))


def test_what_is_erased_cannot_be_known_any_more() -> None:
    """Where an answer differs and the act names somebody of whom a value is erased, that is said, and is no fault."""
    _, records = a_day()
    place = next(n for n, each in enumerate(records) if each.event.act.person == "armorer")
    act = replace(records[place].event.act, credentials=(), age=None)
    records[place] = replace(records[place], event=replace(records[place].event, act=act), silent=True)
    found = verdict(records)
    assert found.ok
    assert found.unknown > 0
    assert found.erased
    told = replace(records[place], silent=False)
    assert not verdict([*records[:place], told, *records[place + 1 :]]).ok


@pytest.mark.parametrize("path", [*files("days"), *files("incidents")[::3], *files("profiles")], ids=name_of)
def test_told_days_could_have_happened(path: Path) -> None:
    """Every told day, under its own profile, is decided again record by record and comes out as it was recorded."""
    node, day = a_node(), scenario(path)
    list(tell_into(node.unit, day, bootstrap.rules_of(day.profile)))
    found = bootstrap.judged(node.store, "common")
    assert (found.ok, found.first, found.checked) == (True, None, node.store.size())


def a_run() -> list[Recorded]:
    """Return the records of a day of quick resets, and of one reset that was reported outside the rules."""
    node = a_node()
    for path in (
        next(path for path in files("days") if path.stem == "four-resets-in-the-saloon"),
        next(path for path in files("twins") if path.stem == "nobody-looks"),
    ):
        day = scenario(path)
        list(tell_into(node.unit, day, bootstrap.rules_of(day.profile)))
    return list(bootstrap._recorded(node.store, None))


@pytest.mark.parametrize(
    "change",
    [
        lambda event: replace(event, did=()),
        lambda event: replace(event, did=(*event.did[:-1], replace(event.did[-1], would="permit", gates=()))),
    ],
)
def test_a_reported_reset_says_what_the_rules_said_of_each_step(change: Callable[[Any], Any]) -> None:
    """A reset of which one step is called better than the rules would have it is found."""
    records = a_run()
    assert verdict(records).ok
    place = next(n for n, each in enumerate(records) if each.event.did)
    assert records[place].event.did[-1].would == "refuse"
    records[place] = replace(records[place], event=change(records[place].event))
    found = verdict(records)
    assert (found.ok, found.first.number) == (False, place + 1)
    assert found.first.why == "what it says of its steps is not what the rules say of them"


def test_a_permitted_reset_with_a_step_left_out() -> None:
    """A record that says *permit* over a reset without its look could not have happened."""
    records = a_run()
    place = next(n for n, each in enumerate(records) if each.event.kind == "cycled")
    act = records[place].event.act
    shorter = replace(act, steps=tuple(step for step in act.steps if step.kind != "check"))
    records[place] = replace(records[place], event=replace(records[place].event, act=shorter))
    found = verdict(records)
    assert (found.ok, found.first.number) == (False, place + 1)
    assert found.first.why == "it says permit, and the rules say refuse"


@pytest.mark.parametrize(
    "change",
    [
        lambda event: replace(event, did=()),
        lambda event: replace(event, did=(*event.did[:1], Did("record"), *event.did[2:])),
        lambda event: replace(event, did=tuple(Did("refuse") for _ in event.did)),
    ],
)
def test_a_refused_reset_says_what_counts_of_it(change: Callable[[Event], Event]) -> None:
    """That a find in a refused reset does not count, or that an unsafe step does, could not have happened."""
    node = a_node()
    day = scenario(next(path for path in files("twins") if path.stem == "a-live-round-in-the-reset"))
    list(tell_into(node.unit, day, bootstrap.rules_of(day.profile)))
    records = list(bootstrap._recorded(node.store, None))
    assert verdict(records).ok
    place = next(
        n for n, each in enumerate(records) if (each.event.kind, each.event.outcome) == ("cycled", "refuse")
    )
    assert [each.would for each in records[place].event.did][:3] == ["record", "refuse", "record"]
    records[place] = replace(records[place], event=change(records[place].event))
    found = verdict(records)
    assert (found.ok, found.first.number) == (False, place + 1)
    assert found.first.why == "what it says of its steps is not what the rules say of them"


def test_an_issue_that_says_of_a_fallen_rifle_that_it_might_go_out() -> None:
    """What the gates said of each weapon of a file is decided again too: the bad one cannot be called a good one."""
    node = a_node()
    day = scenario(next(path for path in files("twins") if path.stem == "the-one-that-fell"))
    list(tell_into(node.unit, day, bootstrap.rules_of(day.profile)))
    records = list(bootstrap._recorded(node.store, None))
    assert verdict(records).ok
    place = next(n for n, each in enumerate(records) if each.event.kind == "file-issued")
    did = records[place].event.did
    assert [each.would for each in did] == ["permit", "permit", "refuse", "permit"]
    good = tuple(replace(each, would="permit", gates=()) for each in did)
    records[place] = replace(records[place], event=replace(records[place].event, did=good))
    found = verdict(records)
    assert (found.ok, found.first.number) == (False, place + 1)
