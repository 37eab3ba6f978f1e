"""The data directory of one production unit: making it, opening it for one writer or for many readers.

::

    showsafe.json     what unit this is; written last, so that a directory that has it is whole
    ledger.sqlite     the records (beside it, while it is open, the engine's -wal and -shm)
    profile.toml      the production's own profile, if it has one; searched.json what the search said of the rules
    access.json       the badges, if there are any; access.json.next while they are being changed
    telling.json      who is told outside, if anybody is; telling.json.next while that is being changed
    keys/device.key   this node's private key, for its owner only; device.key.next while it is being replaced
    keys/ml-dsa.key   its private ML-DSA-44 key, if it cosigns with one
    keys/telling.json the secrets of those who are told outside
    keys/offices.json the offices that get a copy of the log, and this unit's token at each
    lock              held by the one writer
    .creating         only while the directory is being made

Making is atomic: after a kill between any two writes there is either no ``showsafe.json``, and making can be
run again, or the whole directory. Every error is of ``showsafe.errors``, with a code ``directory.*``,
``disk.*``, ``settings.*``, ``checkpoint.*`` or ``ledger.*``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from showsafe.adapters import (
    access_file,
    files,
    key_file,
    mounts,
    own_profile,
    searched_file,
    settings_file,
    settings_held,
    sqlite_schema,
    tail,
    telling_file,
    witnessed,
)
from showsafe.adapters.lock import WriterLock
from showsafe.adapters.settings_file import UnitSettings
from showsafe.adapters.sqlite import SqliteStore, size_without_log
from showsafe.adapters.sqlite_errors import translated
from showsafe.errors import NotVerified, Unusable
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey

LEDGER = "ledger.sqlite"
KEYS = "keys"
DEVICE_KEY = "device.key"
NEXT_KEY = "device.key.next"
ML_DSA_KEY = "ml-dsa.key"
LOCK = "lock"
MARKER = ".creating"

_LEFTOVERS = (
    *(LEDGER + suffix for suffix in ("", "-wal", "-shm", "-journal")),
    f"{KEYS}/{DEVICE_KEY}",
    f"{KEYS}/{DEVICE_KEY}{files.TEMPORARY}",
    f"{KEYS}/{NEXT_KEY}{files.TEMPORARY}",
    f"{KEYS}/{ML_DSA_KEY}{files.TEMPORARY}",
    f"{settings_file.NAME}{files.TEMPORARY}",
    *(own_profile.NAME + suffix for suffix in ("", files.TEMPORARY)),
    *(searched_file.NAME + suffix for suffix in ("", files.TEMPORARY)),
)


@dataclass(slots=True)
class OpenDirectory:
    """An open data directory. The writer has the key and holds the lock; for a reader both are absent."""

    path: Path
    settings: UnitSettings
    store: SqliteStore
    key: DeviceKey | None = None
    lock: WriterLock | None = None

    def close(self) -> None:
        """Close the ledger, then let the next writer in."""
        try:
            self.store.close()
        finally:
            if self.lock is not None:
                self.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create(
    path: Path,
    settings: UnitSettings,
    key: DeviceKey | None = None,
    beside: Mapping[str, bytes] | None = None,
) -> None:
    """Make a data directory for a unit, with a new key unless one is given; ``beside`` are further files by name.

    Raises Unusable: ``directory.is-a-file``, ``directory.not-empty``, ``directory.already-initialised``,
    ``directory.network-drive``, ``directory.read-only``, ``directory.in-use``, ``disk.full``.
    """
    mounts.refuse_network(path)
    with files.translated(path):
        if path.exists() and not path.is_dir():
            raise files.is_a_file(path)
        files.make_directory(path)
        _refuse_occupied(path)
        lock = WriterLock(path / LOCK)
        try:
            # Again, now that nobody else can be at it: the first look was without the lock.
            _refuse_occupied(path)
            _clear_unfinished(path)
            _fill(path, settings, key or DeviceKey.generate(), beside or {})
        finally:
            lock.release()


def may_be_made(path: Path) -> bool:
    """Whether a unit can be made here: nothing is there, an empty directory, or one whose making did not end."""
    with files.translated(path):
        if not path.exists():
            return True
        names = {item.name for item in path.iterdir()} - {LOCK} if path.is_dir() else {path.name}
    return settings_file.NAME not in names and (not names or MARKER in names)


def open_for_writing(path: Path) -> OpenDirectory:
    """Open a data directory as its one writer, after the check of the ledger's tail.

    Raises Unusable or NotVerified: as ``open_for_reading``, and ``directory.network-drive``,
    ``directory.in-use``, ``directory.read-only``, ``directory.key-missing``, ``directory.key-damaged``,
    ``directory.key-mismatch``, ``ledger.not-as-witnessed``.
    """
    _refuse_absent(path)
    mounts.refuse_network(path)
    lock = WriterLock(path / LOCK)
    try:
        settings = settings_file.read(path)
        key = key_file.read(path / KEYS / DEVICE_KEY)
        with files.translated(path):
            _tidy(path)
        _look(path, settings)
        store = SqliteStore(_ledger(path))
        with _closing_on_error(store):
            store.settle()
            key = _after_rotation(path, store, key)
            _refuse_other_key(store, key)
            settings = settings_held.settled(path, store, mending=True)
            access_file.settle(path, settings.access)
            telling_file.settle(path, settings.telling)
            # Last of all: what is refused stays as it is.
            store.migrate()
    except BaseException:
        lock.release()
        raise
    return OpenDirectory(path, settings, store, key, lock)


def open_for_reading(path: Path) -> OpenDirectory:
    """Open a data directory for reading, also while another process writes; no key is needed.

    Raises Unusable or NotVerified: ``directory.missing``, ``directory.is-a-file``, ``directory.not-ours``,
    ``directory.unfinished``, ``directory.settings-damaged``, ``ledger.missing``, ``ledger.damaged``,
    ``ledger.not-a-ledger``, ``ledger.no-key``, ``ledger.tail-damaged``, ``checkpoint.*``.
    """
    _refuse_absent(path)
    settings = settings_file.read(path)
    in_file = size_without_log(_ledger(path))
    store = SqliteStore(_ledger(path), writing=False)
    with _closing_on_error(store), store.reading():
        _check_tail(store, settings)
        tail.refuse_other_log(store, in_file)
        settings = settings_held.settled(path, store, mending=False)
    return OpenDirectory(path, settings, store)


def _look(path: Path, settings: UnitSettings) -> None:
    """Check the ledger as a reader does, before a writer moves anything in it: what is refused stays as it is."""
    in_file = size_without_log(_ledger(path))
    with contextlib.closing(SqliteStore(_ledger(path), writing=False)) as store:
        _check_tail(store, settings, in_file)
        witnessed.check(store)


def _check_tail(store: SqliteStore, settings: UnitSettings, in_file: int = 0) -> None:
    public = tail.node_key(store) if store.size() > 0 else b""
    tail.check(store, VerifierKey(origin_of(settings.unit), public), in_file)


def stage_key(path: Path, key: DeviceKey) -> None:
    """Put the next key of the node on the disk, before any record names it.

    Raises Unusable: ``key.rotation-open`` where one is there, and as ``files.translated``.
    """
    with files.translated(path):
        if (path / KEYS / NEXT_KEY).exists():
            raise Unusable(
                "key.rotation-open",
                "The key of this node is being replaced already, and that did not end.",
                "Close whatever has this data directory open, and try again: opening it ends that.",
            )
        key_file.write(path / KEYS / NEXT_KEY, key)


def settle_key(path: Path) -> None:
    """Let the next key of the node take the place of the one before, once a record says so."""
    with files.translated(path):
        (path / KEYS / NEXT_KEY).replace(path / KEYS / DEVICE_KEY)
        files.sync_directory(path / KEYS)


def _after_rotation(path: Path, store: SqliteStore, key: DeviceKey) -> DeviceKey:
    """A program that was killed while it replaced the key: the ledger says whether the new one signs already."""
    file = path / KEYS / NEXT_KEY
    with files.translated(path):
        if not file.exists():
            return key
    public = tail.node_key(store) if store.size() > 0 else key.public
    if key.public == public:
        with files.translated(path):
            file.unlink()
        return key
    waiting = key_file.read(file)
    if waiting.public != public:
        return key
    settle_key(path)
    return waiting


def write_settings(path: Path, settings: UnitSettings) -> None:
    """Write the file of settings, as the last settings record names them."""
    with files.translated(path):
        settings_file.write(path, settings)


def _fill(path: Path, settings: UnitSettings, key: DeviceKey, beside: Mapping[str, bytes]) -> None:
    (path / MARKER).touch()
    files.sync_directory(path)
    (path / KEYS).mkdir(mode=0o700, exist_ok=True)
    key_file.write(path / KEYS / DEVICE_KEY, key)
    with translated():
        sqlite_schema.create(path / LEDGER)
    files.sync_directory(path)
    for name, content in beside.items():
        files.write(path / name, content)
    settings_file.write(path, settings)
    (path / MARKER).unlink()
    files.sync_directory(path)


def _clear_unfinished(path: Path) -> None:
    if not (path / MARKER).exists():
        return
    # Records come only after the marker has gone. If there are any, somebody moved files: touch nothing.
    with contextlib.suppress(NotVerified):
        if (path / LEDGER).exists():
            store = SqliteStore(path / LEDGER, writing=False)
            with contextlib.closing(store):
                if store.size() > 0:
                    raise _occupied(path)
    for name in _LEFTOVERS:
        (path / name).unlink(missing_ok=True)


def _tidy(path: Path) -> None:
    """Remove what a kill in the last steps of making may have left beside a whole directory."""
    (path / MARKER).unlink(missing_ok=True)
    for name in _LEFTOVERS:
        if name.endswith(files.TEMPORARY):
            (path / name).unlink(missing_ok=True)


def _refuse_occupied(path: Path) -> None:
    names = {item.name for item in path.iterdir()}
    if settings_file.NAME in names:
        raise Unusable(
            "directory.already-initialised",
            f"There is a data directory at {path} already.",
            "Open it as it is, or choose another directory for a new unit.",
        )
    if names - {LOCK} and MARKER not in names:
        raise _occupied(path)


def _refuse_absent(path: Path) -> None:
    with files.translated(path):
        if path.exists() and not path.is_dir():
            raise files.is_a_file(path)
        names = {item.name for item in path.iterdir()}
    if settings_file.NAME in names:
        return
    if MARKER in names:
        raise Unusable(
            "directory.unfinished",
            f"The data directory at {path} was never finished; nothing is recorded in it.",
            "Run the command that makes it again.",
        )
    raise Unusable(
        "directory.not-ours",
        f"The directory at {path} is not a data directory: it has no {settings_file.NAME}.",
        "Check the path, or make a new data directory with: showsafe init",
    )


def _ledger(path: Path) -> Path:
    if not (path / LEDGER).is_file():
        raise NotVerified(
            "ledger.missing",
            f"The data directory has no {LEDGER}: the records are gone.",
            "Restore it from a backup, and compare that with a checkpoint kept elsewhere.",
        )
    return path / LEDGER


@contextlib.contextmanager
def _closing_on_error(store: SqliteStore) -> Iterator[None]:
    try:
        yield
    except BaseException:
        store.close()
        raise


def _occupied(path: Path) -> Unusable:
    return Unusable(
        "directory.not-empty",
        f"The directory at {path} holds something that is not ours.",
        "Choose an empty directory, or a new one.",
    )


def _refuse_other_key(store: SqliteStore, key: DeviceKey) -> None:
    if store.size() > 0 and tail.node_key(store) != key.public:
        raise Unusable(
            "directory.key-mismatch",
            "The key in this data directory is not the one that its records are signed with.",
            "Restore keys/device.key from the backup of this unit.",
        )
