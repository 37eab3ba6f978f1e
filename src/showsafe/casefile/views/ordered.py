"""The order of the statements of a case, and its pairs: kept while the case grows.

What is made of a source is kept until that source changes, so that a review costs its own source and one merge.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from showsafe.casefile.pairs import Fact, Pair, Pairs, fact_of, name_of
from showsafe.casefile.placed import Placed, of_source
from showsafe.casefile.state import CaseState, Source


@dataclass(frozen=True, slots=True)
class Proposed:
    """Two statements that share an event and a slot, and on which words that rests; ``a`` comes first in the case."""

    a: Placed
    b: Placed
    slot: str
    on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made of a source: its statements in their places, and by their ids."""

    source: Source
    placed: tuple[Placed, ...]
    by_id: dict[str, Placed]


@dataclass(slots=True)
class Ordered:
    """Orders the statements of one case again and again, as its state grows; safe to use from several threads."""

    _of: dict[str, _Made] = field(default_factory=dict)
    _whole: tuple[tuple[Source, ...], tuple[Placed, ...]] = ((), ())
    _pairs: Pairs = field(default_factory=Pairs)
    _facts: dict[str, tuple[Source, tuple[Fact, ...]]] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def of(self, source: Source) -> tuple[Placed, ...]:
        """Return the statements of a source that is not gone, each with its place."""
        return self._made(source).placed

    def one(self, state: CaseState, name: str) -> Placed | None:
        """Return a statement that can be shown, by its id."""
        source = state.sources.get(name.partition(".")[0])
        return None if source is None else self._made(source).by_id.get(name)

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

    def pairs(
        self, state: CaseState, but: Iterable[Pair] = (), *, slot: str = "", offset: int = 0, limit: int = 50
    ) -> tuple[list[Proposed], int]:
        """Return a page of the pairs that are proposed, in a fixed order, without some; and how many there are."""
        with self._lock:
            self._pair(state)
            left_out = {each for each in but if self._pairs.holds(each)}
            total = self._pairs.totals[slot] if slot else self._pairs.totals.total()
            total -= sum(slot in ("", each[2]) for each in left_out)
            rows = (row for row in self._pairs.ranked(slot) if row[0] not in left_out)
            page = list(islice(rows, offset, offset + limit))
        shown = [
            Proposed(a, b, pair[2], on)
            for pair, on in page
            if (a := self.one(state, name_of(pair[0]))) and (b := self.one(state, name_of(pair[1])))
        ]
        return shown, total

    def _pair(self, state: CaseState) -> None:
        """Bring the pairs to the state: of each source that changed, what it says now in place of what it said."""
        if not self._facts:
            self._facts = {each.id: (each, self._of_facts(each)) for each in state.sources.values()}
            self._pairs.fill(fact for _, facts in self._facts.values() for fact in facts)
            return
        for source in state.sources.values():
            known, before = self._facts.get(source.id, (None, ()))
            if known is not source:
                now = self._of_facts(source)
                self._pairs.put(before, now)
                self._facts[source.id] = (source, now)

    def _of_facts(self, source: Source) -> tuple[Fact, ...]:
        return tuple(fact_of(each) for each in self.of(source))

    def _made(self, source: Source) -> _Made:
        known = self._of.get(source.id)
        if known is not None and known.source is source:
            return known
        placed = of_source(source)
        made = _Made(source, placed, {each.id: each for each in placed})
        self._of[source.id] = made
        return made

    def _each(self, sources: Iterable[Source]) -> Iterable[Placed]:
        for source in sources:
            yield from self.of(source)


def _is(one: object, other: object) -> bool:
    return one is other


def _key(placed: Placed) -> str:
    return placed.at
