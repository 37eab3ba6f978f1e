"""The files of a tile folder, one at a time: how they are named, what may lie there, what is read of them."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path
from typing import NoReturn

import pytest

from showsafe.ledger.verify import verify
from showsafe.ledger.verify.folder import Folder, read_file, tile_path
from tests.ledger.verify.logs import Log, fault, folder_of, leaf_of, tiles_of, tree_of

RAWS = [b"record %d" % number for number in range(1, 601)]
LEAVES = [leaf_of(raw) for raw in RAWS]


def put(path: Path, size: int) -> Folder:
    """Write the tiles over the first so many records."""
    folder_of(path, RAWS[:size], b"signed")
    return Folder(path, size)


def strangers(folder: Folder) -> set[str]:
    """Return what a folder holds and should not, or lacks."""
    return set(folder.strangers())


# Names


@pytest.mark.parametrize(
    ("number", "width", "path"),
    [
        (0, 256, "tile/3/000"),
        (7, 255, "tile/3/007.p/255"),
        (12, 1, "tile/3/012.p/1"),
        (999, 256, "tile/3/999"),
        (1000, 256, "tile/3/x001/000"),
        (12_345, 256, "tile/3/x012/345"),
        (999_999, 6, "tile/3/x999/999.p/6"),
        (1_234_067, 256, "tile/3/x001/x234/067"),
        (1_234_067_089, 256, "tile/3/x001/x234/x067/089"),
    ],
)
def test_how_a_tile_is_named(number: int, width: int, path: str) -> None:
    """In groups of three digits as C2SP tlog-tiles has it, the growing tile by its width: other readers find it."""
    assert tile_path("3", number, width) == path


@pytest.mark.parametrize("size", [1, 255, 256, 257, 300, 512, 600])
def test_a_folder_of_a_size_holds_its_tiles_alone(tmp_path: Path, size: int) -> None:
    """Around the edges of tiles no honest folder is accused, and each tile that is gone is missed by its level."""
    folder = put(tmp_path, size)
    assert strangers(folder) == set()
    for name in tiles_of(RAWS[:size]):
        content = (tmp_path / name).read_bytes()
        (tmp_path / name).unlink()
        emptied = f"{name.rpartition('/')[0]}/" if ".p/" in name else ""
        kind = name.split("/")[1]
        alone = {f"tile/{kind}/"} if not emptied and not any((tmp_path / "tile" / kind).iterdir()) else set()
        assert strangers(folder) - ({emptied} | alone) == {f"tile/{kind} (a file of it is missing)"}
        (tmp_path / name).write_bytes(content)


@pytest.mark.parametrize(
    ("size", "name"),
    [
        (300, "tile/0/000.p/5"),
        (300, "tile/0/000.p/44"),
        (300, "tile/0/002.p/44"),
        (300, "tile/0/001.p/43"),
        (300, "tile/0/001"),
        (300, "tile/0/001.p/044"),
        (300, "tile/0/x000/001.p/44"),
        (300, "tile/0/x000/000"),
        (300, "tile/00/000"),
        (300, "tile/1/000.p/2"),
        (300, "tile/entries/000.p/256"),
        (256, "tile/0/001.p/0"),
        (256, "tile/0/000.p/256"),
        (256, "tile/2/000.p/1"),
        (300, "0/001.p/44"),
        (300, "entries/000"),
        (300, "checkpoint.p/1"),
        (300, "tile/checkpoint"),
        (300, "tile/tile/0/000"),
        (300, "tile/0/000x"),
    ],
)
def test_a_tile_under_another_name_is_a_stranger(tmp_path: Path, size: int, name: str) -> None:
    """Another width, another number, another way of writing it: nobody can keep a second history in such a file."""
    folder = put(tmp_path, size)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(b"x")
    assert name in strangers(folder)


@pytest.mark.parametrize(
    "name", ["tile/0/x001/000", "tile/0/x001/x234/066", "tile/entries/x001/x234/067.p/9"]
)
def test_the_tiles_of_a_large_log_are_known(tmp_path: Path, name: str) -> None:
    """Of more than a thousand tiles each is known by its long name, and not taken for a stranger."""
    folder = put(tmp_path, 1)
    folder.size = 1_234_067 * 256 + 9
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(b"x")
    assert name not in strangers(folder)
    other = name.replace("x001/", "x000/x001/")
    (tmp_path / other).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / other).write_bytes(b"x")
    assert other in strangers(folder)


def test_what_is_no_plain_file_is_a_stranger(tmp_path: Path) -> None:
    """Links to a file or to a folder, pipes and empty folders are named, though what they lead to would fit."""
    folder = put(tmp_path / "log", 600)
    tile, kind = tmp_path / "log/tile/1/000.p/2", tmp_path / "log/tile/0"
    tile.rename(tmp_path / "tile")
    tile.symlink_to(tmp_path / "tile")
    assert "tile/1/000.p/2" in strangers(folder)
    tile.unlink()
    os.mkfifo(tile)
    assert "tile/1/000.p/2" in strangers(folder)
    tile.unlink()
    assert strangers(folder) == {"tile/1/000.p/", "tile/1 (a file of it is missing)"}
    (tmp_path / "tile").rename(tile)
    kind.rename(tmp_path / "kind")
    kind.symlink_to(tmp_path / "kind")
    assert strangers(folder) == {"tile/0", "tile/0 (a file of it is missing)"}


def test_a_folder_with_nothing_in_it_lacks_everything(tmp_path: Path) -> None:
    """The folder itself is no stranger, be it empty."""
    missing = {"tile/0 (a file of it is missing)", "tile/entries (a file of it is missing)"}
    assert strangers(Folder(tmp_path, 5)) == missing


def test_folders_within_folders_come_to_an_end(tmp_path: Path) -> None:
    """Of folders in folders without end the one at the seventeenth place is named, and not gone into."""
    folder = put(tmp_path, 1)
    deep = tmp_path.joinpath(*["d"] * 20)
    deep.mkdir(parents=True)
    assert strangers(folder) == {"/".join(["d"] * 17)}
    (tmp_path.joinpath(*["d"] * 16) / "d").rename(tmp_path / "rest")
    (tmp_path.joinpath(*["d"] * 16) / "file").touch()
    assert "/".join([*["d"] * 16, "file"]) in strangers(folder)


@pytest.mark.parametrize("backwards", [False, True])
def test_strangers_are_told_in_the_order_of_their_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, backwards: bool
) -> None:
    """Two who audit copies of one folder read of the same stranger, in whatever order a disk lists its files."""
    folder = put(tmp_path, 300)
    added = ["a", "b", "tile/0/z", "tile/entries/a"]
    for name in added:
        (tmp_path / name).touch()
    (tmp_path / "tile/0/000").unlink()
    plain = os.scandir

    def listed(path: Path) -> nullcontext[list[os.DirEntry[str]]]:
        with plain(path) as found:
            return nullcontext(sorted(found, key=lambda item: item.name, reverse=backwards))

    monkeypatch.setattr(os, "scandir", listed)
    assert list(folder.strangers()) == [*added, "tile/0 (a file of it is missing)"]


def test_a_stranger_cannot_write_over_the_report(tmp_path: Path) -> None:
    """What a terminal would obey in a name is shown by its number."""
    log = Log().open()
    (folder_of(tmp_path, log.raws, log.checkpoint()) / "w\u00e4r\x1b[2K\rfine").touch()
    says = "w\u00e4r\\x1b[2K\\rfine is not what a tile folder of this size holds"
    assert fault(verify(tmp_path), "structure") == says


# Records and hashes


@pytest.mark.parametrize(
    ("first", "count"), [(1, 600), (1, 1), (1, 256), (1, 300), (257, 256), (257, 10), (257, 344), (513, 88)]
)
def test_as_many_records_as_were_asked_for(tmp_path: Path, first: int, count: int) -> None:
    """From the first of a tile on, so many records with so many sums, over one tile or several."""
    rows = put(tmp_path, 600).rows(first, count)
    assert list(rows.raws) == RAWS[first - 1 : first - 1 + count]
    assert rows.leaves == b"".join(LEAVES[first - 1 : first - 1 + count])
    assert rows.fault is None


@pytest.mark.parametrize(("first", "count"), [(1, 1), (1, 256), (1, 512), (257, 256)])
def test_a_break_behind_what_was_asked_for(tmp_path: Path, first: int, count: int) -> None:
    """Records are not accused for a later bundle that is gone."""
    folder = put(tmp_path, 600)
    (tmp_path / "tile/entries/002.p/88").unlink()
    rows = folder.rows(first, count)
    assert (len(rows.raws), rows.fault) == (count, None)


BUNDLE = "the file tile/entries/001.p/44"


@pytest.mark.parametrize(
    ("cut", "more", "bad", "says"),
    [
        (1, b"", 300, f"{BUNDLE} ends before its last record"),
        (len(RAWS[299]), b"", 300, f"{BUNDLE} ends before its last record"),
        (len(RAWS[299]) + 1, b"", 300, f"{BUNDLE} ends before its last record"),
        (len(RAWS[299]) + 2, b"", 300, f"{BUNDLE} ends before its last record"),
        (len(RAWS[299]) + 3, b"", 299, f"{BUNDLE} ends before its last record"),
        (0, b"\x00", 301, f"{BUNDLE} goes on after its last record"),
    ],
)
def test_where_a_bundle_of_records_breaks_off(
    tmp_path: Path, cut: int, more: bytes, bad: int, says: str
) -> None:
    """The record that is not whole is the bad one; those before it are returned, and the sums that are stored."""
    folder = put(tmp_path, 300)
    file = tmp_path / "tile/entries/001.p/44"
    file.write_bytes(file.read_bytes()[: len(file.read_bytes()) - cut] + more)
    rows = folder.rows(1, 300)
    assert rows.fault is not None
    assert (rows.fault.code, rows.fault.record, rows.fault.says) == ("verify.structure", bad, says)
    assert list(rows.raws) == RAWS[: bad - 1]
    assert rows.leaves == b"".join(LEAVES[:300])


def test_a_bundle_that_is_not_there(tmp_path: Path) -> None:
    """The first record of a missing bundle is the first bad one, and later bundles are not read."""
    folder = put(tmp_path, 600)
    (tmp_path / "tile/entries/001").unlink()
    rows = folder.rows(1, 600)
    assert rows.fault is not None
    assert rows.fault.record == 257
    assert rows.fault.says == "the file tile/entries/001 is not there, or cannot be read"
    assert list(rows.raws) == RAWS[:256]


def test_a_bundle_that_is_too_large(tmp_path: Path) -> None:
    """What is larger than 256 of the largest records would only fill the memory, and is not read."""
    file = tmp_path / "tile/entries/000"
    file.parent.mkdir(parents=True)
    file.touch()
    os.truncate(file, 256 * 65_537 + 1)  # a file of holes, which takes no room
    found = Folder(tmp_path, 256).rows(1, 256).fault
    assert found is not None
    assert found.says == "the file tile/entries/000 is not there, or cannot be read"


def test_a_tile_is_as_long_as_its_size_says(tmp_path: Path) -> None:
    """A tile with hashes behind its last, or cut short, counts as none; nobody's hashes lie unread in it."""
    folder = put(tmp_path, 600)
    assert folder.tile(0, 1) == b"".join(LEAVES[256:512])
    assert folder.tile(0, 2) == b"".join(LEAVES[512:])
    assert folder.tile(1, 0) == tree_of(LEAVES[:256]) + tree_of(LEAVES[256:512])
    assert [folder.tile(0, 3), folder.tile(2, 0), folder.tile(0, 9)] == [b"", b"", b""]
    for name, number in (("tile/0/001", 1), ("tile/0/002.p/88", 2)):
        whole = (tmp_path / name).read_bytes()
        for content in (whole + bytes(32), whole[:-32], whole + b"x", b""):
            (tmp_path / name).write_bytes(content)
            assert folder.tile(0, number) == b""


