"""Which two statements speak of the same: proposed, so that a person can put them side by side and label them.

Two statements are proposed as a pair where they share an event and a slot: who did something, what it was, when, how
many, or where. Both are taken from words alone, by an index from what a statement speaks of to the statements that
do; no two statements are compared with each other. Nothing here says which of them is right.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from showsafe.casefile.placed import Placed
from showsafe.casefile.reading.tables import words as table
from showsafe.casefile.state import Statement

WINDOW = 3
"""With how many others one statement is paired by one thing that they share: many people speak of the same shot."""

MOST_KEYS = 2
"""By how many things a statement is found in one slot."""

Key = tuple[str, str, str]
"""A slot, an event, and what the slot is about, in words."""

Place = tuple[int, int]
"""A statement by the number of its source and its own; those that a person added come after the others."""

Pair = tuple[Place, Place, str]
"""Two statements in the order of the case, and the slot that they share."""

_WORD = re.compile(r"[^\W\d_]+(?:[\u2019'][^\W\d_]+)?|\d+(?:[.,]\d+)*")
_ENDINGS = ("ing", "ed", "es", "s")
_SHORTEST = 3
_NEAR = 3
_ADDED = 10**9


@dataclass(frozen=True, slots=True)
class Fact:
    """What is to be known of a statement to pair it: its place, its speaker, whose words its source has, its keys."""

    place: Place
    who: str
    words: str
    keys: tuple[Key, ...]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word without its ending, so that *loaded*, *loads* and *loading* are one."""
    low = word.lower()
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= _SHORTEST:
            low = low[: -len(ending)]
            break
    return low[:-1] if low.endswith("e") and len(low) > _SHORTEST else low


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in table("grammar" if name == "events" else "pairs", name))


def keys_of(one: Statement) -> tuple[Key, ...]:
    """Return what a statement speaks of: each slot that it fills, with the event and the thing that it fills it for."""
    spoken = [stem(word) for word in _WORD.findall(one.text)]
    here = set(spoken)
    events = sorted({stem(each) for each in one.events} | (here & _stems("events")))
    deeds, things = sorted(here & _stems("deeds")), sorted(here & _stems("things"))
    found = _few(("who", deed, thing) for deed in deeds for thing in things)
    found += _few(("what", event, thing) for event in events for thing in things)
    if here & _stems("places"):
        found += _few(("where", event, "") for event in events)
    if one.about:
        found += _few(("when", event, "") for event in events)
    counted = sorted(_counted(spoken).intersection(things))
    about = events + deeds or [""]
    found += _few(("how-many", each, thing) for thing in counted for each in about)
    return tuple(found)


def _few(keys: Iterable[Key]) -> list[Key]:
    return list(islice(keys, MOST_KEYS))


def _counted(spoken: Sequence[str]) -> set[str]:
    """Return the words that stand just behind a number."""
    numbers = _stems("numbers")
    found: set[str] = set()
    for at, word in enumerate(spoken):
        if word in numbers or word[:1].isdigit():
            found.update(spoken[at + 1 : at + 1 + _NEAR])
    return found


def place_of(name: str) -> Place:
    """Return the place of a statement by its id."""
    source, _, number = name.partition(".")
    return int(source[1:]), int(number[1:]) + _ADDED if number.startswith("x") else int(number)


def name_of(place: Place) -> str:
    """Return the id of a statement by its place."""
    source, number = place
    return f"s{source}.x{number - _ADDED}" if number > _ADDED else f"s{source}.{number}"


def fact_of(placed: Placed) -> Fact:
    """Return what is to be known of a statement; one that was rejected is found by nothing."""
    one, source = placed.standing.statement, placed.source
    keys = () if placed.dropped else keys_of(one)
    return Fact(place_of(one.id), placed.standing.who or one.mention, source.same_as or source.id, keys)


