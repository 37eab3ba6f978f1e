"""One unit's facts, held by one follower: what is kept of it, and how a change is written, whole or not at all.

A text that PostgreSQL cannot hold, or that is too long for an index, is written so that it can be held: what a record
says stays in the archive, byte for byte.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from psycopg.rows import dict_row

from showsafe.adapters.postgres import facts_sql as sql
from showsafe.adapters.postgres.connect import Connection
from showsafe.application.facts.values import MATTERS, PAPER, Change, Kept, Line, Summary, Trouble
from showsafe.errors import Unusable

LONGEST_KEY = 300
_REPLACED = "\N{REPLACEMENT CHARACTER}"
_UNIT = (
    *("as_of", "profile", "said", "arrived", "day", "day_said", "day_arrived", "exceptions", "stops", "live"),
    *("weapons", "out_", "hot", "held_things", "people", "untold"),
    *("trouble_record", "trouble_code", "trouble_says", "looked", "edition", "opened", "shown"),
)
_AS_THEY_ARE = ", ".join(f"f.{name}" for name in _UNIT if name not in {"said", "day_said"})
_KEPT = f"""SELECT {_AS_THEY_ARE}, s.content AS snapshot,
  EXISTS (SELECT FROM facts_line l WHERE l.origin = f.origin AND l.stale) AS stale,
  (SELECT count(*) FROM archive_opening o JOIN archive_log a ON a.id = o.log WHERE a.origin = f.origin) AS openings,
  f.said AT TIME ZONE 'UTC' AS said, f.day_said AT TIME ZONE 'UTC' AS day_said
FROM facts_unit f LEFT JOIN facts_snapshot s ON s.origin = f.origin WHERE f.origin = %s"""  # noqa: S608 - names of this file
_WRITE = f"""INSERT INTO facts_unit (origin, production, {", ".join(_UNIT)})
SELECT %(origin)s, a.production, {", ".join(f"%({name})s" for name in _UNIT)}
FROM archive_log a WHERE a.origin = %(origin)s
ON CONFLICT (origin) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _UNIT)}
WHERE facts_unit.as_of = %(before)s"""  # noqa: S608 - names of this file
_DAY = """UPDATE facts_unit f SET day_arrived = l.arrived FROM facts_line l
WHERE f.origin = %(origin)s AND f.day > 0 AND l.origin = f.origin AND l.kind = 'day'
  AND l.key = lpad(f.day::text, 12, '0') AND l.record = f.day"""
_SNAPSHOT = """INSERT INTO facts_snapshot (origin, content) VALUES (%s, %s)
ON CONFLICT (origin) DO UPDATE SET content = excluded.content"""
_PUT = """INSERT INTO facts_line AS l
  (origin, production, kind, key, record, said, arrived, open, until, who, owner, value)
SELECT %(origin)s, a.production, n.* FROM archive_log a, unnest(%(kind)s::text[], %(key)s::text[],
  %(record)s::bigint[], %(said)s::timestamptz[], %(arrived)s::timestamptz[], %(open)s::boolean[], %(until)s::date[],
  %(who)s::text[], %(owner)s::text[], %(value)s::jsonb[]) AS n WHERE a.origin = %(origin)s
