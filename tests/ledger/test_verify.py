"""The auditor: green for a ledger that holds, and for nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from showsafe.adapters import directory
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.verify import Report, verify
from showsafe.ledger.verify.report import STEPS, State
from showsafe.ledger.writer import Writer
from tests.ledger.ledgers import KEY, SETTINGS, UNIT, append, bodies, body, made

NOBODY = dict.fromkeys(("cosignatures", "time"), State.NOT_ASKED)
VKEY = str(VerifierKey(f"showsafe/{UNIT}", KEY.public))


def checkpoint_of(path: Path) -> bytes:
    """Return the last checkpoint of a data directory, as somebody may have kept it."""
    with directory.open_for_reading(path) as opened:
        return opened.store.checkpoint()


def states(report: Report) -> dict[str, State]:
    """Return the state of each step by its name."""
    return {step.name: step.state for step in report.steps}


def test_a_sound_ledger_is_green_and_says_what_it_could_not_know(tmp_path: Path) -> None:
    """Every step passes over every record, and without anything from outside the report names that limit."""
    report = verify(made(tmp_path / "unit", 12))
    assert report.ok
    assert report.first_fault is None
    assert states(report) == dict.fromkeys(STEPS, State.PASSED) | NOBODY
    assert {step.covered for step in report.steps if step.name not in NOBODY} == {12}
    assert [word in " ".join(report.could_not_know) for word in ("key", "checkpoint", "projections")] == [
        True
    ] * 3


def test_what_is_given_from_outside_is_no_longer_unknown(tmp_path: Path) -> None:
    """With a key and a checkpoint from outside, neither is among what could not be known."""
    path = made(tmp_path / "unit", 12)
    report = verify(path, vkey=VKEY, seen=checkpoint_of(path))
    assert report.ok
    assert not any("from outside" in limit for limit in report.could_not_know)


def test_nothing_is_never_green(tmp_path: Path) -> None:
    """A data directory without a single record is not verified."""
    directory.create(tmp_path / "unit", SETTINGS, KEY)
    report = verify(tmp_path / "unit")
    assert not report.ok
    assert report.first_fault is not None
    assert report.first_fault.code == "verify.empty"


def test_the_report_is_plain_values(tmp_path: Path) -> None:
    """As JSON the report carries the verdict, the count, the root and every step."""
    plain = verify(made(tmp_path / "unit", 3)).as_json()
    assert (plain["ok"], plain["records"], len(plain["root"])) == (True, 3, 64)
    assert [step["number"] for step in plain["steps"]] == list(range(1, 10))


def test_progress_is_told_up_to_the_end(tmp_path: Path) -> None:
    """The callback hears of the records read, and last of all of them."""
    told: list[tuple[int, int]] = []
    verify(made(tmp_path / "unit", 3), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (3, 3)


def test_the_auditor_changes_nothing(tmp_path: Path) -> None:
    """After an audit every file has the same bytes and the same time, and no file has come."""
    path = made(tmp_path / "unit", 5)

    def look() -> dict[str, tuple[bytes, int]]:
        files = [item for item in path.rglob("*") if item.is_file()]
        return {str(item): (item.read_bytes(), item.stat().st_mtime_ns) for item in files}

    before = look()
    assert verify(path).ok
    assert look() == before


def test_an_open_ledger_can_be_audited(tmp_path: Path) -> None:
    """While a writer is at work, the auditor reads what is written so far, write-ahead log included."""
    path = made(tmp_path / "unit", 3)
    with directory.open_for_writing(path) as opened:
        append(opened.store, Writer(UNIT, KEY), [body(3)])
        assert (path / "ledger.sqlite-wal").stat().st_size > 0
        report = verify(path)
    assert (report.ok, report.records) == (True, 4)
    assert any("not closed" in limit for limit in report.could_not_know)


def test_a_rolled_back_ledger_is_caught_by_a_kept_checkpoint(tmp_path: Path) -> None:
    """An old copy verifies by itself, but not against a checkpoint that was kept later."""
    path = made(tmp_path / "unit", 5)
    shutil.copytree(path, tmp_path / "old")
    with directory.open_for_writing(path) as opened:
        append(opened.store, Writer(UNIT, KEY), [body(5), body(6)])
    seen = checkpoint_of(path)
    assert verify(tmp_path / "old").ok
    report = verify(tmp_path / "old", seen=seen)
    assert report.first_fault is not None
    assert (report.ok, report.first_fault.code, report.first_fault.record) == (False, "verify.rolled-back", 6)
    assert verify(path, seen=checkpoint_of(tmp_path / "old")).ok


def test_a_forked_ledger_is_caught_by_a_kept_checkpoint(tmp_path: Path) -> None:
    """A second history under one key verifies by itself, but not against the first one's checkpoint."""
    first = made(tmp_path / "first", 3)
    directory.create(tmp_path / "second", SETTINGS, KEY)
    with directory.open_for_writing(tmp_path / "second") as opened:
        items = bodies(5)
        items[2] |= {"outcome": "refuse"}
        append(opened.store, Writer(UNIT, KEY), items)
    assert verify(tmp_path / "second").ok
    report = verify(tmp_path / "second", seen=checkpoint_of(first))
    assert not report.ok
    assert report.first_fault is not None
    assert report.first_fault.code == "verify.forked"


