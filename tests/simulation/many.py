"""Many seeds, one after the other: how long each set is, on which store, and what was found."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.simulation import morning
from tests.simulation.run import Outcome, run

ACTS = 500
"""How many acts reach the node of one set."""

ON_DISK = 120
"""How many where its store is on a real disk, which is waited for."""


def on_disk(seed: int) -> bool:
    """Whether the set of a seed has the real store in SQLite."""
    return seed % 50 == 9


def acts_of(seed: int) -> int:
    """Return how many acts reach the node in the set of a seed."""
    return ON_DISK if on_disk(seed) else ACTS


def one(
    seed: int, *, without: frozenset[int] = frozenset(), last: int = 1 << 60, keep_trace: bool = False
) -> Outcome:
    """Run the set of one seed, as it always runs."""
    if not on_disk(seed):
        return run(seed, acts_of(seed), without=without, last=last, keep_trace=keep_trace)
    with tempfile.TemporaryDirectory(prefix="simulated-") as directory:
        file = morning.in_sqlite(Path(directory))
        return run(seed, acts_of(seed), without=without, last=last, file=file, keep_trace=keep_trace)


@dataclass
class Found:
    """What came of many seeds."""

    seeds: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    failed: list[Outcome] = field(default_factory=list)


def many(
    first: int,
    *,
    acts: int,
    found: Found | None = None,
    tell: Callable[[Found], None] = lambda _: None,
    stop_at: int = 3,
) -> Found:
    """Run seed after seed until so many acts have reached their nodes, or so many seeds have failed."""
    found = found or Found()
    seed = first
    while found.counts["acts"] < acts and len(found.failed) < stop_at:
        outcome = one(seed)
        found.seeds += 1
        found.counts.update(outcome.counts)
        if on_disk(seed):
            found.counts["sets on the store in SQLite"] += 1
        if outcome.violation is not None:
            found.failed.append(outcome)
        tell(found)
        seed += 1
    return found
