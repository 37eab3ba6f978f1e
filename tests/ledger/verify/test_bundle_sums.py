"""The sums of a bundle's members in the zip itself: an unpacker asks them, so the auditor does too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conformance.make import VECTORS
from showsafe.ledger.verify import Fault, verify
from tests.conformance.vectors import cases

SOUND: list[dict[str, Any]] = [case for case in cases("bundle") if case["holds"]]


@pytest.mark.parametrize("name", ["about.json", "MANIFEST.sha256", "checkpoint"])
def test_a_member_whose_sum_in_the_zip_is_another(tmp_path: Path, name: str) -> None:
    """Its bytes, the manifest and every proof fit; the sum that the zip lists for it, in both places, does not."""
    case = SOUND[0]
    whole = bytearray((VECTORS / "bundle" / case["files"][0]).read_bytes())
    local = whole.index(b"PK\x03\x04")
    while whole[local + 30 : local + 30 + len(name)] != name.encode():
        local = whole.index(b"PK\x03\x04", local + 4)
    central = whole.index(b"PK\x01\x02")
    while whole[central + 46 : central + 46 + len(name)] != name.encode():
        central = whole.index(b"PK\x01\x02", central + 4)
    path = tmp_path / "bundle.zip"
    path.write_bytes(whole)
    assert verify(path, vkey=case["vkey"], workers=1).ok
    for at in (local + 14, central + 16):
        whole[at] ^= 1
    path.write_bytes(whole)
    report = verify(path, vkey=case["vkey"], workers=1)
    says = f"the bytes of {name} are not those that the file lists"
    assert {step.name: step.fault for step in report.steps if step.fault} == {
        "structure": Fault("verify.structure", says)
    }
