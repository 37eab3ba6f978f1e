"""The questions of the office's pages to PostgreSQL. Every one is given the productions that may be seen.

What makes a unit late or a day overdue stands here alone: pages and metrics ask the same words. Times that a node
claims are read without a zone, since a node may claim the last second of the year 9999.
"""

from __future__ import annotations

from showsafe.application.facts.values import (
    ALARM,
    ATTENTION,
    CONCERN,
    DEVIATION,
    DISCREPANCY,
    GAP,
    GREY,
    KINDS,
    MATTERS,
    REASONS,
    Asked,
)

FEW = 50
"""Of so many productions an index finds the rows; of more, each row is looked up among what is allowed."""


def seen(allowed: int) -> str:
    """Return what stands in every question, for so many allowed productions: of any other, nothing comes out.

    Of very many, ``= ANY`` would compare each row with each of them, and a join would look for each of them.
    """
    if allowed <= FEW:
        return "production = ANY(%(allowed)s)"
    return "(production IN (SELECT unnest(%(allowed)s::text[]))) IS TRUE"


OPEN = "l.open AND coalesce(m.answer, '') = ''"

OWNER = "CASE WHEN l.kind IN ('discrepancy') AND l.owner <> '' THEN l.owner ELSE coalesce(m.owner, '') END"

_MATTERS = ", ".join(f"'{kind}'" for kind in MATTERS)

BRANCHES = """SELECT log, jsonb_object_agg(kind, n) AS branches FROM (
    SELECT r.log, r.kind, count(*) AS n FROM archive_branch r JOIN archive_log o ON o.id = r.log
    LEFT JOIN facts_matter m ON m.origin = o.origin AND m.kind = 'branch' AND m.key = r.number::text
    WHERE coalesce(m.answer, '') = '' GROUP BY r.log, r.kind) each GROUP BY log"""

_REASONS = {
    "branch": "branches IS NOT NULL",
    "fault": "coalesce(fault, '') <> ''",
    "live": "live > 0",
    "stop": "stops && ARRAY['stop', 'incident', 'freeze', 'live']",
    "gap": "gaps > 0",
    "unreadable": "trouble_code <> ''",
    # A stop is often the last record for hours: what waits may be one record, and is looked at by time as well. A unit
    # in trouble says so itself.
    "behind": "size - coalesce(as_of, 0) > %(behind)s OR (size > coalesce(as_of, 0) "
    "AND coalesce(trouble_code, '') = '' AND %(now)s - received_at > make_interval(secs => %(waiting)s))",
    "never-heard": "heard IS NULL",
    "late": "%(now)s - heard > make_interval(secs => CASE WHEN day > 0 THEN %(late_open)s ELSE %(late)s END)",
    "day-open": "day > 0 AND %(now)s - day_arrived > make_interval(secs => %(day)s)",
    "unowned": "unowned > 0 AND %(now)s - unowned_since > make_interval(secs => %(owner)s)",
    "concern": "concerns > 0 AND %(now)s - concern_since > make_interval(secs => %(concern)s)",
    "witness": "size - seen_size > %(witness)s OR told - seen_size > %(witness)s",
    "clock": "said - arrived > make_interval(secs => %(skew)s) OR arrived - said > interval '30 days'",
    "held": "held_things > 0",
    "doubt": "'hold' = ANY(stops)",
}


_ALL = " OR ".join


def _of_level(level: str) -> str:
    return _ALL(f"({_REASONS[code]})" for code, of in REASONS.items() if of == level)


def _flags() -> str:
    whens = [f"CASE WHEN {_REASONS[code]} THEN '{code}' END" for code in REASONS]
    return f"array_remove(ARRAY[{', '.join(whens)}], NULL)"


_SEEN = f"""(SELECT a.id, a.production, a.unit, a.origin, a.size, a.told, a.received_at, a.seen_size, a.checked,
    a.fault, greatest(a.called_at, a.received_at) AS heard, f.as_of, f.profile, f.said, f.arrived,
    coalesce(f.day, 0) AS day,
    f.day_said, f.day_arrived, f.exceptions, f.stops, f.live, f.weapons, f.out_, f.hot, f.held_things, f.people,
    f.untold, f.trouble_record, f.trouble_code, f.trouble_says, f.looked, f.deviations, f.discrepancies, f.concerns,
    f.gaps, f.unowned, f.unowned_since, f.concern_since, b.branches
  FROM archive_log a LEFT JOIN facts_unit f ON f.origin = a.origin
  LEFT JOIN ({BRANCHES}) b ON b.log = a.id) AS seen"""  # noqa: S608 - words of this file
