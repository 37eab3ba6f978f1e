"""The records of a bundle, the stretch they are of, and what leads from them to the signed root."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from showsafe.ledger.verify import BUNDLE, Fault, State
from tests.ledger.verify.bundles import Files
from tests.ledger.verify.logs import (
    NODE,
    ORIGIN,
    OTHER,
    PERSON,
    Log,
    canonical,
    failed,
    leaf_of,
    sealed,
    tree_of,
)
from tests.ledger.verify.small_bundles import eight, faults, judged, place, said, says, small, told

NOT_OURS = "the checkpoint is not of the log that the bundle is about"
VKEY = "the file origin.vkey is not the key that signs the checkpoint"
ELSEWHERE = "showsafe/elsewhere"


def test_a_sound_bundle(tmp_path: Path) -> None:
    """Four records in full of seven: each step covers them, and the report says what is here and what is not."""
    report = judged(tmp_path, small(), workers=1)
    assert says(report) == {}
    root = tree_of([leaf_of(raw) for raw in eight().raws[:7]]).hex()
    assert (report.ok, report.what, report.records, report.root) == (True, BUNDLE, 4, root)
    assert report.notes == (
        "Records 4 to 6 of 7 are here as one stretch without a gap: 2 in full, 1 by their sums alone.",
    )
    states = {step.name: (step.state, step.covered) for step in report.steps}
    passed = dict.fromkeys(states, (State.PASSED, 4))
    assert states == {**passed, "cosignatures": (State.NOT_ASKED, 0), "time": (State.NOT_ASKED, 0)}


def test_records_that_only_the_later_checkpoint_covers(tmp_path: Path) -> None:
    """A key that was enrolled after the first checkpoint is proved by the later one."""
    log = eight()
    log.enrol(OTHER, "person-2")
    report = judged(tmp_path, small(log.checked(), later=10))
    assert (says(report), report.ok, report.records) == ({}, True, 5)


def test_whose_log_it_is(tmp_path: Path) -> None:
    """The bundle, its checkpoint and its later one speak of one log, which is the unit's."""
    report = judged(tmp_path, told(small(), origin=ELSEWHERE))
    assert says(report) == {"checkpoint": (NOT_OURS, None), "keys": (VKEY, None)}
    report = judged(tmp_path, told(small(), unit="elsewhere"))
    assert says(report) == {
        "checkpoint": (NOT_OURS, None),
        "structure": ("record 1 belongs to another unit", 1),
    }
    report = judged(tmp_path, small(origins=(ELSEWHERE, ORIGIN)))
    assert says(report) == {"checkpoint": (NOT_OURS, None)}
    later = "the later checkpoint is not of the log that the bundle is about"
    report = judged(tmp_path, small(origins=(ORIGIN, ELSEWHERE)))
    assert says(report) == {"checkpoint": (later, None)}


def test_the_sizes_that_a_bundle_says(tmp_path: Path) -> None:
    """It says how many records each of its checkpoints covers, and that there is no later one where there is none."""
    found = "about.json does not speak of the checkpoints that are here"
    for files in (
        told(small(), size=6),
        told(small(), later=9),
        told(small(), later=0),
        told(small(later=0), later=8),
    ):
        assert says(judged(tmp_path, files)) == {"structure": (found, None)}
    assert judged(tmp_path, small(later=0)).ok


def test_a_later_checkpoint_that_is_earlier(tmp_path: Path) -> None:
    """What is later covers more records, however well it leads to the other."""
    found = "the later checkpoint is not later than the other"
    for later in (6, 7):
        assert says(judged(tmp_path, small(later=later))) == {"root": (found, None)}, later


def test_a_later_checkpoint_of_another_log(tmp_path: Path) -> None:
    """What leads from the first checkpoint to the later one is there, and leads there."""
    files = small()
    for proof, why in ((b"", "has too few hashes"), (b"x", "does not end with a line")):
        report = judged(tmp_path, {**files, "later/consistency": proof})
        assert says(report) == {"root": (f"the proof later/consistency {why}", None)}
    hashes = files["later/consistency"].splitlines(keepends=True)
    report = judged(tmp_path, {**files, "later/consistency": b"".join(hashes[::-1])})
    lost = "the proof later/consistency does not lead from one checkpoint to the other"
    assert says(report) == {"root": (lost, None)}


def test_checkpoints_that_cannot_be_read(tmp_path: Path) -> None:
    """Each is named by its file, and nothing is green without it."""
    for name in ("checkpoint", "later/checkpoint"):
        report = judged(tmp_path, {**small(), name: b"x\n"})
        found = f"the file {name} is not a signed note, or is too long"
        assert faults(report)["checkpoint"] == Fault("verify.checkpoint", found), name
    report = judged(tmp_path, {**small(), "checkpoint": b"x\n"})
    assert (report.root, report.witnessed) == ("", 0)
    assert "structure" not in failed(report)


