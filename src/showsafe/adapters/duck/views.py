"""The views over which questions are asked, one row for each record, act or finding: see docs/audit-fleet.md."""

from __future__ import annotations

_TEXTS = (
    "act_id",
    "kind",
    "scope",
    "by",
    "door",
    "outcome",
    "would",
    "rulebook",
    "device",
    "proof",
)
_TIMES = ("claimed_at", "received_at", "as_of")
_THINGS = ("weapon", "lot", "person", "scene", "file", "witness")


def _fields(of: str, names: tuple[str, ...], form: str = "{}") -> str:
    # ``by`` is a word of SQL, and nobody would guess that it has to be quoted.
    named = [(name, "who" if name == "by" else name) for name in names]
    return ", ".join(form.format(f"({of} ->> '$.{name}')") + f' AS "{shown}"' for name, shown in named)


# A record that is not in its form is a row without fields, and keeps no question from its answer.
_BODIES = """
CREATE VIEW bodies AS
SELECT production, unit, number, leaf, raw,
       TRY_CAST(TRY(decode(from_base64(TRY_CAST(TRY(decode(raw)) AS JSON) ->> '$.payload'))) AS JSON) AS body
FROM read_parquet({records})
"""

_RECORDS = f"""
CREATE VIEW records AS
SELECT production, unit, number, {_fields("body", _TEXTS)},
       {_fields("body", _TIMES, "TRY_CAST({} AS TIMESTAMPTZ)")},
       TRY_CAST(body ->> '$.deviation' AS BOOLEAN) AS deviation,
       TRY_CAST(body ->> '$.device_number' AS BIGINT) AS device_number,
       lower(hex(leaf)) AS leaf, octet_length(raw) AS bytes, body
FROM bodies
"""

_ACTS = f"""
CREATE VIEW acts AS
SELECT production, unit, number, {_fields("body", ("kind", "by", "door", "outcome"))},
       TRY_CAST(body ->> '$.received_at' AS TIMESTAMPTZ) AS received_at,
       {_fields("body", _THINGS).replace("'$.", "'$.act.")}, body -> '$.act' AS act
FROM bodies
"""

_FINDINGS = f"""
CREATE VIEW findings AS
SELECT production, unit, number, kind, who, received_at,
       {_fields("finding", ("code", "gate", "weight", "says", "next"))},
       finding -> '$.clauses' AS clauses
FROM (SELECT production, unit, number, {_fields("body", ("kind", "by"))},
             TRY_CAST(body ->> '$.received_at' AS TIMESTAMPTZ) AS received_at,
             unnest(CAST(body -> '$.findings' AS JSON[])) AS finding
      FROM bodies)
"""

_DEVIATIONS = """
CREATE VIEW deviations AS
SELECT production, unit, number, kind, who, received_at, weapon, lot, person,
       (body ->> '$.would') AS would,
       (body ->> '$.findings[*].code') AS codes
FROM acts JOIN (SELECT production, unit, number, body FROM bodies
                WHERE (body ->> '$.deviation') = 'true') USING (production, unit, number)
"""

_LOGS = """
CREATE VIEW logs AS
SELECT production, unit, origin, records, TRY(decode(checkpoint)) AS checkpoint, vkey FROM read_parquet({logs})
"""

VIEWS = (_BODIES, _LOGS, _RECORDS, _ACTS, _FINDINGS, _DEVIATIONS)
"""The views in the order in which they are made; ``{records}`` and ``{logs}`` stand for the files."""

SHOWN = ("records", "acts", "findings", "deviations", "logs")
"""Those that questions are asked of."""
