"""What the screen of one phone shows, by the rules of the web app.

Each rule names the line it is modelled on, in ``web/src/core/live.ts`` and ``entrypoints/http/api/events.py``;
``test_screens.py`` holds the figures against those files.

1. The node tells of each record, records closer than SPACING as one, with the board as it is at that moment
   (``_rounds``, ``_newer``); after BEAT without one it shows that it is there (``still here``). Nothing overtakes.
2. The phone takes the board of an event, and the time at which it last heard that nothing is newer (``hear``).
3. It is *late*, grey, and says "treat as hot" where it has fetched no board since it started, where two attempts
   failed, or where it heard nothing for longer than LATE; looked at once a second (``late``).
4. A stream that is silent for LATE is given up (``wake``) and begun anew, after RETRY where it failed (``listen``).
5. Whoever signs in or out asks for the board beside the stream (``once``, ``take``).

A page that sleeps shows nothing to anybody, and is not simulated.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.simulation.clocks import PhoneClock
from tests.simulation.node import Custody

LATE = 20.0
RETRY = 2.0
TICK = 1.0
BEAT = 15.0
SPACING = 0.1


@dataclass
class Stream:
    """One stream to a phone: how long its bytes are on the way, and whether they have silently stopped coming."""

    delay: float
    told: float
    """When the node last sent something on it."""
    arrived: float = 0.0
    """When the last thing sent on it came or will come: nothing overtakes."""
    seen: int = -1
    silent: bool = False


class Screen:
    """The board on one phone, and whether it is late.

    The switches are rules that were not there once; ``faults`` turns each off to show that its want is found.
    """

    keeps_the_newer = True
    """A board that was asked for is not shown where a stream told of a newer record meanwhile (``once``)."""
    steady = True
    """What was heard ages by the clock of the page too, which nobody sets (``since``)."""
    headers_say_nothing = True
    """A stream that begins is not heard before it has said what is newest, or that nothing is newer (``read``)."""

    def __init__(self, clock: PhoneClock) -> None:
        self.clock = clock
        self.lines: dict[str, Custody] = {}
        self.record = 0
        """The record as of which the board is that it shows."""
        self.known = 0
        """The newest record that a stream told of, which a stream that is begun anew begins after."""
        self.fetched = False
        self.failures = 2
        self.heard = 0.0
        """When something was heard, by this phone's clock."""
        self.heard_at = 0.0
        """The same moment, in true time."""
        self.stream: Stream | None = None

    def hear(self, true: float) -> None:
        """Something came from the node."""
        self.heard, self.heard_at = self.clock.shows(true), true
        self.failures = 0

    def settle(self, true: float) -> None:
        """Hear what the beats of a sound stream have brought up to now."""
        stream = self.stream
        if stream is None or stream.silent:
            return
        beats = int((true - stream.delay - stream.told) / BEAT)
        if beats > 0:
            came = stream.told + beats * BEAT + stream.delay
            if came > self.heard_at:
                self.heard, self.heard_at = self.clock.shows(came), came

    def late(self, true: float) -> bool:
        """Whether it is grey now, on the next look at the clock at the latest."""
        if not self.fetched or self.failures > 1:
            return True
        self.settle(true)
        return self.silence(true) > LATE + TICK

    def silence(self, true: float) -> float:
        """Return for how long nothing was heard, as far as this phone can tell."""
        by_clock = self.clock.shows(true) - self.heard
        return max(by_clock, true - self.heard_at) if self.steady else by_clock

    def take(self, lines: dict[str, Custody], record: int, true: float) -> None:
        """Show a board that came from the node."""
        self.lines, self.record = lines, record
        self.fetched = True
        self.hear(true)
