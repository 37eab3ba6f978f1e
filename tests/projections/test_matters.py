"""What stands out: refused, held, outside the rules, faults, stops, concerns; nothing else, and nobody who pressed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from showsafe.application.records import event_of
from showsafe.domain.events import HOLD, REFUSE
from showsafe.ledger import record
from showsafe.projections import matters
from showsafe.projections.rows import read
from tests.projections.units import Set, scenario, scenario_files, told


@pytest.mark.parametrize("path", scenario_files()[::12], ids=lambda path: path.stem)
def test_exactly_what_stands_out_has_a_line(path: Path) -> None:
    """In told days: as many lines as there are records that were refused, held, deviations, or always stand out."""
    store = told(scenario(path)).store
    wanted = set()
    for entry in store.entries():
        event = event_of(record.read(entry.raw).body, entry.number, store.personal)
        odd = event.deviation or event.outcome in (HOLD, REFUSE)
        if odd or event.act.kind in matters.ALWAYS:
            wanted.add(entry.number)
    found = [read(value) for _, value in store.rows(matters.NAME)]
    assert {line["record"] for line in found} == wanted
    assert len(found) == len(wanted)


def test_who_pressed_or_raised_is_in_no_line() -> None:
    """A stop, a hold, a concern and an incident name nobody; a fall names who told it."""
    on = Set()
    on.say("drop", weapon="revolver", cause="fell")
    for kind in ("hold", "stop", "raise-concern", "incident"):
        on.say(kind, "performer", about="set") if kind != "incident" else on.say(kind, "performer")
    lines: dict[str, Any] = {
        line["kind"]: line for line in (read(v) for _, v in on.unit.store.rows(matters.NAME))
    }
    assert {kind: line["by"] for kind, line in lines.items()} == {
        "drop": "armorer",
        "hold": "",
        "stop": "",
        "raise-concern": "",
        "incident": "",
    }
    assert not [line for line in lines.values() if "performer" in str(line)]
