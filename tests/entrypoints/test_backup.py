"""``showsafe backup`` and ``restore``: whole at any moment, never over anything, and a return is on record."""

from __future__ import annotations

import os
import shutil
import stat
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.adapters import access_file, backup_file, directory
from showsafe.adapters.backup_file import ABOUT, KNOWN, SELDOM
from showsafe.adapters.directory import open_for_reading
from showsafe.application.parse import act_from
from showsafe.entrypoints import backing
from showsafe.entrypoints.backing import Made
from showsafe.ledger import record
from tests.entrypoints.cli import Said, run, size

PIN = "4071"
LEDGER = directory.LEDGER


@pytest.fixture
def backup(data: Path, tmp_path: Path) -> Path:
    """Return a backup of the unit, with a badge in it."""
    with bootstrap.open_unit(data) as unit:
        bootstrap.badges_of(unit, data).issue("armorer", PIN, "producer")
    made = run("backup", data, tmp_path / "one.backup")
    assert made.status == 0, made.err
    return tmp_path / "one.backup"


def hold(data: Path, number: int = 1) -> None:
    """Make one more record."""
    assert run("report", data, "hold", "by=armorer", f"says=Hold {number}.").status == 0


def checkpoint_of(data: Path, file: Path) -> Path:
    """Keep the newest checkpoint outside, and return where."""
    file.write_text(run("checkpoint", data).out)
    return file


def code(said: Said) -> str:
    """Return the code of an error, or nothing."""
    return said.err.rpartition("[")[2].partition("]")[0]


def says_of(data: Path, back: int = 0) -> str:
    """Return what the newest record says, or one that is so many ``back``."""
    with open_for_reading(data) as opened:
        return str(record.read(opened.store.entry(opened.store.size() - back).raw).body["act"]["says"])


def test_a_backup_holds_the_unit_and_is_for_its_owner_only(data: Path, backup: Path) -> None:
    """Ledger, settings, badges and key are in it, byte for byte; nothing else, and no certificate."""
    assert os.name == "nt" or stat.S_IMODE(backup.stat().st_mode) == 0o600
    with zipfile.ZipFile(backup) as archive:
        assert sorted(archive.namelist()) == sorted({ABOUT, *KNOWN} - {*SELDOM})
        for name in ("showsafe.json", access_file.NAME, "keys/device.key"):
            assert archive.read(name) == (data / name).read_bytes()
    assert sorted(each.name for each in backup.parent.iterdir()) == ["north-ridge", "one.backup"]


def test_what_is_put_back_is_the_same_unit_and_goes_on(data: Path, backup: Path, tmp_path: Path) -> None:
    """Every record is there, the badges too, the next act is recorded, and the whole of it verifies."""
    before, again = size(data), tmp_path / "again"
    said = run("restore", backup, again)
    assert said.status == 0, said.err
    assert size(again) == before + 2
    hold(again)
    assert run("verify", again).status == 0
    with open_for_reading(data) as old, open_for_reading(again) as new:
        assert [each.raw for each in old.store.entries()] == [
            each.raw for each in new.store.entries(1, before)
        ]
    with bootstrap.open_unit(again) as unit:
        assert bootstrap.badges_of(unit, again).locked() == {"armorer": True}
    assert os.name == "nt" or stat.S_IMODE((again / "keys" / "device.key").stat().st_mode) == 0o600


def test_that_it_was_restored_is_its_first_new_record(data: Path, backup: Path, tmp_path: Path) -> None:
    """Nobody can leave it out: it says of how many records the backup was, and when that was made."""
    before = size(data)
    said = run("restore", backup, tmp_path / "again", "--json")
    assert (said.json["records"], said.json["record"], said.json["missing"]) == (before, before + 1, 0)
    assert says_of(tmp_path / "again", 1).startswith(
        f"Restored from a backup of {before} records that was made 2"
    )


