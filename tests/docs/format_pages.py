"""The parts of the pages on formats that the code can say by itself: the table of acts, and one real record.

``python -m tests.docs.format_pages`` writes them again.
"""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from showsafe.adapters.memory import MemoryStore
from showsafe.application.parse import act_from
from showsafe.application.unit import Unit
from showsafe.bootstrap import profile
from showsafe.domain.acts import BY_THE_NODE, KINDS, Kind
from showsafe.ledger import record
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.store import Entry
from showsafe.ledger.writer import Writer
from showsafe.rules.rulebook import Rulebook, rulebook
from tests.docs.rule_pages import ROOT, rewritten

SCENARIO = ROOT / "docs" / "formats" / "scenario.md"
RECORD = ROOT / "docs" / "formats" / "record.md"
MORNING = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)


class FixedClock:
    """A clock that stands."""

    def now(self) -> datetime:
        """Return the one moment."""
        return MORNING


def acts() -> str:
    """Return the table of acts that people may ask or report."""
    rows = [_act(kind) for kind in KINDS.values() if kind.name not in BY_THE_NODE]
    return "\n".join(("| act | becomes | keys | needs | second | |", "|---" * 6 + "|", *rows, ""))


def _act(kind: Kind) -> str:
    needs = ", ".join(" or ".join(f"`{key}`" for key in group) for group in kind.needs)
    door = " ".join(word for word, holds in (("safe", kind.safe), ("told", kind.told)) if holds)
    keys = ", ".join(f"`{key}`" for key in kind.keys)
    second = f"`{kind.second}`" if kind.second else ""
    return f"| `{kind.name}` | {kind.event} | {keys} | {needs} | {second} | {door} |"


def _rules(name: str) -> Rulebook:
    """Return the rules with a digest that stands, so that a word in the sources changes no example."""
    return rulebook(replace(profile(name), edition="0" * 12))


def example() -> list[Entry]:
    """Return the records of a small unit."""
    store, key = MemoryStore(), DeviceKey(bytes(range(32)))
    unit = Unit(
        store=store,
        writer=Writer("north-ridge", key),
        clock=FixedClock(),
        rulebooks=_rules,
        profile="common",
        project=lambda *_: (),
        salt=lambda: bytes(32),
    )
    unit.open(device_key=base64.b64encode(key.public).decode(), offset_minutes=-420)
    armorer = {"person": "armorer", "roles": "armorer", "credentials": "firearms,course", "age": "40"}
    revolver = {"weapon": "revolver", "class": "live-capable", "action": "single-action-revolver"}
    revolver |= {"calibre": ".45 Colt", "capacity": "6", "serial": "A-1042", "owner": "prop-house"}
    for number, (kind, said) in enumerate((("enrol", armorer), ("register", revolver)), start=1):
        unit.ask(act_from(kind, said, act_id=f"act-{number}", by="armorer", at=MORNING))
    return list(store.entries())


def body() -> dict[str, Any]:
    """Return the body of the example."""
    return record.read(example()[-1].raw).body


def made_scenario() -> dict[str, str]:
    """Return what the made parts of the page on scenario files have to be."""
    return {"acts": acts()}


def made_record() -> dict[str, str]:
    """Return what the made parts of the page on records have to be."""
    _, enrolled, entry = example()
    place = f"record {entry.number}, {len(entry.raw)} bytes, leaf hash\n{entry.leaf.hex()}\n"
    shown = json.dumps(body(), indent=2, sort_keys=True)
    sealed = json.dumps(record.read(enrolled.raw).body["act"], indent=2, sort_keys=True)
    made = {"body": f"```json\n{shown}\n```\n", "place": f"```text\n{place}```\n"}
    return {**made, "sealed": f"```json\n{sealed}\n```\n"}


def main() -> None:
    """Write both pages again."""
    for page, made in ((SCENARIO, made_scenario()), (RECORD, made_record())):
        page.write_text(rewritten(page.read_text("utf-8"), made), "utf-8")


if __name__ == "__main__":
    main()
