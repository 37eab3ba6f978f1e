"""What one append writes into an office's database, in as few journeys as can be: all that is small goes at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from showsafe.adapters.postgres.connect import Connection
from showsafe.adapters.postgres.outbox import put_lines
from showsafe.ledger.store import NOTHING_BESIDE, Beside, Entry, Row, Snapshot
from showsafe.ledger.tree import Frontier

COPIED = 48
"""From how many records on they are copied (one journey of their own) instead of inserted with the rest."""

_PUT_ENTRIES = """INSERT INTO entries (log, number, act_id, scope, leaf, raw)
  SELECT %s, * FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[], %s::bytea[], %s::bytea[])"""
_COPY_ENTRIES = "COPY entries (log, number, act_id, scope, leaf, raw) FROM STDIN (FORMAT BINARY)"
_KINDS = ("int8", "int8", "bytea", "bytea", "bytea", "bytea")
_PUT_STATE = """UPDATE logs SET size = %s, edge = %s,
  checkpoint = CASE WHEN %s::bytea = ''::bytea THEN checkpoint ELSE %s::bytea END WHERE id = %s"""
_PUT_TILES = """INSERT INTO tiles (log, level, number, hashes)
  SELECT %s, * FROM unnest(%s::integer[], %s::bigint[], %s::bytea[])
  ON CONFLICT (log, level, number) DO UPDATE SET hashes = excluded.hashes"""
_PUT_ATTACHMENT = """INSERT INTO attachments (log, sha256, content) VALUES (%s, %s, %s)
  ON CONFLICT (log, sha256) DO NOTHING"""
_PUT_PERSONAL = """INSERT INTO personal (log, commitment, salt, value)
  SELECT %s, * FROM unnest(%s::text[], %s::bytea[], %s::bytea[]) ON CONFLICT (log, commitment) DO NOTHING"""
_ERASE = "DELETE FROM personal WHERE log = %s AND commitment = ANY (%s::text[])"
_PUT_ROWS = """INSERT INTO rows (log, name, key, value)
  SELECT %s, * FROM unnest(%s::bytea[], %s::bytea[], %s::bytea[])
  ON CONFLICT (log, name, key) DO UPDATE SET value = excluded.value"""
_TAKE_ROWS = """DELETE FROM rows USING unnest(%s::bytea[], %s::bytea[]) AS gone (name, key)
  WHERE rows.log = %s AND rows.name = gone.name AND rows.key = gone.key"""
_PUT_SNAPSHOTS = """INSERT INTO snapshots (log, scope, number, state)
  SELECT %s, * FROM unnest(%s::bytea[], %s::bigint[], %s::bytea[])
  ON CONFLICT (log, scope) DO UPDATE SET number = excluded.number, state = excluded.state"""
_KNOWN = "SELECT act_id FROM entries WHERE log = %s AND act_id = ANY (%s::bytea[])"
_THERE = """SELECT count(*) FROM entries
  JOIN unnest(%s::bigint[], %s::bytea[], %s::bytea[]) AS own (number, act_id, leaf) USING (number, act_id, leaf)
  WHERE log = %s"""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one append was given; see ``ledger.store``."""

    expected: int
    entries: Sequence[Entry] = ()
    rows: Sequence[Row] = ()
    snapshots: Sequence[Snapshot] = ()
    checkpoint: bytes = b""
    beside: Beside = NOTHING_BESIDE


@contextmanager
def begun(connection: Connection) -> Iterator[None]:
    """Let a transaction that the block begins not outlast it: what the block did not commit is rolled back."""
    try:
        yield
    finally:
        if not connection.closed and not connection.is_idle:
            connection.execute("ROLLBACK")


def commit(connection: Connection) -> None:
    """Commit; raises ``errors.NotReplicated`` where the standby was not waited for."""
    connection.execute("COMMIT")
    connection.refuse_unreplicated()