def test_a_kept_checkpoint_of_another_ledger_is_no_proof(tmp_path: Path) -> None:
    """A kept checkpoint under another key does not pass, whatever it says."""
    other = DeviceKey(bytes(32))
    directory.create(tmp_path / "other", SETTINGS, other)
    with directory.open_for_writing(tmp_path / "other") as opened:
        append(opened.store, Writer(UNIT, other), bodies(3, other))
    report = verify(made(tmp_path / "unit", 3), seen=checkpoint_of(tmp_path / "other"))
    assert states(report)["checkpoint"] == State.FAILED


def test_a_ledger_under_another_key_fails_against_the_outside_key(tmp_path: Path) -> None:
    """A directory made anew with another key is green alone, and red against the key kept outside."""
    other = DeviceKey(bytes(32))
    directory.create(tmp_path / "unit", SETTINGS, other)
    with directory.open_for_writing(tmp_path / "unit") as opened:
        append(opened.store, Writer(UNIT, other), bodies(3, other))
    assert verify(tmp_path / "unit").ok
    report = verify(tmp_path / "unit", vkey=VKEY)
    failed = {name for name, state in states(report).items() if state == State.FAILED}
    assert failed == {"keys"}


def test_times_that_run_backwards_are_told(tmp_path: Path) -> None:
    """Received times that run back beyond the tolerance are a note with the first record, and no fault."""
    directory.create(tmp_path / "unit", SETTINGS, KEY)
    with directory.open_for_writing(tmp_path / "unit") as opened:
        late = body(3, received_at="2024-01-01T00:00:00Z")
        append(opened.store, Writer(UNIT, KEY), [*bodies(3), late])
    report = verify(tmp_path / "unit")
    assert report.ok
    assert report.notes == ("1 received times run backwards, first at record 4.",)


def test_what_is_given_from_outside_is_read_strictly(tmp_path: Path) -> None:
    """A key or checkpoint that cannot be read is an error before the audit, and so is a missing directory."""
    path = made(tmp_path / "unit", 1)
    with pytest.raises(WrongInput) as refused:
        verify(path, vkey="no key")
    assert refused.value.code == "key.not-a-vkey"
    with pytest.raises(WrongInput) as refused:
        verify(path, seen=b"no checkpoint")
    assert refused.value.code == "checkpoint.malformed"
    with pytest.raises(Unusable) as missing:
        verify(tmp_path / "nowhere")
    assert missing.value.code == "directory.missing"
