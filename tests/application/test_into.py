"""A told day written into a unit: the same answers as in memory, in a scope of its own, under the unit's one ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe.application.parse import act_from
from showsafe.application.scenario.into import tell_into
from showsafe.application.states import rebuilt
from showsafe.application.unit import SET
from showsafe.bootstrap import rules_of
from showsafe.ledger import record
from showsafe.ledger.store import Entry
from showsafe.projections.rebuild import differences
from tests.application.units import a_node
from tests.scenarios.days import files, name_of, scenario, told

DAYS = (*files("days")[::4], *files("incidents")[::4], *files("profiles")[::5])


@pytest.mark.parametrize("path", DAYS, ids=name_of)
def test_the_same_answers_as_in_memory(path: Path) -> None:
    """What a unit records of a told day is what ``replay`` says of it, but for the second of two accounts."""
    node, day = a_node(), scenario(path)
    letters = [step.variant for step in day.steps if step.variant]
    written = list(tell_into(node.unit, day, rules_of(day.profile)))
    in_memory = [each for each in told(path) if each.step.variant in ("", *letters[:1])]
    assert [(a.outcome, [f.code for f in a.findings]) for a in written] == [
        (b.outcome, [f.code for f in b.findings]) for b in in_memory
    ]


@pytest.mark.parametrize("path", DAYS, ids=name_of)
def test_a_scope_of_its_own(path: Path) -> None:
    """The records of a day rebuild its scope, and nothing of it weighs on the set itself."""
    node, day = a_node(), scenario(path)
    before = node.state
    list(tell_into(node.unit, day, rules_of(day.profile)))
    assert node.state == before
    live = node.unit.state(day.id)
    node.unit.forget()
    assert (
        node.unit.state(day.id) == live == rebuilt(node.store.scope_entries(day.id, 0), node.store.personal)
    )
    assert set(live.weapons) == {f"{day.id}/{name}" for name in day.weapons}
    assert node.unit.state(SET) == before


def test_told_again_it_is_another_day() -> None:
    """The same file told twice makes two scopes, and no act is recorded twice under one id."""
    node, day = a_node(), scenario(files("profiles")[0])
    for _ in range(2):
        list(tell_into(node.unit, day, rules_of(day.profile)))
    assert {day.id, f"{day.id}@2"} <= set(node.store.scopes())
    ids = [record.read(entry.raw).body["act_id"] for entry in node.store.entries()]
    assert len(ids) == len(set(ids))


def test_an_erasure_reaches_every_telling() -> None:
    """Somebody of a day that was told twice is erased from both tellings, in one transaction, and from no other day."""
    node, day = a_node(), scenario(files("days")[0])
    for _ in range(2):
        list(tell_into(node.unit, day, rules_of(day.profile)))
    who = next(f"{day.id}/{name}" for name, said in day.people.items() if said.get("age"))
    office = next(f"{day.id}/{name}" for name, said in day.people.items() if "first-ad" in said["roles"])
    size = node.store.size()
    act = act_from("erase", {"person": who}, act_id="gone", by=office, at=node.clock.now())
    answer = node.unit.report(act, f"{day.id}@2")
    assert [finding.code for finding in answer.findings] == []
    assert node.store.size() == size + 2
    for scope in (day.id, f"{day.id}@2"):
        assert node.unit.state(scope).people[who].erased
        assert who not in node.unit.state(scope).sealed
        kept = node.store.snapshot(scope)
        assert kept is not None
        assert kept.number > size
    named = [each for entry in node.store.entries(size + 1) for each in erased_in(entry)]
    assert named
    assert all(node.store.personal(each) is None for each in named)
    assert differences(node.store) == []


def erased_in(entry: Entry) -> list[str]:
    """Return the commitments that a record of an erasure names."""
    return list(record.read(entry.raw).body["act"]["commitments"])


def test_the_law_follows_the_place() -> None:
    """A day is recorded under the edition of its own profile, whatever the profile of its unit."""
    path = next(path for path in files("profiles") if path.stem.startswith("gb-"))
    node, day = a_node(), scenario(path)
    list(tell_into(node.unit, day, rules_of(day.profile)))
    editions = {record.read(e.raw).body["rulebook"] for e in node.store.scope_entries(day.id, 0)}
    assert editions == {rules_of("gb").edition}
