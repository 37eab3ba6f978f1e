"""The office's archive in PostgreSQL: the port ``ledger.archive``, and with it the memory of the office's witness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from showsafe.adapters.postgres.archive_records import Records
from showsafe.adapters.postgres.connect import Connection
from showsafe.ledger import archive
from showsafe.ledger.archive import MOST_BRANCHES, Branch, Checking, NoSuchLog, Opening, branch_of
from showsafe.ledger.tree import HASH_BYTES
from showsafe.ledger.witness import Evidence

_BRANCHES = """SELECT origin, kind, says, at, branch.seen, shown, proof, first, {records}, number
FROM archive_branch branch JOIN archive_log ON id = log"""


class PostgresArchive(Records):
    """An archive of ``showsafe.ledger.archive`` in one database; safe for many threads, processes and hosts."""

    def keep(self, origin: str, evidence: Evidence) -> None:
        """Keep a branch that the witness refused, once."""
        self.keep_branch(branch_of(origin, evidence, self._now()))

    def keep_branch(self, branch: Branch) -> int:
        """Keep a refused branch, durably, the same one once; return its number, or 0 where there are too many."""

        def work(connection: Connection) -> int:
            with connection.transaction():
                log = _locked(connection, branch.origin)
                same = connection.execute(
                    "SELECT number FROM archive_branch WHERE log = %s AND kind = %s AND seen = %s AND shown = %s "
                    "AND says = %s",
                    (log, branch.kind, branch.seen, branch.shown, branch.says),
                ).fetchone()
                if same is not None:
                    return int(same[0])
                count, size = connection.execute(
                    "SELECT count(*) FILTER (WHERE kind = %s), coalesce(sum(length(records)), 0) "
                    "FROM archive_branch WHERE log = %s",
                    (branch.kind, log),
                ).fetchone() or (0, 0)
                if count >= MOST_BRANCHES:
                    return 0
                fits = size + len(branch.records) <= archive.MOST_REFUSED
                first, records = (branch.first, branch.records) if fits else (0, b"")
                made = connection.execute(
                    "INSERT INTO archive_branch (log, kind, says, at, seen, shown, proof, first, records) "
                    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING number",
                    (
                        *(log, branch.kind, branch.says, branch.at, branch.seen, branch.shown),
                        *(b"".join(branch.proof), first, records),
                    ),
                ).fetchone()
                return int(made[0]) if made is not None else 0

        return self.pool.run(work)

    def branches(self, origin: str = "") -> Iterator[Branch]:
        """Yield the refused branches of a log, or of all, oldest first, without their records."""
        sql = f"{_BRANCHES.format(records=chr(39) * 2 + '::bytea')} WHERE %s::text IN ('', origin) ORDER BY number"
        yield from map(_branch, self.pool.run(lambda c: c.execute(sql, (origin,)).fetchall()))

    def add_records(self, number: int, first: int, records: bytes) -> bool:
        """Put the refused records beside a branch that has none yet; say whether it did."""
        sql = (
            "UPDATE archive_branch SET first = %s, records = %s WHERE number = %s AND records = '' AND "
            "%s >= (SELECT sum(length(other.records)) FROM archive_branch other WHERE other.log = archive_branch.log)"
        )
        room = archive.MOST_REFUSED - len(records)
        return bool(self.pool.run(lambda c: c.execute(sql, (first, records, number, room)).rowcount))

    def branch(self, number: int) -> Branch | None:
        """Return one refused branch with its records."""
        sql = f"{_BRANCHES.format(records='records')} WHERE number = %s"
        row = self.pool.run(lambda c: c.execute(sql, (number,)).fetchone())
        return _branch(row) if row else None

    def checking(self, origin: str) -> Checking:
        """Return where the check of every signature stands."""
        size, state, fault = self._one(
            "SELECT checked, coalesce(state, ''), fault FROM archive_log LEFT JOIN archive_checking ON log = id "
            "WHERE origin = %s",
            origin,
        )
        return Checking(size, bytes(state), fault)

    def checked(self, origin: str, before: int, after: Checking) -> bool:
        """Put one standing in the place of another, or return False where it is not at ``before`` any more."""

        def work(connection: Connection) -> bool:
            with connection.transaction():
                row = connection.execute(
                    "UPDATE archive_log SET checked = %s, fault = %s WHERE origin = %s AND checked = %s AND fault = '' "
                    "RETURNING id",
                    (after.size, after.fault, origin, before),
                ).fetchone()
                if row is None:
                    return False
                connection.execute(
                    "INSERT INTO archive_checking VALUES (%s, %s) "
                    "ON CONFLICT (log) DO UPDATE SET state = excluded.state",
                    (row[0], after.state),
                )
                return True

        return self.pool.run(work)

    def recheck(self, origin: str) -> None:
        """Begin the check of every signature anew, from the first record."""

        def work(connection: Connection) -> None:
            with connection.transaction():
                log = _locked(connection, origin)
                connection.execute("UPDATE archive_log SET checked = 0, fault = '' WHERE id = %s", (log,))
                connection.execute("UPDATE archive_checking SET state = '' WHERE log = %s", (log,))

        self.pool.run(work)

    def unchecked(self, most: int = 100) -> tuple[str, ...]:
        """Return origins of logs whose records are not all checked and that have no fault, the longest behind first."""
        sql = "SELECT origin FROM archive_log WHERE checked < size AND fault = '' ORDER BY size - checked DESC LIMIT %s"
        return tuple(row[0] for row in self.pool.run(lambda c: c.execute(sql, (most,)).fetchall()))

    def open_values(self, origin: str, values: Iterable[Opening]) -> None:
        """Keep openings of commitments: what a set chose to show the office; one that was erased stays erased.

        Raises WrongInput ``archive.too-many-values``.
        """
        rows = [(each.record, each.commitment, each.salt, each.value) for each in values]

        def work(connection: Connection) -> None:
            with connection.transaction():
                log = _locked(connection, origin)
                for record, commitment, salt, value in rows:
                    connection.execute(
                        "INSERT INTO archive_opening (log, commitment, record, salt, value) SELECT %s, %s, %s, %s, %s "
                        "WHERE NOT EXISTS (SELECT FROM archive_erased WHERE log = %s AND commitment = %s) "
                        "ON CONFLICT (log, commitment) DO NOTHING",
                        (log, commitment, record, salt, value, log, commitment),
                    )
                kept = connection.execute(
                    "SELECT count(*) FROM archive_opening WHERE log = %s", (log,)
                ).fetchone()
                if rows and kept is not None and kept[0] > archive.MOST_OPENED:
                    raise archive.too_many_values()

        self.pool.run(work)

    def opened(self, origin: str) -> Iterator[Opening]:
        """Yield the openings that are kept of a log."""
        sql = (
            "SELECT record, commitment, salt, value FROM archive_opening JOIN archive_log ON id = log "
            "WHERE origin = %s ORDER BY commitment"
        )
        for row in self.pool.run(lambda c: c.execute(sql, (origin,)).fetchall()):
            yield Opening(row[0], row[1], bytes(row[2]), bytes(row[3]))

    def erase_values(self, origin: str, commitments: Iterable[str]) -> int:
        """Erase openings for good, also ones that would come later; return how many were there."""
        names = list(commitments)

        def work(connection: Connection) -> int:
            with connection.transaction():
                log = _locked(connection, origin)
                connection.execute(
                    "INSERT INTO archive_erased SELECT %s, unnest(%s::text[]) ON CONFLICT DO NOTHING",
                    (log, names),
                )
                return connection.execute(
                    "DELETE FROM archive_opening WHERE log = %s AND commitment = ANY(%s)", (log, names)
                ).rowcount

        return self.pool.run(work)


def _locked(connection: Connection, origin: str) -> int:
    row = connection.execute("SELECT id FROM archive_log WHERE origin = %s FOR UPDATE", (origin,)).fetchone()
    if row is None:
        raise NoSuchLog(origin)
    return int(row[0])


def _branch(row: Sequence[Any]) -> Branch:
    origin, kind, says, at, seen, shown, joined, first, records, number = row
    hashes = bytes(joined)
    return Branch(
        origin=origin,
        kind=kind,
        says=says,
        at=at,
        seen=bytes(seen),
        shown=bytes(shown),
        proof=tuple(hashes[place : place + HASH_BYTES] for place in range(0, len(hashes), HASH_BYTES)),
        first=first,
        records=bytes(records),
        number=number,
    )
