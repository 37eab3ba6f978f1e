"""What the users of an office's database may do: the owner makes tables, the runtime role only what it is granted.

Two roles that nobody signs in as: ``showsafe_runtime``, which the user of a running office is a member of, and
``showsafe_reader``, which reads
figures and no people (dashboards). Roles belong to the whole server, not to a database.
"""

from __future__ import annotations

from alembic import op

RUNTIME, READER = "showsafe_runtime", "showsafe_reader"


def make_roles() -> None:
    """Make the two roles where they are not there; two databases that do so at once are no harm to each other."""
    for role in (RUNTIME, READER):
        op.execute(f"""DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role} NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$""")


def grant(rights: str, *tables: str, read_by_all: bool = False) -> None:
    """Grant rights (``SELECT, INSERT, UPDATE (size)``) on tables of this schema to the runtime role, and no others.

    ``read_by_all`` lets the reader role read them too: never for a table in which a person may be.
    """
    for table in tables:
        op.execute(f"GRANT {rights} ON {table} TO {RUNTIME}")
        if read_by_all:
            op.execute(f"GRANT SELECT ON {table} TO {READER}")


def append_only(table: str) -> None:
    """Let no row of a table be changed or taken away, by nobody, its owner included."""
    op.execute(
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
