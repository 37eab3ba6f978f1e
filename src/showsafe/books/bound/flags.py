"""What is odd in a line of the bound book, for somebody to look at: written down all the same, and never put right.

A day that lies after its own entry, a disposition before its acquisition, two dispositions that stand, one serial held
in two lines, a line that was struck while its disposition stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from showsafe.books import serials
from showsafe.books.bound import clock
from showsafe.books.bound.lines import Bound, Line, Version

AHEAD, ENTERED_AHEAD, BEFORE = "ahead", "entered-ahead", "before-acquired"
GONE_TWICE, HELD_TWICE, STRUCK = "disposed-twice", "serial-held-twice", "struck-alone"

Said = Callable[[Version], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to look at: what, in which entry, and the other entry that it is about, 0 where there is none."""

    what: str
    entry: int
    other: int = 0


class Flags:
    """The flags of a book, by its lines as they stand now."""

    def __init__(self, book: Bound, offset_minutes: int) -> None:
        """Look once at which serials are held more than once."""
        self.book = book
        self.offset = offset_minutes
        self._held: dict[str, list[Line]] = defaultdict(list)
        for line in book.lines:
            serial = serials.plain(str(line.acquired.now["serial"]))
            # Lost or stolen is not disposed of: such a line and a second one are one thing written down twice.
            if makes(serial) and line.acquired.struck is None and line.gone is None:
                self._held[serial].append(line)

    def of(self, line: Line) -> Iterator[Flag]:
        """Yield what is to be looked at in a line as it stands; of what was struck, only what it leaves behind."""
        stands = [each for each in line.disposed if each.struck is None]
        if line.acquired.struck is not None:
            yield from (Flag(STRUCK, line.entry, each.kept.number) for each in stands)
            return
        yield from self.days(line, lambda version: version.now)
        yield from (Flag(GONE_TWICE, each.kept.number, stands[0].kept.number) for each in stands[1:])
        serial = serials.plain(str(line.acquired.now["serial"]))
        earlier = [each for each in self._held.get(serial, ()) if each.number < line.number]
        if earlier and line.gone is None and (same := [each for each in earlier if same_maker(each, line)]):
            yield Flag(HELD_TWICE, line.entry, same[-1].entry)

    def days(self, line: Line, said: Said) -> Iterator[Flag]:
        """Yield days that lie after their own entry, and dispositions before the acquisition."""
        on = said(line.acquired)["on"]
        for version in (line.acquired, *(each for each in line.disposed if each.struck is None)):
            now, number = said(version), version.kept.number
            written = clock.local_day(self.book.written[number], self.offset).isoformat()
            if now["on"] > written:
                yield Flag(AHEAD, number)
            if now["entered_on"] > written or "" < now["entered_on"] < now["on"]:
                yield Flag(ENTERED_AHEAD, number)
            if version is not line.acquired and now["on"] < on:
                yield Flag(BEFORE, number, line.entry)


_NO_SERIAL = frozenset({"none", "unknown", "na", "nsn", "noserial", "illegible"})
"""What stands in the place of a serial that there is not; two of these are no pair."""


def makes(serial: str) -> bool:
    """Whether a serial tells one thing from another."""
    return serials.plain(serial) not in ("", *_NO_SERIAL)


def same_maker(line: Line, other: Line) -> bool:
    """Whether two lines can be of one maker: the same one, or one that is not said."""
    one, two = (serials.plain(str(each.acquired.now["manufacturer"])) for each in (line, other))
    return not one or not two or one == two
