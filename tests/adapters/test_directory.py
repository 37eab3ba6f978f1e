"""The data directory: made whole or not at all, and opened with a clear answer whatever its state."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from showsafe.adapters import directory, key_file, mounts
from showsafe.adapters.lock import WriterLock
from showsafe.errors import ShowsafeError
from showsafe.ledger import canonical
from showsafe.ledger.keys import DeviceKey
from tests.ledger.ledgers import KEY, SETTINGS, fill, made

NOBODY = 65534


def code_of_creating(path: Path) -> str:
    """Try to make a data directory, and return the code of the refusal."""
    with pytest.raises(ShowsafeError) as refused:
        directory.create(path, SETTINGS)
    assert refused.value.says
    assert refused.value.now
    return refused.value.code


def code_of_writing(path: Path) -> str:
    """Try to open for writing, and return the code of the refusal."""
    with pytest.raises(ShowsafeError) as refused:
        directory.open_for_writing(path)
    return refused.value.code


def code_of_reading(path: Path) -> str:
    """Try to open for reading, and return the code of the refusal."""
    with pytest.raises(ShowsafeError) as refused:
        directory.open_for_reading(path)
    return refused.value.code


def test_a_new_directory_opens(tmp_path: Path) -> None:
    """A directory just made, parents included, opens with its settings, its key and no record."""
    directory.create(tmp_path / "a" / "b", SETTINGS, KEY)
    with directory.open_for_writing(tmp_path / "a" / "b") as opened:
        assert (opened.settings, opened.key, opened.store.size()) == (SETTINGS, KEY, 0)
    names = {str(item.relative_to(tmp_path / "a" / "b")) for item in (tmp_path / "a").rglob("*")} - {"."}
    assert names == {"showsafe.json", "ledger.sqlite", "keys", "keys/device.key", "lock"}


def test_the_settings_are_canonical(tmp_path: Path) -> None:
    """The settings are canonical JSON with the number of their format."""
    directory.create(tmp_path / "unit", SETTINGS)
    content = canonical.decode((tmp_path / "unit" / "showsafe.json").read_bytes())
    said = {"unit": "north-ridge", "profile": "us-nm", "utc_offset_minutes": -420}
    assert content == {"format": 2, **said, "witnesses": [], "time_authorities": []}


def test_the_key_is_for_its_owner_only(tmp_path: Path) -> None:
    """The key's file and directory give no right to group or others."""
    directory.create(tmp_path / "unit", SETTINGS)
    assert stat.S_IMODE((tmp_path / "unit" / "keys" / "device.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "unit" / "keys").stat().st_mode) == 0o700


def test_making_fills_an_empty_directory_and_no_other(tmp_path: Path) -> None:
    """An empty directory is filled; a file, a foreign directory and a ready one are refused, untouched."""
    directory.create(tmp_path, SETTINGS)
    assert code_of_creating(tmp_path) == "directory.already-initialised"
    assert code_of_creating(tmp_path / "lock") == "directory.is-a-file"
    assert code_of_creating(tmp_path / "lock" / "below") == "directory.is-a-file"
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "photo.jpg").write_bytes(b"x")
    assert code_of_creating(foreign) == "directory.not-empty"
    assert [item.name for item in foreign.iterdir()] == ["photo.jpg"]


def test_making_waits_for_nobody(tmp_path: Path) -> None:
    """While another process is making the same directory, a second one is told so."""
    lock = WriterLock(tmp_path / "lock")
    assert code_of_creating(tmp_path) == "directory.in-use"
    lock.release()
    directory.create(tmp_path, SETTINGS)


def test_what_is_left_of_making_is_made_again_but_records_are_not_touched(tmp_path: Path) -> None:
    """An unfinished directory is finished by making it again; one that holds records is refused."""
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / ".creating").touch()
    (tmp_path / "new" / "ledger.sqlite").write_bytes(b"half")
    assert code_of_writing(tmp_path / "new") == "directory.unfinished"
    directory.create(tmp_path / "new", SETTINGS)
    full = made(tmp_path / "full", 2)
    (full / "showsafe.json").unlink()
    assert code_of_creating(full) == "directory.not-empty"
    (full / ".creating").touch()
    assert code_of_creating(full) == "directory.not-empty"
    assert (full / "ledger.sqlite").stat().st_size > 0


def test_what_is_not_a_data_directory_is_told_apart(tmp_path: Path) -> None:
    """Nothing there, a file, and a directory without settings each have their code, whoever opens."""
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()
    for code in (code_of_writing, code_of_reading):
        assert code(tmp_path / "nowhere") == "directory.missing"
        assert code(tmp_path / "file") == "directory.is-a-file"
        assert code(tmp_path / "empty") == "directory.not-ours"


def test_one_writer_and_many_readers(tmp_path: Path) -> None:
    """A second writer is refused while the first is open; readers come and see every record."""
    path = made(tmp_path / "unit", 2)
    with directory.open_for_writing(path) as opened:
        assert code_of_writing(path) == "directory.in-use"
        with directory.open_for_reading(path) as one, directory.open_for_reading(path) as other:
            fill(opened, 4)
            assert (one.store.size(), other.store.size(), one.key) == (4, 4, None)
    with directory.open_for_writing(path) as opened:
        assert opened.store.size() == 4


