"""Writing a told day into a real unit: one shooting day under its own profile, since the law follows the place.

Its people and things are named ``<id>/<name>``, and its state is a scope of its own: what was told of one day never
weighs on another. Received time is the node's; the rules decide as of the time that the file tells. All records of a
file are appended in one transaction; of two variants the first is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from showsafe.application.scenario.day import Scenario
from showsafe.application.scenario.run import Telling, Told
from showsafe.application.step import Stepped
from showsafe.application.unit import Gathering, Unit
from showsafe.domain.acts import Act, Draw
from showsafe.domain.events import REPORT
from showsafe.domain.named import PEOPLE_KEYS, PERSON_KEYS
from showsafe.domain.state import State
from showsafe.rules.rulebook import Rulebook

ONE_NAME = (
    *PERSON_KEYS,
    *("from_", "holder", "approver", "medic"),
    *("weapon", "lot", "in_", "about", "ammunition", "supplier", "owner"),
)
MANY_NAMES = (*PEOPLE_KEYS, "openers")


class Named:
    """Puts the id of a day before the names of its people and things."""

    def __init__(self, scenario: Scenario) -> None:
        self.prefix = f"{scenario.id}/"
        self.known = {
            *scenario.people,
            *scenario.weapons,
            *scenario.lots,
            *scenario.containers,
            "given-armorer",
            "given-witness",
        }

    def name(self, name: str) -> str:
        """Return a name of the day as the unit knows it; any other text stays as it is."""
        return f"{self.prefix}{name}" if name in self.known else name

    def act(self, act: Act, scope: str) -> Act:
        """Return an act with the names, and the act ids, that the unit knows."""
        changes: dict[str, object] = {"act_id": f"{scope}:{act.act_id}" if act.act_id else ""}
        scans = (replace(each, weapon=self.name(each.weapon)) for each in act.scans)
        changes["scans"] = tuple(scans)
        changes["steps"] = tuple(self.act(step, scope) for step in act.steps)
        for key in ONE_NAME:
            if getattr(act, key):
                changes[key] = self.name(getattr(act, key))
        for key in MANY_NAMES:
            if getattr(act, key) is not None:
                changes[key] = tuple(self.name(name) for name in getattr(act, key))
        for key in ("rounds", "found"):
            if getattr(act, key) is not None:
                changes[key] = tuple(self._draw(draw) for draw in getattr(act, key))
        changes["exceptions"] = tuple(self.name(name) for name in act.exceptions)
        passes = (replace(each, from_=self.name(each.from_), to=self.name(each.to)) for each in act.passes)
        changes["passes"] = tuple(passes)
        if act.of_act:
            changes["of_act"] = f"{scope}:{act.of_act}" if not act.of_act.startswith(scope) else act.of_act
        return replace(act, **changes)  # type: ignore[arg-type]

    def _draw(self, draw: Draw) -> Draw:
        return replace(draw, lot=self.name(draw.lot))


def scope_for(unit: Unit, scenario: Scenario) -> str:
    """Return a scope that no day has used: the id, and a number where the same day is told again."""
    taken = set(unit.store.scopes())
    scope = scenario.id
    number = 1
    while scope in taken:
        number += 1
        scope = f"{scenario.id}@{number}"
    return scope


def tell_into(unit: Unit, scenario: Scenario, rulebook: Rulebook) -> Iterator[Told]:
    """Record a day and yield its steps as they are told; everything is on disk when the last one has been."""
    scope = scope_for(unit, scenario)
    names = Named(scenario)
    gathering = unit.gather()

    def recorder(state: State, act: Act, door: str, now: datetime) -> Stepped:  # noqa: ARG001 - the unit has it
        return gathering.record(names.act(act, scope), door, scope, now)

    telling = Telling(scenario, rulebook, recorder, both_variants=False)
    _begin(gathering, scenario, scope)
    telling.begin()
    told = list(telling.steps())
    gathering.snapshot(scope)
    gathering.close()
    yield from told


def _begin(gathering: Gathering, scenario: Scenario, scope: str) -> None:
    act = Act(
        kind="begin",
        act_id=f"{scope}:begin",
        by="node",
        at=scenario.begins,
        profile=scenario.profile,
        offset_minutes=scenario.offset_minutes,
        says=scenario.title,
    )
    gathering.record(act, REPORT, scope, scenario.begins)
