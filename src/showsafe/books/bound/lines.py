"""The bound book in lines: each acquisition with what corrects and strikes it, its disposition, and its losses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from showsafe.books.bound import words
from showsafe.books.bound.clock import Open
from showsafe.books.pages import Kept, Pages


@dataclass(slots=True)
class Version:
    """One entry as it was first written, as it is now, and everything that corrects it, the first one first."""

    kept: Kept
    now: dict[str, Any]
    corrections: list[Kept] = field(default_factory=list)
    struck: Kept | None = None

    @property
    def first(self) -> Mapping[str, Any]:
        """The keys as they were first written."""
        return self.kept.keys

    def was(self, correction: Kept, key: str) -> Any:  # noqa: ANN401 - the value of any key
        """Return what a key said before one of the corrections."""
        value = self.first[key]
        for each in self.corrections:
            if each is correction:
                break
            value = corrected_to(each).get(key, value)
        return value


@dataclass(slots=True)
class Loss:
    """A theft or loss that was found: who was told of it, and whether the thing was found again."""

    version: Version
    told: list[Version] = field(default_factory=list)
    found: Version | None = None


@dataclass(slots=True)
class Line:
    """One line of the book: ``number`` counts acquisitions from 1 and never changes."""

    number: int
    acquired: Version
    disposed: list[Version] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)

    @property
    def entry(self) -> int:
        """The entry of the acquisition."""
        return self.acquired.kept.number

    @property
    def weapon(self) -> str:
        """The id of the weapon in the record of the set, as it was last said; "" where it was not."""
        return str(self.acquired.now["weapon"])

    @property
    def gone(self) -> Version | None:
        """The first disposition that stands, if there is one."""
        return next((each for each in self.disposed if each.struck is None), None)

    @property
    def lost(self) -> Loss | None:
        """The loss that stands and of which nothing was found again, if there is one."""
        return next(
            (each for each in self.losses if each.found is None and each.version.struck is None), None
        )

    @property
    def held(self) -> bool:
        """Whether the book says that the licensee has it: acquired, not struck, not disposed of, not lost."""
        return self.acquired.struck is None and self.gone is None and self.lost is None


@dataclass(slots=True)
class Bound:
    """A whole bound book. ``licences`` in the order in which they were stated; ``closed`` single closed days, by entry.

    ``written`` says of each entry when it was written at the earliest: no earlier than the one before it, whatever the
    clock of the node said. ``behind`` are the entries at which that clock had gone back.
    """

    lines: list[Line] = field(default_factory=list)
    licences: list[Version] = field(default_factory=list)
    closed: list[Kept] = field(default_factory=list)
    written: dict[int, datetime] = field(default_factory=dict)
    behind: set[int] = field(default_factory=set)
    requests: list[Kept] = field(default_factory=list)
    prints: list[Kept] = field(default_factory=list)
    backups: list[Kept] = field(default_factory=list)
    ended: Kept | None = None
    versions: dict[int, Version] = field(default_factory=dict)
    size: int = 0

    def licence_on(self, day: date, before: int = 0) -> Version | None:
        """Return the licence that held on a day: the last that began by then, or else the first one.

        ``before`` an entry: as the book stood when that was written, if a licence had been stated by then.
        """
        stated = [each for each in self.licences if each.struck is None]
        then = [each for each in stated if each.kept.number < before]
        if then:
            known = sorted(then, key=lambda each: str(each.first["since"]))
            begun = [each for each in known if each.first["since"] <= day.isoformat()]
        else:
            known = sorted(stated, key=lambda each: str(each.now["since"]))
            begun = [each for each in known if each.now["since"] <= day.isoformat()]
        return begun[-1] if begun else next(iter(known), None)

    def opening_on(self, day: date, before: int = 0) -> Open:
        """Return when the premises are open around a day; ``before`` as above."""
        licence = self.licence_on(day, before)
        weekdays = words.WEEKEND if licence is None else (licence.first if before else licence.now)["closed"]
        days = [each for kept in self.closed if not before or kept.number < before for each in kept["days"]]
        return Open(frozenset(weekdays), frozenset(days))

    def line_of(self, entry: int) -> Line | None:
        """Return the line of an acquisition by its entry."""
        return next((line for line in self.lines if line.entry == entry), None)


def bound(pages: Pages) -> Bound:
    """Fold the entries of a bound book into its lines."""
    book = Bound(size=pages.size)
    by_entry: dict[int, Line] = {}
    losses: dict[int, Loss] = {}
    latest: datetime | None = None
    for kept in pages:
        if latest is not None and kept.received < latest:
            book.behind.add(kept.number)
        latest = book.written[kept.number] = max(kept.received, latest or kept.received)
        take = _TAKES.get(kept.kind)
        if take is not None:
            take(book, by_entry, losses, kept)
    return book


def _version(book: Bound, kept: Kept) -> Version:
    version = book.versions[kept.number] = Version(kept, dict(kept.keys))
    return version


def _licence(book: Bound, lines: dict[int, Line], losses: dict[int, Loss], kept: Kept) -> None:
    del lines, losses
    book.licences.append(_version(book, kept))


def _closed(book: Bound, lines: dict[int, Line], losses: dict[int, Loss], kept: Kept) -> None:
    del lines, losses
    book.closed.append(kept)


def _acquired(book: Bound, lines: dict[int, Line], losses: dict[int, Loss], kept: Kept) -> None:
    del losses
    line = Line(len(book.lines) + 1, _version(book, kept))
    book.lines.append(line)
    lines[kept.number] = line


def _disposed(book: Bound, lines: dict[int, Line], losses: dict[int, Loss], kept: Kept) -> None:
    del losses
    lines[kept["acquisition"]].disposed.append(_version(book, kept))


def _missing(book: Bound, lines: dict[int, Line], losses: dict[int, Loss], kept: Kept) -> None:
    loss = losses[kept.number] = Loss(_version(book, kept))
    lines[kept["acquisition"]].losses.append(loss)


def _told(book: Bound, lines: dict[int, Line], losses: dict[int, Loss], kept: Kept) -> None:
    del lines
    losses[kept["missing"]].told.append(_version(book, kept))


def _found(book: Bound, lines: dict[int, Line], losses: dict[int, Loss], kept: Kept) -> None:
    del lines
    losses[kept["missing"]].found = _version(book, kept)


def _corrected(book: Bound, lines: dict[int, Line], losses: dict[int, Loss], kept: Kept) -> None:
    del lines, losses
    version = book.versions[kept["entry"]]
    version.corrections.append(kept)
    version.now.update(corrected_to(kept))


def corrected_to(correction: Kept) -> dict[str, Any]:
    """Return what a correction says; names that were erased, after the business ended, are None."""
    names = correction["names"]
    if names is None:
        names = dict.fromkeys(key for key in correction["keys"] if key not in correction["now"])
    return {**correction["now"], **names}


def _struck(book: Bound, lines: dict[int, Line], losses: dict[int, Loss], kept: Kept) -> None:
    del lines
    version = book.versions[kept["entry"]]
    version.struck = version.struck or kept
    for loss in losses.values():
        if loss.found is version:
            loss.found = None


def _logged(book: Bound, lines: dict[int, Line], losses: dict[int, Loss], kept: Kept) -> None:
    del lines, losses
    kinds = {words.ASKED: book.requests, words.PRINTED: book.prints, words.BACKED_UP: book.backups}
    kinds[kept.kind].append(kept)


def _ended(book: Bound, lines: dict[int, Line], losses: dict[int, Loss], kept: Kept) -> None:
    del lines, losses
    book.ended = kept


_TAKES = {
    words.LICENCE: _licence,
    words.CLOSED_DAYS: _closed,
    words.ACQUIRE: _acquired,
    words.DISPOSE: _disposed,
    words.MISSING: _missing,
    words.TOLD: _told,
    words.FOUND: _found,
    words.CORRECT: _corrected,
    words.STRIKE: _struck,
    words.ASKED: _logged,
    words.PRINTED: _logged,
    words.BACKED_UP: _logged,
    words.ENDED: _ended,
}


def holding(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Return the lines that are held, by the id of the weapon; a line that names none is left out."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        if line.held and line.weapon:
            found.setdefault(line.weapon, []).append(line)
    return found
