"""Telling one destination what waits for it, in its order, until one message does not get through.

Whoever could not be told is tried again later and later (``backoff``); nothing of that is kept in memory, so that a
program that is started anew goes on where the one before was. A message is marked as told after it was taken: killed in
between, it is sent again, under the same id.

Three things keep one place from standing still for good. A message that is refused as such is set aside after
``REFUSALS`` tries. One that does not get through after ``STUCK`` tries is passed over once: where the next one is taken
and it still is not, it is set aside. Of more than ``MOST_WAITING`` the oldest are. What is set aside stays and is said.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from showsafe.adapters import settings_file, telling_file
from showsafe.adapters.telling import outcome, sending
from showsafe.adapters.telling.outcome import Outcome, refused
from showsafe.adapters.telling.sending import Send
from showsafe.application.ports import Clock
from showsafe.application.records import stamp, unstamp
from showsafe.application.telling.destinations import Destination
from showsafe.application.telling.message import Message, Speaker
from showsafe.entrypoints.within import Looking, Within
from showsafe.errors import ShowsafeError
from showsafe.ledger.outbox import ASIDE, TOLD, WAITING, Line, Mark

log = logging.getLogger("showsafe.telling")

FIRST, LONGEST = 10.0, 900.0
"""After so many seconds it is tried again the first time, and at the most."""

REFUSALS, STUCK = 5, 8
BATCH = 50
MOST_WAITING, MOST_ASIDE, KEPT = 10_000, 1_000, 200
"""So many lines wait or lie aside at the most, and so many of the newest that were told are kept to show."""


def backoff(tries: int) -> timedelta:
    """Return how long it waits after so many tries that came to nothing."""
    return timedelta(seconds=min(FIRST * 2 ** min(tries - 1, 30), LONGEST))


@dataclass(frozen=True, slots=True)
class Said:
    """What came of telling one destination: how many messages it took, how many were set aside, and what is wrong."""

    who: str
    told: int = 0
    aside: int = 0
    says: str = ""

    @property
    def good(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.says


class Teller:
    """Tells the destinations of one data directory; a destination is told by one thread at a time."""

    def __init__(self, path: Path, within: Within, clock: Clock, send: Send = sending.send) -> None:
        self.path = path
        self.within = within
        self.clock = clock
        self.send = send
        self._unmarked: dict[int, Mark] = {}
        self._marking = threading.Lock()

    def destinations(self) -> tuple[Destination, ...]:
        """Return who is told; raises Unusable ``telling.*``, and as ``settings_file.read``."""
        return telling_file.read(self.path, settings_file.read(self.path).telling)

    def due(self, to: Destination) -> bool:
        """Whether something waits for a destination, and its time has come."""
        with self.within.looking() as opened:
            lines = self._waiting(opened, to, 1 + len(self._unmarked))
        return bool(lines) and self._has_come(lines[0])

    def tell(self, to: Destination) -> Said:
        """Tell a destination what waits, as far as it goes; raises what the ledger and the disk say."""
        self.settle()
        with self.within.looking() as opened:
            lines = self._waiting(opened, to, BATCH + len(self._unmarked))
            if not lines or not self._has_come(lines[0]):
                return Said(to.name)
            speaker = Speaker(opened.settings.unit, opened.store, opened.state())
            letters = deque(_letter(speaker, line, to) for line in lines)
            marks, gone = _beyond(opened, to)
        secrets = telling_file.secrets_of(self.path).get(to.name, {})
        said = _Turn(self, to, secrets).told(letters)
        if marks or gone:
            with self.within.writing() as unit:
                unit.store.mark(marks, gone)
        return said

    def _waiting(self, opened: Looking, to: Destination, limit: int) -> list[Line]:
        return [
            each
            for each in opened.store.outbox(to.name, WAITING, limit=limit)
            if each.number not in self._unmarked
        ]

    def _has_come(self, line: Line) -> bool:
        # A clock that was set back must not keep anybody from being told: no wait is longer than the longest.
        return not line.due or not timedelta() < unstamp(line.due) - self.clock.now() <= timedelta(
            seconds=LONGEST
        )

    def mark(self, mark: Mark) -> None:
        """Say what became of a line; where the disk or another program is in the way, it is said later."""
        with self._marking:
            self._unmarked[mark.number] = mark
        self.settle()

    def settle(self) -> bool:
        """Mark what could not be marked before; whether nothing is left of it."""
        with self._marking:
            if not self._unmarked:
                return True
            marks = tuple(self._unmarked.values())
            try:
                with self.within.writing() as unit:
                    unit.store.mark(marks)
            except ShowsafeError as error:
                log.warning("what was told could not be marked: %s [%s]", error.says, error.code)
                return False
            self._unmarked.clear()
            return True


@dataclass(frozen=True, slots=True)
class _Letter:
    """A line with its message, or with what keeps it from having one."""

    line: Line
    message: Message | None
    says: str = ""


def _letter(speaker: Speaker, line: Line, to: Destination) -> _Letter:
    try:
        return _Letter(line, speaker.message(line, to))
    except ShowsafeError as error:
        return _Letter(line, None, f"{error.says} {error.now}")


def _beyond(opened: Looking, to: Destination) -> tuple[list[Mark], list[int]]:
    """Return what is set aside and what goes, so that the outbox stays within its bounds."""
    counts = {each.state: each.count for each in opened.store.tallies() if each.destination == to.name}
    store = opened.store
    many = counts.get(WAITING, 0) - MOST_WAITING
    old = store.outbox(to.name, WAITING, limit=many) if many > 0 else []
    gone = [
        each.number
        for state, most in ((TOLD, KEPT), (ASIDE, MOST_ASIDE))
        if (more := counts.get(state, 0) - most) > 0
        for each in store.outbox(to.name, state, limit=more)
    ]
    says = f"More than {MOST_WAITING} messages waited, and this was one of the oldest."
    return [Mark(each.number, ASIDE, each.tries, "", says) for each in old], gone


class _Turn:
    """One destination's turn."""

    def __init__(self, teller: Teller, to: Destination, secrets: Mapping[str, str]) -> None:
        self.teller = teller
        self.to = to
        self.secrets = secrets
        self.count = self.aside = 0
        self.says = ""

    def told(self, letters: deque[_Letter]) -> Said:
        """Tell one after the other, until one does not get through."""
        while letters:
            letter = letters.popleft()
            came = self._sent(letter)
            if came.kind == outcome.TOLD:
                self._told(letter.line, came)
            elif came.kind == outcome.REFUSED and letter.line.tries + 1 >= REFUSALS:
                self._set_aside(letter.line, came.says)
            elif not self._passed_over(letter, came, letters):
                self._later(letter.line, came)
                break
        return Said(self.to.name, self.count, self.aside, self.says)

    def _passed_over(self, letter: _Letter, came: Outcome, rest: deque[_Letter]) -> bool:
        """Whether the next one is taken while this one is not: then it is set aside, and the others go on."""
        if came.kind != outcome.AWAY or letter.line.tries + 1 < STUCK or not rest:
            return False
        other = self._sent(rest[0])
        if other.kind != outcome.TOLD:
            return False
        self._told(rest.popleft().line, other)
        # It may just have come back between the two.
        again = self._sent(letter)
        if again.kind == outcome.TOLD:
            self._told(letter.line, again)
        else:
            self._set_aside(letter.line, again.says)
        return True

    def _sent(self, letter: _Letter) -> Outcome:
        if letter.message is None:
            return refused(letter.says)
        try:
            return self.teller.send(letter.message, self.to, self.secrets, self.teller.clock.now())
        except Exception as error:
            # A fault of ours in one message keeps no other from being told.
            log.exception("a message could not be sent")
            return refused(f"The program failed at it ({type(error).__name__}).")

    def _told(self, line: Line, came: Outcome) -> None:
        self.count += 1
        self.says = came.says
        at = stamp(self.teller.clock.now())
        self.teller.mark(Mark(line.number, TOLD, line.tries + 1, at, came.says))

    def _later(self, line: Line, came: Outcome) -> None:
        self.says = came.says
        tries = line.tries + 1
        due = stamp(self.teller.clock.now() + backoff(tries))
        self.teller.mark(Mark(line.number, WAITING, tries, due, came.says))

    def _set_aside(self, line: Line, says: str) -> None:
        self.aside += 1
        tries = line.tries + 1
        self.says = f"One message was set aside after {tries} tries ({line.what.key}): {says}"
        self.teller.mark(Mark(line.number, ASIDE, tries, stamp(self.teller.clock.now()), says))
