"""The end of a log, held against its checkpoint and against what was kept outside: each answer whole, step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.verify import Fault, Report, State, verify
from tests.ledger.verify.directories import change, directory_of, settled
from tests.ledger.verify.logs import NEXT, NODE, OTHER, Log, checkpoint_of, folder_of, vkey_of

NO_CHECKPOINT = "No checkpoint was given from outside: records may have been cut off the end unseen."
NO_KEY = "No key was given from outside: whoever can replace the whole log can replace its key too."
NO_WITNESS = "No witness has said how far the log had come: it is witnessed up to 0."
ONLY_HASHES = "Only hashes were checked, as asked: not what the records say, and no signature of theirs."
ONLY_FIRST = "The checkpoint is not signed by the first key; whether by a later one is in the records alone."
NOT_BEFORE = (
    "Pages, indexes and the files' own names before the kept checkpoint were not looked at, nor whether an act from "
    "before it was recorded once more."
)
STEPS = ("structure", "tiles", "root", "checkpoint", "cosignatures", "time", "chains", "signatures", "keys")
PASSED, NOT_ASKED, INCOMPLETE = State.PASSED, State.NOT_ASKED, State.INCOMPLETE
DEEP = [PASSED, PASSED, PASSED, PASSED, NOT_ASKED, NOT_ASKED, PASSED, PASSED, PASSED]
SHALLOW = [PASSED, PASSED, PASSED, PASSED, *[INCOMPLETE] * 5]


def small() -> Log:
    """Return a log of six records."""
    return Log().open().checked(5)


def checked(path: Path, log: Log, checkpoint: bytes = b"", **kept: Any) -> Report:  # noqa: ANN401
    """Audit a log as a tile folder, under its own checkpoint or another."""
    return verify(folder_of(path, log.raws, checkpoint or log.checkpoint()), workers=1, **kept)


def ends(report: Report, *, covered: bool = False) -> list[Any]:
    """Return how each step ended, with what it covered where that is asked."""
    assert tuple(step.name for step in report.steps) == STEPS
    return [(step.state, step.covered) if covered else step.state for step in report.steps]


def faults(report: Report) -> dict[str, Fault]:
    """Return the faults by their steps."""
    return {step.name: step.fault for step in report.steps if step.fault}


def test_a_log_with_nothing_kept_outside(tmp_path: Path) -> None:
    """Every step passes over all records; what cannot be known without an anchor is said, and nothing else."""
    report = checked(tmp_path, small())
    six = [(state, 0 if state == NOT_ASKED else 6) for state in DEEP]
    assert (report.ok, ends(report, covered=True), report.notes) == (True, six, ())
    assert report.could_not_know == (NO_CHECKPOINT, NO_WITNESS, NO_KEY)


def test_a_log_with_an_anchor(tmp_path: Path) -> None:
    """With the key and a checkpoint from outside only a witness is missing."""
    report = checked(tmp_path, small(), vkey=vkey_of(NODE), seen=small().checkpoint(4))
    assert (report.ok, ends(report), faults(report)) == (True, DEEP, {})
    assert report.could_not_know == (NO_WITNESS,)


def test_a_log_whose_hashes_alone_are_looked_at(tmp_path: Path) -> None:
    """It is never green, what was not looked at is incomplete, and covers nothing."""
    report = checked(tmp_path, small(), signatures=False)
    six = [(state, 6 if state == PASSED else 0) for state in SHALLOW]
    assert (report.ok, ends(report, covered=True)) == (False, six)
    assert report.could_not_know == (NO_CHECKPOINT, ONLY_HASHES)


@pytest.mark.parametrize(
    ("signer", "kept", "known"),
    [
        (NODE, {}, True),
        (NODE, {"vkey": vkey_of(OTHER)}, True),
        (OTHER, {}, False),
        (OTHER, {"vkey": vkey_of(NEXT)}, False),
        (OTHER, {"vkey": vkey_of(OTHER)}, True),
    ],
)
def test_who_signed_where_no_record_is_read(
    tmp_path: Path,
    signer: DeviceKey,
    kept: dict[str, str],
    known: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """The first record's key did, or the one from outside; of any other nobody knows, and the step is incomplete."""
    log = small()
    report = checked(tmp_path, log, checkpoint_of(log.raws, signer), signatures=False, **kept)
    expected = [*SHALLOW[:3], PASSED if known else INCOMPLETE, *SHALLOW[4:]]
    assert (ends(report), faults(report)) == (expected, {})
    assert (ONLY_FIRST in report.could_not_know) is not known