_RANK = f"""CASE WHEN {_of_level(ALARM)} THEN 0 WHEN {_of_level(GREY)} THEN 1 WHEN {_of_level(ATTENTION)} THEN 2
  ELSE 3 END"""


def board(only: str, allowed: int) -> str:
    """Return the question for a part of the board: all units ranked in few words, and then those of one page whole."""
    wanted = _REASONS.get(only) or {"open-day": "day > 0", "": "true"}.get(only, "false")
    sums = ", ".join(
        f"'{each}', coalesce(sum({each}), 0)"
        for each in ("unowned", "deviations", "discrepancies", "concerns", "gaps")
    )
    return f"""WITH ranked AS MATERIALIZED (
  SELECT origin, production, unit, size, day, unowned, deviations, discrepancies, concerns, gaps,
    branches IS NOT NULL AS branch, ({_REASONS["late"]}) AS late, ({_REASONS["day-open"]}) AS overdue, {_RANK} AS rank,
    ({wanted}) AS fits
  FROM {_SEEN} WHERE {seen(allowed)} AND (%(production)s = '' OR production = %(production)s)),
totals AS (SELECT jsonb_build_object('units', count(*),
  'productions', (SELECT count(*) FROM (SELECT FROM ranked GROUP BY production) each),
  'alarm', count(*) FILTER (WHERE rank = 0), 'grey', count(*) FILTER (WHERE rank = 1),
  'attention', count(*) FILTER (WHERE rank = 2), 'quiet', count(*) FILTER (WHERE rank = 3),
  'late', count(*) FILTER (WHERE late), 'open-day', count(*) FILTER (WHERE day > 0),
  'day-open', count(*) FILTER (WHERE overdue), 'branch', count(*) FILTER (WHERE branch), {sums},
  'records', coalesce(sum(size), 0),
  'wanted', count(*) FILTER (WHERE fits OR rank = %(rank)s)) AS totals FROM ranked),
page AS (SELECT origin, rank FROM ranked WHERE fits OR rank = %(rank)s
  ORDER BY rank, production, unit LIMIT %(limit)s OFFSET %(skip)s)
SELECT totals, shown.* FROM totals LEFT JOIN (
  SELECT seen.*, seen.said AT TIME ZONE 'UTC' AS said_at, seen.day_said AT TIME ZONE 'UTC' AS day_said_at,
    {_flags()} AS reasons, page.rank
  FROM page JOIN {_SEEN} ON seen.origin = page.origin) shown ON true
ORDER BY rank, production, unit"""  # noqa: S608 - words of this file


_SAID = "SELECT FROM facts_matter m WHERE m.origin = l.origin AND m.kind = l.kind AND m.key = l.key"


def _where(asked: Asked, allowed: int) -> str:
    """Return the conditions of what somebody asks; of kinds there are few, and each is a word of ours."""
    kinds = ", ".join(f"'{kind}'" for kind in KINDS if kind in asked.kinds) or "NULL"
    clauses = [seen(allowed), f"l.kind IN ({kinds})"]
    named = ("production", "origin", "who", "key")
    clauses += [f"l.{name} = %({name})s" for name in named if getattr(asked, name)]
    clauses += [f"l.value ->> '{name}' = %({name})s" for name in ("serial", "tag") if getattr(asked, name)]
    if asked.only_open:
        clauses.append(f"l.open AND NOT EXISTS ({_SAID} AND m.answer <> '')")
    if asked.only_unowned:
        clauses.append(
            f"(l.kind <> 'discrepancy' OR l.owner = '') AND NOT EXISTS ({_SAID} AND m.owner <> '')"
        )
    if asked.only_sealed:
        clauses.append("l.value -> 'sealed' <> '[]'")
    if asked.until is not None:
        clauses.append("l.until <= %(until)s")
    return " AND ".join(clauses)


_MATTER = "LEFT JOIN facts_matter m ON m.origin = l.origin AND m.kind = l.kind AND m.key = l.key"


