"""A fleet of made-up productions: which there are, and the figures that come of them.

The last productions mirror the first: of ``count`` productions, number i from the end is of the kind, the profile and
the story of number i from the beginning. So what their acts cost can be compared, and the time between is the only
difference.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from showsafe.fleet.simulated_set import KINDS, Kind

TENTHS = 10
FEW, REHEARSALS = 50, 4
"""Below so many productions, those of the first and the last tenth are measured so often besides."""

_MILLION = 1e6
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Cast:
    """One made-up production: its place in time from 0, names, profile, kind, the seed of its story, its days.

    ``rehearsals`` is how often its story is run before it counts, so that the cost of its acts is measured more than
    once: of a few productions, what else the machine did would be a tenth of one figure. ``measured`` are those of the
    first and the last tenth: each of their acts by itself.
    """

    index: int
    production: str
    unit: str
    profile: str
    kind: int
    story: int
    days: int
    seed: int
    rehearsals: int = 0
    measured: bool = False

    def of_kind(self) -> Kind:
        """Return its kind."""
        return KINDS[self.kind]

    def key_seed(self) -> bytes:
        """Return the seed of its node's key: the same for the same fleet, and no secret."""
        return hashlib.sha256(f"showsafe simulation {self.seed} {self.unit}".encode()).digest()


def fleet(count: int, days: int, seed: int, profiles: Sequence[str]) -> list[Cast]:
    """Return the productions of a fleet, in the order of time."""
    return [_cast(index, count, days, seed, profiles) for index in range(count)]


def _cast(index: int, count: int, days: int, seed: int, profiles: Sequence[str]) -> Cast:
    story = min(index, count - 1 - index)
    measured = story < max(1, count // TENTHS)
    return Cast(
        index=index,
        production=f"simulated-{seed}-{index + 1:05}",
        unit=f"simulated-{seed}-{index + 1:05}-main",
        profile=profiles[story // len(KINDS) % len(profiles)],
        kind=story % len(KINDS),
        story=seed * 1_000_003 + story,
        days=days,
        seed=seed,
        rehearsals=REHEARSALS if count < FEW and measured else 0,
        measured=measured,
    )


@dataclass(frozen=True, slots=True)
class Shot:
    """What came of one production, measured where it happened.

    ``cpu`` are seconds of the process for its ``acts``, ``act`` those of the act in the middle. ``records`` and ``raw``
    (bytes) are what its log holds; ``stored`` the bytes of its data directory. ``ingest`` are seconds until the office
    held all of it, ``lag`` until it had cosigned it; ``answered`` counts outcomes by name.
    """

    index: int
    acts: int
    cpu: float
    act: float
    records: int
    raw: int
    stored: int
    ingest: float
    lag: float
    answered: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """How far the fleet has come: productions and records in the office, and the bytes of its database."""

    productions: int
    records: int
    office_bytes: int


@dataclass(frozen=True, slots=True)
class Audited:
    """The audit at the end: records, seconds, and whether exactly the altered record was named; which that was."""

    records: int
    seconds: float
    altered_found: bool
    altered: str


@dataclass(frozen=True, slots=True)
class Figures:
    """All that a simulation measured."""

    shots: tuple[Shot, ...]
    stages: tuple[Stage, ...]
    workers: int
    audited: Audited
    seconds: float

    @property
    def records(self) -> int:
        """How many records the office holds."""
        return sum(shot.records for shot in self.shots)

    def tenth(self, *, last: bool) -> tuple[Shot, ...]:
        """Return the first or the last tenth of the productions, at least one."""
        width = max(1, len(self.shots) // TENTHS)
        return self.shots[-width:] if last else self.shots[:width]

    def act_us(self, *, last: bool) -> float:
        """Return microseconds of CPU for one act: of the act in the middle, in the production at the lower tenth.

        What else a machine does only ever adds to it.
        """
        found = sorted(shot.act for shot in self.tenth(last=last))
        return found[(len(found) - 1) // TENTHS] * _MILLION

    def ingested(self) -> float:
        """Return records a second into the office, all workers together."""
        return self.records / max(sum(shot.ingest for shot in self.shots), 1e-9) * self.workers

    def lag(self) -> tuple[float, float]:
        """Return the median and the 99th percentile of the seconds from the last act to the cosignature."""
        lags = [shot.lag for shot in self.shots]
        if len(lags) < _FEWEST:
            return lags[0], lags[0]
        return median(lags), quantiles(lags, n=100, method="inclusive")[98]

    def as_json(self) -> dict[str, Any]:
        """Return the figures in the one shape that programs read."""
        return {
            "productions": len(self.shots),
            "records": self.records,
            "act_cpu_us": {
                "first_tenth": round(self.act_us(last=False), 1),
                "last_tenth": round(self.act_us(last=True), 1),
            },
            "ingest_records_per_s": round(self.ingested()),
            "audit": {
                "records": self.audited.records,
                "seconds": round(self.audited.seconds, 3),
                "altered_found": self.audited.altered_found,
            },
        }
