"""The logs of an office's archive in PostgreSQL: whose they are, under which keys, how far, what was seen of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from showsafe.adapters.postgres.connect import Connection, Pool
from showsafe.ledger import archive as port
from showsafe.ledger import checkpoint
from showsafe.ledger.archive import Held, LogKey, NoSuchLog, Unit
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.tree import Frontier
from showsafe.ledger.witness import Seen

_ORIGIN_LOCK = 0x53684172
"""The first half of the lock that a new log is made under; the second is a number made of its origin."""


class Logs:
    """What is known of each log; a part of ``archive.PostgresArchive``."""

    def __init__(self, pool: Pool, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.pool = pool
        self._now = now

    def units(self, production: str = "") -> tuple[Unit, ...]:
        """Return the units of a production, or all of them, by production and unit."""
        return self._units("%(value)s::text IN ('', production)", production)

    def unit(self, origin: str) -> Unit:
        """Return one unit."""
        found = self._units("origin = %(value)s", origin)
        if not found:
            raise NoSuchLog(origin)
        return found[0]

    def admitted(self, token: bytes) -> Unit | None:
        """Return the unit whose node has the token of this SHA-256."""
        found = self._units("token = %(value)s", token)
        return found[0] if found else None

    def trust(self, unit: Unit) -> bool:
        """Keep the log of a unit, or trust further keys of it; say whether anything is new."""

        def work(connection: Connection) -> bool:
            with connection.transaction():
                connection.execute(
                    "SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (_ORIGIN_LOCK, unit.origin)
                )
                rows = connection.execute(f"{_UNITS} WHERE origin = %s {_BY_UNIT}", (unit.origin,)).fetchall()
                before = _unit(rows[0]) if rows else None
                after = port.trusted(before, unit)
                if after == before:
                    return False
                _put(connection, after, len(before.keys) if before else 0)
                return True

        return self.pool.run(work)

    def admit(self, origin: str, token: bytes | None) -> None:
        """Let whoever has the token of this SHA-256 call as the node of a log from now on, and nobody else."""
        self._change("UPDATE archive_log SET token = %s WHERE origin = %s", origin, token)

    def held(self, origin: str) -> Held:
        """Return how far the office is with a log."""
        row = self._one(
            "SELECT size, edge, seen, received_at, called_at, told, checked, fault FROM archive_log WHERE origin = %s",
            origin,
        )
        return Held(Frontier.from_bytes(row[0], bytes(row[1])), bytes(row[2]), *row[3:])

    def called(self, origin: str, at: datetime, size: int) -> None:
        """Note that the node called, and how many records its log has."""
        sql = "UPDATE archive_log SET called_at = %s, told = %s WHERE origin = %s"
        self._change(sql, origin, at, size)

    def keys_of(self, origin: str) -> tuple[VerifierKey, ...]:
        """Return the keys that are trusted for a log; none for one that is not kept."""
        found = self._units("origin = %(value)s", origin)
        return tuple(key.vkey for key in found[0].keys) if found else ()

    def seen(self, origin: str) -> Seen | None:
        """Return the latest checkpoint of a log that was cosigned."""
        row = self.pool.run(
            lambda c: c.execute("SELECT seen FROM archive_log WHERE origin = %s", (origin,)).fetchone()
        )
        return Seen(bytes(row[0])) if row and row[0] else None

    def advance(self, origin: str, before: Seen | None, after: Seen) -> bool:
        """Put one in the place of another, durably, or return False where another one is there by now."""
        was = before.checkpoint if before else b""
        size = checkpoint.read(after.checkpoint).size
        sql = "UPDATE archive_log SET seen = %s, seen_size = %s WHERE origin = %s AND seen = %s"

        def work(connection: Connection) -> bool:
            done = connection.execute(sql, (after.checkpoint, size, origin, was)).rowcount
            # Done twice, where the answer to the first was lost: then it is there already, which is what was wanted.
            return bool(done) or (done == 0 and again and self._is(connection, origin, after))

        again = before != after
        return self.pool.run(work)

    @staticmethod
    def _is(connection: Connection, origin: str, after: Seen) -> bool:
        row = connection.execute("SELECT seen FROM archive_log WHERE origin = %s", (origin,)).fetchone()
        return row is not None and bytes(row[0]) == after.checkpoint

    def _units(self, where: str, value: object) -> tuple[Unit, ...]:
        sql = f"{_UNITS} WHERE {where} {_BY_UNIT}"
        return tuple(map(_unit, self.pool.run(lambda c: c.execute(sql, {"value": value}).fetchall())))

    def _one(self, sql: str, origin: str) -> Sequence[Any]:
        row = self.pool.run(lambda c: c.execute(sql, (origin,)).fetchone())
        if row is None:
            raise NoSuchLog(origin)
        return row

    def _change(self, sql: str, origin: str, *values: object) -> None:
        if not self.pool.run(lambda c: c.execute(sql, (*values, origin)).rowcount):
            raise NoSuchLog(origin)

    def _place(self, origin: str) -> tuple[str, int]:
        """Return production and number of a log: where its records lie."""
        production, log = self._one("SELECT production, id FROM archive_log WHERE origin = %s", origin)
        return str(production), int(log)


_UNITS = """SELECT production, unit, origin, array_agg(since ORDER BY since), array_agg(vkey ORDER BY since)
FROM archive_log JOIN archive_key ON log = id"""
_BY_UNIT = "GROUP BY id ORDER BY production, unit"


def _unit(row: Sequence[Any]) -> Unit:
    keys = zip(row[3], row[4], strict=True)
    return Unit(row[0], row[1], row[2], tuple(LogKey(VerifierKey.parse(vkey), since) for since, vkey in keys))


def _put(connection: Connection, unit: Unit, known: int) -> None:
    connection.execute(
        "INSERT INTO archive_log (production, unit, origin) VALUES (%s, %s, %s) ON CONFLICT (origin) DO NOTHING",
        (unit.production, unit.unit, unit.origin),
    )
    for key in unit.keys[known:]:
        connection.execute(
            "INSERT INTO archive_key SELECT id, %s, %s FROM archive_log WHERE origin = %s",
            (key.since, str(key.vkey), unit.origin),
        )
