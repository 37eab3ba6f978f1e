"""How much each step of the audit of a bundle covered."""

from __future__ import annotations

from pathlib import Path

from tests.ledger.verify.small_bundles import judged, small


def test_how_many_records_a_step_covers(tmp_path: Path) -> None:
    """Those that are here in full, the records of keys among them, and not all of the log."""
    covered = {step.name: step.covered for step in judged(tmp_path, small()).steps}
    names = ("structure", "tiles", "root", "checkpoint", "chains", "signatures", "keys")
    assert {name: covered[name] for name in names} == dict.fromkeys(names, 4)
