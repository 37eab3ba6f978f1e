"""What the auditor answers: steps, the first fault, and what it could not know."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """How a step ended."""

    PASSED = "passed"
    FAILED = "failed"
    INCOMPLETE = "incomplete"
    NOT_ASKED = "not-asked"


STEPS = (
    "directory",
    "structure",
    "tree",
    "checkpoint",
    "chains",
    "signatures",
    "index",
    "derived",
    "keys",
    "seen",
)


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
    """The auditor's whole answer: ``records`` were read, ``root`` is their tree hash in hex or empty."""

    steps: tuple[Step, ...]
    records: int
    root: str
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

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        first = self.first_fault
        return {
            "ok": self.ok,
            "records": self.records,
            "root": self.root,
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
        self.notes: list[str] = []
        self.could_not_know: list[str] = []

    def fault(self, step: str, says: str, record: int | None = None, *, code: str = "") -> None:
        """Note a fault, unless the step has one already: the first one is what matters."""
        self.faults.setdefault(step, Fault(code or f"verify.{step}", says, record))

    def steps(self) -> tuple[Step, ...]:
        """Return all steps with their states."""
        return tuple(
            Step(number, name, self._state(name), self.covered[name], self.faults.get(name))
            for number, name in enumerate(STEPS, start=1)
        )

    def _state(self, name: str) -> State:
        if name in self.faults:
            return State.FAILED
        if name in self.not_asked:
            return State.NOT_ASKED
        return State.PASSED if name in self.complete else State.INCOMPLETE