KEPT = "the kept checkpoint is not signed by the key of this ledger"


@pytest.mark.parametrize("deep", [True, False])
@pytest.mark.parametrize(
    ("seen", "fault"),
    [
        (checkpoint_of(small().raws[:3], OTHER), Fault("verify.checkpoint", KEPT)),
        (checkpoint_of(small().raws[:3], NODE, "showsafe/other"), Fault("verify.checkpoint", KEPT)),
        (
            Log().open().checked(6).checkpoint(),
            Fault(
                "verify.rolled-back", "7 records were there when the checkpoint was kept, and 6 are now", 7
            ),
        ),
        (
            Log().open(said="otherwise").checked(5).checkpoint(3),
            Fault(
                "verify.forked",
                "the first 3 records are not those that were there when the checkpoint was kept",
            ),
        ),
    ],
)
@pytest.mark.parametrize("what", ["seen", "since"])
def test_a_kept_checkpoint_that_is_no_beginning_of_the_log(
    tmp_path: Path,
    what: str,
    seen: bytes,
    fault: Fault,
    deep: bool,  # noqa: FBT001
) -> None:
    """Of another log, of a longer one, of another branch: it is told which, and only that.

    Of another key, too, where records are read: without them nobody knows whether it is the key of a later time.
    """
    report = checked(tmp_path, small(), signatures=deep, **{what: seen})
    known = deep or fault.says != KEPT or b"showsafe/other" in seen
    assert (report.ok, faults(report)) == (False, {"checkpoint": fault} if known else {})
    assert (ONLY_FIRST in report.could_not_know) is not known
    assert NO_CHECKPOINT not in report.could_not_know


def test_a_kept_checkpoint_of_an_earlier_key(tmp_path: Path) -> None:
    """It is signed by the key of its own time: by the one before the rotation, and from that record on by the next."""
    log = small()
    before = log.checkpoint()
    log.rotate(NODE, NEXT, NEXT)
    at = log.checkpoint()
    log.checked()
    for number, seen in enumerate((before, at, log.checkpoint())):
        assert checked(tmp_path / str(number), log, seen=seen).ok
    for number, wrong in enumerate((checkpoint_of(log.raws[:6], NEXT), checkpoint_of(log.raws[:7], NODE)), 3):
        report = checked(tmp_path / str(number), log, seen=wrong)
        assert faults(report) == {"checkpoint": Fault("verify.checkpoint", KEPT)}


def test_a_checkpoint_that_is_not_of_these_records(tmp_path: Path) -> None:
    """A signed root of other records is a fault of the root alone: key and origin are right."""
    log = small()
    report = checked(tmp_path, log, checkpoint_of([*log.raws[:5], b"x"]))
    says = "the signed root is not that of the records"
    assert faults(report) == {"root": Fault("verify.root", says)}


def test_a_checkpoint_of_another_key(tmp_path: Path) -> None:
    """It is a fault of the checkpoint alone."""
    log = small()
    report = checked(tmp_path, log, checkpoint_of(log.raws, OTHER))
    says = "the checkpoint is not signed by the key of this ledger"
    assert faults(report) == {"checkpoint": Fault("verify.checkpoint", says)}


@pytest.mark.parametrize(
    ("vkey", "told"),
    [(vkey_of(NODE), False), (vkey_of(NEXT), False), (vkey_of(OTHER), True)],
)
def test_the_key_that_was_kept_outside(tmp_path: Path, vkey: str, told: bool) -> None:  # noqa: FBT001
    """It is one that the node has had, now or before."""
    log = small()
    log.rotate(NODE, NEXT, NEXT)
    report = checked(tmp_path, log, vkey=vkey)
    says = "the key that was kept outside is not one of the node's keys"
    assert faults(report) == ({"keys": Fault("verify.keys", says)} if told else {})
    assert NO_KEY not in report.could_not_know


