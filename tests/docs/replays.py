"""What the rules answered in a scenario file, kept for the tests of the documents that speak of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from showsafe.application.scenario.file import read
from showsafe.application.scenario.run import Numbered, Telling, Told
from showsafe.bootstrap import rules_of
from showsafe.rules.decision import Weight


@cache
def told(path: Path) -> tuple[Told, ...]:
    """Return every step of a scenario file as it was answered."""
    scenario = read(path.name, path.read_bytes())
    rules = rules_of(scenario.profile)
    telling = Telling(scenario, rules, Numbered(rules))
    telling.begin()
    return tuple(telling.steps())


def refusing(step: Told) -> set[str]:
    """Return the gates that refused a step, or would have."""
    return {finding.gate for finding in step.findings if finding.weight == Weight.REFUSE}
