"""The outbox in memory, with the contract of every store."""

from __future__ import annotations

from collections.abc import Sequence
from threading import RLock

from showsafe.ledger.outbox import Line, Mark, Tally, ToTell


class MemoryOutbox:
    """The outbox half of the store in memory; it brings the lock of the whole."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._lines: dict[int, Line] = {}

    def outbox(
        self, destination: str, state: str, *, newest_first: bool = False, limit: int | None = None
    ) -> list[Line]:
        """Return lines of one destination in one state, in the order in which they came, or the other way round."""
        with self._lock:
            found = [each for each in self._lines.values() if each.what.destination == destination]
        found = [each for each in found if each.state == state]
        return sorted(found, key=lambda each: each.number, reverse=newest_first)[:limit]

    def tallies(self) -> list[Tally]:
        """Return what there is of each destination in each state, by their names."""
        with self._lock:
            lines = sorted(self._lines.values(), key=lambda each: each.number)
        counts: dict[tuple[str, str], list[Line]] = {}
        for each in lines:
            counts.setdefault((each.what.destination, each.state), []).append(each)
        return [Tally(*key, len(found), found[0].what.at) for key, found in sorted(counts.items())]

    def tell(self, what: Sequence[ToTell]) -> None:
        """Put lines there that belong to no record; one whose key is there already stays as it was."""
        with self._lock:
            self._tell(what)

    def mark(self, marks: Sequence[Mark], gone: Sequence[int] = ()) -> None:
        """Say what became of lines, and take those of ``gone`` away."""
        with self._lock:
            for each in marks:
                before = self._lines.get(each.number)
                if before is not None:
                    line = Line(each.number, before.what, each.state, each.tries, each.due, each.says)
                    self._lines[each.number] = line
            for number in gone:
                self._lines.pop(number, None)

    def _tell(self, what: Sequence[ToTell]) -> None:
        known = {(each.what.destination, each.what.key) for each in self._lines.values()} if what else set()
        for each in what:
            if (each.destination, each.key) not in known:
                known.add((each.destination, each.key))
                number = max(self._lines, default=0) + 1
                self._lines[number] = Line(number, each)
