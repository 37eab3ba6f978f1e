"""An evidence bundle of 500 records out of a large ledger: how long it takes, how large it is, how long a check takes.

``python -m bench.bundle [RECORDS]`` prints one JSON object. Durations are in milliseconds. *Warm* is in a process that
has made one before; *cold* is a new process, from its start to its end, with the ledger in the system's cache.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from showsafe import bootstrap
from showsafe.adapters import directory, tile_export
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.parse import act_from
from showsafe.application.snapshots import state_as_bytes
from showsafe.application.unit import SET
from showsafe.domain.events import REPORT
from showsafe.evidence import bundle, select, verifier_files
from showsafe.evidence.bundle import Asked, Made
from showsafe.evidence.report import report
from showsafe.ledger import record
from showsafe.ledger.store import Snapshot, Store
from showsafe.ledger.writer import SEALED_HERE, Writer

UNIT = "bench"
DAY = "the-day"
ONE, OTHER = "rifle-0", "rifle-1"
SELECTED = 500
BATCH = 5000
ROUNDS = 5
_RUN = "from showsafe.entrypoints.cli.main import main; main()"


def run(records: int = 1_000_000, whole: int = 70_000) -> dict[str, Any]:
    """Measure with a ledger of so many records; the check of a whole export has a ledger of its own."""
    with tempfile.TemporaryDirectory(prefix="showsafe-bench-", dir=Path.cwd()) as name:
        room = Path(name)
        found: dict[str, Any] = {"records": records, **_bundles(made(room / "large", records), room)}
        if shutil.which("node"):
            found |= _checked(room, made(room / "whole", whole), whole)
        return found


def made(path: Path, records: int) -> Path:
    """Make a unit of so many signed records; the last 500 are a told day, and 500 before them name one rifle."""
    bootstrap.create_unit(path, UnitSettings(UNIT, "common"))
    with bootstrap.open_unit(path) as unit:
        for weapon in (ONE, OTHER):
            said = {"weapon": weapon, "class": "live-capable", "action": "bolt-rifle"}
            act = act_from("describe", said, act_id=weapon, by="node", at=unit.clock.now(), strict=False)
            unit.record(act, REPORT)
        cut = act_from("cut", {"weapon": OTHER}, act_id="cut", by="node", at=unit.clock.now(), strict=False)
        unit.record(cut, REPORT)
        _fill(unit.store, unit.writer, records, state_as_bytes(unit.state(SET)))
    return path


def _fill(store: Store, writer: Writer, records: int, state: bytes) -> None:
    last = record.read(store.entry(store.size()).raw).body
    plain = {key: value for key, value in last.items() if key not in SEALED_HERE}
    while (size := store.size()) < records:
        numbers = range(size + 1, min(size + BATCH, records) + 1)
        bodies = [_body(plain, number, records) for number in numbers]
        sealed = writer.seal(bodies, writer.position(store))
        snapshots = (Snapshot(SET, numbers[-1], state),)
        store.append(size, sealed.entries, sealed.rows, snapshots, sealed.checkpoint)


def _body(plain: dict[str, Any], number: int, records: int) -> dict[str, Any]:
    told = number > records - SELECTED
    about = ONE if not told and number > records - 3 * SELECTED and number % 2 else OTHER
    return {**plain, "scope": DAY if told else SET, "act_id": f"act-{number}", "act": {"weapon": about}}


def _bundles(path: Path, room: Path) -> dict[str, Any]:
    with directory.open_for_reading(path) as opened, opened.store.reading():
        store, size = opened.store, opened.store.size()

        def gathered() -> Made:
            return bundle.gather(store, UNIT, select.by_scope(store, DAY, size), Asked())

        parts = gathered()
        assert len(parts.about["records"]) == SELECTED
        assert bundle.zipped(parts) == bundle.zipped(gathered())
        proofs = [len(content) for name, content in parts.files.items() if name.startswith("proofs/")]
        found = {
            "selected": SELECTED,
            "largest_proof_bytes": max(proofs),
            "bundle_bytes": len(bundle.zipped(parts)),
            "warm_without_pdf_ms": _median(lambda: bundle.zipped(gathered())),
            "warm_with_pdf_ms": _median(lambda: bundle.zipped(gathered(), _report)),
            "pdf_alone_ms": _median(lambda: _report(parts)),
            "find_a_weapon_in_the_whole_ledger_ms": _median(
                lambda: select.by_weapon(store, SET, ONE, size), 1
            ),
        }
    for name, more in (("cold_without_pdf_ms", ["--no-pdf"]), ("cold_with_pdf_ms", [])):
        words = ["bundle", path, "--day", DAY, "--out", room / f"{name}.zip", "--force", *more]
        found[name] = _median(lambda words=words: _python(*words), 3)  # type: ignore[misc]
    found["cold_help_alone_ms"] = _median(lambda: _python("bundle", "--help"), 3)
    return found


def _checked(room: Path, path: Path, records: int) -> dict[str, Any]:
    """Let Node check a bundle of 500, and a whole export with every signature."""
    script = room / "verify.mjs"
    script.write_bytes(verifier_files.script())
    with directory.open_for_reading(path) as opened:
        tile_export.export(opened.store, room / "tiles")
    node = [str(shutil.which("node")), str(script)]
    of_bundle = _median(lambda: _call(*node, room / "cold_with_pdf_ms.zip"), 3)
    whole = _median(lambda: _call(*node, room / "tiles"), 1)
    return {
        "node_checks_bundle_ms": of_bundle,
        "node_checks_export_of": records,
        "node_checks_export_seconds": round(whole / 1000, 1),
    }


def _report(parts: Made) -> bytes:
    return report(parts, lambda _: 0)


def _python(*words: object) -> None:
    _call(sys.executable, "-c", _RUN, *words)


def _call(*words: object) -> None:
    command = [str(word) for word in words]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - this program, and node


def _median(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    taken = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        taken.append((perf_counter() - start) * 1000)
    return round(median(taken), 1)


if __name__ == "__main__":
    print(json.dumps(run(*(int(each) for each in sys.argv[1:]))))
