"""How often somebody may ask: a bucket of tokens for each address and each device, filled at a steady rate."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

MOST = 10_000
"""How many buckets are kept at the most; the one that was used longest ago makes room."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and then so many a second."""

    burst: int
    per_second: float


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of a node. Those who share one address share its rate: a set may be behind one access point."""

    address: Rate = Rate(600, 120.0)
    device: Rate = Rate(60, 10.0)
    proof: Rate = Rate(20, 1.0)
    press: Rate = Rate(60, 5.0)


class Buckets:
    """The buckets of one rate."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}
        self._lock = Lock()

    def take(self, who: str) -> bool:
        """Take a token for somebody; whether there was one."""
        now = self._clock()
        with self._lock:
            left, at = self._buckets.pop(who, (float(self._rate.burst), now))
            left = min(float(self._rate.burst), left + (now - at) * self._rate.per_second)
            enough = left >= 1
            self._buckets[who] = (left - 1 if enough else left, now)
            while len(self._buckets) > MOST:
                del self._buckets[next(iter(self._buckets))]
        return enough