def lines(asked: Asked, allowed: int) -> str:
    """Return the question for lines: the places of one page first, and what stands in them then."""
    order = "until, arrived" if asked.until is not None else "arrived"
    by = ", ".join(f"l.{each}" for each in (*order.split(", "), "origin", "kind", "key"))
    return f"""WITH page AS (SELECT l.origin, l.kind, l.key FROM facts_line l
  WHERE {_where(asked, allowed)} ORDER BY {by} LIMIT %(limit)s OFFSET %(skip)s)
SELECT {COLUMNS} FROM page JOIN facts_line l ON l.origin = page.origin AND l.kind = page.kind AND l.key = page.key
JOIN facts_unit f ON f.origin = l.origin JOIN archive_log a ON a.origin = l.origin {_MATTER}
ORDER BY {by}"""  # noqa: S608 - words of this file


def count(asked: Asked, allowed: int) -> str:
    """Return the question for how many lines there are of what is asked: of open matters the units keep count."""
    plain = not (
        asked.origin
        or asked.who
        or asked.key
        or asked.serial
        or asked.tag
        or asked.until
        or asked.only_sealed
    )
    every = set(asked.kinds) >= set(MATTERS) if asked.only_unowned else True
    if plain and asked.only_open and every and asked.kinds and set(asked.kinds) <= set(MATTERS):
        columns = ["unowned"] if asked.only_unowned else [_TALLIED[kind] for kind in asked.kinds]
        production = "AND production = %(production)s" if asked.production else ""
        return f"""SELECT coalesce(sum({" + ".join(columns)}), 0) AS count FROM facts_unit
WHERE {seen(allowed)} {production}"""  # noqa: S608 - words of this file
    return f"SELECT count(*) FROM facts_line l WHERE {_where(asked, allowed)}"  # noqa: S608 - words of this file


def productions(asked: Asked, allowed: int) -> str:
    """Return the question for which productions have any line of what is asked."""
    return f"SELECT DISTINCT l.production FROM facts_line l WHERE {_where(asked, allowed)}"  # noqa: S608 - words of this file


_TALLIED = {DEVIATION: "deviations", DISCREPANCY: "discrepancies", CONCERN: "concerns", GAP: "gaps"}

COLUMNS = f"""l.production, a.unit, l.origin, f.as_of, f.trouble_record, f.trouble_says, l.kind, l.key, l.record,
  l.said AT TIME ZONE 'UTC' AS said, l.arrived, l.open, l.until, l.who, l.owner AS own_owner, l.value,
  {OWNER} AS owner, coalesce(m.named_by, '') AS named_by, m.named_at, coalesce(m.answer, '') AS answer,
  coalesce(m.answered_by, '') AS answered_by, m.answered_at"""

EVERY = f"""SELECT {COLUMNS} FROM facts_line l JOIN facts_unit f ON f.origin = l.origin
JOIN archive_log a ON a.origin = l.origin
LEFT JOIN facts_matter m ON m.origin = l.origin AND m.kind = l.kind AND m.key = l.key
WHERE l.origin = %(origin)s ORDER BY l.kind, l.key"""  # noqa: S608

BEHIND = """SELECT a.origin FROM archive_log a LEFT JOIN facts_unit f ON f.origin = a.origin
WHERE a.size > coalesce(f.as_of, 0)
  AND (coalesce(f.trouble_code, '') = '' OR f.looked < %(retry)s)
ORDER BY f.looked NULLS FIRST, a.origin LIMIT %(most)s"""

STALE = """SELECT f.origin FROM facts_unit f JOIN archive_log a ON a.origin = f.origin
LEFT JOIN (SELECT log, count(*) AS n FROM archive_opening GROUP BY log) o ON o.log = a.id
WHERE (f.edition <> %(edition)s OR f.shown <> coalesce(o.n, 0)) AND f.trouble_code = ''
ORDER BY f.looked LIMIT %(most)s"""

