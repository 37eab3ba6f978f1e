"""${message}."""

from __future__ import annotations

from alembic import op

from showsafe.adapters.postgres.migrations.rights import grant

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Make the tables of this step."""
