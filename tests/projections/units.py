"""Units in memory for tests of the views: told days, and acts of a set, through the production write path."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from showsafe import bootstrap
from showsafe.adapters.clock import FixedClock
from showsafe.adapters.memory import MemoryStore
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.parse import act_from
from showsafe.application.scenario.day import Scenario
from showsafe.application.scenario.file import read
from showsafe.application.scenario.into import tell_into
from showsafe.application.unit import Answer, Unit
from showsafe.ledger.keys import DeviceKey

SCENARIOS = Path(__file__).parents[1] / "scenarios"
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def scenario_files() -> list[Path]:
    """Return every told day of the repository, in a fixed order for tests that run in parallel."""
    return sorted(SCENARIOS.rglob("*.toml"))


@cache
def scenario(path: Path) -> Scenario:
    """Return a told day."""
    return read(path.name, path.read_bytes())


def empty_unit() -> Unit:
    """Return a unit in memory whose clock stands at noon."""
    return bootstrap.unit_of(
        MemoryStore(), DeviceKey(bytes(range(32))), UnitSettings("north-ridge", "common"), FixedClock(NOON)
    )


def told(*days: Scenario) -> Unit:
    """Return a unit into which days were told."""
    unit = empty_unit()
    for day in days:
        for _ in tell_into(unit, day, bootstrap.rules_of(day.profile)):
            pass
    return unit


class Set:
    """A set with an armorer, an assistant and a revolver, on which acts are reported one after the other."""

    def __init__(self) -> None:
        self.unit = empty_unit()
        self.numbers = itertools.count(1)
        self.say("enrol", by="producer", person="producer", roles="producer")
        self.say(
            "enrol", by="producer", person="armorer", roles="armorer", credentials="firearms,course", age=40
        )
        self.say(
            "enrol",
            by="producer",
            person="assistant",
            roles="assistant-armorer",
            instructed="single-action-revolver",
        )
        self.say("enrol", by="producer", person="performer", roles="performer", age=30)
        revolver: dict[str, Any] = {
            "class": "live-capable",
            "action": "single-action-revolver",
            "capacity": 6,
        }
        self.say("register", weapon="revolver", **revolver)

    def say(self, kind: str, /, by: str = "armorer", **said: Any) -> Answer:  # noqa: ANN401 - values of keys
        """Report one act."""
        act = act_from(kind, said, act_id=f"act-{next(self.numbers)}", by=by, at=NOON)
        return self.unit.report(act)

    def check(self) -> Answer:
        """Report that two people looked and found it empty."""
        return self.say("check", weapon="revolver", seen=6, of=6, bore=True, found=[], witness="assistant")