def test_hashes_behind_a_growing_tile_are_found(tmp_path: Path) -> None:
    """One hash too many at the end of the leaves is a fault, though nothing in the log would ever read it."""
    log = Log().open().checked(4)
    folder = folder_of(tmp_path, log.raws, log.checkpoint())
    file = folder / "tile/0/000.p/5"
    file.write_bytes(file.read_bytes() + bytes(32))
    assert fault(verify(folder), "tiles") == "the stored sum of record 1 is not that of its bytes"


def test_a_plain_file_is_read_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to its largest size, and never through a link, from a pipe that would be waited for, or a folder."""
    file = tmp_path / "file"
    file.write_bytes(b"12345")
    (tmp_path / "link").symlink_to(file)
    os.mkfifo(tmp_path / "pipe")
    asked: list[int] = []
    plain = os.open

    def opening(path: Path, flags: int) -> int:
        asked.append(flags)
        return plain(path, flags)

    monkeypatch.setattr(os, "open", opening)
    assert read_file(file, 5) == b"12345"
    assert [flags & os.O_NONBLOCK for flags in asked] == [os.O_NONBLOCK]  # else the pipe below is waited for
    assert read_file(file, 4) is None
    others = [tmp_path / "link", tmp_path / "pipe", tmp_path, tmp_path / "none", tmp_path / "a\0b"]
    assert [read_file(other, 1 << 20) for other in others] == [None] * 5


def test_what_breaks_in_reading_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails in the middle makes a file that cannot be read; nothing stays open of it."""
    file = tmp_path / "file"
    file.write_bytes(b"12345")
    asked: list[int] = []

    def failing(descriptor: int) -> NoReturn:
        asked.append(descriptor)
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fstat", failing)
        assert read_file(file, 5) is None
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(asked[0])