class Pairs:
    """The pairs of a case, kept while its statements change: what a change costs is what it touches."""

    def __init__(self) -> None:
        """Begin with no statement."""
        self._facts: dict[Place, Fact] = {}
        self._members: dict[Key, list[Place]] = {}
        self._on: dict[Pair, tuple[str, ...]] = {}
        self._ranked: list[tuple[int, Pair]] = []
        self.totals: Counter[str] = Counter()

    def put(self, before: Sequence[Fact], now: Sequence[Fact]) -> None:
        """Take the statements of one source, in the place of those that it had before."""
        if tuple(before) == tuple(now):
            return
        old, new = ({each.place: each for each in facts} for facts in (before, now))
        for place in old.keys() - new.keys():
            self._change(place, old[place], None)
        for place, fact in new.items():
            if old.get(place) != fact:
                self._change(place, old.get(place), fact)

    def fill(self, facts: Iterable[Fact]) -> None:
        """Take many statements at once, where there are none yet."""
        for fact in facts:
            self._facts[fact.place] = fact
            for key in fact.keys:
                self._members.setdefault(key, []).append(fact.place)
        gathered: dict[Pair, list[str]] = {}
        for key, members in sorted(self._members.items()):
            members.sort()
            for pair in self._of(key, members, 0, len(members)):
                gathered.setdefault(pair, []).append(_words(key))
        self._on = {pair: tuple(on) for pair, on in gathered.items()}
        self._ranked = sorted((-len(on), pair) for pair, on in self._on.items())
        self.totals = Counter(slot for _, _, slot in self._on)

    def ranked(self, slot: str = "") -> Iterator[tuple[Pair, tuple[str, ...]]]:
        """Yield the pairs that share most first, then as the case has them, each with the words that it rests on."""
        for _, pair in self._ranked:
            if slot in ("", pair[2]):
                yield pair, self._on[pair]

    def holds(self, pair: Pair) -> bool:
        """Whether two statements are proposed in a slot."""
        return pair in self._on

    def _change(self, place: Place, old: Fact | None, new: Fact | None) -> None:
        keys = sorted({*(old.keys if old else ()), *(new.keys if new else ())})
        for key in keys:
            self._lift(key, place)
        if new is None:
            self._facts.pop(place, None)
        else:
            self._facts[place] = new
        for key in keys:
            self._set(key, place, there=new is not None and key in new.keys)

    def _lift(self, key: Key, place: Place) -> None:
        """Take away the pairs that a statement may be part of, or stand between."""
        members = self._members.setdefault(key, [])
        at = bisect_left(members, place)
        there = at < len(members) and members[at] == place
        for pair in self._of(key, members, max(at - 2 * WINDOW, 0), at + there):
            self._less(pair, _words(key))

    def _set(self, key: Key, place: Place, *, there: bool) -> None:
        members = self._members[key]
        at = bisect_left(members, place)
        known = at < len(members) and members[at] == place
        if there and not known:
            members.insert(at, place)
        elif known and not there:
            del members[at]
        for pair in self._of(key, members, max(at - 2 * WINDOW, 0), at + there):
            self._more(pair, _words(key))

    def _of(self, key: Key, members: Sequence[Place], first: int, end: int) -> Iterator[Pair]:
        """Yield the pairs of some members of a key, each with those just after it."""
        facts = self._facts
        for at in range(first, min(end, len(members))):
            one, others = facts[members[at]], 0
            for other in members[at + 1 : at + 1 + 2 * WINDOW]:
                if others < WINDOW and _apart(one, facts[other]):
                    others += 1
                    yield one.place, other, key[0]

    def _less(self, pair: Pair, on: str) -> None:
        left = list(self._on[pair])
        left.remove(on)
        self._rank(pair, tuple(left))

    def _more(self, pair: Pair, on: str) -> None:
        self._rank(pair, tuple(sorted((*self._on.get(pair, ()), on))))

    def _rank(self, pair: Pair, on: tuple[str, ...]) -> None:
        before = self._on.pop(pair, ())
        if before:
            del self._ranked[bisect_left(self._ranked, (-len(before), pair))]
            self.totals[pair[2]] -= 1
        if on:
            self._on[pair] = on
            insort(self._ranked, (-len(on), pair))
            self.totals[pair[2]] += 1


def _words(key: Key) -> str:
    return " ".join(filter(None, key[1:]))


def _apart(one: Fact, other: Fact) -> bool:
    """Whether two statements are of two sources with other words, or of two speakers within one."""
    if one.place[0] != other.place[0]:
        return one.words != other.words
    return bool(one.who and other.who and one.who != other.who)
