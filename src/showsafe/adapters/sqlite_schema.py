"""The tables of a ledger in SQLite, and the settings of every connection to one.

A table of large values keeps its rows by number; one of small values is its own index (WITHOUT ROWID). Every
append touches the right edge of ``entries``, one leaf of each index and one row of ``state``: the pages that
it writes do not grow with the age of the ledger. ``tiles`` keeps the tree above the last 256 records, so that opening
checks the tail against the signed root, and proofs are made, without reading the rest. ``personal`` can be deleted
from, and deleting overwrites. An append that is to be told to nobody does not touch ``outbox``.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from showsafe.adapters.sqlite_errors import code_of, no_room_to_share
from showsafe.errors import NotVerified

APPLICATION_ID = 0x53687753
FORMAT = 3
WITHOUT_OUTBOX = 2
"""The format before, which a writer gives the table that it lacks; a reader reads it as it is."""

PAGE_BYTES = 4096
CHECKPOINT_PAGES = 4000
_FRAME_BYTES = PAGE_BYTES + 24
LOG_BYTES = 32 + (CHECKPOINT_PAGES + 256) * _FRAME_BYTES
"""How long the write-ahead log gets before its pages move into the file, and a little more."""
_CACHE_KIB = 16_384
BUSY_MILLISECONDS = 5000
_STATEMENTS = 64

TABLES = (
    """CREATE TABLE entries (
  number INTEGER PRIMARY KEY,
  act_id TEXT NOT NULL,
  scope TEXT NOT NULL,
  leaf BLOB NOT NULL,
  raw BLOB NOT NULL
) STRICT""",
    "CREATE UNIQUE INDEX entries_by_act ON entries (act_id)",
    "CREATE INDEX entries_by_scope ON entries (scope)",
    """CREATE TABLE state (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  size INTEGER NOT NULL,
  edge BLOB NOT NULL,
  checkpoint BLOB NOT NULL
) STRICT""",
    """CREATE TABLE tiles (
  level INTEGER NOT NULL,
  number INTEGER NOT NULL,
  hashes BLOB NOT NULL,
  PRIMARY KEY (level, number)
) STRICT""",
    """CREATE TABLE attachments (
  sha256 TEXT PRIMARY KEY,
  content BLOB NOT NULL
) STRICT""",
    """CREATE TABLE personal (
  commitment TEXT PRIMARY KEY,
  salt BLOB NOT NULL,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE rows (
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (name, key)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE snapshots (
  scope TEXT PRIMARY KEY,
  number INTEGER NOT NULL REFERENCES entries (number),
  state BLOB NOT NULL
) STRICT""",
)
OUTBOX = (
    """CREATE TABLE outbox (
  number INTEGER PRIMARY KEY,
  destination TEXT NOT NULL,
  key TEXT NOT NULL,
  topic TEXT NOT NULL,
  at TEXT NOT NULL,
  record INTEGER NOT NULL,
  body BLOB NOT NULL,
  state TEXT NOT NULL,
  tries INTEGER NOT NULL,
  due TEXT NOT NULL,
  says TEXT NOT NULL
) STRICT""",
    "CREATE UNIQUE INDEX outbox_by_key ON outbox (destination, key)",
    "CREATE INDEX outbox_by_state ON outbox (destination, state, number)",
)
_OF_FORMAT = {WITHOUT_OUTBOX: {*TABLES}, FORMAT: {*TABLES, *OUTBOX}}


def create(file: Path) -> None:
    """Make the file of an empty ledger; the tables come in one transaction."""
    # Only here may a file come to be: a ledger that is gone must never be replaced by an empty one in passing.
    file.touch()
    connection = connect(file, writing=True)
    try:
        connection.execute("BEGIN IMMEDIATE")
        for statement in (*TABLES, *OUTBOX):
            connection.execute(statement)
        connection.execute("INSERT INTO state (only, size, edge, checkpoint) VALUES (1, 0, x'', x'')")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")
    finally:
        connection.close()


def open_checked(file: Path, *, writing: bool) -> sqlite3.Connection:
    """Open the file of a ledger and check its format; the caller translates the errors of the database.

    On a read-only or full disk the engine cannot make its -shm file. Without anything in a write-ahead log there
    is nothing to share, and the file is read as one that does not change.
    """
    try:
        return _checked(connect(file, writing=writing))
    except sqlite3.OperationalError as error:
        log = file.with_name(file.name + "-wal")
        refused = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
        shared = code_of(error) in refused and not log.exists()
        full = no_room_to_share(error) and not (log.exists() and log.stat().st_size)
        if writing or not (shared or full) or not file.exists():
            raise
        return _checked(connect(file, writing=False, unchanging=True))


def connect(file: Path, *, writing: bool, unchanging: bool = False) -> sqlite3.Connection:
    """Open a connection with every setting stated; the caller translates the errors.

    A reader may open while another process writes, and sees whole transactions only.
    """
    mode = "rw" if writing else "ro"
    connection = sqlite3.connect(
        f"file:{quote(str(file))}?mode={mode}{'&immutable=1' if unchanging else ''}",
        uri=True,
        timeout=BUSY_MILLISECONDS / 1000,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=_STATEMENTS,
    )
    try:
        for setting in (*(_WRITING if writing else _READING), *_ALWAYS):
            # To its end: the engine says after the first row that the disk refused the change to a write-ahead log.
            connection.execute(f"PRAGMA {setting}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


_WRITING = (
    f"page_size = {PAGE_BYTES}",
    "journal_mode = WAL",
    "synchronous = FULL",
    f"wal_autocheckpoint = {CHECKPOINT_PAGES}",
    "foreign_keys = ON",
    "secure_delete = ON",
)
_READING = ("query_only = ON",)
_ALWAYS = (
    f"cache_size = -{_CACHE_KIB}",
    "mmap_size = 0",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "cell_size_check = ON",
)


def _checked(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        check(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def check(connection: sqlite3.Connection) -> None:
    """Let a database of this format pass; raises NotVerified (``ledger.not-a-ledger``, ``ledger.newer``)."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    found = {str(row[0]) for row in connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}
    if application == APPLICATION_ID and version > FORMAT:
        raise NotVerified(
            "ledger.newer",
            "This ledger was written by a newer version of the program.",
            "Install the newer version on this machine and open it there.",
        )
    if application != APPLICATION_ID or found != _OF_FORMAT.get(version):
        raise NotVerified(
            "ledger.not-a-ledger",
            "The ledger's file does not hold the tables that this program made.",
            "Keep it as it is, and open a copy that was kept elsewhere.",
        )


def is_older(connection: sqlite3.Connection) -> bool:
    """Whether a checked database is of the format before this one."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version) == WITHOUT_OUTBOX


def migrate(connection: sqlite3.Connection) -> None:
    """Give a database of the format before what this one has beside; the caller has begun a transaction.

    Not one byte of a record, the tree or a view changes.
    """
    for statement in OUTBOX:
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {FORMAT}")
