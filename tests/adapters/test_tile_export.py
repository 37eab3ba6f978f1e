"""The ledger as plain files: exactly the files of the format, whole at any moment, and only ever growing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from showsafe.adapters import folder_lock
from showsafe.adapters.memory import MemoryStore
from showsafe.adapters.tile_export import export
from showsafe.errors import NotVerified, ShowsafeError, Unusable, WrongInput
from showsafe.ledger import checkpoint, tree
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.store import Store
from showsafe.ledger.tiles import widths
from showsafe.ledger.writer import Writer
from tests.ledger.ledgers import KEY, UNIT, append, bodies, body


def ledger(count: int, key: DeviceKey = KEY) -> MemoryStore:
    """Return a store with so many records."""
    store = MemoryStore()
    append(store, Writer(UNIT, key), bodies(count, key))
    return store


def more(store: Store, count: int) -> None:
    """Append records until there are so many."""
    append(store, Writer(UNIT, KEY), [body(number) for number in range(store.size(), count)])


def paths(out: Path) -> set[str]:
    """Return every file of a folder, relative to it."""
    return {str(path.relative_to(out)) for path in out.rglob("*") if not path.is_dir()}


def folder_of(out: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes."""
    return {path: (out / path).read_bytes() for path in paths(out)}


def code_of(store: Store, out: Path) -> str:
    """Return the code with which an export is refused."""
    with pytest.raises(ShowsafeError) as refused:
        export(store, out)
    return refused.value.code


def records_in(out: Path, size: int) -> list[bytes]:
    """Return the records of an export, read from its bundles by hand."""
    found: list[bytes] = []
    for number in range(0, size, 256):
        width = min(256, size - number)
        name = f"{number // 256:03}" + ("" if width == 256 else f".p/{width}")
        data = (out / "tile/entries" / name).read_bytes()
        while data:
            length = int.from_bytes(data[:2])
            found.append(data[2 : 2 + length])
            data = data[2 + length :]
    return found


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (1, {"tile/0/000.p/1", "tile/entries/000.p/1"}),
        (255, {"tile/0/000.p/255", "tile/entries/000.p/255"}),
        (256, {"tile/0/000", "tile/entries/000", "tile/1/000.p/1"}),
        (
            600,
            {
                "tile/0/000",
                "tile/0/001",
                "tile/0/002.p/88",
                "tile/1/000.p/2",
                "tile/entries/000",
                "tile/entries/001",
                "tile/entries/002.p/88",
            },
        ),
    ],
)
def test_the_files_are_those_of_the_format(size: int, expected: set[str], tmp_path: Path) -> None:
    """The folder holds the checkpoint and the tiles of its size, and no other file."""
    store = ledger(size)
    export(store, tmp_path / "out")
    assert paths(tmp_path / "out") == {"checkpoint", *expected}
    assert (tmp_path / "out" / "checkpoint").read_bytes() == store.checkpoint()


def test_the_records_lead_to_the_checkpoint(tmp_path: Path) -> None:
    """The records in the bundles hash to the tiles, and the tiles to the signed root."""
    export(ledger(600), tmp_path)
    leaves = [tree.leaf_hash(raw) for raw in records_in(tmp_path, 600)]
    names = ("tile/0/000", "tile/0/001", "tile/0/002.p/88")
    assert b"".join(leaves) == b"".join((tmp_path / name).read_bytes() for name in names)
    above = b"".join(tree.subtree_of(leaves)(at, at + 256) for at in (0, 256))
    assert (tmp_path / "tile/1/000.p/2").read_bytes() == above
    signed = checkpoint.read((tmp_path / "checkpoint").read_bytes())
    assert (signed.size, signed.root) == (600, tree.Frontier().extend(leaves).root())


@pytest.mark.parametrize("sizes", [(1, 2), (255, 256, 257), (250, 600), (256, 512, 513), (513, 513)])
def test_a_second_export_is_as_the_first_would_have_been(sizes: tuple[int, ...], tmp_path: Path) -> None:
    """After every growth the folder is, byte for byte, what an export into an empty one gives."""
    store = ledger(sizes[0])
    export(store, tmp_path / "out")
    for size in sizes[1:]:
        if size > store.size():
            more(store, size)
        export(store, tmp_path / "out")
        export(store, tmp_path / f"fresh-{size}")
        assert folder_of(tmp_path / "out") == folder_of(tmp_path / f"fresh-{size}")


def test_only_what_is_new_is_written(tmp_path: Path) -> None:
    """A full tile is not touched again, and one that is gone is put back."""
    store = ledger(513)
    assert export(store, tmp_path).written == 7
    assert export(store, tmp_path).written == 0
    (tmp_path / "tile/0/000").chmod(0o400)
    before = (tmp_path / "tile/0/000").stat()
    more(store, 514)
    done = export(store, tmp_path)
    assert (done.size, done.written, done.removed) == (514, 2, 2)
    assert (tmp_path / "tile/0/000").stat() == before
    (tmp_path / "tile/0/000").unlink()
    (tmp_path / "tile/entries/001").write_bytes(b"")
    export(store, tmp_path)
    export(store, tmp_path.with_name("fresh"))
    assert folder_of(tmp_path) == folder_of(tmp_path.with_name("fresh"))


