"""The auditor and exported tiles: green for a folder that holds, and for nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from showsafe.errors import WrongInput
from showsafe.ledger.verify import FOLDER, Report, State, verify
from tests.ledger.verify.logs import (
    NEXT,
    NODE,
    OTHER,
    Log,
    audited,
    b64,
    checkpoint_of,
    failed,
    fault,
    folder_of,
    tiles_of,
    vkey_of,
)

COUNT = 6


def small() -> Log:
    """Return a log of six records."""
    return Log().open().checked(COUNT - 1)


def test_a_sound_folder_is_green(tmp_path: Path) -> None:
    """Every step passes, with what was kept outside as well; what tiles do not hold is said."""
    log = Log()
    named = log.attach(b"{}")
    log.add("unit-opened", {"device_key": b64(NODE.public), "settings": named[0]}, attachments=named)
    log.checked(600)
    report = audited(tmp_path, log, vkey=vkey_of(NODE), seen=log.checkpoint(300))
    assert (report.ok, report.what, report.records) == (True, FOLDER, 601)
    assert any("Attachments are not in a tile folder" in limit for limit in report.could_not_know)


def test_every_size_leads_to_its_root(tmp_path: Path) -> None:
    """At sizes around the edges of tiles the auditor's tree is that of the definition."""
    log = Log().open().checked(520)
    for size in (1, 2, 3, 255, 256, 257, 511, 512, 513):
        raws = log.raws[:size]
        assert verify(folder_of(tmp_path / str(size), raws, checkpoint_of(raws))).ok


def test_two_levels_of_tiles(tmp_path: Path) -> None:
    """Where a tile of the second level is full there is a third; only hashes are looked at, for their number."""
    raws = [b"%d" % number for number in range(65_536 + 300)]
    folder = folder_of(tmp_path, raws, checkpoint_of(raws))
    report = verify(folder, signatures=False, vkey=vkey_of(NODE))
    assert report.first_fault is None
    assert not report.ok
    states = {step.name: step.state for step in report.steps}
    assert [states[name] for name in ("tiles", "root", "checkpoint")] == [State.PASSED] * 3
    assert states["signatures"] == State.INCOMPLETE


def test_nothing_is_never_green(tmp_path: Path) -> None:
    """A folder without records, or with a checkpoint of size 0, is not verified."""
    assert not verify(folder_of(tmp_path / "none", [], b"")).ok
    empty = checkpoint_of([b"x"]).replace(b"\n1\n", b"\n0\n")
    assert not verify(folder_of(tmp_path / "zero", [], empty)).ok


@pytest.mark.slow
@pytest.mark.parametrize("share", range(4))
def test_no_flipped_byte_stays_green(tmp_path: Path, share: int) -> None:
    """Flip every byte of checkpoint, tiles and records in turn: none is without meaning, and each audit ends."""
    log = small()
    folder = folder_of(tmp_path, log.raws, log.checkpoint())
    assert verify(folder).ok
    for file in sorted(item for item in folder.rglob("*") if item.is_file()):
        whole = file.read_bytes()
        for place in range(share, len(whole), 4):
            file.write_bytes(whole[:place] + bytes((whole[place] ^ 0x15,)) + whole[place + 1 :])
            report = verify(folder)
            assert not report.ok, f"{file.name}, byte {place}"
        file.write_bytes(whole)


def test_every_flip_within_a_record_names_it(tmp_path: Path) -> None:
    """A changed record is the first bad one, whatever else no longer fits because of it."""
    log = small()
    folder = folder_of(tmp_path, log.raws, log.checkpoint())
    file = folder / "tile/entries/000.p/6"
    whole = file.read_bytes()
    start = 0
    for number, raw in enumerate(log.raws, start=1):
        for place in range(start + 2, start + 2 + len(raw), 7):
            file.write_bytes(whole[:place] + bytes((whole[place] ^ 0x15,)) + whole[place + 1 :])
            report = verify(folder)
            assert report.first_fault is not None
            assert report.first_fault.record == number
        start += 2 + len(raw)


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        ".hidden",
        "tile/x",
        "tile/entries/000",
        "tile/0/001.p/3",
        "tile/0/000.p/5",
        "tile/2/000.p/1",
    ],
)
def test_a_stranger_is_named(tmp_path: Path, name: str) -> None:
    """A folder holds nothing but the checkpoint and the tiles of its size."""
    log = small()
    folder = folder_of(tmp_path, log.raws, log.checkpoint())
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"x")
    report = verify(folder)
    assert name in fault(report, "structure")


