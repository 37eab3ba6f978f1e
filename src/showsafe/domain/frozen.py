"""What is frozen after an incident: which thing, since which record, and who had a part in it.

A freeze names things, not culprits: ``inside`` says only who does not count as an outside view when it is released.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

WEAPON, LOT, CONTAINER = "weapon", "lot", "container"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """One thing that stays as it is until two people from outside have released it.

    ``thing`` is *weapon*, *lot* or *container*. ``record`` and ``at`` are of what froze it first; ``again`` is when it
    was frozen last, where that was more than once: what was reviewed before that does not lift it. ``opened_by`` opened
    the incident or asked for the freeze. ``inside`` handled it, before or since, or was of the weapons department when
    it was frozen: a role that changes later does not make anybody an outsider. ``brought`` were put on record, or given
    a role that releases, since then by somebody of ``inside`` or ``brought``; once somebody else gives them such a
    role, they are not among them any more.
    """

    thing: str
    name: str
    record: int
    at: datetime
    again: datetime | None = None
    opened_by: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    brought: tuple[str, ...] = ()

    def frozen_after(self, at: datetime) -> bool:
        """Whether something froze it later than this."""
        return (self.again or self.at) > at


def key_of(thing: str, name: str) -> str:
    """Return under what a frozen thing is kept: a weapon and a box may have the same name."""
    return f"{thing} {name}"
