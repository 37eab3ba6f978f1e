"""``python -m tests.simulation --acts 1000000``: many sets, or with ``--seed N`` the set of that seed again.

Exit status: 0 nothing found, 1 a property did not hold.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.simulation.checks import PROPERTIES
from tests.simulation.many import Found, acts_of, many, one
from tests.simulation.shrink import told

EVERY = 50
MOST = 3
"""A run of many seeds ends with so many that failed."""


def main(words: list[str] | None = None) -> int:
    """Run what was asked for, say what was tried how often, and what was found."""
    reading = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    reading.add_argument("--acts", type=int, help="so many acts in all, seed after seed (default: one set)")
    reading.add_argument("--seed", type=int, default=0, help="the first seed (default: 0)")
    reading.add_argument("--trace", action="store_true", help="print the trace of that one seed")
    asked = reading.parse_args(words)
    if asked.trace:
        outcome = one(asked.seed, keep_trace=True)
        _say("\n".join(outcome.trace))
        _say(f"digest {outcome.digest}")
        return int(outcome.violation is not None)
    begun = time.process_time()
    acts, most = (asked.acts, MOST) if asked.acts else (acts_of(asked.seed), 1)
    found = many(asked.seed, acts=acts, tell=_progress(begun), stop_at=most)
    _said(found, asked.seed, time.process_time() - begun)
    for outcome in found.failed:
        _say(told(outcome))
    return int(bool(found.failed))


class _progress:  # noqa: N801 - used as a function
    def __init__(self, begun: float) -> None:
        self._begun = begun

    def __call__(self, found: Found) -> None:
        if found.seeds % EVERY == 0:
            spent = time.process_time() - self._begun
            _say(
                f"{found.seeds} sets, {found.counts['acts']} acts, {found.counts['acts'] / spent:.0f} acts/s"
            )


def _said(found: Found, first: int, spent: float) -> None:
    counts = found.counts
    _say(f"Seeds {first} to {first + found.seeds - 1}: {counts['acts']} acts, {counts['records']} records.")
    _say(f"{spent:.1f} s of one core, {counts['acts'] / max(spent, 0.001):.0f} acts a second.")
    _say("What happened, and how often:")
    for name, times in sorted(counts.items()):
        _say(f"  {times:>9} {name}")
    _say("What was held to, after each act or whenever there was something to hold to it:")
    for name, says in PROPERTIES.items():
        failed = sum(1 for each in found.failed if each.violation is not None and each.violation.name == name)
        _say(f"  {'FAILED' if failed else 'held':>6} {name}: {says}")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
