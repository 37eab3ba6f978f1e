"""The outbox: what is to be told outside of a record, written in the transaction of that record, or of a day.

A line of it names a record and a destination, and holds no word of the record: what is told is made of the record when
it is told, so that nothing of somebody who was erased waits here. Only what belongs to no record (the message of a
morning) has its text in ``body``.

A line waits, until it was told or is set aside; nothing is told twice under two keys. The suite in tests/contract holds
every store to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

WAITING, TOLD, ASIDE = "waiting", "told", "aside"
STATES = (WAITING, TOLD, ASIDE)


@dataclass(frozen=True, slots=True)
class ToTell:
    """One thing to tell one destination.

    ``key`` says what it is and is told once to each destination: ``record 17``, ``morning 2026-11-27``. ``at`` is when
    it was put here (RFC 3339, UTC), ``record`` the number of its record, or 0 where it belongs to none.
    """

    destination: str
    key: str
    topic: str
    at: str
    record: int = 0
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the outbox: in which state it is, how often it was tried, when it is due, and what was said last."""

    number: int
    what: ToTell
    state: str = WAITING
    tries: int = 0
    due: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What becomes of one line."""

    number: int
    state: str
    tries: int
    due: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines of a destination are in a state, and when the oldest of them was put there."""

    destination: str
    state: str
    count: int
    oldest: str


class Outbox(Protocol):
    """What a store does for the outbox, beside ``append``, which takes ``Beside.tell``."""

    def outbox(
        self, destination: str, state: str, *, newest_first: bool = False, limit: int | None = None
    ) -> list[Line]:
        """Return lines of one destination in one state, in the order in which they came, or the other way round."""

    def tallies(self) -> list[Tally]:
        """Return what there is of each destination in each state, by their names."""

    def tell(self, what: Sequence[ToTell]) -> None:
        """Put lines there that belong to no record, in one transaction; one whose key is there already stays."""

    def mark(self, marks: Sequence[Mark], gone: Sequence[int] = ()) -> None:
        """Say what became of lines, and take those of ``gone`` away, in one transaction, durable when it returns."""


NOTHING_TO_TELL: tuple[ToTell, ...] = ()
