"""What exactly one gate finds, no more and no less: tests of the rarer ways assert it whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from showsafe.domain.belief import Belief
from showsafe.domain.things import Person
from showsafe.rules.decision import Weight
from tests.simulator import FilmSet

MARKS = {Weight.NOTE: "note ", Weight.HOLD: "hold ", Weight.REFUSE: ""}


def found(gate: str, day: FilmSet, kind: str, by: str = "armorer", /, **keys: Any) -> list[str]:  # noqa: ANN401
    """Return the short names of what a gate finds, in order; what only waits or warns says so."""
    findings = day.findings(kind, by, **keys)
    return sorted(MARKS[each.weight] + each.code.split(".")[1] for each in findings if each.gate == gate)


def believed(day: FilmSet, weapon: str = "revolver", **fields: Any) -> FilmSet:  # noqa: ANN401
    """Change what is believed of a weapon, as if the record had led there."""
    belief: Belief = replace(day.belief(weapon), **fields)
    day.state = day.state.with_belief(weapon, belief)
    return day


def known(day: FilmSet, person: str, **fields: Any) -> FilmSet:  # noqa: ANN401
    """Change what is known of a person; one who is not there yet is enrolled with it."""
    before = day.state.people.get(person) or Person(id=person)
    day.state = replace(day.state, people={**day.state.people, person: replace(before, **fields)})
    return day


def of_lot(day: FilmSet, lot: str, **fields: Any) -> FilmSet:  # noqa: ANN401
    """Change what the record has of a lot."""
    day.state = day.state.with_lot(replace(day.lot(lot), **fields))
    return day


def ruled(day: FilmSet, **values: Any) -> FilmSet:  # noqa: ANN401
    """Change values of the profile that the set works by."""
    day.rules = replace(day.rules, profile=replace(day.rules.profile, **values))
    return day
