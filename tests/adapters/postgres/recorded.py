"""Databases of earlier steps, with data in them, as they were when the step was made: one file of SQL for each step.

``python -m tests.adapters.postgres.recorded`` tells the same story to the stores of today on a private server that is
brought up to each step that has no file yet, and keeps what lies in its tables then. What was recorded is not made
again: it is how the database of somebody looks who has not migrated since. A new step gets its file with this command;
one that changes before it was released, after its old file was deleted.
"""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from showsafe.adapters.postgres import migrate, private
from showsafe.adapters.postgres.archive import PostgresArchive
from showsafe.adapters.postgres.connect import Pool
from showsafe.adapters.postgres.private import PrivateServer
from showsafe.adapters.postgres.store import PostgresStore
from showsafe.ledger import archive as port
from showsafe.ledger.archive import Archive
from showsafe.ledger.outbox import ASIDE, STATES, WAITING, Mark
from showsafe.ledger.store import Beside, Personal, Row, Snapshot, Store
from tests.contract.archive_contract import unit
from tests.contract.store_contract import entry, fill, picture, to_tell
from tests.contract.witness_memory_contract import ORIGIN

RELEASED = Path(__file__).with_name("released")
LOG, BESIDE = "first", "second"
ARCHIVE_SINCE = "0003"
_AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def tell_store(store: Store) -> None:
    """Do to a store everything that can be done to one: more records than a tile has, and all that goes beside them."""
    fill(store, 257)
    kept, gone = (Personal(sign * 64, b"s" * 32, b'{"name":"somebody"}') for sign in "cd")
    rows = [Row("board", "a\x00b", b"1"), Row("board", "c", b"2"), Row("head", "", b"3")]
    beside = Beside((b"photo",), (kept, gone), tell=(to_tell("office", 1), to_tell("office", 2)))
    store.append(257, [entry(258)], rows, [Snapshot("scope-1", 257, b"state")], b"signed", beside)
    store.append(258, [entry(259)], [Row("board", "c", None)], beside=Beside(erased=("d" * 64,)))
    first = store.outbox("office", WAITING)[0]
    store.mark([Mark(first.number, ASIDE, 3, "2026-03-02T09:00:00Z", "It says no.")])


def meaning_of_store(store: Store) -> list[Any]:
    """Return all that a store says, in one value that another store with the same story has too."""
    outbox = [
        (line.what, line.state, line.tries, line.due, line.says)
        for state in STATES
        for line in store.outbox("office", state)
    ]
    texts = [store.attachment(each) for each in store.attachments()]
    tiles = [store.tile(level, number) for level, number in ((0, 0), (0, 1), (1, 0))]
    personal = [store.personal(sign * 64) for sign in "cd"]
    return [
        picture(store),
        store.scopes(),
        list(store.rows("head")),
        texts,
        personal,
        tiles,
        outbox,
        store.tallies(),
    ]


def tell_archive(archive: Archive) -> None:
    """Let an archive take a unit's log."""
    archive.trust(unit())
    raws = [b"record %d" % number for number in range(1, 259)]
    archive.take(ORIGIN, 0, port.stretch_of(archive.held(ORIGIN).edge, raws), _AT)
    archive.open_values(ORIGIN, [port.Opening(1, "a" * 64, b"s" * 32, b"{}")])


def meaning_of_archive(archive: Archive) -> list[Any]:
    """Return what an archive says of its log."""
    held = archive.held(ORIGIN)
    tiles = [archive.tile(ORIGIN, level, number) for level, number in ((0, 0), (0, 1), (1, 0))]
    return [
        archive.units(),
        held.edge,
        held.received_at,
        list(archive.entries(ORIGIN)),
        tiles,
        list(archive.opened(ORIGIN)),
    ]


def log_of(pool: Pool, name: str, *, making: bool = False) -> PostgresStore:
    """Return a log of a database that need not be at the last step."""
    with pool.connection() as connection:
        if making:
            connection.execute("INSERT INTO logs (name) VALUES (%s)", (name,))
        row = connection.execute("SELECT id FROM logs WHERE name = %s", (name,)).fetchone()
        assert row is not None
        return PostgresStore(pool, name, row[0])


def file_of(step: str) -> Path:
    """Return the file of a step."""
    return RELEASED / f"{step}.sql"


def load(dsn: str, step: str) -> None:
    """Put what was recorded at a step into a database that is at that step."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(file_of(step).read_bytes())


def record(server: PrivateServer, step: str) -> None:
    """Tell the story to a database at a step, and keep what is in its tables."""
    name = f"at_{step}"
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
    migrate.upgrade(server.dsn(name), step)
    with Pool(server.dsn(name)) as pool:
        tell_store(log_of(pool, LOG, making=True))
        fill(log_of(pool, BESIDE, making=True), 2)
        if step >= ARCHIVE_SINCE:
            tell_archive(PostgresArchive(pool))
    command = [
        str(private.find_binaries() / "pg_dump"),
        "--data-only",
        "--column-inserts",
        "--rows-per-insert=64",
    ]
    command += ["--schema=showsafe", "--exclude-table=showsafe.alembic_version", "--load-via-partition-root"]
    done = subprocess.run([*command, server.dsn(name)], check=True, capture_output=True, text=True)
    kept = [line for line in done.stdout.splitlines() if not line.startswith(("--", "\\", "SET "))]
    file_of(step).write_text("\n".join(line for line in kept if line) + "\n", encoding="utf-8")


def main() -> None:
    """Record every step that has no file yet."""
    RELEASED.mkdir(exist_ok=True)
    with private.start(durable=False) as server:
        for step in migrate.steps():
            if not file_of(step).exists():
                record(server, step)


if __name__ == "__main__":
    main()
