"""The outbox of one log in an office's database: what is written of it inside a transaction, and how it is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from showsafe.adapters.postgres.connect import Connection
from showsafe.ledger.outbox import WAITING, Line, Mark, Tally, ToTell

_COLUMNS = "number, destination, key, topic, at, record, body, state, tries, due, says"
_PUT = """INSERT INTO outbox (log, destination, key, topic, at, record, body, state)
  SELECT %s, destination, key, topic, at, record, body, %s FROM unnest(
    %s::bytea[], %s::bytea[], %s::bytea[], %s::bytea[], %s::bigint[], %s::bytea[]
  ) WITH ORDINALITY AS line (destination, key, topic, at, record, body, place) ORDER BY place
  ON CONFLICT (log, destination, key) DO NOTHING"""
_MARK = """UPDATE outbox SET state = mark.state, tries = mark.tries, due = mark.due, says = mark.says
  FROM unnest(%s::bigint[], %s::bytea[], %s::bigint[], %s::bytea[], %s::bytea[])
    AS mark (number, state, tries, due, says)
  WHERE outbox.log = %s AND outbox.number = mark.number"""
_GONE = "DELETE FROM outbox WHERE log = %s AND number = ANY (%s::bigint[])"
_TALLIES = """SELECT every.destination, every.state, every.count, first.at
  FROM (SELECT destination, state, count(*) AS count, min(number) AS number FROM outbox
        WHERE log = %s GROUP BY destination, state) AS every
    JOIN outbox AS first ON first.log = %s AND first.number = every.number
  ORDER BY every.destination, every.state"""


def put_lines(connection: Connection, log: int, what: Sequence[ToTell]) -> None:
    """Put lines into the outbox; the caller has begun a transaction."""
    columns = [
        [each.destination.encode() for each in what],
        [each.key.encode() for each in what],
        [each.topic.encode() for each in what],
        [each.at.encode() for each in what],
        [each.record for each in what],
        [each.body for each in what],
    ]
    connection.execute(_PUT, (log, WAITING.encode(), *columns))


def mark_lines(connection: Connection, log: int, marks: Sequence[Mark], gone: Sequence[int]) -> None:
    """Say what became of lines; the caller has begun a transaction."""
    last = {each.number: each for each in marks}.values()
    columns = [
        [each.number for each in last],
        [each.state.encode() for each in last],
        [each.tries for each in last],
        [each.due.encode() for each in last],
        [each.says.encode() for each in last],
    ]
    connection.execute(_MARK, (*columns, log))
    connection.execute(_GONE, (log, list(gone)))


class OutboxReader:
    """The reading of the outbox of one log."""

    log: int

    def outbox(
        self, destination: str, state: str, *, newest_first: bool = False, limit: int | None = None
    ) -> list[Line]:
        """Return lines of one destination in one state, in the order in which they came, or the other way round."""
        order = "DESC" if newest_first else "ASC"
        sql = f"""SELECT {_COLUMNS} FROM outbox WHERE log = %s AND destination = %s AND state = %s
          ORDER BY number {order} LIMIT %s"""  # noqa: S608 - no values
        return [_line(row) for row in self._all(sql, (self.log, destination.encode(), state.encode(), limit))]

    def tallies(self) -> list[Tally]:
        """Return what there is of each destination in each state, by their names."""
        return [
            Tally(destination.decode(), state.decode(), count, at.decode())
            for destination, state, count, at in self._all(_TALLIES, (self.log, self.log))
        ]

    def _all(self, sql: str, values: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - a tuple, or a mapping by name
        raise NotImplementedError


def _line(row: Sequence[Any]) -> Line:
    number, destination, key, topic, at, record, body, state, tries, due, says = row
    what = ToTell(destination.decode(), key.decode(), topic.decode(), at.decode(), record, body)
    return Line(number, what, state.decode(), tries, due.decode(), says.decode())
