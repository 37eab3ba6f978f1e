"""Ready ledgers for tests: bodies, and data directories with a given number of records."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from showsafe.adapters import directory
from showsafe.adapters.directory import OpenDirectory
from showsafe.adapters.settings_file import UnitSettings
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.store import Snapshot, Store
from showsafe.ledger.writer import Writer

UNIT = "north-ridge"
SETTINGS = UnitSettings(UNIT, "us-nm", -420)
KEY = DeviceKey(bytes(range(32)))


def body(number: int, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """Return the body of an act, different for each number; three weapons take turns."""
    seconds = number % 60
    plain = {
        "scope": f"weapon-{number % 3}",
        "act_id": f"act-{number:04}",
        "kind": "weapon-checked",
        "version": 1,
        "claimed_at": f"2025-03-04T05:{number // 60 % 60:02}:{seconds:02}Z",
        "received_at": f"2025-03-04T05:{number // 60 % 60:02}:{seconds:02}.250Z",
        "as_of": f"2025-03-04T05:{number // 60 % 60:02}:{seconds:02}Z",
        "rulebook": "2025-03",
        "door": "ask",
        "outcome": "permit",
        "deviation": None,
        "findings": [],
        "act": {"seen": number},
    }
    return plain | changes


def opening(key: DeviceKey = KEY) -> dict[str, Any]:
    """Return the body of the first record, which enrols the node's key."""
    public = base64.b64encode(key.public).decode()
    return body(0, scope="unit", kind="unit-opened", act={"device_key": public})


def bodies(count: int, key: DeviceKey = KEY) -> list[dict[str, Any]]:
    """Return the bodies of a ledger of so many records."""
    return [opening(key), *(body(number) for number in range(1, count))]


def append(store: Store, writer: Writer, items: list[dict[str, Any]]) -> None:
    """Seal and append in one transaction, with a snapshot for the scope of the last record."""
    at = writer.position(store)
    sealed = writer.seal(items, at)
    last = sealed.entries[-1]
    snapshot = Snapshot(last.scope, last.number, b'{"state":true}')
    store.append(at.frontier.size, sealed.entries, sealed.rows, (snapshot,), sealed.checkpoint)


def fill(opened: OpenDirectory, count: int) -> None:
    """Write so many records into an open directory, one at a time."""
    assert opened.key is not None
    writer = Writer(UNIT, opened.key)
    for item in bodies(count, opened.key)[opened.store.size() :]:
        append(opened.store, writer, [item])


def made(path: Path, count: int) -> Path:
    """Make a data directory with so many records, closed again."""
    directory.create(path, SETTINGS, KEY)
    with directory.open_for_writing(path) as opened:
        fill(opened, count)
    return path
