"""Clocks, mounts, whole files and settings."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from showsafe.adapters import files, mounts
from showsafe.adapters.clock import FixedClock, SystemClock
from showsafe.adapters.settings_file import UnitSettings
from showsafe.errors import ShowsafeError, WrongInput

TABLE = r"""/dev/sda / ext4 rw 0 0
server:/a /mnt nfs4 rw 0 0
/dev/sdb /mnt/local ext4 rw 0 0
//server/b /mnt/with\040blank cifs rw 0 0
tmpfs /srv tmpfs rw 0 0
host /srv fuse.sshfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/opt/set", "ext4"),
        ("/mnt", "nfs4"),
        ("/mnt/unit", "nfs4"),
        ("/mnt/local/unit", "ext4"),
        ("/mnt/locals", "nfs4"),
        ("/mnt/with blank/unit", "cifs"),
        ("/mntx", "ext4"),
        ("/srv/unit", "fuse.sshfs"),
    ],
)
def test_the_nearest_mount_counts(path: str, kind: str) -> None:
    """A path belongs to the longest mount point above it, and of two at one point to the later one."""
    assert mounts.kind_of(Path(path), TABLE) == kind


def test_without_a_table_nothing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a system without a table of mounts the kind of a file system is unknown, and making goes on."""
    monkeypatch.setattr(mounts, "_TABLE", tmp_path / "none")
    mounts.refuse_network(tmp_path)
    assert mounts.kind_of(tmp_path, "") == ""


def test_the_machine_clock_is_in_utc() -> None:
    """The system's clock gives an aware time in UTC that does not stand before the last one asked for."""
    one, other = SystemClock().now(), SystemClock().now()
    assert one.utcoffset() == timedelta(0)
    assert other - one < timedelta(minutes=1)


def test_a_fixed_clock_moves_only_when_told() -> None:
    """A fixed clock stands still, moves both ways, and gives UTC whatever zone it was set in."""
    clock = FixedClock(datetime(2025, 3, 4, 5, 6, 7, tzinfo=timezone(timedelta(hours=-7))))
    assert clock.now() == clock.now() == datetime(2025, 3, 4, 12, 6, 7, tzinfo=UTC)
    clock.advance(-8)
    assert clock.now().isoformat() == "2025-03-04T12:05:59+00:00"
    with pytest.raises(ValueError, match="zone"):
        FixedClock(datetime(2025, 3, 4, 5, 6, 7))  # noqa: DTZ001


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """A written file has its content and rights, and no neighbour is left, even where one was before."""
    file = tmp_path / "file"
    (tmp_path / "file.tmp").write_bytes(b"left over")
    files.write(file, b"one", 0o600)
    files.write(file, b"two", 0o600)
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"two", 0o600)
    assert [item.name for item in tmp_path.iterdir()] == ["file"]


def test_a_file_reaches_the_disk_before_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order is: content to the disk, then the name, then the directory to the disk."""
    done: list[str] = []
    sync, rename = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        done.append("directory" if os.path.isdir(f"/proc/self/fd/{descriptor}") else "content")  # noqa: PTH112
        sync(descriptor)

    def replace(path: Path, target: Path) -> Path:
        done.append("name")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    files.write(tmp_path / "file", b"content")
    assert done == ["content", "name", "directory"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk.full"),
        (errno.EDQUOT, "disk.full"),
        (errno.EROFS, "directory.read-only"),
        (errno.EACCES, "directory.read-only"),
        (errno.ENOENT, "directory.missing"),
        (errno.EIO, "disk.error"),
    ],
)
def test_the_system_speaks_in_our_words(number: int, code: str) -> None:
    """Each error of the operating system becomes one of ours, with a permanent code."""
    with pytest.raises(ShowsafeError) as refused, files.translated(Path("unit")):
        raise OSError(number, os.strerror(number))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("unit", "profile", "offset"), [("", "p", 0), ("A", "p", 0), ("a", "../p", 0), ("a", "p", 900)]
)
def test_settings_are_checked(unit: str, profile: str, offset: int) -> None:
    """A unit or profile that is no id, and an offset that no place has, are refused."""
    with pytest.raises(WrongInput) as refused:
        UnitSettings(unit, profile, offset)
    assert refused.value.code.startswith("settings.")
