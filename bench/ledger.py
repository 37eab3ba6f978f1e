"""The ledger against the disk it lies on: durable appends, pages written, opening and memory at a million records.

Durations are in milliseconds and come with the raw ``fdatasync`` of the same disk in the same run, since disks vary
tenfold. ``run`` gives the figures as a dictionary. The large ledger is made in batches, and only for measuring:
its records are of the usual size but carry no signatures, so opening is measured through the store and the same
work as the check of the tail.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from showsafe.adapters import directory, sqlite_schema
from showsafe.adapters.directory import OpenDirectory
from showsafe.adapters.settings_file import UnitSettings
from showsafe.adapters.sqlite import SqliteStore
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.store import Entry, Row, Snapshot
from showsafe.ledger.tree import leaf_hash
from showsafe.ledger.verify import verify
from showsafe.ledger.writer import Writer

UNIT = "bench"
FRAME_BYTES = sqlite_schema.PAGE_BYTES + 24
RAW_BYTES = 1250
WEAPONS = 40
BATCH = 5000

OPENING = """
import json, resource, sys
from pathlib import Path
from time import perf_counter
from showsafe.adapters.sqlite import SqliteStore
from showsafe.ledger.tree import leaf_hash
start = perf_counter()
store = SqliteStore(Path(sys.argv[1]))
size = store.size()
edge = store.edge_before(size)
tail = edge.extend(leaf_hash(entry.raw) for entry in store.entries(edge.size + 1))
assert tail == store.frontier()
opened = perf_counter() - start
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([opened * 1000, memory, size, size - edge.size]))
"""


def run(records: int = 1_000_000, appends: int = 1000) -> dict[str, Any]:
    """Measure with a large ledger of so many records, and so many single appends; takes about two minutes."""
    with tempfile.TemporaryDirectory(prefix="showsafe-bench-", dir=Path.cwd()) as name:
        room = Path(name)
        return {
            "raw_fdatasync_ms": spread(raw_syncs(room / "raw", appends)),
            **single_appends(room / "unit", appends),
            "raw_fdatasync_after_ms": spread(raw_syncs(room / "raw", appends)),
            **large(room / "large.sqlite", records),
        }


def raw_syncs(file: Path, count: int) -> list[float]:
    """Append 4 KiB and call fdatasync, so many times, as the disk's own limit."""
    block, taken = os.urandom(4096), []
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for _ in range(count):
        start = perf_counter()
        os.write(descriptor, block)
        os.fdatasync(descriptor)
        taken.append((perf_counter() - start) * 1000)
    os.close(descriptor)
    return taken


def single_appends(path: Path, count: int) -> dict[str, Any]:
    """Seal and append one signed record at a time, with board row, chain row, snapshot and checkpoint; then audit."""
    key = DeviceKey.generate()
    directory.create(path, UnitSettings(UNIT, "bench"), key)
    writer, taken = Writer(UNIT, key), []
    with directory.open_for_writing(path) as opened:
        opened.store.make_room()
        append(opened, writer, 0)
        for number in range(1, count + 1):
            start = perf_counter()
            append(opened, writer, number)
            taken.append((perf_counter() - start) * 1000)
    assert verify(path).ok
    return {"append_ms": spread(taken), "appends_per_second": round(1000 * count / sum(taken))}


def append(opened: OpenDirectory, writer: Writer, number: int) -> None:
    """Append one act as the write path does: record, rows, snapshot and checkpoint in one transaction."""
    at = writer.position(opened.store)
    sealed = writer.seal([body(number, writer.key)], at)
    entry = sealed.entries[0]
    state = os.urandom(450).hex().encode()
    rows = (*sealed.rows, Row("board", entry.scope, state[:300]))
    opened.store.append(
        number, sealed.entries, rows, (Snapshot(entry.scope, entry.number, state),), sealed.checkpoint
    )


def body(number: int, key: DeviceKey) -> dict[str, Any]:
    """Return an act of the usual size."""
    opening = {"device_key": base64.b64encode(key.public).decode()}
    time = "2025-03-04T05:06:07Z"
    return {
        "scope": f"weapon-{number % WEAPONS}",
        "act_id": str(uuid.uuid4()),
        "kind": "weapon-checked" if number else "unit-opened",
        "version": 1,
        "claimed_at": time,
        "received_at": time,
        "as_of": time,
        "rulebook": "2025-03",
        "door": "ask",
        "outcome": "permit",
        "deviation": None,
        "findings": [],
        "act": {"said": "x" * 120} if number else opening,
    }


def large(file: Path, records: int) -> dict[str, Any]:
    """Grow a ledger; count pages for an append at 1,000 records and at the end; open it in a new process."""
    sqlite_schema.create(file)
    store = SqliteStore(file)
    grow(store, 1000)
    early = pages_per_append(store, file)
    start = perf_counter()
    grow(store, records - store.size())
    grown = perf_counter() - start
    late = pages_per_append(store, file)
    store.close()
    done = subprocess.run([sys.executable, "-c", OPENING, str(file)], check=True, capture_output=True)  # noqa: S603
    opening, memory, size, tail = json.loads(done.stdout)
    return {
        "records": size,
        "store_batched_appends_per_second": round((records - 1000) / grown),
        "bytes_per_record": round(file.stat().st_size / size),
        "pages_per_append_at_1000": early,
        "pages_per_append_at_the_end": late,
        "open_ms": round(opening, 1),
        "open_tail_records": tail,
        "open_memory_mib": round(memory),
        "bench_memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def grow(store: SqliteStore, count: int) -> None:
    """Append records of the usual size in large batches."""
    while count > 0:
        batch = plain_entries(store.size() + 1, min(BATCH, count))
        store.append(store.size(), batch)
        count -= len(batch)


def plain_entries(first: int, count: int) -> list[Entry]:
    """Return records of the usual size with act ids in no order, the worst case for their index."""
    entries = []
    for number in range(first, first + count):
        act_id = hashlib.sha256(b"%d" % number).hexdigest()[:36]
        raw = (act_id * (RAW_BYTES // 36 + 1))[:RAW_BYTES].encode()
        entries.append(Entry(number, act_id, f"weapon-{number % WEAPONS}", raw, leaf_hash(raw)))
    return entries


def pages_per_append(store: SqliteStore, file: Path, count: int = 200) -> float:
    """Return how many pages one append with two rows and a snapshot writes, on average, by the size of the log."""
    log = file.with_name(file.name + "-wal")
    store._connection.execute("PRAGMA wal_autocheckpoint = 0")  # noqa: SLF001 - the log has to keep every page
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # noqa: SLF001
    for entry in plain_entries(store.size() + 1, count):
        rows = (Row("head", "device", bytes(100)), Row("board", entry.scope, os.urandom(300)))
        snapshot = Snapshot(entry.scope, entry.number, os.urandom(900))
        store.append(entry.number - 1, [entry], rows, (snapshot,), bytes(200))
    pages = (log.stat().st_size - 32) / FRAME_BYTES / count
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # noqa: SLF001
    store._connection.execute("PRAGMA wal_autocheckpoint = 1000")  # noqa: SLF001
    return round(pages, 2)


def spread(taken: list[float]) -> dict[str, float]:
    """Return median, 99th percentile and largest of durations."""
    return {
        "p50": round(median(taken), 3),
        "p99": round(quantiles(taken, n=100)[98], 3),
        "max": round(max(taken), 3),
    }


if __name__ == "__main__":
    print(json.dumps(run(*map(int, sys.argv[1:])), indent=2))