def test_a_folder_in_the_place_of_a_file_is_no_file(tmp_path: Path) -> None:
    """What is no plain file where a tile should be is a fault like any other, and no breakdown of the check."""
    log = Log().open().checked(2)
    folder = folder_of(tmp_path, log.raws, log.checkpoint())
    tile = folder / "tile" / "0" / "000.p" / "3"
    tile.unlink()
    tile.mkdir()
    assert {"structure", "tiles"} <= failed(verify(folder))


def test_links_and_empty_folders_are_strangers(tmp_path: Path) -> None:
    """Nothing is followed: a link in the place of a file is refused, though what it leads to would fit."""
    log = small()
    folder = folder_of(tmp_path / "log", log.raws, log.checkpoint())
    (folder / "more").mkdir()
    assert "more" in fault(verify(folder), "structure")
    (folder / "more").rmdir()
    file = folder / "tile/entries/000.p/6"
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert not verify(folder).ok
    file.unlink()
    os.mkfifo(file)
    assert not verify(folder).ok


def test_what_is_missing_is_a_fault(tmp_path: Path) -> None:
    """Each file of a folder is needed."""
    log = Log().open().checked(299)
    names = [*tiles_of(log.raws), "checkpoint"]
    for number, name in enumerate(names):
        folder = folder_of(tmp_path / str(number), log.raws, log.checkpoint())
        (folder / name).unlink()
        assert not verify(folder).ok


def test_an_entry_has_an_end(tmp_path: Path) -> None:
    """An entry that runs over the end of its file, or a file that goes on, is a fault in the record where it shows."""
    log = small()
    folder = folder_of(tmp_path, log.raws, log.checkpoint())
    file = folder / "tile/entries/000.p/6"
    whole = file.read_bytes()
    for content in (whole[:-1], whole + b"x", b"\xff\xff" + whole[2:], b""):
        file.write_bytes(content)
        report = verify(folder)
        assert not report.ok
        assert fault(report, "structure")


def test_lists_that_somebody_rearranged(tmp_path: Path) -> None:
    """Deleted, doubled, swapped, cut off: with every sum and the signature made to fit, the chain names the place."""
    log = small()
    raws = log.raws
    for number, (bad, changed) in enumerate(
        (
            (3, [*raws[:2], *raws[3:]]),
            (4, [*raws[:3], raws[2], *raws[3:]]),
            (3, [*raws[:2], raws[3], raws[2], *raws[4:]]),
            (1, raws[1:]),
        )
    ):
        report = verify(folder_of(tmp_path / str(number), changed, checkpoint_of(changed)))
        assert report.first_fault is not None
        assert report.first_fault.record == bad


def test_an_act_recorded_twice(tmp_path: Path) -> None:
    """One act in two records is found, though a folder has no index of them."""
    log = small()
    log.add("weapon-checked", {}, act_id="act-00003")
    assert fault(audited(tmp_path, log), "structure") == "the act of record 7 is recorded twice"


def test_two_logs_spliced_together(tmp_path: Path) -> None:
    """The end of another log of the same key does not continue this one."""
    one, two = small(), Log().open(said="otherwise").checked(COUNT)
    spliced = [*one.raws[:4], *two.raws[4:]]
    report = verify(folder_of(tmp_path, spliced, checkpoint_of(spliced)))
    assert fault(report, "chains") == "record 5 does not name its device's record before it"


def test_a_checkpoint_of_another_key_or_log(tmp_path: Path) -> None:
    """Signed by another key, or for another origin, a checkpoint does not count."""
    log = small()
    other = checkpoint_of(log.raws, OTHER)
    assert fault(verify(folder_of(tmp_path / "1", log.raws, other)), "checkpoint")
    foreign = checkpoint_of(log.raws, NODE, "example.org/log")
    assert fault(verify(folder_of(tmp_path / "2", log.raws, foreign)), "checkpoint")
    elsewhere = checkpoint_of(log.raws, NODE, "showsafe/other")
    assert not verify(folder_of(tmp_path / "3", log.raws, elsewhere)).ok


