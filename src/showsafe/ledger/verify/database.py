"""The auditor's own reading of the database: no column is trusted to be of its declared kind."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

_BLOCK = 512
_FORMAT = (0x53687753, 1)
_TABLES = {
    """CREATE TABLE entries ( number INTEGER PRIMARY KEY, act_id TEXT NOT NULL, scope TEXT NOT NULL,
       leaf BLOB NOT NULL, raw BLOB NOT NULL ) STRICT""",
    "CREATE UNIQUE INDEX entries_by_act ON entries (act_id)",
    "CREATE INDEX entries_by_scope ON entries (scope)",
    """CREATE TABLE state ( only INTEGER PRIMARY KEY CHECK (only = 1), size INTEGER NOT NULL,
       edge BLOB NOT NULL, checkpoint BLOB NOT NULL ) STRICT""",
    "CREATE TABLE edges (size INTEGER PRIMARY KEY, edge BLOB NOT NULL) STRICT",
    """CREATE TABLE rows ( name TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL,
       PRIMARY KEY (name, key) ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE snapshots ( scope TEXT PRIMARY KEY, number INTEGER NOT NULL REFERENCES entries (number),
       state BLOB NOT NULL ) STRICT""",
}

ERRORS = (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError, MemoryError, OSError)
"""Everything that reading a damaged file may raise."""


class Database:
    """One consistent view of the file of a ledger, from its first query to ``close``."""

    def __init__(self, file: Path) -> None:
        """Open the file for reading; raises one of ERRORS."""
        self._log = file.with_name(file.name + "-wal")
        # Without a write-ahead log nobody writes, and the file can be read without touching its directory.
        self._alone = not self._log.exists()
        self.unclosed = not self._alone and self._log.stat().st_size > 0
        if not file.is_file():
            raise FileNotFoundError(file)
        self._connection = _connection(file, unchanging=self._alone)
        try:
            self._begin()
        except sqlite3.Error as error:
            # On a full disk the engine has no room for the file (-shm) that it would share with a writer.
            no_room = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_SHMSIZE
            self._connection.close()
            if not no_room or self.unclosed:
                raise
            self._connection = _connection(file, unchanging=True)
            self._begin()

    def _begin(self) -> None:
        self._connection.execute("BEGIN")
        self._connection.execute("PRAGMA schema_version")

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def disturbed(self) -> bool:
        """Say whether a writer opened the file while it was read as one that nobody writes to."""
        return self._alone and self._log.exists()

    def unsound(self) -> str:
        """Return the first complaint of the engine about the pages of the file, or nothing."""
        (complaint,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        return "" if complaint == b"ok" else complaint.decode(errors="replace").replace("\n", " ")

    def known_tables(self) -> bool:
        """Say whether the file holds the tables of this format, and nothing else."""
        (application,) = self._connection.execute("PRAGMA application_id").fetchone()
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        rows = self._connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL LIMIT 100")
        found = sorted(_words(row[0].decode()) for row in rows)
        return (application, version) == _FORMAT and found == sorted(map(_words, _TABLES))

    def records(self) -> Iterator[tuple[Any, ...]]:
        """Yield (number, act id, scope, leaf, raw) in the order of the table."""
        return self._stream(
            "SELECT number, act_id, scope, leaf, raw FROM entries NOT INDEXED ORDER BY number"
        )

    def state(self) -> list[tuple[Any, ...]]:
        """Return the rows of the state (there has to be one): size, edge, checkpoint."""
        return self._connection.execute("SELECT size, edge, checkpoint FROM state LIMIT 2").fetchall()

    def edges(self) -> Iterator[tuple[Any, ...]]:
        """Yield (size, edge) of every kept edge."""
        return self._stream("SELECT size, edge FROM edges ORDER BY size")

    def by_act(self, most: int) -> Iterator[tuple[Any, ...]]:
        """Yield (act id, number) as the index has them."""
        return self._stream(
            f"SELECT act_id, number FROM entries INDEXED BY entries_by_act ORDER BY act_id LIMIT {most:d}"  # noqa: S608
        )

    def by_scope(self, most: int) -> Iterator[tuple[Any, ...]]:
        """Yield (scope, number) as the index has them."""
        return self._stream(
            f"SELECT scope, number FROM entries INDEXED BY entries_by_scope ORDER BY scope LIMIT {most:d}"  # noqa: S608
        )

    def snapshots(self) -> Iterator[tuple[Any, ...]]:
        """Yield (row number, scope, number) of every snapshot."""
        return self._stream("SELECT rowid, scope, number FROM snapshots NOT INDEXED ORDER BY rowid")

    def heads(self) -> Iterator[tuple[Any, ...]]:
        """Yield (key id, value) of the ends of the devices' chains."""
        return self._stream("SELECT key, value FROM rows WHERE name = 'head' ORDER BY key")

    def _stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        cursor = self._connection.execute(sql)
        cursor.arraysize = _BLOCK
        while block := cursor.fetchmany():
            yield from block


def _connection(file: Path, *, unchanging: bool) -> sqlite3.Connection:
    mode = "mode=ro&immutable=1" if unchanging else "mode=ro"
    connection = sqlite3.connect(f"file:{quote(str(file))}?{mode}", uri=True, isolation_level=None)
    connection.text_factory = bytes
    try:
        for setting in (
            "query_only = ON",
            "temp_store = MEMORY",
            "cell_size_check = ON",
            "trusted_schema = OFF",
        ):
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def _words(sql: str) -> str:
    return " ".join(sql.split())
