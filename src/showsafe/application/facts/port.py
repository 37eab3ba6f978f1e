"""The port of whoever keeps facts: the follower writes through it, the pages of the office ask it.

Every question takes the productions that may be seen. An answer never holds a line of another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from showsafe.application.facts.values import (
    Allowed,
    Asked,
    AskedBoard,
    BoardPage,
    Change,
    Claim,
    Fact,
    Joined,
    Kept,
    Named,
    Patience,
)


class Held(Protocol):
    """One unit, held by one follower alone until the claim ends."""

    def kept(self) -> Kept:
        """Return what is kept of the unit."""

    def write(self, change: Change, checked: datetime) -> None:
        """Keep a change, in one transaction: all of it or nothing."""


class Facts(Protocol):
    """The facts of many units."""

    def behind(self, most: int, retry_before: datetime) -> tuple[str, ...]:
        """Return origins whose records were not all followed, the longest waiting first.

        A unit in trouble is among them once it was last tried before ``retry_before``.
        """

    def stale(self, edition: str, most: int) -> tuple[str, ...]:
        """Return origins whose lines another edition of the program made, or whose shown personal values changed."""

    def claim(self, origin: str) -> AbstractContextManager[Held | None]:
        """Hold one unit; None where another follower has it now."""

    def board(self, allowed: Allowed, asked: AskedBoard) -> BoardPage:
        """Return the units that may be seen, most urgent first, and the counts over all of them."""

    def lines(self, allowed: Allowed, asked: Asked) -> list[Fact]:
        """Return the lines that are asked for, oldest arrival first; papers by their last day."""

    def count(self, allowed: Allowed, asked: Asked) -> int:
        """Return how many lines there are of what is asked, whatever its limit."""

    def productions(self, allowed: Allowed, asked: Asked) -> frozenset[str]:
        """Return the productions that have any line of what is asked, whatever its limit."""

    def name(self, allowed: Allowed, named: Named) -> None:
        """Keep who owns a matter, or what was answered.

        Raises WrongInput: ``facts.unknown``, ``facts.closed-by-record``.
        """

    def join(self, allowed: Allowed, claims: Sequence[Claim], by: str, at: datetime) -> int:
        """Keep that claims are of one person; return the number of it. Raises WrongInput ``facts.unknown``."""

    def part(self, allowed: Allowed, claim: Claim, by: str, at: datetime) -> None:
        """Take a claim out of what it was joined with; raises WrongInput ``facts.unknown``."""

    def joined(self, allowed: Allowed, claim: Claim) -> Joined | None:
        """Return what a claim is joined with, of what may be seen; None where it stands alone."""

    def every_line(self, origin: str) -> Iterator[Fact]:
        """Yield all lines of a unit, in a fixed order: what a rebuild is compared with."""

    def lone_primary(self) -> bool | None:
        """Return whether the database takes writes that no standby confirms; None of one that takes none."""

    def figures(self, now: datetime, patience: Patience) -> dict[str, float]:
        """Return the counts behind the metrics, over all units, by name."""

    def in_trouble(self, now: datetime, patience: Patience, most: int) -> list[tuple[str, str, str]]:
        """Return production, unit and reason of what an alert names, the gravest first, at most so many."""
