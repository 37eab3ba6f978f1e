"""The audit of many logs against what it stands on: hashlib's own hashing and the disk's reading, in the same run.

``python -m bench.fleet_audit [records] [folder]`` makes an export in Parquet of records as a simulated fleet makes them
(their sums and signatures drawn anew, so that nothing packs better than it would), audits it by one process and by two,
and prints the figures as JSON. With a folder the export stays there, and is not made again. Of a busy machine only CPU
times and their ratios say something.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import pickle
import resource
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

from showsafe import bootstrap
from showsafe.adapters.duck import audit, engine, layout, writing
from showsafe.entrypoints import simulating
from showsafe.fleet.simulated_fleet import fleet
from showsafe.ledger import checkpoint
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.tiles import TILE, reduce
from showsafe.ledger.tree import Frontier, leaf_hash

LOGS = 10
KEY = DeviceKey(bytes(range(32)))
PRODUCTIONS, DAYS = 40, 6
_SUM, _SIGNATURE = 64, 88
_DRAWN = 96


def run(records: int = 10_000_000, folder: Path | None = None) -> dict[str, Any]:
    """Measure with so many records."""
    with tempfile.TemporaryDirectory(prefix="showsafe-bench-", dir=Path.cwd()) as name:
        room = folder or Path(name) / "export"
        if not layout.is_export(room):
            make(room, records)
        size = sum(file.stat().st_size for file in room.rglob("*") if file.is_file())
        limits = measure_limits()
        found: dict[str, Any] = {"records": records, "bytes_on_disk": size, **limits}
        found["disk_read_s"] = read_all(room)
        for workers in (1, os.cpu_count() or 1):
            found[f"workers_{workers}"] = figures(room, workers)
        return found


def figures(room: Path, workers: int) -> dict[str, Any]:
    """Audit an export and return seconds by the clock and of CPU, with what came of it."""
    before, began = _cpu(), perf_counter()
    report = audit.audit(room, workers=workers)
    assert report.ok, report.named
    taken, cpu = perf_counter() - began, _cpu() - before
    return {
        "seconds": round(taken, 2),
        "cpu_s": round(cpu, 2),
        "cpu_us_a_record": round(cpu / report.records * 1e6, 3),
        "memory_mib": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
    }


def measure_limits() -> dict[str, float]:
    """Return microseconds of CPU that hashlib needs for the leaf of a record, and for its share of the tree."""
    raws = records_of_a_fleet()
    begun = process_time()
    for raw in raws:
        hashlib.sha256(b"\x00" + raw).digest()
    leaf = (process_time() - begun) / len(raws)
    pairs = [os.urandom(64) for _ in raws]
    begun = process_time()
    for pair in pairs:
        hashlib.sha256(b"\x01" + pair).digest()
    node = (process_time() - begun) / len(pairs)
    return {
        "bytes_a_record": round(sum(map(len, raws)) / len(raws)),
        "hashlib_leaf_us": round(leaf * 1e6, 3),
        "hashlib_node_us": round(node * 1e6, 3),
    }


def read_all(room: Path) -> float:
    """Return seconds to read every file of the export once, as the disk or its cache gives them."""
    began = perf_counter()
    for file in sorted(room.rglob("*.parquet")):
        with file.open("rb", buffering=0) as source:
            while source.read(1 << 22):
                pass
    return round(perf_counter() - began, 2)


def make(room: Path, records: int) -> None:
    """Write an export of so many records in some logs."""
    for name in (layout.RECORDS, layout.TILES):
        (room / name).mkdir(parents=True)
    each = max(TILE, records // LOGS)
    orders = list(_orders(room, each))
    tops: dict[int, list[bytes]] = {log: [] for log in range(LOGS)}
    rest: dict[int, list[bytes]] = {}
    with ProcessPoolExecutor(os.cpu_count() or 1, get_context("spawn")) as pool:
        for (_, log, _, _, _), (full, after) in zip(orders, pool.map(write_file, orders), strict=True):
            tops[log] += full
            rest[log] = after
    _finish(room, each, tops, rest, tuple(name for _, _, name, _, _ in orders))


def _orders(room: Path, each: int) -> Iterator[tuple[Path, int, str, int, int]]:
    number = 0
    for log in range(LOGS):
        for first in range(1, each + 1, writing.RECORDS_A_FILE):
            yield room, log, f"{number:05}.parquet", first, min(writing.RECORDS_A_FILE, each - first + 1)
            number += 1


def write_file(order: tuple[Path, int, str, int, int]) -> tuple[list[bytes], list[bytes]]:
    """Write one file of records and its tiles; return the tops of its full tiles, and the leaves after them."""
    room, log, name, first, count = order
    chance, told = Random(f"{log} {first}"), records_of_a_fleet()  # noqa: S311 - filling, no secret
    rows, tops, rest = writing.Rows(), list[bytes](), list[bytes]()
    owner = [f"production-{log}".encode()], [f"unit-{log}".encode()]
    for start in range(0, count, TILE):
        width = min(TILE, count - start)
        raws = [_drawn(told[(first + start + at) % len(told)], chance) for at in range(width)]
        leaves = [leaf_hash(raw) for raw in raws]
        numbers = range(first + start, first + start + width)
        writing.add(rows.records, owner[0] * width, owner[1] * width, numbers, raws, leaves)
        tile = (first + start - 1) // TILE
        writing.add(rows.tiles, owner[0], owner[1], [0], [tile], [b"".join(leaves)])
        if width == TILE:
            tops.append(reduce(b"".join(leaves)))
        else:
            rest = leaves
    connection = engine.connect()
    with connection:
        writing.write_columns(connection, room / layout.RECORDS / name, layout.RECORD, rows.records)
        writing.write_columns(connection, room / layout.TILES / name, layout.TILE_ROW, rows.tiles)
    return tops, rest


def _drawn(raw: bytes, chance: Random) -> bytes:
    """Return a record of the same length whose sum and signature are others."""
    drawn = base64.b64encode(chance.randbytes(_DRAWN + 66))
    middle, end = len(raw) // 2, len(raw) - 4
    return b"".join(
        (
            raw[:middle],
            drawn[:_SUM],
            raw[middle + _SUM : end - _SIGNATURE],
            drawn[_SUM : _SUM + _SIGNATURE],
            raw[end:],
        )
    )


@lru_cache(maxsize=1)
def records_of_a_fleet() -> list[bytes]:
    """Return the records of some simulated productions, made once for all processes."""
    kept = Path(tempfile.gettempdir()) / f"showsafe-bench-records-{os.getuid()}.pickle"
    if kept.is_file() and kept.stat().st_uid == os.getuid():
        return list(pickle.loads(kept.read_bytes()))  # noqa: S301 - our own file
    found: list[bytes] = []
    for cast in fleet(PRODUCTIONS, DAYS, 1, bootstrap.profiles())[: PRODUCTIONS // 2]:
        found += simulating.records_of(replace(cast, rehearsals=0))
    kept.write_bytes(pickle.dumps(found))
    return found


def _finish(
    room: Path,
    each: int,
    tops: dict[int, list[bytes]],
    rest: dict[int, list[bytes]],
    names: tuple[str, ...],
) -> None:
    """Write what is above the leaves, the list of logs and the manifest."""
    above: list[list[Any]] = [[] for _ in layout.TILE_ROW]
    logs: list[list[Any]] = [[] for _ in layout.LOG]
    for log in range(LOGS):
        owner = f"production-{log}".encode(), f"unit-{log}".encode()
        origin = checkpoint.origin_of(f"unit-{log}")
        edge = _edge(tops[log], rest.get(log, []))
        assert edge.size == each
        for level, number, hashes in _tiles(tops[log]):
            writing.add(above, [owner[0]], [owner[1]], [level], [number], [hashes])
        signed = checkpoint.sign(origin, edge, KEY)
        vkey = str(VerifierKey(origin, KEY.public)).encode()
        writing.add(logs, [owner[0]], [owner[1]], [origin.encode()], [each], [signed], [vkey])
    connection = engine.connect()
    with connection:
        writing.write_columns(connection, room / layout.TILES / layout.ABOVE, layout.TILE_ROW, above)
        writing.write_columns(connection, room / layout.LOGS, layout.LOG, logs)
    layout.write(room, layout.Manifest(layout.FORMAT, LOGS, each * LOGS, "", names))


def _edge(tops: list[bytes], rest: list[bytes]) -> Frontier:
    """Return the edge over tiles and the leaves after them."""
    over = Frontier().extend(tops)
    under = Frontier().extend(rest)
    return Frontier(over.size * TILE + under.size, over.hashes + under.hashes)


def _tiles(tops: list[bytes]) -> Iterator[tuple[int, int, bytes]]:
    level = 1
    while tops:
        rows = [b"".join(tops[at : at + TILE]) for at in range(0, len(tops), TILE)]
        yield from ((level, number, row) for number, row in enumerate(rows))
        tops = [reduce(row) for row in rows if len(row) == TILE * 32]
        level += 1


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    print(json.dumps(run(asked, Path(sys.argv[2]) if len(sys.argv) > 2 else None), indent=1))  # noqa: PLR2004
