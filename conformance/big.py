"""A large log, made quickly: ``python -m conformance.big 70000 FOLDER`` writes its export and prints its vkey."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from conformance.given import NODE, ORIGIN, UNIT, text_of
from showsafe.adapters import directory, tile_export
from showsafe.adapters.settings_file import UnitSettings
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.store import Store
from showsafe.ledger.writer import Writer

AT_ONCE = 1000


def bodies(count: int) -> Iterator[dict[str, Any]]:
    """Yield the bodies of a log of this size, the opening of the unit first."""
    plain = {"door": "report", "outcome": "record", "would": "permit", "deviation": False, "findings": []}
    plain |= {"scope": "set", "version": 1, "rulebook": "common@1.000000000000", "by": "node"}
    for number in range(1, count + 1):
        time = f"2026-03-02T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}Z"
        times = {"claimed_at": time, "received_at": time, "as_of": time}
        if number == 1:
            act = {"device_key": text_of(NODE.public), "profile": "common", "utc_offset": "+00:00"}
            yield {**plain, **times, "kind": "unit-opened", "act_id": "unit-opened", "act": act}
        else:
            yield {
                **plain,
                **times,
                "kind": "acknowledged",
                "act_id": f"act-{number}",
                "act": {"scene": "barn"},
            }


def fill(store: Store, count: int) -> None:
    """Write so many records, a thousand at a time."""
    writer = Writer(UNIT, NODE)
    waiting = bodies(count)
    while batch := list(islice(waiting, AT_ONCE)):
        at = writer.position(store)
        sealed = writer.seal(batch, at)
        store.append(at.frontier.size, sealed.entries, sealed.rows, (), sealed.checkpoint)


def made(count: int, folder: Path) -> VerifierKey:
    """Make a data directory beside the folder, write its export into the folder, and return the log's key."""
    data = folder.with_name(f"{folder.name}-data")
    directory.create(data, UnitSettings(UNIT, "common"), NODE)
    with directory.open_for_writing(data) as opened:
        fill(opened.store, count)
        tile_export.export(opened.store, folder)
    return VerifierKey(ORIGIN, NODE.public)


if __name__ == "__main__":
    print(made(int(sys.argv[1]), Path(sys.argv[2])))  # noqa: T201 - a tool speaks to a person