def test_another_ledger_does_not_go_into_the_folder(tmp_path: Path) -> None:
    """A folder with records of another branch, or of another unit, stays as it is."""
    export(ledger(300), tmp_path)
    before = folder_of(tmp_path)
    assert code_of(ledger(400, DeviceKey(bytes(32))), tmp_path) == "export.other-log"
    other = MemoryStore()
    append(other, Writer("other-unit", KEY), bodies(400))
    assert code_of(other, tmp_path) == "export.other-log"
    assert folder_of(tmp_path) == before


def test_a_rolled_back_ledger_does_not_go_over_a_newer_export(tmp_path: Path) -> None:
    """Where the folder knows more records than the ledger, the ledger is an old copy, and nothing is written."""
    export(ledger(300), tmp_path)
    before = folder_of(tmp_path)
    assert code_of(ledger(299), tmp_path) == "export.behind"
    assert folder_of(tmp_path) == before


@pytest.mark.parametrize(
    "name",
    [
        "photo.jpg",
        "showsafe.json",
        "tile/notes.txt",
        "tile/0/1",
        "tile/0/x000/001",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/64/000",
        "tile/00/000",
        "tile/entries/x001/2",
    ],
)
def test_a_folder_with_other_things_is_refused(name: str, tmp_path: Path) -> None:
    """A folder that holds a single file that no export has is left as it is."""
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("mine")
    assert code_of(ledger(3), tmp_path) == "export.not-a-folder"
    assert paths(tmp_path) == {name}


def test_links_and_foreign_checkpoints_are_refused(tmp_path: Path) -> None:
    """A link where a file of the export should be, and a checkpoint that is none, are not written over."""
    (tmp_path / "elsewhere").mkdir()
    for number, name in enumerate(("tile", "tile/0")):
        out = tmp_path / str(number)
        (out / name).parent.mkdir(parents=True)
        (out / name).symlink_to(tmp_path / "elsewhere")
        assert code_of(ledger(3), out) == "export.not-a-folder"
    (tmp_path / "2").mkdir()
    (tmp_path / "2" / "checkpoint").write_text("a list of things")
    assert code_of(ledger(3), tmp_path / "2") == "export.not-a-folder"
    assert paths(tmp_path / "elsewhere") == set()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """A file where the folder should be is named as one."""
    (tmp_path / "out").write_text("")
    assert code_of(ledger(3), tmp_path / "out") == "directory.is-a-file"


def test_nothing_recorded_is_nothing_exported(tmp_path: Path) -> None:
    """An empty ledger has no checkpoint, so no folder is made for it."""
    with pytest.raises(WrongInput):
        export(MemoryStore(), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_one_export_at_a_time(tmp_path: Path) -> None:
    """While one export writes into a folder, another one is turned away."""
    with folder_lock.held(tmp_path), pytest.raises(Unusable) as refused:
        export(ledger(3), tmp_path)
    assert refused.value.code == "export.in-use"
    assert export(ledger(3), tmp_path).size == 3


class Spoiled(MemoryStore):
    """A store in which one record is not what it was."""

    def __init__(self, whole: MemoryStore, number: int) -> None:
        super().__init__()
        append(self, Writer(UNIT, KEY), bodies(whole.size()))
        entry = self._entries[number - 1]
        self._entries[number - 1] = type(entry)(
            entry.number, entry.act_id, entry.scope, entry.raw + b" ", entry.leaf
        )


def test_a_damaged_record_is_not_exported(tmp_path: Path) -> None:
    """A record that does not hash to its tile stops the export, and the older export still holds."""
    whole = ledger(600)
    export(ledger(260), tmp_path)
    before = (tmp_path / "checkpoint").read_bytes()
    with pytest.raises(NotVerified) as refused:
        export(Spoiled(whole, 400), tmp_path)
    assert refused.value.code == "export.damaged"
    assert (tmp_path / "checkpoint").read_bytes() == before


class Stopped(Exception):
    """The process ends here."""


def test_a_kill_leaves_an_export_that_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped at any renaming, the folder holds the older or the newer export whole, and the next run ends it."""
    first, second = tmp_path / "first", tmp_path / "second"
    store = ledger(250)
    export(store, first)
    more(store, 600)
    export(store, second)
    real, left = Path.replace, 0

    def stopping(self: Path, target: Path) -> Path:
        nonlocal left
        left -= 1
        if left < 0:
            raise Stopped
        return real(self, target)

    stops = 0
    for stop in range(20):
        out = tmp_path / f"stopped-{stop}"
        shutil.copytree(first, out)
        left = stop
        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", stopping)
            try:
                export(store, out)
            except Stopped:
                stops += 1
        now = folder_of(out)
        whole = folder_of(first if now["checkpoint"] == (first / "checkpoint").read_bytes() else second)
        assert whole.items() <= now.items()
        export(store, out)
        assert folder_of(out) == folder_of(second)
    assert stops == 1 + len(list(widths(600))) + 5


def test_progress_is_told(tmp_path: Path) -> None:
    """Whoever waits is told how many records are out."""
    told: list[tuple[int, int]] = []
    export(ledger(300), tmp_path, lambda done, total: told.append((done, total)))
    assert told == [(256, 300), (300, 300)]
