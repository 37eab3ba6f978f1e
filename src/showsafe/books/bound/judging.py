"""What is to be said of an entry of the bound book: whether it came late, and what it lacks. It accuses nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from showsafe.books.bound import clock, words
from showsafe.books.bound.clock import Due
from showsafe.books.bound.lines import Bound, Version

FROM, TO = ("from_name", "from_address", "from_licence"), ("to_name", "to_address", "to_licence")


@dataclass(frozen=True, slots=True)
class Late:
    """By how many days an entry came late, by when it was due, and by which clause."""

    days: int
    due: Due


def entered_on(book: Bound, version: Version, said: Mapping[str, Any], offset_minutes: int) -> date:
    """Return the day on which an entry was made: in this book, or in the earlier one that it was carried over from.

    In this book it is no earlier than that of the entry before it: a clock that was set back makes nothing timely. Only
    what was first written as carried over was: no correction makes an entry of this book one of an earlier one.
    """
    if _carried(version, said) and said.get("entered_on"):
        return date.fromisoformat(said["entered_on"])
    return clock.local_day(book.written[version.kept.number], offset_minutes)


def due_of(book: Bound, version: Version, said: Mapping[str, Any], before: int = 0) -> Due:
    """Return by when an acquisition or disposition with these keys is in the book.

    ``before`` an entry: by the licence and the closed days that were stated by then.
    """
    return due_on(book, version.kept.kind, said, before)


def due_on(book: Bound, kind: str, said: Mapping[str, Any], before: int = 0) -> Due:
    """Return by when an acquisition or disposition with these keys is in the book; ``before`` as above."""
    on = date.fromisoformat(said["on"])
    if kind == words.DISPOSE:
        return clock.disposition(on)
    licence = book.licence_on(on, before)
    said_then = None if licence is None else licence.first if before else licence.now
    sort = said_then["licence"] if said_then else words.DEALER
    opening = book.opening_on(on, before)
    return clock.acquisition(sort, on, opening, nfa=bool(said.get("nfa")), paper=bool(said.get("paper")))


def late(
    book: Bound, version: Version, said: Mapping[str, Any], offset_minutes: int, *, as_entered: bool = False
) -> Late | None:
    """Return by how much an acquisition or disposition with these keys came late, or None.

    ``as_entered``: by what the book said when it was entered. Of one that was carried over without the day on which it
    was entered there, only the earlier book can tell.
    """
    if _carried(version, said) and not said.get("entered_on"):
        return None
    due = due_of(book, version, said, version.kept.number if as_entered else 0)
    days = due.late(entered_on(book, version, said, offset_minutes))
    return Late(days, due) if days else None


def _carried(version: Version, said: Mapping[str, Any]) -> bool:
    return bool(said.get("carried") and version.first.get("carried"))


def lacks(version: Version, said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the facts that an entry with these keys does not say, each with the clause that wants it.

    A value that was erased, after the business ended, is not lacking.
    """
    if version.kept.kind == words.ACQUIRE:
        wanted = [fact for fact in words.ACQUIRE_FACTS if fact != "manufacturer" or not said["private"]]
        found = [(fact, words.SAYS_WHO if fact == "manufacturer" else words.FACTS) for fact in wanted]
        found = [(fact, clause) for fact, clause in found if said[fact] == ""]
        return found + _who(said, FROM)
    if version.kept.kind == words.DISPOSE and not said["form_4473"] and not _without_recipient(said):
        return _who(said, TO)
    return []


def _without_recipient(said: Mapping[str, Any]) -> bool:
    """What was lost, stolen or destroyed went to nobody."""
    return said["how"] in ("lost", "stolen", "destroyed")


def _who(said: Mapping[str, Any], keys: tuple[str, str, str]) -> list[tuple[str, str]]:
    """Somebody is named with an address, or with the number of a licence."""
    name, address, licence = keys
    lacking = [(name, words.FACTS)] if said[name] == "" else []
    if said[address] == "" and said[licence] == "":
        lacking.append((address, words.FACTS))
    return lacking
