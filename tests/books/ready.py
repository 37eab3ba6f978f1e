"""Ready books for tests: in memory, with a clock that stands still until it is moved."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from showsafe import bootstrap
from showsafe.adapters.book_directory import Production
from showsafe.adapters.clock import FixedClock
from showsafe.adapters.memory import MemoryStore
from showsafe.adapters.settings_file import UnitSettings
from showsafe.books.book import Book, Done, Entry
from showsafe.books.kinds import Sort, sort_of
from showsafe.ledger.keys import DeviceKey

AT = datetime(2026, 3, 31, 15, 30, tzinfo=UTC)
KEY = DeviceKey(bytes(range(32)))
OWN = Production(UnitSettings(unit="north-ridge", profile="common"), "ab" * 32)

numbers: Iterator[int] = itertools.count(1)


def book(name: str | Sort = "office", clock: FixedClock | None = None) -> Book:
    """Return a new book by its name, or of a sort of its own."""
    sort = name if isinstance(name, Sort) else sort_of(name)
    settings = UnitSettings(unit=f"north-ridge-{sort.name}", profile="book")
    return bootstrap.book_of(sort, MemoryStore(), KEY, settings, OWN, clock or FixedClock(AT))


def entry(
    kind: str,
    by: str = "pat",
    act_id: str = "",
    at: datetime | None = None,
    **keys: Any,  # noqa: ANN401
) -> Entry:
    """Return an entry; ``as_`` stands for the key ``as``."""
    said = {key.rstrip("_"): value for key, value in keys.items()}
    return Entry(kind=kind, by=by, at=at or AT, act_id=act_id or f"act-{next(numbers)}", keys=said)


def enter(
    into: Book,
    kind: str,
    by: str = "pat",
    act_id: str = "",
    at: datetime | None = None,
    **keys: Any,  # noqa: ANN401
) -> Done:
    """Enter one entry in a book."""
    return into.enter(entry(kind, by, act_id, at, **keys))
