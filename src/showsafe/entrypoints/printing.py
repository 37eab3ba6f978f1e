"""What the papers of a unit may read: its own records, and the books beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from showsafe import bootstrap
from showsafe.adapters import book_directory, case_directory, directory
from showsafe.adapters.settings_file import UnitSettings
from showsafe.ledger.store import Store
from showsafe.papers.source import Source


def source_of(store: Store, settings: UnitSettings, path: Path) -> Source:
    """Return what a paper may read of an open data directory, and of the books beside it.

    Raises WrongInput for the directory of a case or a book: papers are made of the set that it belongs to.
    """
    case_directory.refuse_case(settings.profile)
    book_directory.refuse_book(settings.profile)
    rules = bootstrap.rules_in(path, settings)(settings.profile).profile
    return Source(
        store,
        settings.unit,
        books=partial(bootstrap.read_book, path),
        rules=rules,
        ledgers=partial(book_ledger, path),
    )


@contextmanager
def book_ledger(path: Path, name: str) -> Iterator[tuple[Store, str] | None]:
    """Open the ledger of a book for reading, with the name under which it signs; None where it is not there yet."""
    place = book_directory.place(path, name)
    with book_directory.alone(place):
        if not book_directory.is_book(place):
            yield None
            return
        with directory.open_for_reading(place) as opened, opened.store.reading():
            yield opened.store, opened.settings.unit
