"""Every person, weapon and lot that a step names is declared in its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from showsafe.application.nearest import did_you_mean
from showsafe.application.scenario.day import Scenario
from showsafe.application.scenario.reading import Reading
from showsafe.domain.acts import ANONYMOUS, MAY_BE_ANONYMOUS, Act
from showsafe.domain.named import deeds, people_named
from showsafe.errors import WrongInput


def check_names(reading: Reading, scenario: Scenario) -> None:
    """Every person, weapon and lot that a step names is declared in the file."""
    bounds = [*reading.step_lines, len(reading.lines) + 1]
    for index, step in enumerate(scenario.steps):
        first = bounds[index] if index < len(bounds) else 1
        last = bounds[index + 1] - 1 if index + 1 < len(bounds) else None
        for key, name, declared, what in _named(step.act, scenario):
            if name not in declared and not (name == ANONYMOUS and step.act.kind in MAY_BE_ANONYMOUS):
                meant = did_you_mean(name, declared, f"Declare it as [{what}.{name}].")
                unknown = WrongInput("scenario.unknown-name", f"{name} is not declared in the file.", meant)
                raise reading.wrong(key, unknown, first, last)


def _named(act: Act, scenario: Scenario) -> Iterator[tuple[str, str, Mapping[str, Any], str]]:
    yield from ((key, name, scenario.people, "people") for key, name in people_named(act))
    for each in deeds(act):
        yield from _things(each, scenario)


def _things(act: Act, scenario: Scenario) -> Iterator[tuple[str, str, Mapping[str, Any], str]]:
    if act.weapon:
        yield "weapon", act.weapon, scenario.weapons, "weapons"
    yield from (("scans", scan.weapon, scenario.weapons, "weapons") for scan in act.scans)
    if act.lot:
        yield "lot", act.lot, scenario.lots, "lots"
    for key in ("rounds", "found"):
        for draw in getattr(act, key) or ():
            if draw.lot:
                yield key, draw.lot, scenario.lots, "lots"
