"""How long a list of 5,000 weapons takes to come in: read, every row judged by the rules, signed and on the disk.

``python -m bench.intake [WEAPONS]`` prints one JSON object; durations are in seconds, of the wall and of the process's
own CPU. Serials lie close together, a tenth of them look like another one, and the list has a column that nobody knows.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from showsafe import bootstrap
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.parse import act_from
from showsafe.books.tables import importing, registry, writing
from showsafe.books.tables.source import Wish
from showsafe.entrypoints import tables

WEAPONS = 5000
GOAL_S = 5.0
CUSTODIAN = {"roles": ["armorer"], "age": 40, "credentials": ["firearms", "course"]}

_MAKES = (
    ("Colt", "Single Action Army", ".45 Colt", "single-action-revolver", 6),
    ("Winchester", "1894", ".38-40", "lever-rifle", 8),
    ("Beretta", "92", "9 mm PAK", "semi-auto-pistol", 15),
    ("Mossberg", "500", "12 gauge", "pump-shotgun", 5),
)
_COLUMNS = (
    *("weapon", "serial", "tag", "maker", "model", "calibre", "action", "capacity", "class", "owner"),
    "daily rate",
)


def listed(count: int) -> list[dict[str, object]]:
    """Return a list of weapons as a rental house has them."""
    rows: list[dict[str, object]] = []
    for n in range(count):
        maker, model, calibre, action, capacity = _MAKES[n % len(_MAKES)]
        serial = f"{n * 37 % 1_000_000:06}{'ABCDEFGHJK'[n % 10]}"
        about = {"maker": maker, "model": model, "calibre": calibre, "action": action, "capacity": capacity}
        named = {"weapon": f"w{n:05}", "serial": serial, "tag": f"T{n:05}", **about}
        rows.append({**named, "class": "live-capable", "owner": "House", "daily rate": "12,50"})
    return rows


@contextmanager
def opened(room: Path) -> Iterator[Path]:
    """Make a unit with an office and an armorer."""
    bootstrap.create_unit(room, UnitSettings("bench", "common"))
    people: tuple[tuple[str, Mapping[str, Any]], ...] = (
        ("producer", {"roles": ["producer"]}),
        ("armorer", CUSTODIAN),
    )
    with bootstrap.open_unit(room) as unit:
        for name, said in people:
            keys = {"person": name, **said}
            unit.report(act_from("enrol", keys, act_id=name, by="producer", at=unit.clock.now()))
    yield room


def taken(room: Path, content: bytes) -> dict[str, float]:
    """Import a list as the command does; return how long it took, to the last byte on the disk."""
    wall, cpu = time.perf_counter(), time.process_time()
    with tables.for_import(room) as source:
        found = importing.judge(registry.table("weapons"), content, source, Wish(by="armorer"))
        judged = time.perf_counter()
        done = found.take()
    assert done.rows == len(found.judged), found.counts()
    now = time.perf_counter()
    return {
        "seconds": round(now - wall, 2),
        "judged": round(judged - wall, 2),
        "cpu": round(time.process_time() - cpu, 2),
    }


def run(count: int = WEAPONS) -> dict[str, Any]:
    """Measure each format in a unit of its own, and the same list once more."""
    found: dict[str, Any] = {"weapons": count}
    for form in writing.FORMATS:
        content = writing.write("weapons", _COLUMNS, listed(count), form)
        place = tempfile.TemporaryDirectory(prefix="showsafe-bench-", dir=Path.cwd())
        with place as name, opened(Path(name) / "unit") as room:
            found[form] = taken(room, content)
    return found


if __name__ == "__main__":
    print(json.dumps(run(*(int(word) for word in sys.argv[1:2]))))
