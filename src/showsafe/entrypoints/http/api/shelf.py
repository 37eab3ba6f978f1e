"""The books of the production that is served, for the routes: read as they are now, opened for one entry at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from showsafe import bootstrap
from showsafe.application.ports import Clock
from showsafe.books.book import Book
from showsafe.books.pages import Pages
from showsafe.entrypoints.printing import book_ledger
from showsafe.errors import Unusable
from showsafe.ledger.store import Store


class Shelf:
    """The books beside one data directory, or those that are ``given``; with none of both every book is empty.

    A book that is served may be read and entered from the terminal too: it is opened for each look and each entry,
    and closed again.
    """

    def __init__(
        self,
        directory: Path | None = None,
        clock: Clock | None = None,
        given: Mapping[str, Book] | None = None,
    ) -> None:
        """Take the data directory of the production, or books that are open already."""
        self._directory = directory
        self._clock = clock
        self._given = dict(given or {})

    def pages(self, name: str) -> Pages:
        """Return the entries of a book as they are now; raises as ``bootstrap.read_book``."""
        if name in self._given:
            return self._given[name].pages()
        return Pages(name) if self._directory is None else bootstrap.read_book(self._directory, name)

    @contextmanager
    def writing(self, name: str) -> Iterator[Book]:
        """Open a book for entries; raises Unusable ``book.not-here``, and as ``bootstrap.open_book``."""
        if name in self._given:
            yield self._given[name]
        elif self._directory is None:
            raise Unusable(
                "book.not-here",
                "This node has no books beside it.",
                "Enter it at the node itself, in the directory of the production.",
            )
        else:
            with bootstrap.open_book(self._directory, name, self._clock) as book:
                yield book

    @contextmanager
    def ledger(self, name: str) -> Iterator[tuple[Store, str] | None]:
        """Open the ledger of a book for reading, with the name under which it signs; None where it is not there."""
        if name in self._given:
            book = self._given[name]
            yield book.store, book.writer.unit
        elif self._directory is None:
            yield None
        else:
            with book_ledger(self._directory, name) as held:
                yield held

    def attachment(self, name: str, sha256: str) -> bytes | None:
        """Return what is attached to an entry, by its SHA-256; None where nothing of it is kept."""
        if name in self._given:
            return self._given[name].store.attachment(sha256)
        if self._directory is None:
            return None
        return bootstrap.book_attachment(self._directory, name, sha256)
