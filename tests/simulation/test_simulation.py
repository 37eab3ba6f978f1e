"""A hundred thousand acts on simulated sets, whoever errs and cheats: every property holds."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.simulation.many import acts_of, on_disk, one
from tests.simulation.run import ADVERSARIES
from tests.simulation.shrink import again, told

RANGES = 26
SEEDS = 8
"""Seeds of one range; all ranges together are a little more than 100,000 acts."""

TROUBLE = (
    *("requests that never arrived", "requests that arrived twice", "answers that were lost or late"),
    *("requests that arrived after they were given up", "sent again", "kept reports delivered"),
    *("phones that vanished", "clocks that jumped", "old acts sent once more", "ids sent with another body"),
    *("weapons claimed by two phones", "looks told long after", "blank swapped in", "muzzle in the mud"),
    *("repeated acts that got their first answer", "permitted hand-overs, cold", "permitted hand-overs, hot"),
    *("hands held against the record", "looks at a screen that is not grey", "looks at a grey screen"),
    *("boards overtaken by a newer one", "watchers who turned away", "anything by anybody"),
    *("deaths of the node", "deaths of the node, before an append", "deaths of the node, after an append"),
    *("act cycle", "act open-run", "act issue-file", "act draw-in", "act confirm", "act take", "act release"),
)
"""What a reader may trust to have happened in every range of seeds."""


@pytest.mark.slow
@pytest.mark.parametrize("part", range(RANGES))
def test_nothing_is_found(part: int) -> None:
    """No seed of this range finds anything, and every kind of trouble occurred in it."""
    counts: Counter[str] = Counter()
    seeds = range(part * SEEDS, (part + 1) * SEEDS)
    for seed in seeds:
        outcome = one(seed)
        if outcome.violation is not None:
            pytest.fail(told(outcome), pytrace=False)
        counts.update(outcome.counts)
    assert [name for name in TROUBLE if not counts[name]] == []
    assert counts["acts"] >= sum(acts_of(seed) for seed in seeds)


def test_the_ranges_are_a_hundred_thousand_acts() -> None:
    """All ranges together are 100,000 acts, of each adversary, and some of their sets are on the store in SQLite."""
    seeds = range(RANGES * SEEDS)
    assert sum(acts_of(seed) for seed in seeds) >= 100_000
    assert len({seed % len(ADVERSARIES) for seed in range(SEEDS)}) == len(ADVERSARIES)
    assert sum(on_disk(seed) for seed in seeds) >= 4


def test_the_command_runs_a_seed_again() -> None:
    """What is printed of a seed that fails is the command that runs it again."""
    assert again(57) == "python -m tests.simulation --seed 57"
