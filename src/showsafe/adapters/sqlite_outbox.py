"""The outbox in the SQLite file of a ledger: what is written of it inside a transaction, and how it is read."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from showsafe.adapters.sqlite_errors import damaged
from showsafe.ledger.outbox import WAITING, Line, Mark, Tally, ToTell

_COLUMNS = "number, destination, key, topic, at, record, body, state, tries, due, says"
_KINDS = [int, str, str, str, str, int, bytes, str, int, str, str]
_PUT = """INSERT INTO outbox (destination, key, topic, at, record, body, state, tries, due, says)
  VALUES (?, ?, ?, ?, ?, ?, ?, 0, '', '') ON CONFLICT (destination, key) DO NOTHING"""
_MARK = "UPDATE outbox SET state = ?, tries = ?, due = ?, says = ? WHERE number = ?"
_TALLIES = """SELECT all_.destination, all_.state, all_.count, first.at
  FROM (SELECT destination, state, count(*) AS count, min(number) AS number FROM outbox GROUP BY destination, state)
    AS all_ JOIN outbox AS first ON first.number = all_.number
  ORDER BY all_.destination, all_.state"""


def put_lines(connection: sqlite3.Connection, what: Sequence[ToTell]) -> None:
    """Put lines into the outbox; the caller has begun a transaction."""
    connection.executemany(
        _PUT,
        [(each.destination, each.key, each.topic, each.at, each.record, each.body, WAITING) for each in what],
    )


def mark(connection: sqlite3.Connection, marks: Sequence[Mark], gone: Sequence[int]) -> None:
    """Say what became of lines; the caller has begun a transaction."""
    connection.executemany(
        _MARK, [(each.state, each.tries, each.due, each.says, each.number) for each in marks]
    )
    connection.executemany("DELETE FROM outbox WHERE number = ?", [(number,) for number in gone])


class OutboxReader:
    """The reading of the outbox; a file of the format before it has none, and nothing waits there."""

    has_outbox: bool

    def outbox(
        self, destination: str, state: str, *, newest_first: bool = False, limit: int | None = None
    ) -> list[Line]:
        """Return lines of one destination in one state, in the order in which they came, or the other way round."""
        if not self.has_outbox:
            return []
        order = "DESC" if newest_first else "ASC"
        sql = f"SELECT {_COLUMNS} FROM outbox WHERE destination = ? AND state = ? ORDER BY number {order} LIMIT ?"  # noqa: S608 - no values
        return [_line(row) for row in self._all(sql, (destination, state, -1 if limit is None else limit))]

    def tallies(self) -> list[Tally]:
        """Return what there is of each destination in each state, by their names."""
        if not self.has_outbox:
            return []
        return [Tally(*row) for row in self._all(_TALLIES, ())]

    def _all(self, sql: str, values: tuple[object, ...]) -> list[sqlite3.Row]:
        raise NotImplementedError


def _line(row: Sequence[object]) -> Line:
    if [type(value) for value in row] != _KINDS:
        raise damaged()
    number, destination, key, topic, at, record, body, *rest = row
    what = ToTell(destination, key, topic, at, record, body)  # type: ignore[arg-type]
    return Line(number, what, *rest)  # type: ignore[arg-type]
