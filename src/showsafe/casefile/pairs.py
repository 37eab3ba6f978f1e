"""Which two statements speak of the same: proposed, so that a person can put them side by side and label them.

Two statements are proposed as a pair where they share an event and a slot: who did something, what it was, when, how
many, or where. Both are taken from words alone, by an index from what a statement speaks of to the statements that
do; no two statements are compared with each other. Nothing here says which of them is right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from showsafe.casefile.placed import Placed
from showsafe.casefile.reading.tables import words as table
from showsafe.casefile.state import Statement
from showsafe.casefile.words import REJECTED

WINDOW = 6
"""With how many others one statement is paired by one thing that they share: many people speak of the same shot."""

Key = tuple[str, str, str]
"""A slot, an event, and what the slot is about, in words."""

_WORD = re.compile(r"[^\W\d_]+(?:[\u2019'][^\W\d_]+)?|\d+(?:[.,]\d+)*")
_ENDINGS = ("ing", "ed", "es", "s")
_SHORTEST = 3
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Proposed:
    """Two statements that share an event and a slot, and on which words that rests; ``a`` comes first in the case."""

    a: Placed
    b: Placed
    slot: str
    on: tuple[str, ...]


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
    deeds, things, places = sorted(here & _stems("deeds")), here & _stems("things"), here & _stems("places")
    found: list[Key] = []
    for deed in deeds:
        found += [("who", deed, thing) for thing in sorted(things)]
    for event in events:
        found += [("what", event, thing) for thing in sorted(things)]
        found += [("where", event, "") for _ in sorted(places)[:1]]
        if one.about:
            found.append(("when", event, ""))
    about = [*events, *deeds]
    for thing in sorted(_counted(spoken) & things):
        found += [("how-many", event, thing) for event in about] or [("how-many", "", thing)]
    return tuple(dict.fromkeys(found))


def _counted(spoken: Sequence[str]) -> set[str]:
    """Return the words that stand just behind a number."""
    numbers = _stems("numbers")
    found: set[str] = set()
    for at, word in enumerate(spoken):
        if word in numbers or word[:1].isdigit():
            found.update(spoken[at + 1 : at + 1 + _NEAR])
    return found


def proposed(placed: Iterable[Placed]) -> list[Proposed]:
    """Return the pairs of some statements, in a fixed order: those that share most first, then as the case has them.

    Statements that were rejected, and two of one speaker in one source, make no pair.
    """
    index: dict[Key, list[tuple[int, Placed]]] = defaultdict(list)
    for number, each in enumerate(placed):
        if each.standing.state != REJECTED:
            for key in keys_of(each.standing.statement):
                index[key].append((number, each))
    shared: dict[tuple[int, int, str], tuple[Placed, Placed, list[str]]] = {}
    for (slot, event, thing), members in sorted(index.items()):
        for (one, a), (other, b) in _near(members):
            kept = shared.setdefault((one, other, slot), (a, b, []))
            kept[2].append(" ".join(filter(None, (event, thing))))
    ranked = sorted(shared.items(), key=lambda item: (-len(item[1][2]), item[0]))
    return [Proposed(a, b, slot, tuple(on)) for (_, _, slot), (a, b, on) in ranked]


def _near(members: Sequence[tuple[int, Placed]]) -> Iterator[tuple[tuple[int, Placed], tuple[int, Placed]]]:
    for at, one in enumerate(members):
        others = 0
        for other in members[at + 1 : at + 1 + 2 * WINDOW]:
            if others < WINDOW and _apart(one[1], other[1]):
                others += 1
                yield one, other


def _apart(a: Placed, b: Placed) -> bool:
    """Whether two statements are of two sources that are not the same, or of two speakers within one."""
    if a.source.id != b.source.id:
        return b.source.id != a.source.same_as and a.source.id != b.source.same_as
    one, other = (each.standing.who or each.standing.statement.mention for each in (a, b))
    return bool(one and other and one != other)