ON CONFLICT (origin, kind, key) DO UPDATE SET record = excluded.record, said = excluded.said,
  arrived = CASE WHEN l.record = excluded.record THEN least(l.arrived, excluded.arrived) ELSE excluded.arrived END,
  open = excluded.open, until = excluded.until, who = excluded.who, owner = excluded.owner, value = excluded.value,
  stale = false"""
_OTHER_PAPERS = """DELETE FROM facts_line l USING unnest(%(of)s::text[], %(who)s::text[]) AS n(of, who)
WHERE l.origin = %(origin)s AND l.kind = 'paper' AND l.who = n.who AND l.value ->> 'of' = n.of
  AND l.key <> ALL(%(keys)s) AND NOT l.stale"""


class HeldUnit:
    """The facts of one unit, while a follower holds it."""

    def __init__(self, connection: Connection, origin: str) -> None:
        self._connection = connection
        self._origin = origin
        self._before = 0
        self._stale = False

    def kept(self) -> Kept:
        """Return what is kept of the unit."""
        with self._connection.cursor(row_factory=dict_row) as cursor:
            row = cursor.execute(_KEPT.encode(), (self._origin,)).fetchone()
        if row is None:
            return Kept(summary=Summary())
        self._before, self._stale = row["as_of"], row["stale"]
        return Kept(
            summary=summary_of(row),
            trouble=trouble_of(row),
            edition=row["edition"],
            opened=row["opened"],
            shown=row["shown"],
            openings=row["openings"],
            snapshot=bytes(row["snapshot"] or b""),
        )

    def write(self, change: Change, looked: datetime) -> None:
        """Keep a change in one transaction. Raises Unusable ``facts.not-next`` where another one was faster."""
        connection = self._connection
        with connection.transaction():
            values = {"origin": self._origin, "before": self._before, **_unit(change), "looked": looked}
            if connection.execute(_WRITE, values).rowcount != 1:
                raise Unusable(
                    "facts.not-next", "Another follower was faster, or the unit is gone.", "Follow it again."
                )
            self._stale = self._stale or change.whole
            with connection.pipeline():
                self._pipelined(change)
        self._before = change.summary.as_of

    def _pipelined(self, change: Change) -> None:
        """Send everything else at once, and wait once: a slice of few records is mostly ways to the database."""
        origin, run = self._origin, self._connection.execute
        if change.whole:
            run("UPDATE facts_line SET stale = true WHERE origin = %s", (origin,))
            run("DELETE FROM facts_snapshot WHERE origin = %s", (origin,))
        self._lines(change)
        if self._stale:
            as_of = change.summary.as_of
            run("DELETE FROM facts_line WHERE origin = %s AND stale AND record <= %s", (origin, as_of))
        if change.summary.day:
            run(_DAY, {"origin": origin})
        if self._stale or any(line.kind in MATTERS for line in change.lines):
            run(sql.TALLY, {"origin": origin})
        if change.snapshot:
            run(_SNAPSHOT, (origin, change.snapshot))

    def _lines(self, change: Change) -> None:
        by_key = {(line.kind, index_key(line.key)): line for line in change.lines}
        kept = [(key, line) for (_, key), line in by_key.items()]
        if kept:
            self._connection.execute(_PUT, {"origin": self._origin, **_columns(kept)})
        if change.papers_of:
            subjects = {
                "of": [of for of, _ in change.papers_of],
                "who": [short(who) for _, who in change.papers_of],
                "keys": [key for kind, key in by_key if kind == PAPER],
            }
            self._connection.execute(_OTHER_PAPERS, {"origin": self._origin, **subjects})


def _columns(kept: Sequence[tuple[str, Line]]) -> dict[str, list[Any]]:
    return {
        "kind": [line.kind for _, line in kept],
        "key": [key for key, _ in kept],
        "record": [line.record for _, line in kept],
        "said": [line.said for _, line in kept],
        "arrived": [line.arrived for _, line in kept],
        "open": [line.open for _, line in kept],
        "until": [line.until for _, line in kept],
        "who": [short(line.who) for _, line in kept],
        "owner": [short(line.owner) for _, line in kept],
        "value": [_json(line.value) for _, line in kept],
    }


def _unit(change: Change) -> dict[str, Any]:
    said, trouble = change.summary, change.trouble
    return {
        **{name: getattr(said, name) for name in ("as_of", "said", "arrived", "day", "day_said")},
        **{
            name: getattr(said, name)
            for name in ("day_arrived", "live", "weapons", "hot", "people", "untold")
        },
        "profile": short(said.profile),
        "exceptions": [short(each) for each in said.exceptions],
        "stops": list(said.stops),
        "out_": said.out,
        "held_things": said.held,
        "trouble_record": trouble.record if trouble else 0,
        "trouble_code": trouble.code if trouble else "",
        "trouble_says": _plain(trouble.says)[:1000] if trouble else "",
        "edition": change.edition,
        "opened": change.opened,
        "shown": change.shown,
    }


def summary_of(row: Mapping[str, Any]) -> Summary:
    """Return the summary that a row of units holds."""
    return Summary(
        as_of=row["as_of"],
        profile=row["profile"],
        said=utc(row["said"]),
        arrived=row["arrived"],
        day=row["day"],
        day_said=utc(row["day_said"]),
        day_arrived=row["day_arrived"],
        exceptions=tuple(row["exceptions"]),
        stops=tuple(row["stops"]),
        live=row["live"],
        weapons=row["weapons"],
        out=row["out_"],
        hot=row["hot"],
        held=row["held_things"],
        people=row["people"],
        untold=row["untold"],
    )


def utc(naive: datetime | None) -> datetime | None:
    """Return a time that was read without its zone with it."""
    return naive.replace(tzinfo=UTC) if naive is not None else None


def trouble_of(row: Mapping[str, Any]) -> Trouble | None:
    """Return the trouble that a row of units names, or None."""
    if not row["trouble_code"]:
        return None
    return Trouble(record=row["trouble_record"], code=row["trouble_code"], says=row["trouble_says"])


def index_key(key: str) -> str:
    """Return the key of a line as it is kept: a long one, or one that cannot be held, by its SHA-256."""
    if len(key.encode("utf-8", "replace")) <= LONGEST_KEY and "\x00" not in key and not key.startswith("~"):
        return key
    return f"~{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}"


def short(text: str) -> str:
    """Return a text as it is compared with what was kept: without NUL, and not too long for an index."""
    return _plain(text)[:LONGEST_KEY]


def _plain(text: str) -> str:
    return text.replace("\x00", _REPLACED)


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(_holdable(value), ensure_ascii=False)


def _holdable(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, Mapping):
        return {key: _holdable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_holdable(each) for each in value]
    return value