def test_a_backup_amid_writing_is_whole(data: Path, tmp_path: Path) -> None:
    """Acts and badges are recorded all the while, by the program that has it open; each copy is one moment of it."""
    over = threading.Event()
    with bootstrap.open_unit(data) as unit:
        badges = bootstrap.badges_of(unit, data)

        def write() -> None:
            for count in range(10_000):
                at = unit.clock.now()
                unit.report(act_from("hold", {}, act_id=f"hold-{count}", by="armorer", at=at))
                if count % 10 == 0:
                    badges.issue("armorer", PIN, "producer")
                if over.is_set():
                    return

        thread = threading.Thread(target=write)
        thread.start()
        try:
            made: list[Made] = []
            while len({each.size for each in made}) < 3 and len(made) < 40:
                made.append(backing.make(data, tmp_path / f"{len(made)}.backup", unit.clock))
        finally:
            over.set()
            thread.join(60)
    sizes = [each.size for each in made]
    assert len({*sizes}) == 3
    assert sizes == sorted(sizes)
    for count, each in enumerate(made):
        again = tmp_path / f"again-{count}"
        assert run("restore", each.file, again).status == 0
        assert size(again) - each.size in (1, 2)  # without and with a badge that is locked
        assert run("verify", again).status == 0


def test_a_backup_never_takes_the_place_of_another_one(data: Path, backup: Path) -> None:
    """The older one stays as it is; in a folder, each gets a name of its own."""
    before = backup.read_bytes()
    assert code(run("backup", data, backup)) == "backup.there-already"
    assert backup.read_bytes() == before
    folder = backup.parent / "stick"
    folder.mkdir()
    said = run("backup", data, folder, "--json")
    assert Path(said.json["file"]).parent == folder
    assert Path(said.json["file"]).name.startswith("north-ridge-2")
    assert len(list(folder.iterdir())) == 1


def test_a_backup_does_not_lie_in_the_directory_itself(data: Path) -> None:
    """There the auditor would find a stranger."""
    assert code(run("backup", data, data / "one.backup")) == "export.inside"
    assert code(run("backup", data, data)) == "export.inside"


def test_a_damaged_unit_is_not_backed_up_as_a_whole_one(data: Path, tmp_path: Path) -> None:
    """What does not hold makes no file that looks like a good copy."""
    (data / access_file.NAME).write_text("{}")
    assert code(run("backup", data, tmp_path / "one.backup")) == "access.changed"
    (data / access_file.NAME).unlink()
    (data / "keys" / "device.key").unlink()
    assert code(run("backup", data, tmp_path / "one.backup")) == "directory.key-missing"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["north-ridge"]


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.999])
def test_a_torn_copy_is_refused(backup: Path, tmp_path: Path, kept: float) -> None:
    """Whatever is missing of it, nothing is put back, and nothing is left lying about."""
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * kept)])
    said = run("restore", backup, tmp_path / "again")
    assert (said.status, code(said)) == (1, "backup.damaged")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["north-ridge", "one.backup"]


def _without_the_badges(file: Path) -> None:
    _rewritten(file, lambda name, content: None if name == access_file.NAME else content)


def _with_another_ledger(file: Path) -> None:
    _rewritten(file, lambda name, content: content[:-1] + b"!" if name == LEDGER else content)


def _with_a_stranger(file: Path) -> None:
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("../evil", b"x")


def _with_odd_words(file: Path) -> None:
    _rewritten(file, lambda name, content: b"{}" if name == ABOUT else content)


