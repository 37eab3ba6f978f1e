"""Run by Alembic for every command: it works on the connection that ``migrate`` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from showsafe.adapters.postgres.connect import SCHEMA

context.configure(
    connection=context.config.attributes["connection"],
    version_table_schema=SCHEMA,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
