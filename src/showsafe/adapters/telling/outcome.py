"""What came of sending one message: told, or why not, in words that hold no secret."""

from __future__ import annotations

from dataclasses import dataclass

TOLD, AWAY, REFUSED = "told", "away", "refused"
"""It has the message; it could not be reached or takes nothing now; it does not take this message."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it; ``says`` is one sentence, also where it was told but not to everybody."""

    kind: str
    says: str = ""


def told(says: str = "") -> Outcome:
    """Return that it has the message."""
    return Outcome(TOLD, says)


def away(says: str) -> Outcome:
    """Return that nothing can be told there now: the next message would fare the same."""
    return Outcome(AWAY, says)


def refused(says: str) -> Outcome:
    """Return that this one message was not taken."""
    return Outcome(REFUSED, says)
