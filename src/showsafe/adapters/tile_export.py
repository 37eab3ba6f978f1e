"""A ledger as plain files for any static web server (C2SP tlog-tiles): ``checkpoint`` and ``tile/``, nothing else.

::

    checkpoint                     the newest signed checkpoint, replaced last of all
    tile/<level>/<number>          256 hashes; with .p/<width> behind it, the one that still grows
    tile/entries/<number>          256 records, each after its length in two bytes

Every file takes its name only when it is whole and on the disk, and the checkpoint only when everything that it
speaks of is; so a kill leaves an older export that still holds, and the next run completes it. A second
export into the same folder writes what is new, after it has made sure that the folder holds the beginning of
this very ledger. Memory does not grow with the ledger.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from showsafe.adapters import files, folder_lock
from showsafe.errors import NotVerified, Unusable, WrongInput
from showsafe.ledger import checkpoint
from showsafe.ledger.checkpoint import Checkpoint
from showsafe.ledger.store import Store
from showsafe.ledger.tiles import TILE, bundle_of, entries_path, frontier_at, tile_path, widths
from showsafe.ledger.tree import HASH_BYTES, leaf_hash

CHECKPOINT = "checkpoint"
TREE = "tile"

Progress = Callable[[int, int], None]
"""Is told how many records are out, and of how many."""

_AT_ONCE = 64
_HIGHEST = 63
_OURS = re.compile(
    r"tile/(?P<kind>entries|\d{1,2})/(?P<number>(?:x\d{3}/)*\d{3})(?:\.p/(?P<width>[1-9]\d{0,2}))?(?:\.tmp)?"
)


@dataclass(frozen=True, slots=True)
class Exported:
    """How many records the folder now holds, how many files were written, and how many superseded ones removed."""

    size: int
    written: int
    removed: int


def export(store: Store, out: Path, progress: Progress | None = None) -> Exported:
    """Write a ledger into a folder, or what is new of it.

    Raises NotVerified: ``export.damaged``, ``export.other-log``, ``export.behind``; Unusable:
    ``export.not-a-folder``, ``export.in-use``, and as ``files.translated``; WrongInput: ``export.nothing``.
    """
    note = store.checkpoint()
    if not note:
        raise WrongInput("export.nothing", "Nothing is recorded yet.", "Export after the first record.")
    signed = checkpoint.read(note)
    if frontier_at(store.tile, signed.size).root() != signed.root:
        raise _damaged("its tree does not lead to the sum that its checkpoint has")
    with files.translated(out):
        if out.exists() and not out.is_dir():
            raise files.is_a_file(out)
        out.mkdir(parents=True, exist_ok=True)
        with folder_lock.held(out):
            _refuse_other_things(out)
            kept = _kept(store, out, signed)
            writing = _Writing(out)
            for path, content in _contents(store, signed.size, kept, out, progress):
                writing.add(path, content)
            writing.finish()
            files.write(out / CHECKPOINT, note)
            return Exported(signed.size, writing.written, _remove_superseded(out, signed.size))


@dataclass(slots=True)
class _Writing:
    """Files on their way: a group at a time reaches the disk under other names, then takes its own."""

    out: Path
    written: int = 0
    _group: list[Path] = field(default_factory=list)
    _folders: set[Path] = field(default_factory=set)

    def add(self, path: str, content: bytes) -> None:
        """Take one more file."""
        target = self.out / path
        self._make_folder(target.parent)
        _temporary(target).write_bytes(content)
        self._group.append(target)
        if len(self._group) == _AT_ONCE:
            self._name()

    def finish(self) -> None:
        """Give the last files their names, and let every name reach the disk."""
        self._name()
        for folder in sorted(self._folders):
            files.sync_directory(folder)

    def _make_folder(self, folder: Path) -> None:
        if folder in self._folders:
            return
        folder.mkdir(parents=True, exist_ok=True)
        self._folders.update([folder, *(up for up in folder.parents if up.is_relative_to(self.out))])

    def _name(self) -> None:
        for target in self._group:
            with _temporary(target).open("rb") as file:
                os.fsync(file.fileno())
        for target in self._group:
            _temporary(target).replace(target)
        self.written += len(self._group)
        self._group.clear()


def _temporary(target: Path) -> Path:
    return target.with_name(target.name + files.TEMPORARY)


def _contents(
    store: Store, size: int, kept: int, out: Path, progress: Progress | None
) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file that is not there yet; what ``kept`` records already filled stays."""
    for level, full, part in widths(size):
        for number in range(full + (1 if part else 0)):
            width = TILE if number < full else part
            done = (number * TILE + width) * TILE**level <= kept
            path = tile_path(level, number, width)
            if not (done and _has(out / path, width * HASH_BYTES)):
                yield path, _hashes(store, level, number, width)
            if level == 0:
                path = entries_path(number, width)
                if not (done and _has(out / path)):
                    yield path, _bundle(store, number, width)
                if progress is not None:
                    progress(min(size, (number + 1) * TILE), size)


