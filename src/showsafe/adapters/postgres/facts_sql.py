"""The questions of the office's pages to PostgreSQL. Every one is given the productions that may be seen.

What makes a unit late or a day overdue stands here alone: pages and metrics ask the same words. Times that a node
claims are read without a zone, since a node may claim the last second of the year 9999.
"""

from __future__ import annotations

from showsafe.application.facts.values import ALARM, GREY, MATTERS, REASONS

SEEN = "production = ANY(%(allowed)s)"
"""What stands in every question: of what is not allowed, nothing comes out."""

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
    "stop": "cardinality(stops) > 0",
    "gap": "gaps > 0",
    "unreadable": "trouble_code <> ''",
    "behind": "size - coalesce(as_of, 0) > %(behind)s",
    "never-heard": "heard IS NULL",
    "late": "%(now)s - heard > make_interval(secs => CASE WHEN day > 0 THEN %(late_open)s ELSE %(late)s END)",
    "day-open": "day > 0 AND %(now)s - day_arrived > make_interval(secs => %(day)s)",
    "unowned": "unowned > 0 AND %(now)s - unowned_since > make_interval(secs => %(owner)s)",
    "concern": "concerns > 0 AND %(now)s - concern_since > make_interval(secs => %(concern)s)",
    "witness": "size - seen_size > %(witness)s OR told - seen_size > %(witness)s",
    "clock": "said - arrived > make_interval(secs => %(skew)s) OR arrived - said > interval '30 days'",
    "held": "held_things > 0",
}


def _flags() -> str:
    whens = [f"CASE WHEN {_REASONS[code]} THEN '{code}' END" for code in REASONS]
    return f"array_remove(ARRAY[{', '.join(whens)}], NULL)"


def _of_level(level: str) -> str:
    codes = ", ".join(f"'{code}'" for code, of in REASONS.items() if of == level)
    return f"reasons && ARRAY[{codes}]"


def ranked(where: str = SEEN) -> str:
    """Return the units with their reasons and level, as the table ``ranked``; the words of every page and metric."""
    return f"""WITH seen AS (
  SELECT a.id, a.production, a.unit, a.origin, a.size, a.told, a.received_at, coalesce(a.seen_size, 0) AS seen_size,
    a.checked, a.fault, greatest(a.called_at, a.received_at) AS heard, f.as_of, f.profile, f.said, f.arrived,
    coalesce(f.day, 0) AS day, f.day_said, f.day_arrived, f.exceptions, f.stops, f.live, f.weapons, f.out_, f.hot,
    f.held_things, f.people, f.untold, f.trouble_record, f.trouble_code, f.trouble_says, f.looked,
    f.deviations, f.discrepancies, f.concerns, f.gaps, f.unowned, f.unowned_since, f.concern_since, b.branches
  FROM (SELECT * FROM archive_log WHERE {where}) a
  LEFT JOIN facts_unit f ON f.origin = a.origin
  LEFT JOIN ({BRANCHES}) b ON b.log = a.id
), flagged AS (SELECT *, {_flags()} AS reasons FROM seen),
ranked AS MATERIALIZED (SELECT *, CASE WHEN {_of_level(ALARM)} THEN 0 WHEN {_of_level(GREY)} THEN 1
  WHEN cardinality(reasons) > 0 THEN 2 ELSE 3 END AS rank FROM flagged)"""  # noqa: S608 - words of this file


