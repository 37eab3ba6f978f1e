"""A bound book for tests: a dealer's, with rifles, on a clock that is moved."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

from showsafe import bootstrap
from showsafe.adapters.clock import FixedClock
from showsafe.books.book import Book
from showsafe.books.bound.find import asked, find
from showsafe.books.bound.lines import Bound, bound
from showsafe.books.bound.view import BOTH, Viewing
from showsafe.books.kinds.bound import correction
from tests.books import ready
from tests.books.ready import enter

FRIDAY = datetime(2026, 3, 27, 18, 0, tzinfo=UTC)
"""A Friday at noon, six hours behind UTC."""

OFFSET = -360


class Desk:
    """The one at the book: what they enter is entered at the time of the clock."""

    def __init__(
        self, licence: str = "dealer", *, stated: bool = True, clock: FixedClock | None = None
    ) -> None:
        """Open a book, and state the licence unless that is left out."""
        self.clock = clock or FixedClock(FRIDAY)
        self.book: Book = ready.book("bound-book", self.clock)
        if stated:
            self.enter(
                "state-licence",
                licensee="Ridge Props",
                number="9-99-001-07-8A-00001",
                licence=licence,
                premises="1 Depot Road",
                since="2024-01-01",
            )

    def enter(self, kind: str, **keys: Any) -> int:  # noqa: ANN401 - of any key
        """Enter something now and return its number."""
        return enter(self.book, kind, at=self.clock.now(), **keys).number

    def acquire(self, **keys: Any) -> int:  # noqa: ANN401 - as above
        """Enter an acquisition that lacks nothing, but for what is said otherwise."""
        whole = {
            "on": "2026-03-27",
            "manufacturer": "Marlow",
            "model": "92",
            "serial": "M-1001",
            "type": "rifle",
            "calibre": ".44",
            "from_name": "Ada Quill",
            "from_address": "2 Mill Lane",
        }
        return self.enter("acquire", **{**whole, **keys})

    def dispose(self, acquisition: int, **keys: Any) -> int:  # noqa: ANN401 - as above
        """Enter a disposition that lacks nothing, but for what is said otherwise."""
        whole = {"on": "2026-03-27", "to_name": "Odo Pell", "to_licence": "9-99-002-01-8B-00002"}
        return self.enter("dispose", acquisition=acquisition, **{**whole, **keys})

    def correct(self, entry: int, why: str = "misread", **right: Any) -> int:  # noqa: ANN401 - as above
        """Enter a correction."""
        kept = self.book.pages().at(entry)
        assert kept is not None
        return self.enter("correct-entry", **correction(kept.kind, entry, right, why))

    def strike(self, entry: int, why: str = "entered twice") -> int:
        """Strike an entry."""
        return self.enter("strike-entry", entry=entry, why=why)

    def pass_days(self, days: float) -> None:
        """Let days go by."""
        self.clock.advance(days * 86_400)

    def bound(self) -> Bound:
        """Return the book in lines."""
        return bound(self.book.pages())

    def view(self, view: str = BOTH, *, names: bool = True) -> dict[str, Any]:
        """Return the book in a view."""
        return Viewing(self.bound(), clauses(), view, OFFSET, names=names).whole()

    def line(self, view: str = BOTH, number: int = 1) -> dict[str, Any]:
        """Return one line of a view."""
        return dict(next(line for line in self.view(view)["lines"] if line["line"] == number))

    def found(self, **what: Any) -> list[int]:  # noqa: ANN401 - as Asked has them
        """Return the numbers of the lines that are found."""
        return [line.number for line in find(self.bound().lines, asked(**what))]


@cache
def clauses() -> Any:  # noqa: ANN401 - as bootstrap has them
    """Return the clauses of the product."""
    return bootstrap.clauses()
