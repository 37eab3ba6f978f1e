"""The store over PostgreSQL against the same server without it: pgbench and COPY, in one run, every commit synced.

The server is a private one with its own settings, started for this. Times are of this process and include the way there
through a unix socket. ``run`` gives the figures as a dictionary: rates a second, times in milliseconds.
"""

from __future__ import annotations

import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import psycopg

from showsafe.adapters.postgres import migrate, private
from showsafe.adapters.postgres.connect import Pool
from showsafe.adapters.postgres.private import PrivateServer
from showsafe.adapters.postgres.store import PostgresStore, open_log
from showsafe.ledger.store import Entry, Row
from showsafe.ledger.tree import leaf_hash

RAW_BYTES = 1250
BATCH = 1000
_MADE = """CREATE TABLE showsafe.raw (log int, number bigint GENERATED ALWAYS AS IDENTITY, leaf bytea, raw bytea,
  PRIMARY KEY (log, number))"""
_INSERT = f"INSERT INTO showsafe.raw (log, leaf, raw) VALUES (:client_id, '\\x{'00' * 32}', '\\x{'5a' * RAW_BYTES}');\n"  # noqa: S608
_COPY = "COPY showsafe.raw (log, leaf, raw) FROM STDIN (FORMAT BINARY)"


def run(seconds: float = 3.0, clients: int = 8) -> dict[str, Any]:
    """Measure one client and several, and batches; takes about half a minute."""
    with private.start() as server, Pool(server.dsn(), most=clients + 1) as pool:
        migrate.upgrade(server.dsn())
        with psycopg.connect(server.dsn(), autocommit=True) as connection:
            connection.execute(_MADE.encode())
        figures: dict[str, Any] = {"disk": _raw_sync(server)}
        for name, count in (("one", 1), ("many", clients)):
            figures[f"pgbench_{name}"] = _pgbench(server, count, seconds)
            stores = [open_log(pool, f"{name} {number}") for number in range(count)]
            figures[f"append_{name}"] = _append(stores, seconds)
        figures["copy"] = _copy(pool, seconds)
        figures["batches"] = _batches(open_log(pool, "batches"), seconds)
        return figures


def record(number: int) -> Entry:
    """Return a record of the usual size; random, so that nothing on the way makes it smaller."""
    raw = os.urandom(RAW_BYTES)
    return Entry(number, f"act-{number}", f"weapon-{number % 40}", raw, leaf_hash(raw))


def _raw_sync(server: PrivateServer) -> dict[str, float]:
    """Return how long the disk under the server takes to sync 8 KiB more of a file."""
    times = []
    with (server.folder / "sync").open("wb", buffering=0) as file:
        for _ in range(300):
            start = perf_counter()
            file.write(bytes(8192))
            os.fdatasync(file.fileno())
            times.append((perf_counter() - start) * 1000)
    return {"p50": round(median(times), 3), "p99": round(quantiles(times, n=100)[98], 3)}


def _pgbench(server: PrivateServer, clients: int, seconds: float) -> float:
    """Return how many single inserts a second PostgreSQL's own benchmark commits."""
    command = [
        str(private.find_binaries() / "pgbench"),
        "-n",
        "-M",
        "prepared",
        "-c",
        str(clients),
        "-j",
        "1",
    ]
    command += ["-T", str(max(1, int(seconds))), "-f", "/dev/stdin", server.dsn()]
    done = subprocess.run(command, input=_INSERT, check=True, capture_output=True, text=True)  # noqa: S603
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    assert found is not None
    return round(float(found[1]), 1)


def _append(stores: list[PostgresStore], seconds: float) -> dict[str, float]:
    """Append one record at a time to each log, a thread each: record, tree, index of acts, a row, a checkpoint."""
    until = perf_counter() + seconds

    def write(store: PostgresStore) -> list[float]:
        times: list[float] = []
        while perf_counter() < until:
            number = len(times) + 1
            entry = record(number)
            start = perf_counter()
            store.append(
                number - 1, [entry], [Row("board", f"weapon-{number % 40}", b"x" * 200)], (), b"c" * 200
            )
            times.append((perf_counter() - start) * 1000)
        return times

    with ThreadPoolExecutor(len(stores)) as threads:
        all_times = [time for times in threads.map(write, stores) for time in times]
    assert sum(store.size() for store in stores) == len(all_times)
    return {
        "a_second": round(len(all_times) / seconds, 1),
        "p50": round(median(all_times), 3),
        "p99": round(quantiles(all_times, n=100)[98], 3),
    }


def _copy(pool: Pool, seconds: float) -> float:
    """Return how many records a second go in by COPY, in batches, into a table with one index and nothing else."""
    count, start = 0, perf_counter()
    with pool.connection() as connection:
        while perf_counter() - start < seconds:
            entries = [record(number) for number in range(BATCH)]
            with connection.cursor() as cursor, cursor.copy(_COPY.encode()) as copy:
                copy.set_types(["int4", "bytea", "bytea"])
                for entry in entries:
                    copy.write_row((-1, entry.leaf, entry.raw))
            count += BATCH
    return round(count / (perf_counter() - start))


def _batches(store: PostgresStore, seconds: float) -> float:
    """Return how many records a second the store takes in such batches, its tree and indexes included."""
    start = perf_counter()
    while perf_counter() - start < seconds:
        size = store.size()
        store.append(size, [record(number) for number in range(size + 1, size + BATCH + 1)])
    return round(store.size() / (perf_counter() - start))


if __name__ == "__main__":
    for name, value in run().items():
        print(name, value)
