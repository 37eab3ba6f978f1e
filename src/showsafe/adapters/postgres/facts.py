"""The facts of many units in PostgreSQL: what the follower writes through, and what the pages of the office ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from typing import Any

import psycopg
from psycopg.rows import dict_row

from showsafe.adapters.postgres import facts_sql as sql
from showsafe.adapters.postgres.connect import Connection, Pool
from showsafe.adapters.postgres.facts_kept import HeldUnit, index_key, short, summary_of, trouble_of, utc
from showsafe.application.facts.values import (
    BRANCH,
    LEVELS,
    MATTERS,
    Allowed,
    Asked,
    AskedBoard,
    BoardPage,
    Claim,
    Fact,
    Joined,
    Line,
    Named,
    Patience,
    Standing,
    Summary,
    UnitFacts,
)
from showsafe.errors import WrongInput

_CLAIMS = 0x53686661
"""What tells the locks of followers from every other lock in the database."""

_MATTER = """SELECT l.kind, l.open, l.value FROM facts_line l
WHERE l.production = ANY(%(allowed)s) AND l.origin = %(origin)s AND l.kind = %(kind)s AND l.key = %(key)s"""
_A_BRANCH = """SELECT 1 FROM archive_branch b JOIN archive_log a ON a.id = b.log
WHERE a.production = ANY(%(allowed)s) AND a.origin = %(origin)s AND b.number::text = %(key)s"""
_OWNER = """INSERT INTO facts_matter (origin, kind, key, owner, named_by, named_at)
VALUES (%(origin)s, %(kind)s, %(key)s, %(owner)s, %(by)s, %(at)s) ON CONFLICT (origin, kind, key)
DO UPDATE SET owner = excluded.owner, named_by = excluded.named_by, named_at = excluded.named_at"""
_ANSWER = """INSERT INTO facts_matter (origin, kind, key, answer, answered_by, answered_at)
VALUES (%(origin)s, %(kind)s, %(key)s, %(answer)s, %(by)s, %(at)s) ON CONFLICT (origin, kind, key)
DO UPDATE SET answer = excluded.answer, answered_by = excluded.answered_by, answered_at = excluded.answered_at"""
_SAID = """INSERT INTO facts_said (origin, kind, key, what, said, by, at)
VALUES (%(origin)s, %(kind)s, %(key)s, %(what)s, %(said)s, %(by)s, %(at)s)"""
_KNOWN = """SELECT 1 FROM facts_line
WHERE production = ANY(%s) AND origin = %s AND kind = 'person' AND key = %s"""
_JOIN = """INSERT INTO facts_claim (origin, person, joined, by, at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (origin, person) DO UPDATE SET joined = excluded.joined, by = excluded.by, at = excluded.at"""
_JOINED = """SELECT c.origin, c.person, c.joined, c.by, c.at FROM facts_claim c JOIN archive_log a USING (origin)
WHERE c.joined = (SELECT joined FROM facts_claim o JOIN archive_log b USING (origin)
  WHERE o.origin = %(origin)s AND o.person = %(person)s AND b.production = ANY(%(allowed)s))
AND a.production = ANY(%(allowed)s) ORDER BY c.origin, c.person"""


class PostgresFacts:
    """Facts in a database of an office, by the port of ``application.facts``. Safe to call from several threads."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool

    def behind(self, most: int, retry_before: datetime) -> tuple[str, ...]:
        """Return origins whose records were not all followed, the longest waiting first."""
        rows = self._rows(sql.BEHIND, {"most": most, "retry": retry_before})
        return tuple(row["origin"] for row in rows)

    def stale(self, edition: str, most: int) -> tuple[str, ...]:
        """Return origins whose lines another edition made, or whose shown personal values changed."""
        return tuple(row["origin"] for row in self._rows(sql.STALE, {"edition": edition, "most": most}))

    @contextmanager
    def claim(self, origin: str) -> Iterator[HeldUnit | None]:
        """Hold one unit by a lock of the session: it ends with the block, and with the connection."""
        with self.pool.connection() as connection:
            lock = (_CLAIMS, origin)
            found = connection.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", lock).fetchone()
            if found is None or not found[0]:
                yield None
                return
            try:
                yield HeldUnit(connection, origin)
            finally:
                with suppress(psycopg.Error):
                    connection.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", lock)

    def board(self, allowed: Allowed, asked: AskedBoard) -> BoardPage:
        """Return the units that may be seen, most urgent first, and the counts over all of them."""
        values = {
            **_clocks(asked.now, asked.patience),
            "allowed": list(allowed),
            "production": asked.production,
            "rank": LEVELS.index(asked.only) if asked.only in LEVELS else -1,
            "limit": asked.limit,
            "skip": asked.skip,
        }
        rows = self._rows(sql.board(asked.only, len(allowed)), values)
        units = tuple(_unit(row) for row in rows if row["origin"] is not None)
        return BoardPage(units, {name: int(count) for name, count in rows[0]["totals"].items()})

    def lines(self, allowed: Allowed, asked: Asked) -> list[Fact]:
        """Return the lines that are asked for, oldest arrival first; papers by their last day."""
        return [_fact(row) for row in self._rows(sql.lines(asked, len(allowed)), _asked(allowed, asked))]

    def count(self, allowed: Allowed, asked: Asked) -> int:
        """Return how many lines there are of what is asked, whatever its limit."""
        return int(self._rows(sql.count(asked, len(allowed)), _asked(allowed, asked))[0]["count"])

    def productions(self, allowed: Allowed, asked: Asked) -> frozenset[str]:
        """Return the productions that have any line of what is asked, whatever its limit."""
        rows = self._rows(sql.productions(asked, len(allowed)), _asked(allowed, asked))
        return frozenset(row["production"] for row in rows)

    def every_line(self, origin: str) -> Iterator[Fact]:
        """Yield all lines of a unit, in a fixed order."""
        yield from (_fact(row) for row in self._rows(sql.EVERY, {"origin": origin}))

    def name(self, allowed: Allowed, named: Named) -> None:
        """Keep who owns a matter, or what was answered."""
        place = {"origin": named.origin, "kind": named.kind, "key": index_key(named.key)}
        said = {"owner": short(named.owner), "answer": short(named.answer), "by": short(named.by)}
        values = {**place, **said, "at": named.at, "allowed": list(allowed)}
        answers = bool(named.answer)
        with self.pool.transaction() as connection:
            _may_be_said(connection, values, answers=answers)
            connection.execute(_ANSWER if answers else _OWNER, values)
            what = {"what": "answer" if answers else "owner", "said": said["answer" if answers else "owner"]}
            connection.execute(_SAID, {**values, **what})
            connection.execute(sql.TALLY, {"origin": named.origin})

    def join(self, allowed: Allowed, claims: Sequence[Claim], by: str, at: datetime) -> int:
        """Keep that claims are of one person; return the number of it."""
        with self.pool.transaction() as connection:
            for claim in claims:
                _known(connection, allowed, claim)
            found = connection.execute("SELECT nextval('facts_joining')").fetchone()
            number = int(found[0]) if found else 0
            for claim in claims:
                connection.execute(_JOIN, (claim.origin, claim.person, number, short(by), at))
        return number

    def part(self, allowed: Allowed, claim: Claim, by: str, at: datetime) -> None:
        """Take a claim out of what it was joined with: from now on it stands alone, and by whose word."""
        with self.pool.transaction() as connection:
            _known(connection, allowed, claim)
            found = connection.execute("SELECT nextval('facts_joining')").fetchone()
            number = int(found[0]) if found else 0
            connection.execute(_JOIN, (claim.origin, claim.person, number, short(by), at))

    def joined(self, allowed: Allowed, claim: Claim) -> Joined | None:
        """Return what a claim is joined with, of what may be seen; None where it stands alone."""
        values = {"origin": claim.origin, "person": claim.person, "allowed": list(allowed)}
        rows = self._rows(_JOINED, values)
        if len(rows) < 2:  # noqa: PLR2004 - one claim is joined with nothing
            return None
        claims = tuple(Claim(origin=row["origin"], person=row["person"]) for row in rows)
        return Joined(number=rows[0]["joined"], claims=claims, by=rows[0]["by"], at=rows[0]["at"])

    def lone_primary(self) -> bool | None:
        """Return whether the database takes writes that no standby confirms; None of one that takes none."""
        row = self.pool.run(lambda connection: connection.execute(sql.LONE_PRIMARY).fetchone())
        return None if row is None else row[0]

    def figures(self, now: datetime, patience: Patience) -> dict[str, float]:
        """Return the counts behind the metrics, over all units, by name."""
        row = self._rows(sql.FIGURES, _clocks(now, patience))[0]
        return {name: float(value) for name, value in row.items()}

    def in_trouble(self, now: datetime, patience: Patience, most: int) -> list[tuple[str, str, str]]:
        """Return production, unit and reason of what an alert names, the gravest first, at most so many."""
        rows = self._rows(sql.IN_TROUBLE, {**_clocks(now, patience), "most": most})
        return [(row["production"], row["unit"], row["reason"]) for row in rows]

    def _rows(self, question: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        def ask(connection: Connection) -> list[dict[str, Any]]:
            with connection.cursor(row_factory=dict_row) as cursor:
                return cursor.execute(question.encode(), values).fetchall()

        return self.pool.run(ask)


def _clocks(now: datetime, patience: Patience) -> dict[str, Any]:
    names = {name.removesuffix("_s"): value for name, value in asdict(patience).items()}
    return {**names, "now": now}


def _asked(allowed: Allowed, asked: Asked) -> dict[str, Any]:
    return {
        **asdict(asked),
        "kinds": list(asked.kinds),
        "who": short(asked.who),
        "key": index_key(asked.key) if asked.key else "",
        "allowed": list(allowed),
    }


def _unit(row: Mapping[str, Any]) -> UnitFacts:
    standing = Standing(
        origin=row["origin"],
        production=row["production"],
        unit=row["unit"],
        held=row["size"],
        told=row["told"] or 0,
        received=row["received_at"],
        heard=row["heard"],
        witnessed=row["seen_size"],
        checked=row["checked"] or 0,
        fault=row["fault"],
        branches=row["branches"] or {},
    )
    row = {**row, "said": row["said_at"], "day_said": row["day_said_at"]}
    reasons, level = tuple(row["reasons"]), LEVELS[row["rank"]]
    if row["as_of"] is None:
        return UnitFacts(standing=standing, summary=Summary(), reasons=reasons, level=level)
    return UnitFacts(
        standing=standing,
        reasons=reasons,
        level=level,
        deviations=row["deviations"],
        discrepancies=row["discrepancies"],
        concerns=row["concerns"],
        gaps=row["gaps"],
        unowned=row["unowned"],
        summary=summary_of(row),
        trouble=trouble_of(row),
        looked=row["looked"],
        unowned_since=row["unowned_since"],
        concern_since=row["concern_since"],
    )


def _fact(row: Mapping[str, Any]) -> Fact:
    line = Line(
        kind=row["kind"],
        key=row["key"],
        record=row["record"],
        value=row["value"],
        said=utc(row["said"]),
        arrived=row["arrived"],
        open=row["open"],
        until=row["until"],
        who=row["who"],
        owner=row["own_owner"],
    )
    return Fact(
        production=row["production"],
        unit=row["unit"],
        origin=row["origin"],
        as_of=row["as_of"],
        line=line,
        grey=row["trouble_says"],
        owner=row["owner"],
        named_by=row["named_by"],
        named_at=row["named_at"],
        answered=row["answer"],
        answered_by=row["answered_by"],
        answered_at=row["answered_at"],
    )


def _may_be_said(connection: Connection, values: Mapping[str, Any], *, answers: bool) -> None:
    if values["kind"] == BRANCH:
        if connection.execute(_A_BRANCH, values).fetchone() is None:
            raise unknown()
        return
    found = connection.execute(_MATTER, values).fetchone() if values["kind"] in MATTERS else None
    if found is None:
        raise unknown()
    kind, _, value = found
    if answers and not (kind == "gap" or (kind == "deviation" and not value.get("holds"))):
        raise WrongInput(
            "facts.closed-by-record",
            "What the set itself has open is closed by a record of the set, and by nothing said at the office.",
            "Call the production; name an owner here meanwhile.",
        )


def _known(connection: Connection, allowed: Allowed, claim: Claim) -> None:
    if connection.execute(_KNOWN, (list(allowed), claim.origin, index_key(claim.person))).fetchone() is None:
        raise unknown()


def unknown() -> WrongInput:
    """There is no such thing, or it is not among what may be seen: whoever asks is not told which."""
    return WrongInput(
        "facts.unknown",
        "There is nothing of that name among the productions that you may see.",
        "Look it up on the board; a production that is not there has to be opened to you first.",
    )
