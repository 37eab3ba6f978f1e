"""What the rules answer: a decision is a value, an outcome with all its reasons, never a bare yes or no.

Refuse outweighs hold, hold outweighs permit, and a note stops nothing. *Permit* reads: nothing recorded stands
against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from showsafe.domain.events import HOLD, PERMIT, REFUSE


class Weight(IntEnum):
    """How much a finding weighs; the gravest one of a decision wins."""

    NOTE = 0
    HOLD = 1
    REFUSE = 2


MOST_OF_ONE = 20
"""So often one reason is said of an act: however often something was pressed or found, its record holds the reasons."""

OUTCOME = {Weight.NOTE: PERMIT, Weight.HOLD: HOLD, Weight.REFUSE: REFUSE}


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason: a permanent code, one sentence, what to do now and who can, and the clauses behind it."""

    code: str
    gate: str
    weight: Weight
    says: str
    next: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """An outcome and everything that led to it, in the order in which the gates stand.

    Of findings of one code and weight the first ``MOST_OF_ONE`` are kept: a record has room for so many.
    """

    findings: tuple[Finding, ...]

    def __post_init__(self) -> None:
        if len(self.findings) > MOST_OF_ONE:
            object.__setattr__(self, "findings", tuple(_not_too_many(self.findings)))

    @property
    def weight(self) -> Weight:
        """The weight of the gravest finding."""
        return max((finding.weight for finding in self.findings), default=Weight.NOTE)

    @property
    def outcome(self) -> str:
        """``permit``, ``hold`` or ``refuse``."""
        return OUTCOME[self.weight]

    @property
    def against(self) -> tuple[Finding, ...]:
        """The findings that hold or refuse."""
        return tuple(finding for finding in self.findings if finding.weight > Weight.NOTE)

    @property
    def gates_against(self) -> tuple[str, ...]:
        """The gates that hold or refuse, each once."""
        return tuple(dict.fromkeys(finding.gate for finding in self.against))

    @property
    def codes_against(self) -> tuple[str, ...]:
        """The codes of what holds or refuses, each once."""
        return tuple(dict.fromkeys(finding.code for finding in self.against))


def _not_too_many(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    said: Counter[tuple[str, Weight]] = Counter()
    for finding in findings:
        said[finding.code, finding.weight] += 1
        if said[finding.code, finding.weight] <= MOST_OF_ONE:
            yield finding
