"""The node as it is served: 32 phones that act over HTTPS and 200 boards that watch, on the same cores as the node.

The node is the program itself, ``showsafe serve``, with the production's own certificate authority; the load is a
process of its own (``bench.phones``). Beside the durations stands the raw ``fdatasync`` of the same disk in the same
run.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding

from bench.ledger import raw_syncs, spread
from showsafe import bootstrap
from showsafe.adapters.certificates import place as places
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.along import Along
from showsafe.application.parse import act_from
from showsafe.application.unit import SET, Unit
from showsafe.domain.events import REPORT
from showsafe.ledger.keys import DeviceKey

UNIT = "bench"
HOST = "127.0.0.1"
PHONES, WATCHING = 32, 200
ACTS, EVERY = 40, 1.0
PIN = "4071"
STARTS = 5
SYNCS = 400
PROGRAM = (str(Path(sys.prefix, "bin", "showsafe")),)


def run() -> dict[str, Any]:
    """Measure, and return the figures."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, UNIT)
        phones = prepared(data)
        starts = [_start(data) for _ in range(STARTS)]
        with served(data) as (url, process):
            raw = raw_syncs(Path(folder, "raw"), SYNCS)
            found = load(data, url, {"phones": phones, "acts": ACTS, "every": EVERY})
            memory = resident(process.pid)
            raw += raw_syncs(Path(folder, "raw"), SYNCS)
    disk = spread(raw)
    act, seen = spread(found["act_ms"]), spread(found["seen_ms"])
    return {
        "raw_fdatasync_ms": disk,
        "proof_ms": spread(found["proof_ms"]),
        "act_ms": act,
        "act_over": {
            "p50": round(act["p50"] - 4 * disk["p50"], 1),
            "p99": round(act["p99"] - 4 * disk["p99"], 1),
        },
        "seen_ms": seen,
        "memory_mib": round(memory, 1),
        "cold_start_ms": round(median(starts) * 1000),
    }


def prepared(data: Path) -> list[dict[str, Any]]:
    """Make a unit with a custodian, a weapon and a phone for each; return the phones with their keys and badges."""
    bootstrap.create_unit(data, UnitSettings(UNIT, bootstrap.COMMON))
    with bootstrap.open_unit(data) as unit:
        _people(unit)
        badges = bootstrap.badges_of(unit, data)
        return [
            {**said, "badge": badges.issue(said["person"], PIN, "producer"), "pin": PIN}
            for said in (_phone(unit, number) for number in range(PHONES))
        ]


def _people(unit: Unit) -> None:
    papers = [{"kind": "firearms"}, {"kind": "course"}]
    tell(unit, "enrol", person="producer", roles=["producer"], age=50)
    tell(unit, "enrol", person="first-ad", roles=["first-ad"], age=40)
    tell(unit, "enrol", person="advisor", roles=["safety-advisor"], age=50, instructed=["bolt-rifle"])
    for number in range(PHONES):
        tell(unit, "enrol", person=f"armorer-{number}", roles=["armorer"], credentials=papers, age=40)
    tell(unit, "assess", witness="advisor")
    tell(unit, "record-paper", kind="compliance-contact", about="day")
    tell(unit, "open-day", witness="advisor")


def _phone(unit: Unit, number: int) -> dict[str, Any]:
    key = DeviceKey(number.to_bytes(32, "big"))
    weapon, armorer = f"rifle-{number}", f"armorer-{number}"
    said: dict[str, Any] = {
        "class": "live-capable",
        "action": "bolt-rifle",
        "calibre": ".303",
        "capacity": 10,
    }
    tell(unit, "register", armorer, weapon=weapon, **said)
    tell(
        unit,
        "check",
        armorer,
        weapon=weapon,
        seen=10,
        of=10,
        witness_seen=10,
        bore=True,
        found=[],
        witness="advisor",
    )
    public = base64.b64encode(key.public).decode()
    tell(
        unit,
        "enrol-key",
        key=public,
        of=f"device:phone-{number}",
        witness="first-ad",
        along=Along(cosigners=(key,)),
    )
    seed = number.to_bytes(32, "big").hex()
    keys = {"weapon": weapon, "to": ["first-ad"]}
    return {"seed": seed, "device": key.id, "person": armorer, "kind": "show", "event": "shown", "keys": keys}


def tell(unit: Unit, kind: str, by: str = "producer", /, along: Along | None = None, **said: Any) -> None:
    """Have something recorded that nothing stands against."""
    act = act_from(kind, said, act_id=f"made-{unit.store.size()}", by=by, at=datetime.now(UTC))
    answer = (
        unit.ask(act, SET, along or Along())
        if kind == "enrol-key"
        else unit.report(act, SET, along or Along())
    )
    assert answer.outcome in ("permit", "record"), (kind, answer)
    assert answer.door == REPORT or answer.outcome == "permit"


@contextmanager
def served(data: Path, program: tuple[str, ...] = PROGRAM) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve a unit with the program itself, over TLS, at free ports; yields the address that it prints."""
    at = ("--host", HOST, "--port", "0", "--join-port", "0", "--no-mdns")
    process = subprocess.Popen(  # noqa: S603 - the program itself
        [*program, "serve", "--data", str(data), "--tls", "ca", *at, "--json"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process:
        try:
            yield str(json.loads(process.stdout.readline())["url"]), process
        finally:
            process.terminate()


def _start(data: Path) -> float:
    begun = time.perf_counter()
    with served(data):
        return time.perf_counter() - begun


def load(data: Path, url: str, plan: dict[str, Any]) -> dict[str, Any]:
    """Have the phones of a plan act while all the boards watch; return what was measured."""
    authority = places.of(data)[0].authority()
    assert authority is not None
    pem = data.parent / "authority.pem"
    pem.write_bytes(authority.certificate.public_bytes(Encoding.PEM))
    fixed = {
        "host": HOST,
        "port": urlsplit(url).port,
        "authority": str(pem),
        "unit": UNIT,
        "watching": WATCHING,
    }
    file = data.parent / "plan.json"
    file.write_text(json.dumps({**fixed, "clock": {"began": 0.0, "speed": 1.0}, **plan}))
    done = subprocess.run(  # noqa: S603 - our own load
        [sys.executable, "-m", "bench.phones", str(file)], stdout=subprocess.PIPE, check=True
    )
    return dict(json.loads(done.stdout))


def resident(pid: int) -> float:
    """Return how much memory a process has, in MiB (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise SystemExit("no memory to read")


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))
