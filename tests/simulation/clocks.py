"""Time: one that is true and simulated, that of the node, and the clocks of phones, which lie.

A phone's clock has an offset and a drift, and it jumps. What a phone says of a moment is what its clock shows less how
far the phone believes to be ahead of the node (``web/src/core/clock.ts``): every answer of the node carries its time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.simulator import MORNING

NOISE = 20.0
"""Less than this is the way of the answer, and no wrong clock: NOISE of web/src/core/clock.ts, in seconds."""


def moment(seconds: float) -> datetime:
    """Return so many seconds after the morning, as records write it: in milliseconds."""
    return MORNING + timedelta(milliseconds=round(seconds * 1000))


class NodeClock:
    """The clock of the node: true but for a step that it may take when the node comes up again."""

    def __init__(self) -> None:
        self.true = 0.0
        self.step = 0.0

    def now(self) -> datetime:
        """Return the time as the node has it."""
        return moment(self.true + self.step)


class PhoneClock:
    """The clock of one phone, in seconds, and how far the phone believes it to be ahead of the node."""

    def __init__(self, offset: float, drift: float) -> None:
        self.offset = offset
        self.drift = drift
        self.ahead = 0.0

    def shows(self, true: float) -> float:
        """Return what ``Date.now()`` gives on this phone at a true time."""
        return true * (1.0 + self.drift) + self.offset

    def says(self, true: float) -> datetime:
        """Return the time that an act of this phone claims."""
        return moment(self.shows(true) - self.ahead)

    def told(self, true: float, node: float) -> None:
        """Take the node's time from one of its answers; ``tellTime`` of web/src/core/clock.ts."""
        found = self.shows(true) - node
        following = 0.0 if abs(found) < NOISE else found
        if abs(following - self.ahead) < NOISE and following != 0:
            return
        self.ahead = following

    def jump(self, by: float) -> None:
        """Set the clock: forward, or back."""
        self.offset += by
