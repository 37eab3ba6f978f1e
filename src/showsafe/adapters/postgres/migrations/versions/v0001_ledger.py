"""The ledgers: many logs in one database, each with its records, tree, views, snapshots and outbox.

Texts that the ledger compares are kept as the bytes of their UTF-8: they sort by code point in every locale, and one
with a NUL, which PostgreSQL's own text cannot hold, comes back as it was.
"""

from __future__ import annotations

from alembic import op

from showsafe.adapters.postgres.migrations.rights import append_only, grant, make_roles

revision = "0001"
down_revision = None

_TABLES = (
    """CREATE TABLE logs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  size bigint NOT NULL DEFAULT 0 CHECK (size >= 0),
  edge bytea NOT NULL DEFAULT '',
  checkpoint bytea NOT NULL DEFAULT ''
) WITH (fillfactor = 50)""",
    """CREATE TABLE entries (
  log bigint NOT NULL,
  number bigint NOT NULL CHECK (number > 0),
  act_id bytea NOT NULL,
  scope bytea NOT NULL,
  leaf bytea NOT NULL CHECK (length(leaf) = 32),
  raw bytea NOT NULL,
  PRIMARY KEY (log, number)
)""",
    "CREATE UNIQUE INDEX entries_by_act ON entries (log, act_id)",
    "CREATE INDEX entries_by_scope ON entries (log, scope, number)",
    """CREATE TABLE tiles (
  log bigint NOT NULL,
  level integer NOT NULL,
  number bigint NOT NULL,
  hashes bytea NOT NULL,
  PRIMARY KEY (log, level, number)
)""",
    """CREATE TABLE attachments (
  log bigint NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (log, sha256)
)""",
    """CREATE TABLE personal (
  log bigint NOT NULL,
  commitment text COLLATE "C" NOT NULL,
  salt bytea NOT NULL,
  value bytea NOT NULL,
  PRIMARY KEY (log, commitment)
) WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0)""",
    """CREATE TABLE rows (
  log bigint NOT NULL,
  name bytea NOT NULL,
  key bytea NOT NULL,
  value bytea NOT NULL,
  PRIMARY KEY (log, name, key)
)""",
    """CREATE TABLE snapshots (
  log bigint NOT NULL,
  scope bytea NOT NULL,
  number bigint NOT NULL,
  state bytea NOT NULL,
  PRIMARY KEY (log, scope),
  FOREIGN KEY (log, number) REFERENCES entries (log, number)
)""",
    """CREATE TABLE outbox (
  log bigint NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY,
  destination bytea NOT NULL,
  key bytea NOT NULL,
  topic bytea NOT NULL,
  at bytea NOT NULL,
  record bigint NOT NULL,
  body bytea NOT NULL,
  state bytea NOT NULL,
  tries bigint NOT NULL DEFAULT 0,
  due bytea NOT NULL DEFAULT '',
  says bytea NOT NULL DEFAULT '',
  PRIMARY KEY (log, number)
)""",
    "CREATE UNIQUE INDEX outbox_by_key ON outbox (log, destination, key)",
    "CREATE INDEX outbox_by_state ON outbox (log, destination, state, number)",
)
_REFUSE_CHANGE = """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION 'what is recorded in % stays', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$"""
_GROWS = """CREATE FUNCTION refuse_gap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE there bigint;
BEGIN
  IF NEW.size < OLD.size OR NEW.name <> OLD.name THEN
    RAISE EXCEPTION 'a log never gets shorter' USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT count(*) INTO there FROM showsafe.entries
    WHERE log = NEW.id AND number > OLD.size AND number <= NEW.size;
  IF there <> NEW.size - OLD.size THEN
    RAISE EXCEPTION 'a log of size % has not all its records', NEW.size USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$"""


def upgrade() -> None:
    """Make the roles, the tables and what guards them."""
    make_roles()
    for statement in (*_TABLES, _REFUSE_CHANGE, _GROWS):
        op.execute(statement)
    append_only("entries")
    op.execute(
        "CREATE TRIGGER logs_have_no_gap AFTER UPDATE ON logs FOR EACH ROW "
        "WHEN (OLD.size IS DISTINCT FROM NEW.size OR OLD.name IS DISTINCT FROM NEW.name) "
        "EXECUTE FUNCTION refuse_gap()"
    )
    op.execute("CREATE TRIGGER logs_stay BEFORE DELETE OR TRUNCATE ON logs EXECUTE FUNCTION refuse_change()")
    grant("SELECT, INSERT (name), UPDATE (size, edge, checkpoint)", "logs", read_by_all=True)
    grant("SELECT, INSERT", "entries", "attachments")
    grant("SELECT, INSERT, UPDATE (hashes)", "tiles")
    grant("SELECT, INSERT, DELETE", "personal")
    grant("SELECT, INSERT, UPDATE, DELETE", "rows")
    grant("SELECT, INSERT, UPDATE (number, state)", "snapshots")
    grant("SELECT, INSERT, DELETE, UPDATE (state, tries, due, says)", "outbox")
