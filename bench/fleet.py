"""How a fleet grows: ``showsafe simulate`` for ten times as many productions again and again, and the slope.

``python -m bench.fleet [largest] [days]`` simulates 10, 100, 1,000 and 10,000 productions, or up to the largest, and
writes ``bench/fleet.md`` with the table and ``bench/fleet.svg`` with the plot, after each size anew. The database is a
private PostgreSQL without syncs; the limit beside the audit is hashlib's own, in the same run.
"""

from __future__ import annotations

import math
import os
import platform
import resource
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench import fleet_audit, fleet_plot
from showsafe.entrypoints import simulating
from showsafe.fleet.simulated_fleet import Figures

PAGE, PLOT = Path(__file__).parent / "fleet.md", Path(__file__).parent / "fleet.svg"
SIZES = (10, 100, 1_000, 10_000)
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Row:
    """What one size came to; times in seconds, ``hashlib_us`` of CPU for leaf and node of one record."""

    productions: int
    records: int
    seconds: float
    act_first_us: float
    act_last_us: float
    ingest: float
    lag_ms: float
    lag_99_ms: float
    office_bytes: int
    node_bytes: int
    audit_s: float
    found: bool
    memory_mib: float
    hashlib_us: float


def main(largest: int, days: int) -> None:
    """Simulate every size up to the largest, and write page and plot after each."""
    rows: list[Row] = []
    for size in (each for each in SIZES if each <= largest):
        limits = fleet_audit.measure_limits()
        wish = simulating.Wish(size, days, workers=min(size, os.cpu_count() or 1))
        figures = simulating.simulate(wish, told)
        rows.append(row_of(figures, limits["hashlib_leaf_us"] + limits["hashlib_node_us"]))
        print(rows[-1], flush=True)
        PAGE.write_text(page(rows, days), "utf-8")
        PLOT.write_text(plot(rows), "utf-8")


def told(what: str, done: int, total: int) -> None:
    """Print how far it is, a tenth at a time."""
    if total >= SIZES[2] and done % (total // 10) == 0:
        print(f"{what} {done} of {total}", file=sys.stderr, flush=True)


def row_of(figures: Figures, hashlib_us: float) -> Row:
    """Return the line of one size."""
    median, worst = figures.lag()
    assert figures.audited.altered_found
    return Row(
        productions=len(figures.shots),
        records=figures.records,
        seconds=figures.seconds,
        act_first_us=figures.act_us(last=False),
        act_last_us=figures.act_us(last=True),
        ingest=figures.ingested(),
        lag_ms=median * 1e3,
        lag_99_ms=worst * 1e3,
        office_bytes=figures.stages[-1].office_bytes,
        node_bytes=sum(shot.stored for shot in figures.shots),
        audit_s=figures.audited.seconds,
        found=figures.audited.altered_found,
        memory_mib=_memory(),
        hashlib_us=hashlib_us,
    )


def slope(rows: Sequence[Row], of: Callable[[Row], float]) -> float:
    """Return the exponent with which something grows with the number of productions: 1 is linear, 0 not at all."""
    points = [(math.log(row.productions), math.log(max(of(row), 1e-9))) for row in rows]
    middle = [sum(axis) / len(points) for axis in zip(*points, strict=True)]
    across = sum((x - middle[0]) ** 2 for x, _ in points)
    return sum((x - middle[0]) * (y - middle[1]) for x, y in points) / across if across else 0.0


def page(rows: Sequence[Row], days: int) -> str:
    """Return the page of figures."""
    when = datetime.now(UTC).date().isoformat()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    given = f"{machine}, {when}, {days} shooting days each, one seed"
    slopes = "\n".join(f"- {name}: {slope(rows, of):.2f}" for name, of in _SLOPES)
    head = f"| {' | '.join(_HEAD)} |"
    return _PAGE.format(given=given, head=head, rows="\n".join(map(_line, rows)), slopes=slopes)


def plot(rows: Sequence[Row]) -> str:
    """Return the plot."""
    sizes = [row.productions for row in rows]
    return fleet_plot.drawn(
        "productions",
        sizes,
        {
            "an act, CPU us, last tenth": [row.act_last_us for row in rows],
            "records in the office, thousands": [row.records / 1e3 for row in rows],
            "database, MiB": [row.office_bytes / _MIB for row in rows],
            "audit, s": [row.audit_s for row in rows],
            "lag of the witness, ms": [row.lag_ms for row in rows],
        },
    )


_SLOPES: tuple[tuple[str, Callable[[Row], float]], ...] = (
    ("CPU of an act, last tenth", lambda row: row.act_last_us),
    ("records", lambda row: row.records),
    ("seconds for all of it", lambda row: row.seconds),
    ("time to copy one record", lambda row: 1 / row.ingest),
    ("lag of the witness", lambda row: row.lag_ms),
    ("database", lambda row: row.office_bytes),
    ("audit", lambda row: row.audit_s),
)

_HEAD = (
    "productions",
    "records",
    "act, CPU us: first tenth, last",
    "records/s into the office",
    "lag of the witness, ms: median, 99 %",
    "office, MiB (bytes a record)",
    "audit, s (records/s; hashlib alone, all cores)",
    "memory of a process, MiB",
    "all, s",
)

_PAGE = """# How a fleet grows

Written by `python -m bench.fleet`: {given}. What is measured, and how the
productions are made, is in [docs/audit-fleet.md](../docs/audit-fleet.md#a-fleet-that-is-made-up). The database is a
private PostgreSQL without syncs, data directories lie in memory: these are figures of work, not of a disk.

{head}
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
{rows}

![The same as a plot, both axes by tens](fleet.svg)

The slope, by which power of the number of productions something grows (1 is linear, 0 not at all):

{slopes}

The first row has the start of everything in it (an empty database has 9 MiB). The record altered on purpose was found
in every size, and nothing else was named. An act is that in the middle of a production's acts, of the production at the
lower tenth; what else the machine does only adds to it, and of a busy machine the two tenths had different shares: then
their ratio is chance, and lies on either side of 1.
"""


def _line(row: Row) -> str:
    limit = 1e6 / row.hashlib_us * (os.cpu_count() or 1)
    cells = (
        f"{row.productions:,}",
        f"{row.records:,}",
        f"{row.act_first_us:.0f}, {row.act_last_us:.0f} (x {row.act_last_us / row.act_first_us:.3f})",
        f"{row.ingest:,.0f}",
        f"{row.lag_ms:.1f}, {row.lag_99_ms:.1f}",
        f"{row.office_bytes / _MIB:,.0f} ({row.office_bytes / row.records:,.0f})",
        f"{row.audit_s:.1f} ({row.records / row.audit_s:,.0f}; {limit:,.0f})",
        f"{row.memory_mib:.0f}",
        f"{row.seconds:,.0f}",
    )
    return f"| {' | '.join(cells)} |"


def _memory() -> float:
    used = (resource.getrusage(each).ru_maxrss for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(used) / 1024


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1],
        int(sys.argv[2]) if len(sys.argv) > 2 else 1,  # noqa: PLR2004
    )
