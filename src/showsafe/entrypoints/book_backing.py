"""Backups of the books that lie beside a set: each in a file of its own, and that of the bound book is logged in it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from showsafe import bootstrap
from showsafe.adapters import book_directory
from showsafe.application.ports import Clock
from showsafe.books.book import Entry
from showsafe.books.bound import words
from showsafe.books.kinds import BOUND
from showsafe.domain.named import NODE
from showsafe.entrypoints import backing
from showsafe.entrypoints.backing import Made
from showsafe.errors import ShowsafeError

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class BookMade:
    """A backup of a book that was made; ``logged`` is the entry that says so, 0 where none does, and ``why`` then."""

    name: str
    made: Made
    logged: int = 0
    why: str = ""


def along(data: Path, out: Path, clock: Clock) -> tuple[list[BookMade], list[str]]:
    """Back up the books of a set, each into a new file in the folder ``out``.

    Where ``out`` is a file, they are not copied: their names are returned instead. Raises as ``backing.make``.
    """
    names = book_directory.books(data)
    if not out.is_dir():
        return [], names
    return [of_book(data, name, out, clock) for name in names], []


def of_book(data: Path, name: str, out: Path, clock: Clock) -> BookMade:
    """Back up one book of a set, and log it in the bound book; raises as ``backing.make``."""
    place = book_directory.place(data, name)
    with book_directory.alone(place):
        made = backing.make(place, out, clock)
    if name != BOUND:
        return BookMade(name, made)
    try:
        return BookMade(name, made, logged(data, made, clock))
    except ShowsafeError as error:
        return BookMade(name, made, why=f"{error.says} {error.now}")


def logged(data: Path, made: Made, clock: Clock) -> int:
    """Log a backup of the bound book by the sum of its file; return the entry."""
    digest = hashlib.sha256()
    with made.file.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    said = {"file": digest.hexdigest(), "last": made.size, "where": made.file.name[:120]}
    with bootstrap.open_book(data, BOUND, clock) as book:
        act_id = f"backup-{digest.hexdigest()[:40]}"
        return book.enter(
            Entry(kind=words.BACKED_UP, by=NODE, at=clock.now(), act_id=act_id, keys=said)
        ).number


def production_of(place: Path) -> tuple[Path, str] | None:
    """Return the data directory that a book lies beside, and the name of the book; None for anything else."""
    place = place.absolute()
    folder = place.parent
    if not folder.name.endswith(backing.BOOKS) or not book_directory.is_book(place):
        return None
    return folder.with_name(folder.name.removesuffix(backing.BOOKS)), place.name


def taken(directory: Path, out: Path, clock: Clock) -> tuple[Made, Sequence[BookMade], Sequence[str]]:
    """Back up a data directory, and its books along with it; return the backup, theirs, and those left out.

    Of a book's own directory, the backup of that book. Raises as ``backing.make``.
    """
    of = production_of(directory)
    if of is not None:
        one = of_book(*of, out, clock)
        return one.made, [one], []
    made = backing.make(directory, out, clock)
    books, left = along(directory, out, clock)
    return made, books, left