def test_the_key_of_another_log(tmp_path: Path) -> None:
    """A key of the node under another name is of another log, and is told at both places."""
    report = checked(tmp_path, small(), vkey=vkey_of(NODE, "showsafe/other"))
    says = "the checkpoint is not of the log whose key was kept outside"
    assert faults(report) == {
        "checkpoint": Fault("verify.checkpoint", says),
        "keys": Fault("verify.keys", "the key that was kept outside is not one of the node's keys"),
    }


def test_going_on_says_what_it_covers(tmp_path: Path) -> None:
    """Tiles, root and checkpoint are of all records; what is read is only that from the last whole tile before it."""
    log = Log().open().checked(600)
    report = checked(tmp_path / "on", log, since=log.checkpoint(300))
    assert [step.covered for step in report.steps] == [345, 601, 601, 601, 0, 0, 345, 345, 345]
    assert (report.ok, len(report.notes)) == (True, 1)
    assert report.could_not_know == (NOT_BEFORE, NO_WITNESS, NO_KEY)
    report = checked(tmp_path / "early", log, since=log.checkpoint(255))
    assert [step.covered for step in report.steps] == [601, 601, 601, 601, 0, 0, 601, 601, 601]
    assert (report.ok, report.notes, report.could_not_know) == (True, (), (NO_WITNESS, NO_KEY))


def test_received_times_that_run_backwards_are_said(tmp_path: Path) -> None:
    """They are no fault: clocks are set while they run. How many there are is said, and where first."""
    log = small()
    for second in (30, 20, 40, 10):
        log.add("weapon-checked", {}, received_at=f"2025-03-04T05:07:{second}Z")
    report = checked(tmp_path, log)
    assert (report.ok, report.notes) == (True, ("2 received times run backwards, first at record 8.",))


def test_a_ledger_that_says_otherwise_where_it_ends(tmp_path: Path) -> None:
    """The size and the edge beside the records are those that the records make."""
    for number, (sql, size) in enumerate(
        (("UPDATE state SET size = 3", 3), ("UPDATE state SET edge = zeroblob(64)", 4))
    ):
        path = directory_of(tmp_path / str(number), settled().checked(3))
        change(path, sql)
        says = f"the ledger says that it ends at record {size}, with another sum than its records have"
        assert faults(verify(path)) == {"root": Fault("verify.root", says)}


@pytest.mark.parametrize(
    ("size", "fault"),
    [
        (3, Fault("verify.root", "no checkpoint covers the records after 3", 4)),
        (5, Fault("verify.root", "the checkpoint speaks of 5 records, and 4 are here", 5)),
    ],
)
def test_a_checkpoint_of_another_size(tmp_path: Path, size: int, fault: Fault) -> None:
    """Records after it are covered by nothing, and records that it knows are gone: the first of them is named."""
    path = directory_of(tmp_path / "unit", settled().checked(3))
    change(path, "UPDATE state SET checkpoint = ?", settled().checked(6).checkpoint(size))
    assert faults(verify(path)) == {"root": fault}


def test_a_checkpoint_that_cannot_be_read(tmp_path: Path) -> None:
    """It is told why, and the step did not come to its end."""
    path = directory_of(tmp_path / "unit", settled().checked(3))
    change(path, "UPDATE state SET checkpoint = x'00'")
    says = "the checkpoint is not a signed note, or is too long"
    assert faults(verify(path)) == {"checkpoint": Fault("verify.checkpoint", says)}


def test_progress_is_told(tmp_path: Path) -> None:
    """Whoever listens hears how many of how many records were read, to the last one."""
    heard: list[tuple[int, int]] = []
    assert checked(tmp_path, small(), progress=lambda done, of: heard.append((done, of))).ok
    assert heard == [(6, 6), (6, 6)]
