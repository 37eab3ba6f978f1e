"""What the rules answer: a decision is a value, an outcome with all its reasons, never a bare yes or no.

Refuse outweighs hold, hold outweighs permit, and a note stops nothing. *Permit* reads: nothing recorded stands
against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from showsafe.domain.events import HOLD, PERMIT, REFUSE


class Weight(IntEnum):
    """How much a finding weighs; the gravest one of a decision wins."""

    NOTE = 0
    HOLD = 1
    REFUSE = 2


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
    """An outcome and everything that led to it, in the order in which the gates stand."""

    findings: tuple[Finding, ...]

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
