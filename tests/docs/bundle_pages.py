"""The parts of the page on evidence bundles that the code makes: one small bundle, with a fixed key and clock.

``python -m tests.docs.bundle_pages`` writes them again.
"""

from __future__ import annotations

import base64
import hashlib
import json

from showsafe.adapters.memory import MemoryStore
from showsafe.application.parse import act_from
from showsafe.application.unit import SET, Unit
from showsafe.evidence import bundle, select
from showsafe.evidence.bundle import Asked, Made
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.writer import Writer
from tests.docs import format_pages
from tests.docs.format_pages import MORNING, FixedClock
from tests.docs.rule_pages import ROOT, rewritten

BUNDLE = ROOT / "docs" / "formats" / "bundle.md"
PROGRAMS = ("VERIFY.txt", "verify.html", "verify.mjs")
"""Files that are in every bundle of one version, and change with it: their sums are not on the page."""


def example() -> Made:
    """Return a bundle about a revolver: records 3 and 5 in full of a ledger of six, and 4 by its sum."""
    store, key = MemoryStore(), DeviceKey(bytes(range(32)))
    unit = Unit(
        store=store,
        writer=Writer("north-ridge", key),
        clock=FixedClock(),
        rulebooks=format_pages._rules,
        profile="common",
        project=lambda *_: (),
        salt=lambda: bytes(32),
    )
    unit.open(device_key=base64.b64encode(key.public).decode(), offset_minutes=-420)
    armorer = {"person": "armorer", "roles": "armorer", "credentials": "firearms,course", "age": "40"}
    gun = {"class": "live-capable", "action": "single-action-revolver", "capacity": "6"}
    acts = (
        ("enrol", armorer),
        ("register", {"weapon": "revolver", **gun}),
        ("register", {"weapon": "spare", **gun}),
        ("raise-concern", {"about": "revolver", "says": "The cylinder turns hard."}),
        ("raise-concern", {"about": "spare", "says": "No seal on its box."}),
    )
    for number, (kind, said) in enumerate(acts, start=1):
        unit.report(act_from(kind, said, act_id=f"act-{number}", by="armorer", at=MORNING))
    chosen = select.by_weapon(store, SET, "revolver", store.size())
    return bundle.gather(store, "north-ridge", chosen, Asked())


def made() -> dict[str, str]:
    """Return what the made parts of the page have to be."""
    files = example().files
    about = json.dumps(json.loads(files["about.json"]), indent=2, sort_keys=True)
    stretch = json.dumps(json.loads(files["range.json"]), indent=2, sort_keys=True)
    proof = files["proofs/00000005.tlog-proof"].decode()
    sums = "".join(
        f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n"
        for name in sorted(files)
        if name not in PROGRAMS
    )
    return {
        "about": f"```json\n{about}\n```\n",
        "range": f"```json\n{stretch}\n```\n",
        "proof": f"```text\n{proof}```\n",
        "keys": f"```json\n{json.dumps(json.loads(files['keys.json']), indent=2)}\n```\n",
        "sums": f"```text\n{sums}```\n",
    }


def main() -> None:
    """Write the page again."""
    BUNDLE.write_text(rewritten(BUNDLE.read_text("utf-8"), made()), "utf-8")


if __name__ == "__main__":
    main()
