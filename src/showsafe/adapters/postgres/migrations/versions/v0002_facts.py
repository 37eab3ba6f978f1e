"""What the office derives from the records of its units, line by line, and what people of the office said of it.

The lines can be thrown away and made again from the archive. What the office itself said cannot: who owns a matter,
what was answered, and whose claims are of one person.
"""

from __future__ import annotations

from alembic import op

from showsafe.adapters.postgres.migrations.rights import append_only, grant

revision = "0002"
down_revision = "0001"

_TABLES = (
    """CREATE TABLE facts_unit (
  origin text COLLATE "C" PRIMARY KEY,
  production text COLLATE "C" NOT NULL,
  as_of bigint NOT NULL,
  profile text NOT NULL,
  said timestamptz,
  arrived timestamptz,
  day bigint NOT NULL,
  day_said timestamptz,
  day_arrived timestamptz,
  exceptions text[] NOT NULL,
  stops text[] NOT NULL,
  live integer NOT NULL,
  weapons integer NOT NULL,
  out_ integer NOT NULL,
  hot integer NOT NULL,
  held_things integer NOT NULL,
  people integer NOT NULL,
  untold bigint NOT NULL,
  trouble_record bigint NOT NULL DEFAULT 0,
  trouble_code text NOT NULL DEFAULT '',
  trouble_says text NOT NULL DEFAULT '',
  looked timestamptz NOT NULL,
  edition text NOT NULL,
  opened text NOT NULL,
  shown bigint NOT NULL,
  deviations integer NOT NULL DEFAULT 0,
  discrepancies integer NOT NULL DEFAULT 0,
  concerns integer NOT NULL DEFAULT 0,
  gaps integer NOT NULL DEFAULT 0,
  unowned integer NOT NULL DEFAULT 0,
  unowned_since timestamptz,
  concern_since timestamptz
) WITH (fillfactor = 60)""",
    """CREATE TABLE facts_snapshot (
  origin text COLLATE "C" PRIMARY KEY,
  content bytea NOT NULL
)""",
    """CREATE TABLE facts_line (
  origin text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  production text COLLATE "C" NOT NULL,
  record bigint NOT NULL,
  said timestamptz,
  arrived timestamptz,
  open boolean NOT NULL,
  until date,
  who text COLLATE "C" NOT NULL,
  owner text NOT NULL,
  value jsonb NOT NULL,
  stale boolean NOT NULL DEFAULT false,
  PRIMARY KEY (origin, kind, key)
)""",
    "CREATE INDEX facts_line_by_kind ON facts_line (kind, production, arrived) WHERE open",
    """CREATE INDEX facts_line_of_matters ON facts_line (arrived, origin, kind, key)
  WHERE open AND kind IN ('deviation', 'discrepancy', 'concern', 'gap')""",
    "CREATE INDEX facts_line_by_day ON facts_line (until, arrived, origin, kind, key) WHERE until IS NOT NULL AND open",
    "CREATE INDEX facts_line_by_who ON facts_line (kind, who)",
    "CREATE INDEX facts_line_by_serial ON facts_line ((value ->> 'serial')) WHERE kind = 'weapon'",
    """CREATE TABLE facts_matter (
  origin text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  owner text NOT NULL DEFAULT '',
  named_by text NOT NULL DEFAULT '',
  named_at timestamptz,
  answer text NOT NULL DEFAULT '',
  answered_by text NOT NULL DEFAULT '',
  answered_at timestamptz,
  PRIMARY KEY (origin, kind, key)
)""",
    """CREATE TABLE facts_said (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  origin text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  what text NOT NULL,
  said text NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL
)""",
    "CREATE SEQUENCE facts_joining",
    """CREATE TABLE facts_claim (
  origin text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL,
  joined bigint NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (origin, person)
)""",
    "CREATE INDEX facts_claim_by_number ON facts_claim (joined)",
)


def upgrade() -> None:
    """Make the tables. None of them is read by the role of dashboards: there are people in most."""
    for statement in _TABLES:
        op.execute(statement)
    append_only("facts_said")
    grant("SELECT, INSERT", "facts_said")
    grant(
        "SELECT, INSERT, UPDATE, DELETE",
        *("facts_unit", "facts_snapshot", "facts_line", "facts_matter", "facts_claim"),
    )
    grant("USAGE", "SEQUENCE facts_joining")
