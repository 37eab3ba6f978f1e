"""What is worth a look after an entry of the bound book: late, lacking, or the clock of a loss. Nothing refuses it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from showsafe.adapters import book_directory
from showsafe.books.book import Book, Done
from showsafe.books.bound import judging, words
from showsafe.books.bound.lines import Bound, Version, bound
from showsafe.books.kinds import BOUND
from showsafe.projections.numbers import counted


@dataclass(frozen=True, slots=True)
class Next:
    """One sentence, and the command that may come next, "" where there is none."""

    says: str
    command: str = ""


def worth_saying(directory: Path, book: Book, done: Done) -> Iterator[Next]:
    """Yield what is worth a look after an entry; nothing in another book than the bound one."""
    if book.sort.name != BOUND:
        return
    lines = bound(book.pages())
    kind, keys = done.kept.kind, done.kept.keys
    version = lines.versions.get(keys["entry"] if kind == words.CORRECT else done.number)
    if version is None:
        return
    if version.kept.kind in (words.ACQUIRE, words.DISPOSE):
        offset = book_directory.production_at(directory).settings.utc_offset_minutes
        yield from _late_or_lacking(directory, lines, version, offset)
    if kind == words.MISSING:
        yield from _lost(directory, lines, keys["acquisition"])


def _late_or_lacking(directory: Path, book: Bound, version: Version, offset: int) -> Iterator[Next]:
    late = judging.late(book, version, version.now, offset)
    if late:
        due = late.due.day.isoformat()
        days, clause = counted(late.days, "day"), late.due.clause
        corrected = bool(version.corrections)
        yield Next(
            f"Entry {version.kept.number}, as corrected, is {days} late: due {due}, by {clause}."
            if corrected
            else f"It is {days} late: due {due}, by {clause}. It is entered all the same."
        )
    lacks = [fact for fact, _ in judging.lacks(version, version.now)]
    if lacks:
        keys = " ".join(f"{fact}=..." for fact in lacks)
        where = f"{quote(str(directory))} {version.kept.number}"
        yield Next(
            f"It does not say {', '.join(lacks)}. When that is known:",
            f"showsafe book correct {where} {keys} --why ... --as PERSON",
        )


def _lost(directory: Path, book: Bound, acquisition: int) -> Iterator[Next]:
    yield Next(
        "From its discovery 48 hours run to tell the agency and the local police, and seven days to enter it:",
        f"showsafe tasks {quote(str(directory))}",
    )
    line = book.line_of(acquisition)
    if line is not None and line.weapon:
        yield Next(
            f"The record of the set knows it as {line.weapon}, and hears nothing of this. To freeze it there:",
            f"showsafe report {quote(str(directory))} freeze by=PERSON weapon={quote(line.weapon)}",
        )
