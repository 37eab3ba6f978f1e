"""From a seed that fails to few intents that fail the same way, and how a person runs it again."""

from __future__ import annotations

from collections.abc import Callable

from tests.simulation.many import one
from tests.simulation.run import Outcome


def again(seed: int) -> str:
    """Return the command that runs a seed again."""
    return f"python -m tests.simulation --seed {seed}"


def shrunken(failed: Outcome, tries: int = 80) -> Outcome:
    """Leave out as many intents as so many tries allow, while the same property fails; return the shortest run.

    Halves are left out first, then quarters, and so on: what is left out changes nothing of the others.
    """
    if failed.violation is None:
        return failed
    name, last = failed.violation.name, failed.intent

    def fails(kept: list[int]) -> Outcome | None:
        without = frozenset(range(1, last + 1)) - frozenset(kept)
        outcome = one(failed.seed, without=without, last=last, keep_trace=True)
        return outcome if outcome.violation is not None and outcome.violation.name == name else None

    return _smaller(list(range(1, last + 1)), fails, tries) or one(failed.seed, last=last, keep_trace=True)


def _smaller(kept: list[int], fails: Callable[[list[int]], Outcome | None], tries: int) -> Outcome | None:
    best: Outcome | None = None
    parts = 2
    while tries > 0 and len(kept) > 1:
        size = max(1, len(kept) // parts)
        for start in range(0, len(kept), size):
            tries -= 1
            fewer = kept[:start] + kept[start + size :]
            outcome = fails(fewer) if fewer else None
            if outcome is not None:
                kept, best, parts = fewer, outcome, max(parts - 1, 2)
                break
            if tries <= 0:
                break
        else:
            if size == 1:
                break
            parts = min(parts * 2, len(kept))
    return best


def told(failed: Outcome) -> str:
    """Return what a person needs of a seed that failed: what failed, how to run it again, and the acts left over."""
    short = shrunken(failed)
    lines = [line for line in short.trace if " #" in line or "node" in line or "VIOLATED" in line]
    return "\n".join(
        [
            f"Seed {failed.seed} ({failed.adversary}), after intent {failed.intent}: {failed.violation}",
            f"Run it again: {again(failed.seed)}",
            f"With as many intents left out as leave it failing, {len(lines)} lines of its record are left:",
            *(f"  {line}" for line in lines),
        ]
    )