def test_files_that_are_no_records(tmp_path: Path) -> None:
    """A record is a leaf of the tree, under its number from 1; those after it are read all the same."""
    files = small()
    bad = {**files, "leaves/00000004": files["leaves/00000004"][1:]}
    assert says(judged(tmp_path, bad))["structure"] == ("the file leaves/00000004 is not a record", 4)
    bad = {**files, "leaves/00000004": b"\x01" + files["leaves/00000004"][1:]}
    assert says(judged(tmp_path, bad))["structure"] == ("the file leaves/00000004 is not a record", 4)
    bad = {**files, "leaves/00000000": files["leaves/00000004"]}
    assert says(judged(tmp_path, bad))["structure"] == ("the file leaves/00000000 is not a record", 0)
    log = Log().open().checked(4)
    log.add("weapon-checked", {}, device=OTHER)
    files = small(log.checked(2))
    bad = {**files, "leaves/00000004": b"x"}
    found = "record 6 carries a signature of a key that no record enrols"
    assert says(judged(tmp_path, bad))["signatures"] == (found, 6)


def test_an_act_that_is_recorded_twice(tmp_path: Path) -> None:
    """The second of two records of one act is named."""
    log = Log().open().checked(4)
    log.add("weapon-checked", {}, act_id="act-00004")
    log.add("weapon-checked", {}, act_id="act-00004")
    report = judged(tmp_path, small(log.checked(1), (4, 5, 6, 7), 8, 0))
    assert says(report) == {"structure": ("the act of record 6 is recorded twice", 6)}


def test_a_record_of_another_unit(tmp_path: Path) -> None:
    """A record that was taken from elsewhere is named, though every sum fits."""
    log = eight()
    log.raws[3] = sealed({**said(log, 4), "unit": "elsewhere"}, [NODE])
    found = {"structure": ("record 4 belongs to another unit", 4)}
    assert says(judged(tmp_path, small(log, (4,)))) == found


def changed_range(files: Files, **changes: Any) -> Files:  # noqa: ANN401 - whatever range.json could say
    """Return a bundle whose stretch says something else."""
    return {**files, "range.json": canonical({**json.loads(files["range.json"]), **changes})}


def test_a_stretch_that_leads_elsewhere(tmp_path: Path) -> None:
    """Its sums have to lead to the root that is signed, and with as many sums beside it as that takes."""
    files = small()
    leaves = json.loads(files["range.json"])["leaves"]
    lost = "the stretch of records does not lead to the root of the checkpoint"
    swapped = changed_range(files, leaves=[leaves[0], "0" * 64, leaves[2]])
    assert says(judged(tmp_path, swapped))["root"] == (lost, None)
    many = "the file range.json has too many hashes"
    assert says(judged(tmp_path, changed_range(files, right=["0" * 64] * 2))) == {"root": (many, None)}
    few = "the file range.json has too few hashes"
    assert says(judged(tmp_path, changed_range(files, right=[]))) == {"root": (few, None)}
    none = "the file range.json is not of a known format"
    assert says(judged(tmp_path, {**files, "range.json": b"{}"})) == {"root": (none, None)}


def test_a_stretch_of_another_size_with_the_same_root(tmp_path: Path) -> None:
    """Of four records two are said to be one: the root is the signed one, and the number of records is a lie."""
    log = Log().open().checked(3)
    files = small(log, (1, 2), 4, 0)
    assert judged(tmp_path, files).ok
    lost = "the stretch of records does not lead to the root of the checkpoint"
    assert says(judged(tmp_path, changed_range(files, size=3))) == {"root": (lost, None)}


def test_a_record_that_the_stretch_does_not_have(tmp_path: Path) -> None:
    """The first record in full whose sum is another than that in its place is named, and so is its proof."""
    log, other = eight(), Log().open().checked()
    other.enrol(PERSON)
    other.checked(1).add("weapon-checked", {"seen": 99})
    other.checked(3)
    files, forged = small(log, (4, 5, 6)), small(other, (4, 5, 6))
    bad = {**files, **{name: forged[name] for name in ("leaves/00000005", "leaves/00000006")}}
    found = says(judged(tmp_path, bad))
    assert found == {
        "tiles": ("record 5 is not the one that the stretch has in its place", 5),
        "root": ("the proof of record 5 does not lead to the root of its checkpoint", 5),
    }


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda files: told(files, records=[]), "the stretch is not the one that about.json speaks of"),
        (lambda files: told(files, records=[3, 4, 6]), "the stretch is not the one that about.json speaks of"),
        (lambda files: told(files, records=[6]), "the stretch is not the one that about.json speaks of"),
        (lambda files: told(files, records=[4]), "the stretch is not the one that about.json speaks of"),
        (lambda files: told(files, records=[4, 5, 6]), "the records in full are not those that about.json speaks of"),
        (lambda files: told(files, selection={"kind": "all"}), "it says that it holds every record, and does not"),
    ],
)  # fmt: skip
def test_what_the_bundle_says_of_its_records(
    tmp_path: Path, change: Callable[[Files], Files], found: str
) -> None:
    """Which records it is about, and that it holds all of those, is held against the stretch and the files."""
    assert says(judged(tmp_path, change(small()))) == {"structure": (found, None)}


