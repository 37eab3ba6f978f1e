"""PostgreSQL under the ledger of an office: connections with deadlines, migrations, the store, a private server.

A set needs none of it. What is imported here comes with the extra ``showsafe[office]``, and only where it is used.
"""

from __future__ import annotations

from importlib.util import find_spec

from showsafe.errors import Unusable

_PARTS = ("psycopg", "sqlalchemy", "alembic")


def require() -> None:
    """Let an installation pass that has the parts of an office; raises Unusable ``postgres.no-extra``."""
    if any(find_spec(part) is None for part in _PARTS):
        raise Unusable(
            "postgres.no-extra",
            "This installation has not the parts of an office.",
            'Install them: pip install "showsafe[office]".',
        )
