"""What is read from the records of a bundle: its witnesses, which values it holds sealed, and what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe.ledger.verify import Fault
from tests.ledger.verify.directories import sealed_value
from tests.ledger.verify.logs import PERSON, Log, canonical, cosigned, vkey_of
from tests.ledger.verify.small_bundles import eight, faults, judged, says, small, sum_of
from tests.ledger.verify.test_attested import WITNESS
from tests.ledger.verify.test_bundle_others import settled, without_opening

HELD = {"door": "ask", "outcome": "hold", "would": "hold"}


@pytest.mark.parametrize(
    ("kind", "changes", "size"),
    [
        ("settings-changed", {}, 8),
        ("settings-changed", HELD, 0),
        ("attested", {}, 0),
        ("weapon-checked", {}, 0),
        ("unit-opened", {}, 8),
    ],
)
def test_which_records_name_a_witness(kind: str, changes: dict[str, str], size: int, tmp_path: Path) -> None:
    """The opening does, and a change of settings that happened; what was held, or only carries a file, does not."""
    witness = vkey_of(PERSON, WITNESS, 4)
    content = canonical({"witnesses": [{"vkey": witness, "url": "https://studio.example"}]})
    log = settled(witness)
    if kind != "unit-opened":
        log = Log().open().checked(3)
        log.add(kind, {"settings": sum_of(content)}, attachments=log.attach(content), **changes)
        log.checked(3)
    files = small(log, (4, 5))
    note = cosigned(files["later/checkpoint"], WITNESS, PERSON)
    report = judged(tmp_path, {**files, "later/checkpoint": note})
    assert report.witnessed == size
    assert "signatures" not in faults(report)


def test_the_sealed_values_of_records(tmp_path: Path) -> None:
    """Every value that a record holds sealed can be opened there, and in no other record."""
    salts = [bytes([at]) * 32 for at in range(3)]
    sealed = [sealed_value("Jo Doe", salt)[0] for salt in salts]
    log = Log().open().checked(2)
    log.add("weapon-checked", {"name": {"sealed": sealed[0]}, "phone": {"sealed": sealed[1]}})
    log.add("weapon-checked", {"name": {"sealed": sealed[2]}})
    files = small(log.checked(3), (4, 5))
    for number, at, holds in ((4, 0, True), (4, 1, True), (5, 2, True), (5, 0, False), (4, 2, False)):
        item = {"record": number, "commitment": sealed[at], "salt": salts[at].hex(), "value": "Jo Doe"}
        found = f"a personal value does not fit its commitment in record {number}"
        expected = {} if holds else {"keys": Fault("verify.personal", found, number)}
        report = judged(tmp_path, {**files, "personal.json": canonical([item])})
        assert faults(report) == expected, (number, at)


def test_records_that_are_missing_or_broken(tmp_path: Path) -> None:
    """The opening is named where it is not here; one that cannot be read is, and the others are read all the same."""
    opening = ("record 1, which opens the unit with its key, is not here", 1)
    assert says(judged(tmp_path, without_opening()))["keys"] == opening
    report = judged(tmp_path, {**small(eight()), "leaves/00000004": b"\x00{}"})
    assert says(report)["structure"][1] == 4
    assert report.records == 3