TALLY = f"""UPDATE facts_unit f SET (deviations, discrepancies, concerns, gaps, unowned, unowned_since,
  concern_since) = (
  SELECT count(*) FILTER (WHERE l.kind = 'deviation'), count(*) FILTER (WHERE l.kind = 'discrepancy'),
    count(*) FILTER (WHERE l.kind = 'concern'), count(*) FILTER (WHERE l.kind = 'gap'),
    count(*) FILTER (WHERE {OWNER} = ''), min(l.arrived) FILTER (WHERE {OWNER} = ''),
    min(l.arrived) FILTER (WHERE l.kind = 'concern')
  FROM facts_line l LEFT JOIN facts_matter m ON m.origin = l.origin AND m.kind = l.kind AND m.key = l.key
  WHERE l.origin = f.origin AND l.kind IN ({_MATTERS}) AND {OPEN})
WHERE f.origin = %(origin)s"""  # noqa: S608

FIGURES = f"""WITH ranked AS (SELECT seen.*, {_flags()} AS reasons FROM {_SEEN}) SELECT
  count(*) AS units, count(DISTINCT production) AS productions, coalesce(sum(size), 0) AS records,
  coalesce(sum(as_of), 0) AS records_followed, coalesce(max(size - coalesce(as_of, 0)), 0) AS follower_behind,
  coalesce(sum(greatest(told - size, 0)), 0) AS records_not_here,
  coalesce(max(greatest(size, told) - seen_size), 0) AS witness_lag,
  count(*) FILTER (WHERE 'unreadable' = ANY(reasons)) AS units_grey,
  count(*) FILTER (WHERE 'late' = ANY(reasons)) AS units_late,
  count(*) FILTER (WHERE 'late' = ANY(reasons) AND day > 0) AS units_late_open,
  count(*) FILTER (WHERE 'never-heard' = ANY(reasons)) AS units_never_heard,
  count(*) FILTER (WHERE day > 0) AS units_open,
  count(*) FILTER (WHERE 'day-open' = ANY(reasons)) AS units_open_too_long,
  count(*) FILTER (WHERE 'clock' = ANY(reasons)) AS clocks_off,
  count(*) FILTER (WHERE fault <> '') AS units_with_a_fault,
  count(*) FILTER (WHERE 'stop' = ANY(reasons)) AS units_stopped,
  coalesce(sum(live), 0) AS live_rounds,
  coalesce(sum((branches ->> 'fork')::bigint), 0) AS branches_fork,
  coalesce(sum((branches ->> 'rolled-back')::bigint), 0) AS branches_rolled_back,
  coalesce(sum((branches ->> 'not-consistent')::bigint), 0) AS branches_not_consistent,
  coalesce(sum((branches ->> 'fault')::bigint), 0) AS branches_fault,
  coalesce(sum((branches ->> 'other-key')::bigint), 0) AS branches_other_key,
  coalesce(sum(deviations), 0) AS deviations, coalesce(sum(discrepancies), 0) AS discrepancies,
  coalesce(sum(concerns), 0) AS concerns, coalesce(sum(gaps), 0) AS gaps,
  coalesce(sum(unowned), 0) AS matters_unowned,
  count(*) FILTER (WHERE 'concern' = ANY(reasons)) AS units_with_an_overdue_concern,
  coalesce(extract(epoch FROM %(now)s - min(unowned_since)), 0)::float8 AS oldest_unowned_seconds,
  coalesce(extract(epoch FROM %(now)s - min(day_arrived) FILTER (WHERE day > 0)), 0)::float8 AS oldest_open_day_seconds,
  coalesce(extract(epoch FROM %(now)s - min(heard)), 0)::float8 AS longest_unheard_seconds
FROM ranked"""  # noqa: S608

IN_TROUBLE = f"""WITH ranked AS (SELECT production, unit, {_flags()} AS reasons, {_RANK} AS rank FROM {_SEEN})
SELECT production, unit, reason FROM ranked, unnest(reasons) AS reason
WHERE reason IN ('branch', 'fault', 'gap', 'unreadable', 'late', 'day-open', 'unowned', 'concern', 'witness', 'behind')
ORDER BY rank, production, unit, reason LIMIT %(most)s"""  # noqa: S608

LONE_PRIMARY = """SELECT CASE WHEN pg_is_in_recovery() THEN NULL
  ELSE current_setting('synchronous_standby_names') = '' OR current_setting('synchronous_commit') IN ('off', 'local')
END"""
"""Where a standby is named, a write waits for it, or for ever: only where none is, it is taken without one."""
