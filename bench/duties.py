"""The table of duties of one weapon out of a large ledger: the pass that finds its records, and the table itself.

``python -m bench.duties [RECORDS]`` prints one JSON object. *index* is the one pass over the scope, which a command
pays each time and the program that serves once; *grow* takes in what was recorded since; *table* reads the weapon's own
records and makes the table of them. The ledger is that of ``bench.bundle``.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from bench import bundle
from showsafe.adapters import directory
from showsafe.application.unit import SET
from showsafe.bootstrap import rules_of
from showsafe.casefile.duties import select
from showsafe.casefile.duties.document import Of
from showsafe.casefile.duties.index import Index
from showsafe.casefile.duties.made import Ledger, made
from showsafe.ledger.store import Store

ROUNDS = 5


def run(records: int = 500_000) -> dict[str, Any]:
    """Measure with a ledger of so many records."""
    with tempfile.TemporaryDirectory(prefix="showsafe-bench-", dir=Path.cwd()) as name:
        path = bundle.made(Path(name) / "unit", records)
        with directory.open_for_reading(path) as opened, opened.store.reading():
            return {"records": records, **_measured(opened.store)}


def _measured(store: Store) -> dict[str, Any]:
    index = Index()
    begun = perf_counter()
    index.grow(store.scope_entries(SET, 0))
    indexed = perf_counter() - begun
    begun = perf_counter()
    index.grow(store.scope_entries(SET, index.upto))
    grown = perf_counter() - begun
    asked = select.of_weapon(bundle.ONE, SET, index)
    ledger = Ledger(store, store.personal, rules_of)
    of = Of(unit=bundle.UNIT, size=store.size(), as_of="", offset_minutes=0)
    table, taken = made(ledger, index, asked, of), []
    for _ in range(ROUNDS):
        begun = perf_counter()
        made(ledger, index, asked, of)
        taken.append(perf_counter() - begun)
    return {
        "index_ms": round(indexed * 1000, 1),
        "index_us_a_record": round(indexed / index.upto * 1e6, 2),
        "grow_ms": round(grown * 1000, 2),
        "acts": len(table["entries"]),
        "table_ms": round(min(taken) * 1000, 1),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


if __name__ == "__main__":
    print(json.dumps(run(*map(int, sys.argv[1:2])), indent=2))