def _rewritten(file: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    with zipfile.ZipFile(file) as archive:
        held = {name: change(name, archive.read(name)) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in held.items():
            if content is not None:
                archive.writestr(name, content)


@pytest.mark.parametrize(
    "harm", [_without_the_badges, _with_another_ledger, _with_a_stranger, _with_odd_words]
)
def test_a_changed_backup_is_refused(backup: Path, tmp_path: Path, harm: Callable[[Path], None]) -> None:
    """A file too few, too many or other than it was: the sums show it."""
    harm(backup)
    said = run("restore", backup, tmp_path / "again")
    assert (said.status, code(said)) == (1, "backup.damaged")
    assert not (tmp_path / "again").exists()
    assert not (tmp_path.parent / "evil").exists()


def test_a_backup_with_right_sums_and_a_wrong_record_is_refused(backup: Path, tmp_path: Path) -> None:
    """Who makes the sums anew still has to get past the auditor."""
    room = tmp_path / "room"
    about = backup_file.unpack(backup, room)
    with open_for_reading(room) as opened:
        raw = opened.store.entry(3).raw
    other = raw[:99] + (b"A" if raw[99:100] != b"A" else b"B") + raw[100:]
    _overwrite(room / LEDGER, raw, other)
    backup_file.write(room, tmp_path / "other.backup", about)
    said = run("restore", tmp_path / "other.backup", tmp_path / "again")
    assert (said.status, code(said)) == (1, "backup.not-verified")
    assert not (tmp_path / "again").exists()


def test_views_that_say_something_else_are_made_from_the_records(backup: Path, tmp_path: Path) -> None:
    """What a board would show is never taken from the file: it is what the records say."""
    room = tmp_path / "room"
    about = backup_file.unpack(backup, room)
    _overwrite(room / LEDGER, b"revolver\n", b"revolves\n")
    backup_file.write(room, tmp_path / "other.backup", about)
    assert run("restore", tmp_path / "other.backup", tmp_path / "again").status == 0
    said = run("verify", tmp_path / "again")
    assert (said.status, "every view says what they say" in said.flat) == (0, True)


def _overwrite(file: Path, what: bytes, by: bytes) -> None:
    content = file.read_bytes()
    assert what in content
    file.write_bytes(content.replace(what, by))


def test_another_file_is_no_backup(data: Path, tmp_path: Path) -> None:
    """A bundle, a text or nothing: each is said."""
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("novel.txt", "It was a dark night.")
    assert code(run("restore", other, tmp_path / "again")) == "backup.not-one"
    assert code(run("restore", data / "showsafe.json", tmp_path / "again")) == "backup.damaged"
    assert code(run("restore", tmp_path / "nothing", tmp_path / "again")) == "backup.missing"


@pytest.mark.parametrize("what", ["unit", "folder", "empty", "file"])
def test_a_backup_is_never_put_over_anything(data: Path, backup: Path, tmp_path: Path, what: str) -> None:
    """What is there may hold more than the backup does."""
    place = {"unit": data}.get(what, tmp_path / what)
    if what in ("folder", "empty"):
        place.mkdir()
    if what in ("folder", "file"):
        (place / "novel.txt" if what == "folder" else place).write_text("It was a dark night.")
    before = sorted(each.name for each in place.parent.rglob("*") if not each.name.endswith(("-shm", "-wal")))
    said = run("restore", backup, place)
    after = sorted(each.name for each in place.parent.rglob("*") if not each.name.endswith(("-shm", "-wal")))
    assert (said.status, code(said)) == (2, "restore.there-already")
    assert after == before


def test_a_backup_older_than_what_was_seen_outside_is_refused(
    data: Path, backup: Path, tmp_path: Path
) -> None:
    """A witness, a mail or the insurer has a newer checkpoint: then records would vanish, and it says how many."""
    for number in range(3):
        hold(data, number)
    seen = checkpoint_of(data, tmp_path / "seen")
    said = run("restore", backup, tmp_path / "again", "--seen", seen)
    assert (said.status, code(said)) == (1, "restore.older-than-seen")
    assert "3 records after it" in " ".join(said.err.split())
    assert not (tmp_path / "again").exists()


def test_where_nothing_newer_is_left_the_gap_stays_on_record(
    data: Path, backup: Path, tmp_path: Path
) -> None:
    """The checkpoint that shows more is kept as evidence, the reason beside it, and the board says it from then on."""
    for number in range(3):
        hold(data, number)
    seen, before, again = checkpoint_of(data, tmp_path / "seen"), size(data) - 3, tmp_path / "again"
    said = run(
        "restore", backup, again, "--seen", seen, "--with-gap", "The laptop fell into the river.", "--json"
    )
    assert (said.status, said.json["missing"], said.json["record"]) == (0, 3, before + 1)
    says = says_of(again, 1)
    assert "3 records that came after it are not here. The laptop fell into the river." in says
    with open_for_reading(again) as opened:
        body = record.read(opened.store.entry(before + 1).raw).body
        assert (body["act"]["what"], body["act"]["size"]) == ("rolled-back", before)
        kept = {opened.store.attachment(each) for each in body["attachments"]}
    assert seen.read_bytes() in kept
    assert "saw more records than there are here" in run("board", again).flat
    verified = run("verify", again)
    assert verified.status == 0
    assert f"LOOK AT RECORD {before + 1}" in verified.flat


def test_a_gap_that_nothing_shows_is_not_written_down(data: Path, backup: Path, tmp_path: Path) -> None:
    """A reason without a missing record would be a story."""
    seen = checkpoint_of(data, tmp_path / "seen")
    for more in ((), ("--seen", seen)):
        said = run("restore", backup, tmp_path / "again", "--with-gap", "Just so.", *more)
        assert (said.status, code(said)) == (2, "restore.no-gap")
    assert code(run("restore", backup, tmp_path / "again", "--with-gap", " ")) == "input.empty-value"
    assert not (tmp_path / "again").exists()


def test_a_checkpoint_up_to_the_backup_lets_it_pass(data: Path, backup: Path, tmp_path: Path) -> None:
    """What was seen is in it, and nothing is missing."""
    seen = checkpoint_of(data, tmp_path / "seen")
    said = run("restore", backup, tmp_path / "again", "--seen", seen, "--json")
    assert (said.status, said.json["missing"]) == (0, 0)


def test_a_checkpoint_of_another_unit_or_of_another_history_is_no_answer(
    data: Path, backup: Path, tmp_path: Path
) -> None:
    """Neither is taken for a proof that all is there, nor for one that something is missing."""
    assert run("init", tmp_path / "other", "--profile", "common").status == 0
    other = checkpoint_of(tmp_path / "other", tmp_path / "seen-other")
    fork = tmp_path / "fork"
    assert run("restore", backup, fork).status == 0
    forked = checkpoint_of(fork, tmp_path / "seen-fork")
    hold(data, 1)
    hold(data, 2)
    assert run("backup", data, tmp_path / "two.backup").status == 0
    for seen in (other, forked):
        said = run(
            "restore", tmp_path / "two.backup", tmp_path / "again", "--seen", seen, "--with-gap", "So."
        )
        assert (said.status, code(said)) == (1, "backup.not-verified")
    assert not (tmp_path / "again").exists()


def test_a_backup_by_hand_is_seen_by_who_kept_a_checkpoint(data: Path, backup: Path, tmp_path: Path) -> None:
    """Who unpacks the file without the program leaves the record of it out, and the kept checkpoint shows it."""
    hold(data)
    seen = checkpoint_of(data, tmp_path / "seen")
    shutil.unpack_archive(backup, tmp_path / "by-hand", "zip")
    (tmp_path / "by-hand" / ABOUT).unlink()
    assert run("verify", tmp_path / "by-hand").status == 0
    said = run("verify", tmp_path / "by-hand", "--seen", seen)
    assert (said.status, "verify.rolled-back" in said.flat) == (1, True)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way.")
def test_nothing_is_open_to_others_whatever_the_shell_allows(data: Path, tmp_path: Path) -> None:
    """The key is in the file and in the directory that comes of it: both are for their owner only."""
    before = os.umask(0)
    try:
        said = run("backup", data, tmp_path / "one.backup", "--json")
        assert run("restore", tmp_path / "one.backup", tmp_path / "again").status == 0
    finally:
        os.umask(before)
    assert said.json["open_to_others"] is False
    again = tmp_path / "again"
    for secret in (
        tmp_path / "one.backup",
        again,
        again / "keys",
        again / "keys" / "device.key",
        again / LEDGER,
    ):
        assert not stat.S_IMODE(secret.stat().st_mode) & 0o077, secret


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way.")
def test_a_disk_that_keeps_no_rights_is_named(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick gives every file the same rights: then whoever backs up is told what that means."""
    took = backup_file.write

    def as_on_a_stick(folder: Path, out: Path, about: backup_file.About) -> None:
        took(folder, out, about)
        out.chmod(0o755)

    monkeypatch.setattr(backup_file, "write", as_on_a_stick)
    assert "This disk keeps no rights" in run("backup", data, tmp_path / "one.backup").flat


def test_a_disk_without_second_names_never_loses_what_is_there(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many sticks have no hard links: the file takes its name there too, and none that is taken."""

    def refused(_: Path, __: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refused)
    out = tmp_path / "one.backup"
    assert run("backup", data, out).status == 0
    before = out.read_bytes()
    assert code(run("backup", data, out)) == "backup.there-already"
    assert out.read_bytes() == before
    assert run("restore", out, tmp_path / "again").status == 0