BOARD = f"""{ranked(SEEN + " AND (%(production)s = '' OR production = %(production)s)")},
wanted AS (SELECT * FROM ranked WHERE %(only)s = '' OR %(only)s = ANY(reasons) OR rank = %(rank)s
  OR (%(only)s = 'open-day' AND day > 0)),
totals AS (SELECT jsonb_build_object('units', count(*), 'productions', count(DISTINCT production),
  'alarm', count(*) FILTER (WHERE rank = 0), 'grey', count(*) FILTER (WHERE rank = 1),
  'attention', count(*) FILTER (WHERE rank = 2), 'quiet', count(*) FILTER (WHERE rank = 3),
  'late', count(*) FILTER (WHERE 'late' = ANY(reasons)), 'open-day', count(*) FILTER (WHERE day > 0),
  'day-open', count(*) FILTER (WHERE 'day-open' = ANY(reasons)), 'branch', count(branches),
  'unowned', coalesce(sum(unowned), 0), 'deviations', coalesce(sum(deviations), 0),
  'discrepancies', coalesce(sum(discrepancies), 0), 'concerns', coalesce(sum(concerns), 0),
  'gaps', coalesce(sum(gaps), 0), 'records', coalesce(sum(size), 0),
  'wanted', (SELECT count(*) FROM wanted)) AS totals FROM ranked)
SELECT totals, page.* FROM totals LEFT JOIN (
  SELECT production, unit, origin, size, told, received_at, heard, seen_size, checked, coalesce(fault, '') AS fault,
    branches, as_of, profile, said AT TIME ZONE 'UTC' AS said, arrived, day, day_said AT TIME ZONE 'UTC' AS day_said,
    day_arrived, exceptions, stops, live, weapons, out_, hot, held_things, people, untold, trouble_record,
    trouble_code, trouble_says, looked, deviations, discrepancies, concerns, gaps, unowned, unowned_since,
    concern_since, reasons, rank
  FROM wanted ORDER BY rank, production, unit LIMIT %(limit)s OFFSET %(skip)s) page ON true
ORDER BY rank, production, unit"""  # noqa: S608 - words of this file

_LINES_FROM = f"""FROM facts_line l JOIN facts_unit f ON f.origin = l.origin JOIN archive_log a ON a.origin = l.origin
LEFT JOIN facts_matter m ON m.origin = l.origin AND m.kind = l.kind AND m.key = l.key
WHERE l.{SEEN} AND l.kind = ANY(%(kinds)s) AND (%(production)s = '' OR l.production = %(production)s)
  AND (%(origin)s = '' OR l.origin = %(origin)s) AND (%(who)s = '' OR l.who = %(who)s)
  AND (%(key)s = '' OR l.key = %(key)s) AND (%(serial)s = '' OR l.value ->> 'serial' = %(serial)s)
  AND (%(tag)s = '' OR l.value ->> 'tag' = %(tag)s)
  AND (NOT %(only_open)s OR ({OPEN})) AND (NOT %(only_unowned)s OR {OWNER} = '')
  AND (NOT %(only_sealed)s OR l.value -> 'sealed' <> '[]')
  AND (%(until)s::date IS NULL OR l.until <= %(until)s)"""

COLUMNS = f"""l.production, a.unit, l.origin, f.as_of, f.trouble_record, f.trouble_says, l.kind, l.key, l.record,
  l.said AT TIME ZONE 'UTC' AS said, l.arrived, l.open, l.until, l.who, l.owner AS own_owner, l.value,
  {OWNER} AS owner, coalesce(m.named_by, '') AS named_by, m.named_at, coalesce(m.answer, '') AS answer,
  coalesce(m.answered_by, '') AS answered_by, m.answered_at"""

LINES = f"""SELECT {COLUMNS} {_LINES_FROM}
ORDER BY l.until NULLS LAST, l.arrived, l.origin, l.kind, l.key LIMIT %(limit)s OFFSET %(skip)s"""

COUNT = f"SELECT count(*) {_LINES_FROM}"

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

FIGURES = f"""{ranked("true")} SELECT
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
  count(*) FILTER (WHERE cardinality(stops) > 0) AS units_stopped,
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

IN_TROUBLE = f"""{ranked("true")} SELECT production, unit, reason FROM ranked, unnest(reasons) AS reason
WHERE reason IN ('branch', 'fault', 'gap', 'unreadable', 'late', 'day-open', 'unowned', 'concern', 'witness', 'behind')
ORDER BY rank, production, unit, reason LIMIT %(most)s"""  # noqa: S608

LONE_PRIMARY = """SELECT CASE WHEN pg_is_in_recovery() THEN NULL
  ELSE current_setting('synchronous_standby_names') = '' OR current_setting('synchronous_commit') IN ('off', 'local')
END"""
"""Where a standby is named, a write waits for it, or for ever: only where none is, it is taken without one."""
