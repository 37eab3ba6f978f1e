"""A told day as an account for people, step by step, and as JSON for programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from showsafe.application.records import stamp
from showsafe.application.scenario.day import Scenario
from showsafe.application.scenario.run import Told
from showsafe.domain.acts import Act
from showsafe.domain.events import HOLD, PERMIT, RECORD, REFUSE
from showsafe.entrypoints.answers import finding_as_json
from showsafe.entrypoints.cli import say
from showsafe.projections.numbers import agreed
from showsafe.projections.numbers import counted as several
from showsafe.rules.decision import Weight

WORDS = {PERMIT: "nothing against it", HOLD: "held", REFUSE: "refused", RECORD: "recorded"}
"""One word or two for an outcome in an account."""


def thing_of(act: Act) -> str:
    """Return what an act is about, for an account."""
    named = act.weapon or act.lot or act.person or act.scene or act.in_ or act.about
    return f"{act.kind} {named}".strip()


def as_json(scenario: Scenario, told: Told, *, recorded: bool) -> dict[str, Any]:
    """Return one step as one object; with its record where there is one."""
    step = told.step
    value: dict[str, Any] = {
        "file": scenario.id,
        "id": scenario.id,
        "n": step.n,
        "at": stamp(step.act.at),
        "by": step.act.by,
        "act": step.act.kind,
        "door": step.door,
        "outcome": told.outcome,
        "expect": step.expect,
        "met": not told.missed,
        "missed": list(told.missed),
        "findings": [finding_as_json(finding) for finding in told.findings],
        "deviation": told.deviation,
        "variant": step.variant,
    }
    return {**value, "record": told.record} if recorded else value


def head(scenario: Scenario) -> None:
    """Print what day it is, and where."""
    say.text()
    say.text(f"{scenario.id}, {scenario.date}, profile {scenario.profile}", style="bold")
    say.text(scenario.title)


def show(scenario: Scenario, told: Told) -> None:
    """Print one step: who asked or reported what, what was answered, and why."""
    step = told.step
    at = say.local_time(step.act.at, scenario.offset_minutes)
    variant = f"{step.variant} " if step.variant else ""
    outcome = WORDS[told.outcome] + (", a deviation" if told.deviation else "")
    harm = "  HARM" if step.harm else ""
    say.text(f"{step.n:>4} {variant}{at} {step.act.by}: {thing_of(step.act)} - {outcome}{harm}")
    for finding in told.findings:
        if finding.weight > Weight.NOTE:
            say.text(f"{agreed(finding.says)} [{finding.code}]", indent=11)
    for missed in told.missed:
        say.text(f"NOT AS EXPECTED: {missed}.", style="bold", indent=11)


@dataclass(slots=True)
class Summary:
    """How many days and steps were told, and every step that was not as expected."""

    days: int = 0
    steps: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, scenario: Scenario, told: Told) -> None:
        """Count one step."""
        self.steps += 1
        self.missed.extend(f"{scenario.id}, step {told.step.n}: {why}." for why in told.missed)

    def show(self) -> None:
        """Print it."""
        say.text()
        counted = f"{several(self.days, 'day')}, {several(self.steps, 'step')}."
        if not self.missed:
            say.text(f"{counted} Every expectation held.")
            return
        say.text(f"{counted} Not as expected:", style="bold")
        for missed in self.missed:
            say.text(missed, indent=2)