def test_a_bundle_of_every_record(tmp_path: Path) -> None:
    """It holds each record from the first on; a bundle that begins later, or leaves one out, is not of all."""
    everything = {"kind": "all"}
    report = judged(tmp_path, small(None, range(1, 8), selection=everything))
    assert (says(report), report.records) == ({}, 7)
    assert report.notes == (
        "Records 1 to 7 of 7 are here as one stretch without a gap: 7 in full, 0 by their sums alone.",
    )
    lie = {"structure": ("it says that it holds every record, and does not", None)}
    for numbers in (range(2, 8), (1, 2, 4, 5, 6, 7)):
        assert says(judged(tmp_path, small(None, numbers, selection=everything))) == lie, numbers
    for chosen in ({"kind": "weapon"}, {}, ["all"], "all", None):
        assert says(judged(tmp_path, small(selection=chosen))) == {}, chosen


def test_how_many_of_the_stretch_are_here(tmp_path: Path) -> None:
    """Records of keys count where they lie within it, at its edges and between."""
    for numbers, says_so in (
        (
            (2, 4),
            "Records 2 to 4 of 7 are here as one stretch without a gap: 3 in full, 0 by their sums alone.",
        ),
        (
            (1, 2),
            "Records 1 to 2 of 7 are here as one stretch without a gap: 2 in full, 0 by their sums alone.",
        ),
        (
            (3, 5, 7),
            "Records 3 to 7 of 7 are here as one stretch without a gap: 3 in full, 2 by their sums alone.",
        ),
        (
            (5,),
            "Records 5 to 5 of 7 are here as one stretch without a gap: 1 in full, 0 by their sums alone.",
        ),
    ):
        report = judged(tmp_path, small(None, numbers))
        assert (report.ok, report.notes) == (True, (says_so,))


def test_the_proof_of_each_record(tmp_path: Path) -> None:
    """Each record's proof is of its place and leads to a checkpoint that is here; the first bad one is named."""
    files = small(None, (4, 5, 6))
    log = eight()
    leaves = [leaf_of(raw) for raw in log.raws]
    five = "proofs/00000005.tlog-proof"
    elsewhere = "is of another record, or leads to a checkpoint that is not here"
    for proof, why in (
        (place(6, leaves[:7], files["checkpoint"]), elsewhere),
        (place(5, leaves[:6], log.checkpoint(6)), elsewhere),
        (place(5, leaves[:7], files["checkpoint"] + b"\n"), elsewhere),
        (place(5, leaves[:7], files["later/checkpoint"]), "does not lead to the root of its checkpoint"),
        (place(5, leaves[:4] + leaves[:1], files["checkpoint"]), "has too few hashes"),
        (
            place(5, leaves[:7], files["checkpoint"]).replace(b"\n", b"\r\n", 1),
            "is not a proof of the known form",
        ),
        (place(5, leaves[:7][::-1], files["checkpoint"]), "does not lead to the root of its checkpoint"),
    ):
        report = judged(tmp_path, {**files, five: proof, "proofs/00000006.tlog-proof": b""})
        assert says(report) == {"root": (f"the proof of record 5 {why}", 5)}, why
    later = place(5, leaves[:8], files["later/checkpoint"])
    assert judged(tmp_path, {**files, five: later}).ok


def test_not_one_proof_for_each_record(tmp_path: Path) -> None:
    """A record without a proof, or a proof without a record, is a fault of the whole."""
    files = small()
    found = {"root": ("there is not one proof for each record", None)}
    left = {name: content for name, content in files.items() if name != "proofs/00000004.tlog-proof"}
    assert says(judged(tmp_path, left)) == found
    assert says(judged(tmp_path, {**files, "proofs/00000005.tlog-proof": b""})) == found


def test_a_proof_that_leads_to_a_checkpoint_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that is no checkpoint proves nothing of a record, though the proof ends in its very bytes."""
    log = eight()
    leaves = [leaf_of(raw) for raw in log.raws]
    files = small(log)
    bad = {**files, "later/checkpoint": b"x\n", "proofs/00000004.tlog-proof": place(4, leaves, b"x\n")}
    found = "the proof of record 4 is not a signed note, or is too long"
    assert says(judged(tmp_path, bad))["root"] == (found, 4)
