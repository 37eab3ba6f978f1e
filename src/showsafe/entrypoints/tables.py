"""What a table reads from and writes to, opened: the unit, and its books when they are first asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from showsafe import bootstrap
from showsafe.adapters.clock import SystemClock
from showsafe.adapters.directory import open_for_reading
from showsafe.application.states import loaded
from showsafe.application.unit import SET
from showsafe.books.pages import Pages
from showsafe.books.tables.cells import MOST_BYTES
from showsafe.books.tables.importing import Import
from showsafe.books.tables.source import Source
from showsafe.errors import WrongInput


@contextmanager
def for_import(directory: Path) -> Iterator[Source]:
    """Open a data directory as its one writer; a book is opened for writing when it is first asked for."""
    with ExitStack() as stack:
        unit = stack.enter_context(bootstrap.open_unit(directory))
        opened: dict[str, Any] = {}

        def book(name: str) -> Any:  # noqa: ANN401 - the book of that name
            if name not in opened:
                opened[name] = stack.enter_context(bootstrap.open_book(directory, name))
            return opened[name]

        def pages(name: str) -> Pages:
            return opened[name].pages() if name in opened else bootstrap.read_book(directory, name)

        yield Source(unit.state(SET), unit.store, unit.clock.now(), unit, book, pages)


@contextmanager
def for_export(directory: Path) -> Iterator[Source]:
    """Open a data directory for looking only; a book is read when it is first asked for."""
    with open_for_reading(directory) as opened, opened.store.reading():
        state = loaded(opened.store, SET).state
        read = partial(bootstrap.read_book, directory)
        yield Source(state, opened.store, SystemClock().now(), None, read, read)


def content_of(file: Path) -> bytes:
    """Return the bytes of a file that is imported, of one byte too much where it is too large.

    Raises WrongInput: ``table.no-file``.
    """
    try:
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise WrongInput(
            "table.no-file", f"{file} cannot be read: {error.strerror}.", "Name the file that is meant."
        ) from None


def as_json(found: Import) -> dict[str, Any]:
    """Return an import, every row judged, as a program reads it."""
    return {
        "table": found.table.name,
        "format": found.format,
        "sha256": found.sum,
        "said": found.said,
        "columns": [{"heading": heading, "column": column} for heading, column in found.columns],
        "counts": found.counts(),
        "may": found.may,
        "rows": [
            {
                "row": each.row.number,
                "at": each.row.at,
                "name": each.name,
                "outcome": each.outcome,
                "faults": [fault.as_json() for fault in each.faults],
                "notes": [note.as_json() for note in each.notes],
                "others": {
                    name: str(cell.value)[:400] for name, cell in each.row.others.items() if cell.value
                },
            }
            for each in found.judged
        ],
    }
