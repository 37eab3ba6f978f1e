"""From an event to the lines of the outbox: who is told of it. It is on the way of every act: nothing here waits."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Protocol

from showsafe.application.records import stamp
from showsafe.application.telling.destinations import Destination
from showsafe.application.telling.topics import topics_of
from showsafe.domain.events import Event
from showsafe.domain.state import State
from showsafe.ledger.outbox import NOTHING_TO_TELL, ToTell

log = logging.getLogger("showsafe.telling")

SET = "set"
"""The scope of the set itself; what was told from a file is told to nobody outside."""


class Telling(Protocol):
    """What the write path asks of it."""

    def of(self, scope: str, before: State, after: State, event: Event) -> tuple[ToTell, ...]:
        """Return what is to be told of one event."""

    def wake(self) -> None:
        """Hear that something waits now; returns at once."""


class Subscribed:
    """The destinations of a unit, by what they are told of; ``woken`` is called when something waits."""

    def __init__(
        self, destinations: Sequence[Destination] = (), woken: Callable[[], None] = lambda: None
    ) -> None:
        self.destinations = tuple(destinations)
        self.woken = woken

    def of(self, scope: str, before: State, after: State, event: Event) -> tuple[ToTell, ...]:
        """Return one line for each destination that wants to hear of it."""
        if not self.destinations or scope != SET:
            return NOTHING_TO_TELL
        try:
            topics = topics_of(before, after, event)
        except Exception:
            # Whatever breaks here, the record is written; as for the views.
            log.exception("who is told of record %s could not be said", event.number)
            return NOTHING_TO_TELL
        if not topics:
            return NOTHING_TO_TELL
        at, key = stamp(event.at), key_of(event.number)
        lines = []
        for each in self.destinations:
            wanted = " ".join(topic for topic in topics if topic in each.topics)
            if wanted:
                lines.append(ToTell(each.name, key, wanted, at, event.number))
        return tuple(lines)

    def wake(self) -> None:
        """Say that something waits now."""
        self.woken()


def redirected(telling: Telling, destinations: Sequence[Destination]) -> Subscribed:
    """Return who is told from now on, woken as before."""
    woken = telling.woken if isinstance(telling, Subscribed) else lambda: None
    return Subscribed(destinations, woken)


def woken_by(telling: Telling, woken: Callable[[], None]) -> Subscribed:
    """Return the same destinations with another who is woken."""
    return Subscribed(telling.destinations if isinstance(telling, Subscribed) else (), woken)


def key_of(record: int) -> str:
    """Return the key of what is told of a record."""
    return f"record {record}"
