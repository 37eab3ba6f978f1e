"""Appends in batches: how many records a second reach the disk, each signed by its own device while it runs.

Two processes play two devices: each seals records into its own chain, as a phone does. The node takes what has
come, puts it in order, signs a checkpoint and appends it in one durable transaction. Beside the rates stands what
``libsodium`` signs in the same run on as many cores, which no program can pass.
"""

from __future__ import annotations

import json
import marshal
import os
import sys
import tempfile
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench.ledger import body, raw_syncs, spread
from showsafe.adapters import sqlite_schema
from showsafe.adapters.sqlite import SqliteStore
from showsafe.ledger import checkpoint
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.store import Entry, Row
from showsafe.ledger.tree import Frontier
from showsafe.ledger.writer import Position, Writer

UNIT = "bench"
BATCH = 250
DEVICES = 2
STATE = b"x" * 300
NOWHERE = Frontier()


def run(records: int = 100_000) -> dict[str, Any]:
    """Measure records and tree alone, then with rows of projections; takes about ten seconds."""
    with tempfile.TemporaryDirectory(prefix="showsafe-bench-", dir=Path.cwd()) as name:
        room = Path(name)
        limit = signing_limit()
        alone = measured(room / "alone.sqlite", records, rows=0)
        rows = measured(room / "rows.sqlite", records, rows=2)
        raw = spread(raw_syncs(room / "raw", 300))
    return {
        "records": records,
        "alone": alone,
        "with_projections": rows,
        "signing_limit_per_second": limit,
        "raw_fdatasync_ms": raw,
    }


def signing_limit(count: int = 4000) -> int:
    """Return how many records of the usual size libsodium signs a second on all cores, and nothing else."""
    context = get_context("fork")
    with context.Pool(os.cpu_count()) as pool:
        pool.map(_sign, [10] * (os.cpu_count() or 1))
        start = time.perf_counter()
        pool.map(_sign, [count] * (os.cpu_count() or 1), chunksize=1)
        return round(count * (os.cpu_count() or 1) / (time.perf_counter() - start))


def _sign(count: int) -> None:
    key, message = DeviceKey.generate(), b"x" * 800
    for _ in range(count):
        key.sign(message)


def device(pipe: Connection, seed: int, records: int) -> None:
    """Seal so many records into a chain of one's own, and send them in batches."""
    os.nice(10)  # on a set these are other machines: they do not take the node's turn
    key = DeviceKey(bytes([seed]) * 32)
    writer, at = Writer(UNIT, key), Position()
    bodies = [body(number, key) for number in range(1, BATCH + 1)]
    pipe.recv()
    for first in range(0, records, BATCH):
        made = []
        for place, plain in enumerate(bodies):
            plain["act_id"] = f"{seed:02}{(first + place) * 2654435761 % 2**32:08x}"
            entry, at = writer.seal_one(plain, at)
            made.append((entry.act_id, entry.scope, entry.raw, entry.leaf))
            # The node orders them: a device knows its own chain alone.
            at = Position(NOWHERE, at.device_number, at.device_previous)
        pipe.send_bytes(marshal.dumps(made))
    pipe.close()


def measured(file: Path, records: int, *, rows: int) -> dict[str, Any]:
    """Let the devices run and append what comes; return rate and the durations of one batch."""
    sqlite_schema.create(file)
    store = SqliteStore(file)
    store.make_room()
    key = DeviceKey.generate()
    context = get_context("fork")
    pipes, devices = [], []
    for number in range(DEVICES):
        ours, theirs = context.Pipe()
        devices.append(context.Process(target=device, args=(theirs, number + 1, records // DEVICES)))
        devices[-1].start()
        theirs.close()
        pipes.append(ours)
    start = time.perf_counter()
    for pipe in pipes:
        pipe.send("go")
    taken = _append_all(store, pipes, key, rows)
    took = time.perf_counter() - start
    for each in devices:
        each.join()
    size = store.size()
    store.close()
    assert size == records // DEVICES // BATCH * BATCH * DEVICES
    return {
        "per_second": round(size / took),
        "batch_ms": spread(taken),
        "batch_p99_ms": round(quantiles(taken, n=100)[98], 2),
    }


def _append_all(store: SqliteStore, pipes: list[Connection], key: DeviceKey, rows: int) -> list[float]:
    open_pipes, taken = list(pipes), []
    frontier = Frontier()
    while open_pipes:
        ready = wait(open_pipes)
        for pipe in [each for each in open_pipes if each in ready]:
            try:
                made: list[Any] = marshal.loads(pipe.recv_bytes())  # noqa: S302 - from our own processes
            except EOFError:
                open_pipes.remove(pipe)
                continue
            start = time.perf_counter()
            frontier = _append(store, frontier, made, key, rows)
            taken.append((time.perf_counter() - start) * 1000)
    return taken


def _append(store: SqliteStore, frontier: Frontier, made: list[Any], key: DeviceKey, rows: int) -> Frontier:
    size = frontier.size
    entries = [Entry(number, *each) for number, each in enumerate(made, start=size + 1)]
    after = frontier.extend(entry.leaf for entry in entries)
    lines = [Row("board", f"{entry.scope}/{place}", STATE) for entry in entries for place in range(rows)]
    signed = checkpoint.sign(checkpoint.origin_of(UNIT), after, key)
    store.append(size, entries, lines, (), signed)
    return after


if __name__ == "__main__":
    print(json.dumps(run(*map(int, sys.argv[1:])), indent=2))
