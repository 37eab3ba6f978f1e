"""What the auditor answers: steps, the first fault, and what it could not know."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """How a step ended."""

    PASSED = "passed"
    FAILED = "failed"
    INCOMPLETE = "incomplete"
    NOT_ASKED = "not-asked"


STEPS = (
    "structure",
    "tiles",
    "root",
    "checkpoint",
    "cosignatures",
    "time",
    "chains",
    "signatures",
    "keys",
)
"""The steps done here, in their order; a tenth, ``rules``, is added by who knows rules (``Report.joined``)."""

RULES = "rules"

DIRECTORY, FOLDER, BUNDLE = "directory", "tiles", "bundle"
"""What can be audited: a data directory, an exported tile folder, an evidence bundle."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that does not hold in one step; ``record`` is None where it is of no one record."""

    code: str
    says: str
    record: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered step, how it ended, how many records it covered, and its first fault."""

    number: int
    name: str
    state: State
    covered: int
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The auditor's whole answer: what was read, its tree hash in hex or empty, and how far others saw it.

    ``records`` is how many there are; in a bundle, how many it holds in full. ``witnessed`` is the largest size that
    enough witnesses cosigned, or 0.
    """

    what: str
    steps: tuple[Step, ...]
    records: int
    root: str
    witnessed: int
    notes: tuple[str, ...]
    could_not_know: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """True only when there is a record, and every step that was asked for passed over all of them."""
        fine = (State.PASSED, State.NOT_ASKED)
        return self.records > 0 and all(step.state in fine for step in self.steps)

    @property
    def first_fault(self) -> Fault | None:
        """The fault of the lowest record, and of that its earliest step; faults of no record come last."""
        faults = [step.fault for step in self.steps if step.fault is not None]
        return min(faults, key=lambda fault: (fault.record is None, fault.record or 0), default=None)

    def joined(
        self, state: State, covered: int = 0, fault: Fault | None = None, unknown: tuple[str, ...] = ()
    ) -> Report:
        """Return this report with the tenth step, which needs the rules and is done outside of the ledger."""
        step = Step(len(STEPS) + 1, RULES, state, covered, fault)
        return replace(self, steps=(*self.steps, step), could_not_know=(*self.could_not_know, *unknown))

    def failing(self, name: str, fault: Fault) -> Report:
        """Return this report with a step that fails by what was found outside of the ledger, if not by itself."""
        return replace(
            self,
            steps=tuple(
                replace(step, state=State.FAILED, fault=step.fault or fault) if step.name == name else step
                for step in self.steps
            ),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        first = self.first_fault
        return {
            "ok": self.ok,
            "what": self.what,
            "records": self.records,
            "root": self.root,
            "witnessed": self.witnessed,
            "steps": [asdict(step) for step in self.steps],
            "first_fault": asdict(first) if first else None,
            "notes": list(self.notes),
            "could_not_know": list(self.could_not_know),
        }


class Notebook:
    """Collects the first fault of each step while the audit runs."""

    def __init__(self) -> None:
        self.faults: dict[str, Fault] = {}
        self.covered: dict[str, int] = dict.fromkeys(STEPS, 0)
        self.complete: set[str] = set()
        self.not_asked: set[str] = set()
        self.short: set[str] = set()
        self.notes: list[str] = []
        self.could_not_know: list[str] = []

    def fault(self, step: str, says: str, record: int | None = None, *, code: str = "") -> None:
        """Note a fault, unless the step has one already: the first one is what matters."""
        self.take(step, Fault(code or f"verify.{step}", says, record))

    def take(self, step: str, fault: Fault) -> None:
        """Note a fault that was found elsewhere."""
        self.faults.setdefault(step, fault)

    def done(self, *steps: str, covered: int) -> None:
        """Note that steps went to their end over so many records."""
        for step in steps:
            self.complete.add(step)
            self.covered[step] = covered

    def unknown(self, says: str, step: str = "") -> None:
        """Note what cannot be known, once; where it takes something from a step, that step is not complete."""
        if says not in self.could_not_know:
            self.could_not_know.append(says)
        if step:
            self.short.add(step)

    def steps(self) -> tuple[Step, ...]:
        """Return all steps with their states."""
        return tuple(
            Step(number, name, self._state(name), self.covered[name], self.faults.get(name))
            for number, name in enumerate(STEPS, start=1)
        )

    def report(self, what: str, records: int, root: bytes, witnessed: int) -> Report:
        """Return what was found."""
        return Report(
            what,
            self.steps(),
            records,
            root.hex(),
            witnessed,
            tuple(self.notes),
            tuple(self.could_not_know),
        )

    def _state(self, name: str) -> State:
        if name in self.faults:
            return State.FAILED
        if name in self.short or name not in self.complete:
            return State.INCOMPLETE
        return State.NOT_ASKED if name in self.not_asked else State.PASSED
