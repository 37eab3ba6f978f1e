"""One record altered in the archive behind the office's back, as the owner of the database could.

A simulation does it at its end, in a database of its own, to see that the audit names that record and no other.
"""

from __future__ import annotations

from collections.abc import Callable

from showsafe.adapters.postgres.connect import Connection, Pool
from showsafe.ledger import archive
from showsafe.ledger.archive import NoSuchLog
from showsafe.ledger.tiles import TILE, bundle_of

_PAST_THE_GUARD = "SET LOCAL session_replication_role = replica"


def refuse_others(pool: Pool) -> None:
    """Raise Unusable ``postgres.not-allowed`` for a user of the database who could not alter a record."""
    with pool.transaction() as connection:
        connection.execute(_PAST_THE_GUARD)


def alter(pool: Pool, origin: str, number: int) -> Callable[[], None]:
    """Change one letter in the bytes of a record where they lie, and nothing else; return what changes it back.

    Raises NoSuchLog, and Unusable as in ``errors``: it takes the rights of the database's owner.
    """

    def work(connection: Connection) -> None:
        with connection.transaction():
            # Rows of full tiles are guarded by a trigger; whoever owns the tables can pass it by.
            connection.execute(_PAST_THE_GUARD)
            row = connection.execute(
                "SELECT production, id FROM archive_log WHERE origin = %s", (origin,)
            ).fetchone()
            if row is None:
                raise NoSuchLog(origin)
            if not _in_bundle(connection, row, number):
                _in_growing(connection, row, number)

    def change() -> None:
        with pool.connection() as connection:
            work(connection)

    change()
    return change


def _in_bundle(connection: Connection, place: tuple[object, ...], number: int) -> bool:
    bundle = (number - 1) // TILE
    row = connection.execute(
        "SELECT data FROM archive_bundle WHERE production = %s AND log = %s AND number = %s", (*place, bundle)
    ).fetchone()
    if row is None:
        return False
    connection.execute(
        "UPDATE archive_bundle SET data = %s WHERE production = %s AND log = %s AND number = %s",
        (_changed(bytes(row[0]), number - bundle * TILE - 1), *place, bundle),
    )
    return True


def _in_growing(connection: Connection, place: tuple[object, ...], number: int) -> None:
    row = connection.execute(
        "SELECT first, data FROM archive_growing WHERE production = %s AND log = %s AND first <= %s "
        "AND first + count > %s",
        (*place, number, number),
    ).fetchone()
    if row is None:
        raise NoSuchLog(str(number))
    connection.execute(
        "UPDATE archive_growing SET data = %s WHERE production = %s AND log = %s AND first = %s",
        (_changed(bytes(row[1]), number - row[0]), *place, row[0]),
    )


def _changed(bundle: bytes, place: int) -> bytes:
    """Return a bundle in which one record has another byte in its middle; changed twice, it is as it was."""
    raws = list(archive.bundle_records(bundle))
    raw = bytearray(raws[place])
    raw[len(raw) // 2] ^= 1
    raws[place] = bytes(raw)
    return bundle_of(raws)
