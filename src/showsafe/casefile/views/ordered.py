"""The order of the statements of a case: by the first day that they can be about, else by when they can be said.

What is made of a source is kept until that source changes, so that a review costs its own source and one merge.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from showsafe.casefile.pairs import Proposed, proposed
from showsafe.casefile.placed import Placed, of_source
from showsafe.casefile.state import CaseState, Source


@dataclass(slots=True)
class Ordered:
    """Orders the statements of one case again and again, as its state grows; safe to use from several threads."""

    _of: dict[str, tuple[Source, tuple[Placed, ...]]] = field(default_factory=dict)
    _whole: tuple[tuple[Source, ...], tuple[Placed, ...]] = ((), ())
    _paired: tuple[tuple[Placed, ...], list[Proposed]] = ((), [])
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def of(self, source: Source) -> tuple[Placed, ...]:
        """Return the statements of a source that is not gone, each with its place."""
        known = self._of.get(source.id)
        if known is not None and known[0] is source:
            return known[1]
        placed = of_source(source)
        self._of[source.id] = (source, placed)
        return placed

    def all(self, state: CaseState) -> tuple[Placed, ...]:
        """Return the statements of all sources that are not gone, in order."""
        with self._lock:
            sources = tuple(state.sources.values())
            before, made = self._whole
            if len(before) == len(sources) and all(map(_is, before, sources)):
                return made
            made = tuple(sorted(self._each(sources), key=_key))
            self._whole = (sources, made)
            return made

    def pairs(self, state: CaseState) -> list[Proposed]:
        """Return the pairs that are proposed of all statements, in a fixed order."""
        with self._lock:
            placed = self.all(state)
            if self._paired[0] is not placed:
                self._paired = (placed, proposed(placed))
            return self._paired[1]

    def _each(self, sources: Iterable[Source]) -> Iterable[Placed]:
        for source in sources:
            yield from self.of(source)


def _is(one: object, other: object) -> bool:
    return one is other


def _key(placed: Placed) -> str:
    return placed.at
