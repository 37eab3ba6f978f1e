"""The archive of an office: logs of many units, their records in bundles, their trees, and what was refused.

Records lie as tlog-tiles entry bundles of 256, which nobody can change or take away again; those of the tile that still
grows lie in pieces as they came, until it is full. Both are spread over partitions by the hash of the production.
"""

from __future__ import annotations

from alembic import op

from showsafe.adapters.postgres.migrations.rights import append_only, grant

revision = "0003"
down_revision = "0002"

PARTITIONS = 16

_TABLES = (
    """CREATE TABLE archive_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  production text COLLATE "C" NOT NULL,
  unit text COLLATE "C" NOT NULL,
  origin text COLLATE "C" NOT NULL UNIQUE,
  token bytea UNIQUE,
  size bigint NOT NULL DEFAULT 0 CHECK (size >= 0),
  edge bytea NOT NULL DEFAULT '',
  seen bytea NOT NULL DEFAULT '',
  seen_size bigint NOT NULL DEFAULT 0,
  received_at timestamptz,
  called_at timestamptz,
  told bigint NOT NULL DEFAULT 0,
  checked bigint NOT NULL DEFAULT 0,
  fault text NOT NULL DEFAULT ''
) WITH (fillfactor = 50)""",
    "CREATE INDEX archive_log_by_production ON archive_log (production, unit)",
    """CREATE TABLE archive_key (
  log bigint NOT NULL REFERENCES archive_log,
  since bigint NOT NULL CHECK (since > 0),
  vkey text COLLATE "C" NOT NULL,
  PRIMARY KEY (log, since)
)""",
    """CREATE TABLE archive_checking (
  log bigint PRIMARY KEY REFERENCES archive_log,
  state bytea NOT NULL
)""",
    """CREATE TABLE archive_bundle (
  production text COLLATE "C" NOT NULL,
  log bigint NOT NULL,
  number bigint NOT NULL CHECK (number >= 0),
  received_at timestamptz NOT NULL,
  data bytea NOT NULL,
  PRIMARY KEY (production, log, number)
) PARTITION BY HASH (production)""",
    """CREATE TABLE archive_growing (
  production text COLLATE "C" NOT NULL,
  log bigint NOT NULL,
  first bigint NOT NULL CHECK (first > 0),
  count integer NOT NULL CHECK (count > 0),
  received_at timestamptz NOT NULL,
  data bytea NOT NULL,
  PRIMARY KEY (production, log, first)
) PARTITION BY HASH (production)""",
    """CREATE TABLE archive_tile (
  production text COLLATE "C" NOT NULL,
  log bigint NOT NULL,
  level integer NOT NULL,
  number bigint NOT NULL,
  hashes bytea NOT NULL,
  PRIMARY KEY (production, log, level, number)
) PARTITION BY HASH (production)""",
    """CREATE TABLE archive_branch (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  log bigint NOT NULL REFERENCES archive_log,
  kind text COLLATE "C" NOT NULL,
  says text NOT NULL,
  at timestamptz NOT NULL,
  seen bytea NOT NULL,
  shown bytea NOT NULL,
  proof bytea NOT NULL,
  first bigint NOT NULL,
  records bytea NOT NULL
)""",
    "CREATE INDEX archive_branch_by_log ON archive_branch (log, number)",
    """CREATE TABLE archive_opening (
  log bigint NOT NULL REFERENCES archive_log,
  commitment text COLLATE "C" NOT NULL,
  record bigint NOT NULL,
  salt bytea NOT NULL,
  value bytea NOT NULL,
  PRIMARY KEY (log, commitment)
)""",
    """CREATE TABLE archive_erased (
  log bigint NOT NULL REFERENCES archive_log,
  commitment text COLLATE "C" NOT NULL,
  PRIMARY KEY (log, commitment)
)""",
)

_WIDE = {"archive_bundle": "data", "archive_growing": "data", "archive_tile": "hashes"}
"""The partitioned tables, and the column of each that lies outside of its row."""

_LZ4 = """DO $$ BEGIN
  IF 'lz4' IN (SELECT unnest(enumvals) FROM pg_settings WHERE name = 'default_toast_compression') THEN
    ALTER TABLE {part} ALTER COLUMN data SET COMPRESSION lz4;
  END IF;
END $$"""


def upgrade() -> None:
    """Make the tables, their partitions, and what the runtime role may do with them."""
    for statement in _TABLES:
        op.execute(statement)
    for table, wide in _WIDE.items():
        for number in range(PARTITIONS):
            part = f"{table}_{number:02}"
            op.execute(
                f"CREATE TABLE {part} PARTITION OF {table} FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {number})"
            )
            # Records of one unit are much alike, so that compressing them by LZ4 costs less than writing them whole;
            # in hashes there is nothing to find.
            storage = "EXTERNAL" if wide == "hashes" else "EXTENDED"
            op.execute(f"ALTER TABLE {part} ALTER COLUMN {wide} SET STORAGE {storage}")
            if wide == "data":
                op.execute(_LZ4.format(part=part))
            if table == "archive_bundle":
                append_only(part)
    # Whose a log is does not change, and its keys only grow.
    changing = "token, size, edge, seen, seen_size, received_at, called_at, told, checked, fault"
    grant(f"SELECT, INSERT, UPDATE ({changing})", "archive_log")
    grant("SELECT, INSERT", "archive_key", "archive_bundle")
    grant("SELECT, INSERT, UPDATE", "archive_checking", "archive_tile")
    grant("SELECT, INSERT, DELETE", "archive_growing", "archive_opening")
    grant("SELECT, INSERT, UPDATE (first, records)", "archive_branch")
    grant("SELECT, INSERT", "archive_erased")
