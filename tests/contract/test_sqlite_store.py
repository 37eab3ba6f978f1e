"""The store in SQLite keeps the contract, also for a reader in another connection."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from showsafe.adapters import sqlite_schema
from showsafe.adapters.sqlite import SqliteStore
from showsafe.ledger.outbox import WAITING
from tests.contract.store_contract import StoreContract, fill, picture, to_tell
from tests.contract.together_contract import TogetherContract


class TestSqliteStore(StoreContract, TogetherContract):
    """The suite over a file."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[SqliteStore]:
        """Return an empty store in a new file."""
        sqlite_schema.create(tmp_path / "ledger.sqlite")
        with contextlib.closing(SqliteStore(tmp_path / "ledger.sqlite")) as opened:
            yield opened

    @pytest.fixture
    def reader(self, store: SqliteStore, tmp_path: Path) -> Iterator[SqliteStore]:
        """Return the file as another program reads it."""
        assert store.size() == 0
        with contextlib.closing(SqliteStore(tmp_path / "ledger.sqlite", writing=False)) as opened:
            yield opened

    def test_a_reader_sees_what_was_appended(self, store: SqliteStore, tmp_path: Path) -> None:
        """A second connection that only reads sees every finished transaction while the writer is open."""
        with contextlib.closing(SqliteStore(tmp_path / "ledger.sqlite", writing=False)) as reader:
            assert reader.size() == 0
            fill(store, 300)
            assert picture(reader) == picture(store)

    def test_everything_is_there_after_closing(self, store: SqliteStore, tmp_path: Path) -> None:
        """What was appended is the same after the file was closed and opened again."""
        fill(store, 300)
        before = picture(store)
        store.close()
        with contextlib.closing(SqliteStore(tmp_path / "ledger.sqlite")) as again:
            assert picture(again) == before

    def test_room_in_the_log_is_made_once(self, store: SqliteStore, tmp_path: Path) -> None:
        """With room made, appends leave the log's length alone, readers see them, and all of it is there afterwards."""
        log = tmp_path / "ledger.sqlite-wal"
        fill(store, 2)
        store.make_room()
        assert log.stat().st_size == sqlite_schema.LOG_BYTES
        for _ in range(300):
            fill(store, 1)
        store.make_room()
        assert log.stat().st_size == sqlite_schema.LOG_BYTES
        with contextlib.closing(SqliteStore(tmp_path / "ledger.sqlite", writing=False)) as reader:
            assert picture(reader) == picture(store)
        before = picture(store)
        store.close()
        with contextlib.closing(SqliteStore(tmp_path / "ledger.sqlite")) as again:
            assert picture(again) == before

    def test_without_room_on_the_disk_appends_go_on(
        self, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Where the log cannot be made longer, nothing is said and nothing is lost: only a little speed."""

        def full(_: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("showsafe.adapters.sqlite.os.fsync", full)
        store.make_room()
        fill(store, 3)
        assert store.size() == 3

    def test_a_file_of_the_format_before_is_read_and_brought_up(self, tmp_path: Path) -> None:
        """A file without an outbox is read as it is: nothing waits. A writer gives it one, and changes no more."""
        file = tmp_path / "older.sqlite"
        older(file)
        with contextlib.closing(SqliteStore(file, writing=False)) as reader:
            assert (reader.outbox("office", WAITING), reader.tallies()) == ([], [])
        with contextlib.closing(SqliteStore(file)) as store:
            fill(store, 300)
            before = picture(store)
            store.migrate()
            store.migrate()
            assert picture(store) == before
            store.tell([to_tell("office", 0, "a")])
        with contextlib.closing(SqliteStore(file, writing=False)) as reader:
            assert picture(reader) == before
            assert len(reader.outbox("office", WAITING)) == 1


def older(file: Path) -> None:
    """Make the file of a ledger as the format before made it."""
    file.touch()
    with contextlib.closing(sqlite_schema.connect(file, writing=True)) as connection:
        for statement in sqlite_schema.TABLES:
            connection.execute(statement)
        connection.execute("INSERT INTO state (only, size, edge, checkpoint) VALUES (1, 0, x'', x'')")
        connection.execute(f"PRAGMA application_id = {sqlite_schema.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {sqlite_schema.WITHOUT_OUTBOX}")
