"""Phones and the links to them: what is sent, sent again, kept for later, lost, delayed, doubled and overtaken.

Modelled on ``web/src/core/api.ts`` (``patience``, ``callOnce``), ``say.ts`` and ``outbox.ts``: an act is sent, after a
silence once more as it is; an ask in the safe direction that nobody answered is kept and sent as a report, under its id
and without the word of a second person; anything else is unknown, and asked again as it was, or given up.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from showsafe.domain.acts import KINDS, Act
from showsafe.domain.events import ASK, REPORT
from tests.simulation.chance import part_of_one
from tests.simulation.clocks import PhoneClock
from tests.simulation.screens import Screen

PATIENCE = 5.0
PAUSE = 0.6
SLOWEST_STREAM = 5.0
"""The longest that bytes of a stream are on the way, in seconds; a stream that is slower is silent."""


@dataclass
class Phone:
    """One phone: its owner, its clock, its screen, and what it could not send yet."""

    name: str
    number: int
    clock: PhoneClock
    screen: Screen
    linked: bool = True
    loss: float = 0.02
    outbox: list[Act] = field(default_factory=list)
    flushing: bool = False


@dataclass
class Sending:
    """One act on its way from a phone, with its attempts; ``kept`` where it comes out of the outbox."""

    number: int
    phone: Phone
    act: Act
    door: str
    weapons: tuple[str, ...] = ()
    kept: bool = False
    attempt: int = 0
    done: bool = False

    @property
    def safe(self) -> bool:
        """Whether it is in the safe direction."""
        return KINDS[self.act.kind].safe


@dataclass(frozen=True, slots=True)
class Way:
    """What happens to one attempt: when it arrives, once or twice, and how long the answer is on the way."""

    arrives: tuple[float, ...]
    back: float
    answer_lost: bool


def way_of(seed: int, sending: Sending) -> Way:
    """Draw what happens to an attempt; a function of the seed, the sending and the attempt alone."""
    place = (seed, sending.number, sending.attempt)
    if part_of_one(*place, 1) < sending.phone.loss:
        return Way((), 0.0, answer_lost=True)
    there = _delay(part_of_one(*place, 2))
    arrives: tuple[float, ...] = (there,)
    if part_of_one(*place, 3) < 0.03:
        arrives = (there, there + _delay(part_of_one(*place, 4)))
    return Way(arrives, _delay(part_of_one(*place, 5)), part_of_one(*place, 6) < sending.phone.loss)


def _delay(chance: float) -> float:
    """Return how long something is on the way: mostly a moment, sometimes seconds, seldom minutes."""
    if chance < 0.9:
        return 0.02 + chance / 10
    if chance < 0.985:
        return 0.1 + (chance - 0.9) * 40
    return 5.0 + (chance - 0.985) * 12_000


def as_report(act: Act) -> Act:
    """Return what one person says of an act by themselves: ``alone`` of web/src/core/say.ts."""
    return replace(act, witness="", witness_seen=None, sight=None, countersigned_by="", reviewed_by="")


def door_of(sending: Sending) -> str:
    """Return the door through which it goes."""
    return REPORT if sending.kept else sending.door


def is_ask(sending: Sending) -> bool:
    """Whether it is asked before it happens."""
    return door_of(sending) == ASK
