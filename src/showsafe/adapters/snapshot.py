"""A copy of a data directory as it was at one moment, also while a program writes into it.

The ledger is copied by the engine's own online copy, in one step, so that it is a ledger between two transactions;
nobody who writes waits for it. Settings, badges and key have to be those that the copied records name: where one
changed just then, the copy is made again.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from showsafe.adapters import (
    access_file,
    directory,
    files,
    key_file,
    own_profile,
    searched_file,
    settings_file,
    settings_held,
    sqlite_schema,
    tail,
    telling_file,
)
from showsafe.adapters.sqlite import SqliteStore
from showsafe.adapters.sqlite_errors import translated
from showsafe.errors import Unusable
from showsafe.ledger import checkpoint
from showsafe.ledger.checkpoint import Checkpoint

TRIES = 8
"""How often a copy is made again because a badge, the settings or the key changed meanwhile."""

_CHANGED = ("access.changed", "settings.changed", "telling.changed", "directory.key-mismatch")
"""What is said of a file that is newer or older than the copied records."""

_OWNER_ONLY = 0o700


def take(path: Path, into: Path) -> Checkpoint:
    """Copy a data directory into a new folder, whose files are whole and durable; return what its checkpoint says.

    Raises as ``directory.open_for_reading``, and Unusable: ``access.*``, ``settings.*``, ``directory.key-*``,
    ``disk.full``.
    """
    with directory.open_for_reading(path):
        pass
    with files.translated(into):
        into.mkdir(mode=_OWNER_ONLY)
        (into / directory.KEYS).mkdir(mode=_OWNER_ONLY)
    for left in reversed(range(TRIES)):
        try:
            return _taken(path, into)
        except Unusable as error:
            if error.code not in _CHANGED or not left:
                raise
    raise AssertionError(path)


def _taken(path: Path, into: Path) -> Checkpoint:
    ledger = into / directory.LEDGER
    with translated():
        _copy(path / directory.LEDGER, ledger)
    with contextlib.closing(SqliteStore(ledger, writing=False)) as store:
        settings = settings_held.settled(path, store, mending=False)
        public, signed = tail.node_key(store), checkpoint.read(store.checkpoint())
    access = access_file.read(path, settings.access)
    told = telling_file.content_of(path, settings.telling)
    profile = own_profile.read(path, settings.own_profile) if settings.own_profile else b""
    passed = searched_file.read(path)
    key = key_file.read(path / directory.KEYS / directory.DEVICE_KEY)
    if key.public != public:
        raise _other_key()
    other = path / directory.KEYS / directory.ML_DSA_KEY
    with files.translated(into):
        settings_file.write(into, settings)
        for name, content in ((access_file.NAME, access), (telling_file.NAME, told)):
            (into / name).unlink(missing_ok=True)
            if content:
                files.write(into / name, content, key_file.OWNER_ONLY)
        key_file.write(into / directory.KEYS / directory.DEVICE_KEY, key)
        if profile:
            files.write(into / own_profile.NAME, profile)
        if passed:
            searched_file.write(into, passed)
        if other.exists():
            files.write(into / directory.KEYS / directory.ML_DSA_KEY, other.read_bytes(), key_file.OWNER_ONLY)
    return signed


def _copy(file: Path, to: Path) -> None:
    for name in (to, *_beside(to)):
        name.unlink(missing_ok=True)
    source = sqlite_schema.connect(file, writing=False)
    with contextlib.closing(source), contextlib.closing(sqlite3.connect(to)) as target:
        source.backup(target)
    to.chmod(key_file.OWNER_ONLY)


def _other_key() -> Unusable:
    return Unusable(
        "directory.key-mismatch",
        "The key in this data directory is not the one that its records are signed with.",
        "Restore keys/device.key from the backup of this unit.",
    )


def _beside(file: Path) -> Iterator[Path]:
    yield from (file.with_name(file.name + suffix) for suffix in ("-wal", "-shm", "-journal"))
