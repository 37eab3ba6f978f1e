"""The store in SQLite keeps the contract, also for a reader in another connection."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from showsafe.adapters import sqlite_schema
from showsafe.adapters.sqlite import SqliteStore
from tests.contract.store_contract import StoreContract, fill, picture


class TestSqliteStore(StoreContract):
    """The suite over a file."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[SqliteStore]:
        """Return an empty store in a new file."""
        sqlite_schema.create(tmp_path / "ledger.sqlite")
        with contextlib.closing(SqliteStore(tmp_path / "ledger.sqlite")) as opened:
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