def _hashes(store: Store, level: int, number: int, width: int) -> bytes:
    hashes = store.tile(level, number)[: width * HASH_BYTES]
    if len(hashes) != width * HASH_BYTES:
        raise _damaged(f"tile {number} of level {level} is too short")
    return hashes


def _bundle(store: Store, number: int, width: int) -> bytes:
    first = number * TILE + 1
    raws = [entry.raw for entry in store.entries(first, first + width - 1)]
    # Nobody would notice a record with a flipped bit here before somebody reads the folder: so it is not written.
    if b"".join(map(leaf_hash, raws)) != _hashes(store, 0, number, width):
        raise _damaged(f"a record from {first} to {first + width - 1} does not have the sum in its tile")
    return bundle_of(raws)


def _has(path: Path, length: int | None = None) -> bool:
    try:
        found = path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return False
    return found.st_size > 0 and length in (None, found.st_size)


def _kept(store: Store, out: Path, signed: Checkpoint) -> int:
    """Return how many records the folder holds already, after making sure that they are the beginning of these."""
    try:
        before = checkpoint.read((out / CHECKPOINT).read_bytes())
    except FileNotFoundError:
        return 0
    except NotVerified as error:
        raise _not_a_folder(f"its {CHECKPOINT} is not one") from error
    if before.origin != signed.origin:
        raise _other_log()
    if before.size > signed.size:
        raise NotVerified(
            "export.behind",
            f"The folder holds {before.size} records of this unit, and the ledger only {signed.size}.",
            "Keep both as they are: the ledger was rolled back, or is an old copy. Do not write over the folder.",
        )
    if frontier_at(store.tile, before.size).root() != before.root:
        raise _other_log()
    return before.size


def _refuse_other_things(out: Path) -> None:
    for item in out.iterdir():
        known = item.name in (CHECKPOINT, CHECKPOINT + files.TEMPORARY, TREE)
        if not known or item.is_symlink() or item.is_dir() != (item.name == TREE):
            raise _not_a_folder(f"it holds {item.name!r}")
    for path in _walk(out):
        if _place(path) is None:
            raise _not_a_folder(f"it holds {path!r}")


def _walk(out: Path) -> Iterator[str]:
    """Yield the path of everything below ``tile`` that is not a plain folder, relative to the export."""
    waiting = [TREE] if (out / TREE).exists() else []
    while waiting:
        above = waiting.pop()
        with os.scandir(out / above) as found:
            for item in found:
                path = f"{above}/{item.name}"
                if stat.S_ISDIR(item.stat(follow_symlinks=False).st_mode):
                    waiting.append(path)
                elif item.is_file(follow_symlinks=False):
                    yield path
                else:
                    yield f"{path}/"


def _place(path: str) -> tuple[int, int, int] | None:
    """Return level, number and width of a file of an export; None for any other."""
    found = _OURS.fullmatch(path)
    if found is None:
        return None
    level = 0 if found["kind"] == "entries" else int(found["kind"])
    number = int(found["number"].replace("x", "").replace("/", ""))
    width = int(found["width"] or TILE)
    plain = entries_path(number, width) if found["kind"] == "entries" else tile_path(level, number, width)
    ours = level <= _HIGHEST and path.removesuffix(files.TEMPORARY) == plain
    return (level, number, width) if ours else None


def _remove_superseded(out: Path, size: int) -> int:
    """Remove what no longer belongs to the tree of this size: narrower tiles, and what a kill left unnamed."""
    levels = {level: (full, part) for level, full, part in widths(size)}
    removed = 0
    for path in _walk(out):
        level, number, width = _place(path) or (0, 0, 0)
        full, part = levels.get(level, (0, 0))
        stays = (width == TILE and number < full) or (width == part and number == full)
        if stays and not path.endswith(files.TEMPORARY):
            continue
        (out / path).unlink()
        removed += 1
        if (out / path).parent.suffix == ".p" and not any((out / path).parent.iterdir()):
            (out / path).parent.rmdir()
    return removed


def _damaged(why: str) -> NotVerified:
    return NotVerified(
        "export.damaged",
        f"The ledger is damaged, and was not exported further: {why}.",
        "Keep it as it is, and run the check to find the first bad record: showsafe verify DIR",
    )


def _other_log() -> NotVerified:
    return NotVerified(
        "export.other-log",
        "The folder holds records that are not the beginning of this ledger.",
        "Keep both as they are: one of them may be rewritten. Export into another folder and compare.",
    )


def _not_a_folder(why: str) -> Unusable:
    return Unusable(
        "export.not-a-folder",
        f"The folder is no export of a ledger: {why}.",
        "Choose an empty folder, or a new one.",
    )