def test_a_refused_opening_gives_the_lock_back(tmp_path: Path) -> None:
    """After an opening that failed, the directory opens once its fault is mended."""
    path = made(tmp_path / "unit", 2)
    whole = (path / "ledger.sqlite").read_bytes()
    (path / "ledger.sqlite").write_bytes(b"x" * len(whole))
    assert code_of_writing(path) == "ledger.damaged"
    (path / "ledger.sqlite").write_bytes(whole)
    directory.open_for_writing(path).close()


def settings(**changed: object) -> bytes:
    """Return the bytes of a file of settings in which something is changed."""
    said = {"format": 2, "profile": "us-nm", "unit": "a", "utc_offset_minutes": 0}
    return canonical.encode({**said, "witnesses": [], "time_authorities": [], **changed})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "directory.settings-damaged"),
        (b"[]", "directory.settings-damaged"),
        (b'{"format":1}', "directory.settings-damaged"),
        (b'{"format":1,"profile":"us-nm","unit":"a","utc_offset_minutes":0}', "directory.settings-damaged"),
        (settings(unit="A B"), "directory.settings-damaged"),
        (settings(unit=7), "directory.settings-damaged"),
        (settings(format=0), "directory.settings-damaged"),
        (settings(utc_offset_minutes=True), "directory.settings-damaged"),
        (
            settings(witnesses=[{"vkey": "log", "url": "https://witness.example"}]),
            "directory.settings-damaged",
        ),
        (settings(witnesses=[{"vkey": 7, "url": "https://witness.example"}]), "directory.settings-damaged"),
        (settings(witnesses={}), "directory.settings-damaged"),
        (settings(time_authorities=[{"name": "clock"}]), "directory.settings-damaged"),
        (b'{"format":5}', "directory.newer"),
    ],
)
def test_settings_that_do_not_hold(tmp_path: Path, content: bytes, code: str) -> None:
    """Settings that are damaged or newer than the program are told apart."""
    path = made(tmp_path / "unit", 1)
    (path / "showsafe.json").write_bytes(content)
    assert (code_of_writing(path), code_of_reading(path)) == (code, code)


def test_a_key_that_is_missing_damaged_or_another(tmp_path: Path) -> None:
    """Without its key a directory is read but not written; a damaged key and a foreign one are told apart."""
    path = made(tmp_path / "unit", 2)
    file = path / "keys" / "device.key"
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert code_of_writing(path) == "directory.key-damaged"
    key_file.write(file, DeviceKey(bytes(32)))
    assert code_of_writing(path) == "directory.key-mismatch"
    file.unlink()
    assert code_of_writing(path) == "directory.key-missing"
    with directory.open_for_reading(path) as opened:
        assert opened.store.size() == 2


def test_a_ledger_that_is_missing(tmp_path: Path) -> None:
    """A directory whose ledger is gone is not quietly given an empty one."""
    path = made(tmp_path / "unit", 2)
    (path / "ledger.sqlite").unlink()
    assert (code_of_writing(path), code_of_reading(path)) == ("ledger.missing", "ledger.missing")
    assert not (path / "ledger.sqlite").exists()


def test_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory on a network drive is neither made nor opened for writing."""
    path = made(tmp_path / "unit", 1)
    table = tmp_path / "mounts"
    table.write_text(f"/dev/sda / ext4 rw 0 0\nserver:/export {tmp_path.resolve()} nfs4 rw 0 0\n")
    monkeypatch.setattr(mounts, "_TABLE", table)
    assert code_of_writing(path) == "directory.network-drive"
    assert code_of_creating(tmp_path / "new") == "directory.network-drive"
    assert not (tmp_path / "new").exists()


@pytest.fixture
def locked_away(tmp_path: Path) -> Iterator[Path]:
    """Return a data directory with two records in which this process may read and not write."""
    with tempfile.TemporaryDirectory() as name:
        # Not in tmp_path: another user cannot even pass through that one.
        path = Path(name)
        path.chmod(0o755)
        shutil.copytree(made(tmp_path / "unit", 2), path / "unit")
        (path / "unit").chmod(0o555)
        (path / "unit" / "keys").chmod(0o555)
        (path / "unit" / "keys" / "device.key").chmod(0o444)
        root = os.geteuid() == 0
        if root:
            os.seteuid(NOBODY)
        try:
            yield path / "unit"
        finally:
            if root:
                os.seteuid(0)
            (path / "unit").chmod(0o755)


def test_a_directory_that_is_read_only(locked_away: Path) -> None:
    """A read-only directory is refused for writing and for making, and still read."""
    assert code_of_writing(locked_away) == "directory.read-only"
    assert code_of_creating(locked_away / "new") == "directory.read-only"
    with directory.open_for_reading(locked_away) as opened:
        assert opened.store.size() == 2
