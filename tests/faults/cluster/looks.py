"""Questions that the tests of the cluster ask of PostgreSQL itself."""

from __future__ import annotations

from showsafe.adapters.postgres.connect import connect
from showsafe.adapters.postgres.replicated import copies, lone
from showsafe.errors import ShowsafeError
from tools.cluster.hands import Hands


def is_lone(hands: Hands) -> bool:
    """Tell whether the primary answers for records that no other machine has, as the office's pages ask it."""
    with connect(hands.dsn) as connection:
        return lone(connection)


def writes(hands: Hands, host: str) -> bool:
    """Tell whether the PostgreSQL of a node runs and believes that it is primary."""
    try:
        with connect(hands.straight(host)) as connection:
            return not copies(connection).standby
    except ShowsafeError:
        return False


def clock(hands: Hands) -> str:
    """Return the time of the primary, as PostgreSQL writes it."""
    with connect(hands.dsn) as connection:
        row = connection.execute("SELECT clock_timestamp()::text").fetchone()
    assert row is not None
    return str(row[0])
