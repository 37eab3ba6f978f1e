"""What a gate is: one question, one file, one page, permanent codes, its clauses, and the property it protects."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from showsafe.domain.acts import Act
from showsafe.domain.state import State
from showsafe.rules.decision import Finding, Weight
from showsafe.rules.profile import Profile


@dataclass(frozen=True, slots=True)
class Code:
    """A permanent reason code: its weight, its sentence and next step (with names in braces), its clauses."""

    weight: Weight
    says: str
    next: str
    clauses: tuple[str, ...] = ()


def refuse(says: str, next_: str, *clauses: str) -> Code:
    """Return a code that refuses."""
    return Code(Weight.REFUSE, says, next_, clauses)


def hold(says: str, next_: str, *clauses: str) -> Code:
    """Return a code that waits for a second person."""
    return Code(Weight.HOLD, says, next_, clauses)


def note(says: str, next_: str, *clauses: str) -> Code:
    """Return a code that warns, is recorded, and stops nothing."""
    return Code(Weight.NOTE, says, next_, clauses)


class Gate(ABC):
    """One question. ``look`` yields what stands against an act; yielding nothing means: nothing recorded does.

    ``look`` is pure: it reads the state, the act, the profile and ``now`` (UTC), and nothing else.
    """

    id: ClassVar[str] = ""
    protects: ClassVar[str] = ""
    codes: ClassVar[Mapping[str, Code]] = {}

    @abstractmethod
    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Yield the findings of this gate for one act."""

    def find(self, name: str, weight: Weight | None = None, /, **names: object) -> Finding:
        """Return a finding of this gate by the short name of its code, with the names filled in.

        ``weight`` lowers it to a note where another gate answers the same question.
        """
        code = self.codes[name]
        return Finding(
            code=f"{self.id}.{name}",
            gate=self.id,
            weight=code.weight if weight is None else weight,
            says=code.says.format(**names),
            next=code.next.format(**names),
            clauses=code.clauses,
        )