def write(
    connection: Connection,
    log: int,
    batch: Batch,
    tiles: Sequence[tuple[int, int, bytes]],
    after: Frontier,
) -> None:
    """Write a batch that was checked and commit it; the caller has begun a transaction and holds the row of the log."""
    if len(batch.entries) >= COPIED:
        _copy(connection, log, batch.entries)
    with connection.pipeline():
        if 0 < len(batch.entries) < COPIED:
            connection.execute(_PUT_ENTRIES, (log, *_columns(batch.entries)))
        if tiles:
            columns = ([each[place] for each in tiles] for place in range(3))
            connection.execute(_PUT_TILES, (log, *columns))
        if batch.entries or batch.checkpoint:
            state = (after.size, after.to_bytes(), batch.checkpoint, batch.checkpoint, log)
            connection.execute(_PUT_STATE, state)
        _put_beside(connection, log, batch.beside)
        write_rows(connection, log, batch.rows)
        _put_snapshots(connection, log, batch.snapshots)
        connection.execute("COMMIT")
    connection.refuse_unreplicated()


def write_rows(connection: Connection, log: int, rows: Iterable[Row]) -> None:
    """Write lines of projections, the last one of each key; the caller has begun a transaction."""
    last = {(row.name.encode(), row.key.encode()): row.value for row in rows}
    put = [(name, key, value) for (name, key), value in last.items() if value is not None]
    gone = [place for place, value in last.items() if value is None]
    if put:
        connection.execute(_PUT_ROWS, (log, *([each[place] for each in put] for place in range(3))))
    if gone:
        connection.execute(_TAKE_ROWS, (*([each[place] for each in gone] for place in range(2)), log))


def known(connection: Connection, log: int, entries: Sequence[Entry]) -> str | None:
    """Return the first act of a batch that is recorded already."""
    found = connection.execute(_KNOWN, (log, [entry.act_id.encode() for entry in entries])).fetchall()
    there = {bytes(row[0]).decode() for row in found}
    return next((entry.act_id for entry in entries if entry.act_id in there), None)


def is_there(connection: Connection, log: int, entries: Sequence[Entry]) -> bool:
    """Say whether every record of a batch stands in its place."""
    numbers, acts, _, leaves, _ = _columns(entries)
    row = connection.execute(_THERE, (numbers, acts, leaves, log)).fetchone()
    return row is not None and row[0] == len(entries) > 0


def _columns(
    entries: Sequence[Entry],
) -> tuple[list[int], list[bytes], list[bytes], list[bytes], list[bytes]]:
    return (
        [entry.number for entry in entries],
        [entry.act_id.encode() for entry in entries],
        [entry.scope.encode() for entry in entries],
        [entry.leaf for entry in entries],
        [entry.raw for entry in entries],
    )


def _copy(connection: Connection, log: int, entries: Sequence[Entry]) -> None:
    with connection.cursor() as cursor, cursor.copy(_COPY_ENTRIES) as copy:
        copy.set_types(_KINDS)
        for entry in entries:
            copy.write_row(
                (log, entry.number, entry.act_id.encode(), entry.scope.encode(), entry.leaf, entry.raw)
            )


def _put_beside(connection: Connection, log: int, beside: Beside) -> None:
    for content in beside.attachments:
        connection.execute(_PUT_ATTACHMENT, (log, hashlib.sha256(content).hexdigest(), content))
    if beside.personal:
        commitments = [each.commitment for each in beside.personal]
        salts, values = [each.salt for each in beside.personal], [each.value for each in beside.personal]
        connection.execute(_PUT_PERSONAL, (log, commitments, salts, values))
    if beside.erased:
        connection.execute(_ERASE, (log, list(beside.erased)))
    if beside.tell:
        put_lines(connection, log, beside.tell)


def _put_snapshots(connection: Connection, log: int, snapshots: Sequence[Snapshot]) -> None:
    last = {snapshot.scope: snapshot for snapshot in snapshots}.values()
    if last:
        scopes, numbers = [each.scope.encode() for each in last], [each.number for each in last]
        connection.execute(_PUT_SNAPSHOTS, (log, scopes, numbers, [each.state for each in last]))
