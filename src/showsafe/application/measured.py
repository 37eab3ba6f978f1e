"""What the office counts while it runs: named counters with a few labels, kept in memory, safe from several threads.

Counting never fails and never waits. No label may say who a person is: labels are among ``LABELS``, and their values
are codes and kinds of this program, never ids or names of people.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock

LABELS = frozenset({"code", "outcome", "production", "unit", "kind", "part", "reason"})
"""All labels that there are. A production and its unit are things, and the office shows them to its own people."""

MOST_SERIES = 4096
"""So many series at most, whatever a caller counts; what is beyond them is counted in ``LEFT_OUT``."""

LEFT_OUT = "series_left_out"

Labels = tuple[tuple[str, str], ...]


class Counters:
    """Counters by name and labels; each only ever grows."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._values: dict[tuple[str, Labels], float] = {}

    def add(self, name: str, amount: float = 1, **labels: str) -> None:
        """Add to a counter; a label that is not among ``LABELS`` is left out, so that nothing personal gets in."""
        key = name, tuple(sorted((label, value) for label, value in labels.items() if label in LABELS))
        with self._lock:
            if key not in self._values and len(self._values) >= MOST_SERIES:
                key, amount = (LEFT_OUT, ()), 1
            self._values[key] = self._values.get(key, 0) + max(amount, 0)

    def all(self) -> Iterator[tuple[str, Labels, float]]:
        """Yield every counter with its labels and value, sorted."""
        with self._lock:
            found = sorted(self._values.items())
        for (name, labels), value in found:
            yield name, labels, value

    def value(self, name: str, **labels: str) -> float:
        """Return what a counter says; 0 where nobody counted."""
        with self._lock:
            return self._values.get((name, tuple(sorted(labels.items()))), 0)


COUNTERS = Counters()
"""Those of this process."""
