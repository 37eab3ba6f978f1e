"""The auditor against the libraries under it: libsodium's verifying and hashlib's hashing, in the same run.

``python -m bench.audit [records]`` makes a data directory of signed records of the usual size, audits it whole, by its
hashes alone, and as a tail after a kept checkpoint, and the same as a tile folder; and prints the figures as JSON. The
limits are what the cores do with messages of that kind when they do nothing else. Of a busy machine only the ratios by
CPU time say something.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from nacl import _sodium

from bench.ledger import body
from showsafe.adapters import directory, tile_export
from showsafe.adapters.settings_file import UnitSettings
from showsafe.ledger.canonical import encode
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.record import pae
from showsafe.ledger.writer import Writer

UNIT = "bench"
BATCH = 2000
TAIL = 500
MESSAGES = 20_000
KEY = DeviceKey(bytes(range(32)))

AUDIT = """
import json, resource, sys
from pathlib import Path
from time import perf_counter
from showsafe.ledger.verify import verify

def main():
    path, options = Path(sys.argv[1]), json.loads(sys.argv[2])
    since = bytes.fromhex(options.pop("since", "")) or None
    start = perf_counter()
    report = verify(path, since=since, **options)
    taken = perf_counter() - start
    own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime
    fault = report.first_fault.says if report.first_fault else ""
    print(json.dumps([report.ok, fault, report.records, taken, own.ru_maxrss / 1024, workers.ru_maxrss / 1024, cpu]))

if __name__ == "__main__":
    main()
"""


def run(records: int = 1_000_000) -> dict[str, Any]:
    """Measure with a ledger of so many records."""
    with tempfile.TemporaryDirectory(prefix="showsafe-bench-", dir=Path.cwd()) as name:
        room = Path(name)
        made, kept = make(room / "unit", records)
        with directory.open_for_reading(room / "unit") as opened:
            tile_export.export(opened.store, room / "tiles")
        limits = measure_limits()
        cores = os.cpu_count() or 1
        return {
            "records": records,
            "cores": cores,
            "bytes_per_record": made,
            **limits,
            "directory": figures(room / "unit", kept, limits),
            "tiles": figures(room / "tiles", kept, limits),
        }


def make(path: Path, records: int) -> tuple[int, bytes]:
    """Make a data directory; return the bytes of a record on average, and the checkpoint before the last few."""
    directory.create(path, UnitSettings(UNIT, "us-nm"), KEY)
    total = 0
    kept = b""
    writer = Writer(UNIT, KEY)
    with directory.open_for_writing(path) as opened:
        for first, last in batches(records):
            at = writer.position(opened.store)
            sealed = writer.seal([told(number) for number in range(first, last)], at)
            opened.store.append(first, sealed.entries, sealed.rows, (), sealed.checkpoint)
            total += sum(len(entry.raw) for entry in sealed.entries)
            kept = kept if last == records else sealed.checkpoint
    return total // records, kept


def told(number: int) -> dict[str, Any]:
    """Return the body of a record; the one that opens the unit is filed where the product files it."""
    return body(number, KEY) | ({} if number else {"scope": "set"})


def batches(records: int) -> Iterator[tuple[int, int]]:
    """Yield the batches in which the records are written; the last is the short tail."""
    whole = max(records - TAIL, 1)
    for first in range(0, whole, BATCH):
        yield first, min(first + BATCH, whole)
    yield whole, records


def measure_limits() -> dict[str, float]:
    """Return what all cores together verify and hash in a second, of messages and records of this kind."""
    verified, hashed = on_all_cores(verify_rate), on_all_cores(hash_rate)
    return {
        "libsodium_per_second": round(sum(rate for rate, _ in verified)),
        "libsodium_cpu_us": round(min(cpu for _, cpu in verified), 2),
        "hashlib_per_second": round(sum(rate for rate, _ in hashed)),
        "hashlib_cpu_us": round(min(cpu for _, cpu in hashed), 3),
    }


def on_all_cores(work: Callable[[], tuple[float, float]]) -> list[tuple[float, float]]:
    """Do the same on every core at once."""
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores, multiprocessing.get_context("spawn")) as pool:
        return [each.result() for each in [pool.submit(work) for _ in range(cores)]]


def verify_rate() -> tuple[float, float]:
    """Verify signatures of different messages and do nothing else; return how many a second, and CPU µs for one."""
    place = {"device": KEY.id, "device_previous": "0" * 64}
    bodies = (body(number, KEY) | place | {"device_number": number} for number in range(MESSAGES // 10))
    messages = [pae(encode(each)) for each in bodies]
    signed = [KEY.sign(message) + message for message in messages]
    room, length = _sodium.ffi.new("unsigned char[]", 1 << 16), _sodium.ffi.new("unsigned long long *")
    start, cpu = perf_counter(), process_time()
    for _ in range(10):
        for each in signed:
            assert _sodium.lib.crypto_sign_open(room, length, each, len(each), KEY.public) == 0
    count = 10 * len(signed)
    return count / (perf_counter() - start), (process_time() - cpu) / count * 1e6


def hash_rate() -> tuple[float, float]:
    """Hash leaves of the usual size, and a node for each, and do nothing else; return the same."""
    leaf, node = bytes(1050), bytes(65)
    start, cpu = perf_counter(), process_time()
    count = MESSAGES * 20
    for _ in range(count):
        hashlib.sha256(leaf).digest()
        hashlib.sha256(node).digest()
    return count / (perf_counter() - start), (process_time() - cpu) / count * 1e6


def figures(path: Path, kept: bytes, limits: dict[str, float]) -> dict[str, Any]:
    """Audit one source in each of the ways, each in a process of its own."""
    whole = audit(path)
    assert whole[0], whole[1]
    hashes = audit(path, signatures=False)
    assert not hashes[1], hashes[1]
    tail = min((audit(path, since=kept.hex()) for _ in range(3)), key=lambda found: found[3])
    assert tail[0], tail[1]
    full = whole[2] / whole[3]
    plain = hashes[2] / hashes[3]
    return {
        "full_per_second": round(full),
        "full_of_libsodium": round(full / limits["libsodium_per_second"], 3),
        "full_of_libsodium_by_cpu": round(limits["libsodium_cpu_us"] / whole[6] * whole[2] / 1e6, 3),
        "hashes_per_second": round(plain),
        "hashes_of_hashlib": round(plain / limits["hashlib_per_second"], 3),
        "hashes_of_hashlib_by_cpu": round(limits["hashlib_cpu_us"] / hashes[6] * hashes[2] / 1e6, 3),
        "resume_ms": round(tail[3] * 1000, 1),
        "memory_mib": round(whole[4]),
        "worker_memory_mib": round(whole[5]),
    }


def audit(path: Path, **options: Any) -> Any:
    """Audit in a fresh process; return whether it is green, the fault, records, seconds, and memory in MiB."""
    with tempfile.TemporaryDirectory() as room:
        script = Path(room, "audit.py")
        script.write_text(AUDIT, "utf-8")
        command = [sys.executable, str(script), str(path), json.dumps(options)]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603


if __name__ == "__main__":
    print(json.dumps(run(*map(int, sys.argv[1:])), indent=2))