def test_the_key_from_outside_is_one_of_the_nodes(tmp_path: Path) -> None:
    """A key kept outside may be an older one of the node; another one, or another name, is a fault."""
    log = small()
    log.rotate(NODE, NEXT, NEXT)
    log.checked()
    folder = folder_of(tmp_path, log.raws, log.checkpoint())
    assert verify(folder, vkey=vkey_of(NODE)).ok
    assert verify(folder, vkey=vkey_of(NEXT)).ok
    assert "keys" in {step.name for step in verify(folder, vkey=vkey_of(OTHER)).steps if step.fault}
    assert not verify(folder, vkey=vkey_of(NODE, "showsafe/other")).ok


def kept(report: Report) -> str:
    """Return the code of the fault in the step of the checkpoint."""
    return next((step.fault.code for step in report.steps if step.name == "checkpoint" and step.fault), "")


def test_a_kept_checkpoint_catches_roll_back_and_fork(tmp_path: Path) -> None:
    """Both verify by themselves, and against what somebody kept neither does."""
    log, other = Log().open().checked(299), Log().open(said="otherwise").checked(300)
    short = folder_of(tmp_path / "short", log.raws[:260], checkpoint_of(log.raws[:260]))
    fork = folder_of(tmp_path / "fork", other.raws, other.checkpoint())
    assert verify(short).ok
    assert verify(fork).ok
    assert kept(verify(short, seen=log.checkpoint())) == "verify.rolled-back"
    assert kept(verify(short, since=log.checkpoint())) == "verify.rolled-back"
    assert kept(verify(fork, seen=log.checkpoint())) == "verify.forked"
    assert kept(verify(fork, since=log.checkpoint())) == "verify.forked"
    assert verify(short, seen=log.checkpoint(100)).ok
    assert verify(short, since=log.checkpoint(100)).ok


def test_going_on_from_a_kept_checkpoint(tmp_path: Path) -> None:
    """Only the tail is read; damage before it is not found where the first record is right, and that is said."""
    log = Log().open().checked(899)
    folder = folder_of(tmp_path, log.raws, log.checkpoint())
    report = verify(folder, since=log.checkpoint(700))
    assert report.ok
    assert next(step.covered for step in report.steps if step.name == "signatures") == 900 - 512
    assert any("covered only by the hashes of the tiles" in note for note in report.notes)
    file = folder / "tile/entries/002"
    for path, good in ((file, False), (folder / "tile/entries/001", True), (folder / "tile/0/001", True)):
        whole = path.read_bytes()
        path.write_bytes(whole[:100] + bytes((whole[100] ^ 1,)) + whole[101:])
        assert verify(folder, since=log.checkpoint(700)).ok is good
        assert not verify(folder).ok
        path.write_bytes(whole)
    for path in (folder / "tile/entries/000", folder / "tile/0/000"):
        whole = path.read_bytes()
        path.write_bytes(whole[:100] + bytes((whole[100] ^ 1,)) + whole[101:])
        assert not verify(folder, since=log.checkpoint(700)).ok
        path.write_bytes(whole)
    top = folder / "tile/1/000.p/3"
    whole = top.read_bytes()
    top.write_bytes(bytes(32) + whole[32:])
    assert not verify(folder, since=log.checkpoint(700)).ok


def test_what_is_given_from_outside_is_read_strictly(tmp_path: Path) -> None:
    """What cannot be read among the things kept outside is an error before the audit."""
    log = small()
    folder = folder_of(tmp_path, log.raws, log.checkpoint())
    with pytest.raises(WrongInput) as refused:
        verify(folder, vkey=vkey_of(NODE, kind=4))
    assert refused.value.code == "key.not-a-vkey"
    with pytest.raises(WrongInput) as refused:
        verify(folder, since=b"no checkpoint")
    assert refused.value.code == "checkpoint.malformed"
    with pytest.raises(WrongInput) as refused:
        verify(folder, policy=b"quorum nobody\n")
    assert refused.value.code == "policy.malformed"
