"""A proof is an object, not a flag: the records it rests on, since when it holds, and what voided it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from showsafe.domain.changing import replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What two people have said of the contents, the bore, or the rounds of a lot.

    ``says`` is what they said (``empty``, ``dummies``, ``blanks``, ``inert``; ``clear``, ``plugged``; ``proven``).
    ``rests_on`` are the numbers of the records behind it, oldest first: no proof exists without one.
    ``since`` is when it was first made, ``renewed`` when two people last looked again and agreed.
    ``voided_by`` is the number of the record that ended it, 0 while it stands.
    """

    says: str
    rests_on: tuple[int, ...]
    people: tuple[str, ...]
    since: datetime
    renewed: datetime
    voided_by: int = 0
    void_because: str = ""

    @property
    def stands(self) -> bool:
        """Whether nothing on record has voided it. Age is a question for the gates."""
        return self.voided_by == 0 and bool(self.rests_on)


def void(proof: Proof | None, by: int, because: str) -> Proof | None:
    """Return the proof as voided by record ``by``; what was void before keeps its first reason."""
    if proof is None or not proof.stands:
        return proof
    return replace(proof, voided_by=by, void_because=because)


def stands(proof: Proof | None) -> bool:
    """Whether there is a proof and nothing has voided it."""
    return proof is not None and proof.stands
