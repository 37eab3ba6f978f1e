"""The records of an office's archive in PostgreSQL: taken in one transaction with their tiles, and read in their order.

A full tile's records are one row that nobody can change. Those of the tile that still grows lie in pieces as they came;
what fills it makes one row of them, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from showsafe.adapters.postgres.archive_logs import Logs
from showsafe.adapters.postgres.connect import Connection
from showsafe.errors import Unusable
from showsafe.ledger import archive as port
from showsafe.ledger import growing, tree
from showsafe.ledger.archive import Kept, NoSuchLog, NotNext, Stretch
from showsafe.ledger.tiles import TILE

PAGE = 16
"""So many bundles are read at once: about 4 MB."""

_BUNDLES = "COPY archive_bundle (production, log, number, received_at, data) FROM STDIN (FORMAT BINARY)"
_TILES = "COPY archive_tile (production, log, level, number, hashes) FROM STDIN (FORMAT BINARY)"
_LONGER = """INSERT INTO archive_tile (production, log, level, number, hashes) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (production, log, level, number) DO UPDATE SET hashes = excluded.hashes"""


class Records(Logs):
    """Taking and reading records; a part of ``archive.PostgresArchive``."""

    def take(self, origin: str, expected: int, stretch: Stretch, at: datetime) -> None:
        """Write records, their tiles and the edge in one transaction, or nothing; when it returns, it is durable."""

        def work(connection: Connection) -> None:
            with connection.transaction():
                row = connection.execute(
                    "SELECT production, id, size FROM archive_log WHERE origin = %s FOR UPDATE", (origin,)
                ).fetchone()
                if row is None:
                    raise NoSuchLog(origin)
                if row[2] != expected or stretch.first != expected + 1:
                    raise NotNext(origin, stretch.first - 1, row[2])
                _Taking(connection, row[0], row[1]).put(expected, stretch, at)
                connection.execute(
                    "UPDATE archive_log SET size = %s, edge = %s, received_at = %s WHERE id = %s",
                    (stretch.edge.size, stretch.edge.to_bytes(), at, row[1]),
                )

        self.pool.run(work)

    def entries(self, origin: str, first: int = 1, last: int | None = None) -> Iterator[Kept]:
        """Yield the records from one number to another, both included, in bounded memory."""
        place = self._place(origin)
        size = self.held(origin).size
        last = size if last is None else min(last, size)
        while first <= last:
            read = first
            for number, data, at in self._page(place, first, last):
                for raw in port.bundle_records(data):
                    if first <= number <= last:
                        yield Kept(number, raw, at)
                    number += 1  # noqa: PLW2901 - counts through the bundle
                first = max(first, number)
            if read == first:
                raise Unusable(
                    "archive.damaged",
                    f"The archive has no record {first} of {origin}, though it says that it holds {size}.",
                    "Keep the database as it is, and put its newest backup beside it to compare.",
                )

    def _page(self, place: tuple[str, int], first: int, last: int) -> list[tuple[int, bytes, datetime]]:
        """Return the next bundles, or else the pieces of the growing tile: first number, bytes, time of receipt."""
        bundle = (first - 1) // TILE
        until = min(bundle + PAGE - 1, (last - 1) // TILE)

        def work(connection: Connection) -> list[tuple[int, bytes, datetime]]:
            rows = connection.execute(
                "SELECT number, data, received_at FROM archive_bundle WHERE production = %s AND log = %s "
                "AND number BETWEEN %s AND %s ORDER BY number",
                (*place, bundle, until),
                binary=True,
            ).fetchall()
            if rows:
                return [(number * TILE + 1, bytes(data), at) for number, data, at in rows]
            rows = connection.execute(
                "SELECT first, data, received_at FROM archive_growing WHERE production = %s AND log = %s "
                "AND first + count > %s ORDER BY first",
                (*place, first),
                binary=True,
            ).fetchall()
            return [(number, bytes(data), at) for number, data, at in rows]

        # Between the two questions the tile may have been filled: then it is a bundle by now.
        return self.pool.run(work) or self.pool.run(work)

    def tile(self, origin: str, level: int, number: int) -> bytes:
        """Return the hashes of a tile of a log's tree, joined; fewer than 256 where it still grows, or none."""
        place = self._place(origin)
        hashes = self.pool.run(lambda c: _tile(c, place, level, number))
        if hashes or level:
            return hashes
        first = number * TILE + 1
        return b"".join(tree.leaf_hash(each.raw) for each in self.entries(origin, first, first + TILE - 1))


class _Taking:
    """One transaction that takes a stretch."""

    def __init__(self, connection: Connection, production: str, log: int) -> None:
        self.connection = connection
        self.place = (production, log)

    def put(self, expected: int, stretch: Stretch, at: datetime) -> None:
        """Write the records and the tiles."""
        begun = self._begun() if expected % TILE else b""
        leaves = b"".join(map(tree.leaf_hash, port.bundle_records(begun)))
        self._records(expected, stretch, begun, at)
        full: list[tuple[object, ...]] = []
        for level, number, hashes in growing.grown(
            expected, stretch.leaves, stretch.tops, leaves, self._read
        ):
            if level:
                self.connection.execute(_LONGER, (*self.place, level, number, hashes))
            else:
                full.append((*self.place, level, number, hashes))
        self._copy(_TILES, ("text", "int8", "int4", "int8", "bytea"), full)

    def _read(self, level: int, number: int) -> bytes:
        return _tile(self.connection, self.place, level, number)

    def _records(self, expected: int, stretch: Stretch, begun: bytes, at: datetime) -> None:
        bundles: list[tuple[object, ...]] = []
        inside = expected % TILE
        for piece in stretch.pieces:
            number = (piece.first - 1) // TILE
            if inside + piece.count == TILE:
                bundles.append((*self.place, number, at, begun + piece.data))
                if inside:
                    self.connection.execute(
                        "DELETE FROM archive_growing WHERE production = %s AND log = %s", self.place
                    )
            else:
                self.connection.execute(
                    "INSERT INTO archive_growing VALUES (%s, %s, %s, %s, %s, %s)",
                    (*self.place, piece.first, piece.count, at, piece.data),
                )
            begun, inside = b"", 0
        self._copy(_BUNDLES, ("text", "int8", "int8", "timestamptz", "bytea"), bundles)

    def _begun(self) -> bytes:
        """Return the records of the growing tile, joined."""
        rows = self.connection.execute(
            "SELECT data FROM archive_growing WHERE production = %s AND log = %s ORDER BY first",
            self.place,
            binary=True,
        ).fetchall()
        return b"".join(bytes(row[0]) for row in rows)

    def _copy(self, sql: str, types: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
        rows = list(rows)
        if not rows:
            return
        with self.connection.cursor() as cursor, cursor.copy(sql) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)


def _tile(connection: Connection, place: tuple[str, int], level: int, number: int) -> bytes:
    row = connection.execute(
        "SELECT hashes FROM archive_tile WHERE production = %s AND log = %s AND level = %s AND number = %s",
        (*place, level, number),
        binary=True,
    ).fetchone()
    return bytes(row[0]) if row else b""
