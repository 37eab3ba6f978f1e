"""Is there a second copy of what the office's database answers? Asked of PostgreSQL, for the banner of every page.

In a cluster (``deploy/``) an answered record is on the disk of two machines. When no standby is left, Patroni lets the
primary go on alone, since records that are not taken would be lost for sure; then this says so. Whoever may connect
may ask: it takes no right.
"""

from __future__ import annotations

from dataclasses import dataclass

from showsafe.adapters.postgres import errors
from showsafe.adapters.postgres.connect import Connection

_QUESTION = """
SELECT pg_is_in_recovery(), current_setting('synchronous_standby_names'),
       (SELECT reset_val FROM pg_settings WHERE name = 'synchronous_commit')
"""
_TOO_WEAK = frozenset({"off", "local"})


@dataclass(frozen=True, slots=True)
class Copies:
    """What the server says of copies of what it answers.

    ``standbys`` names those of which one has each record before it is answered, as the server is told them (``"pg2"``,
    ``2 (pg2,pg3)``); empty where there is none. ``lone`` is true where the server answers for records that no other
    machine has. A standby answers for none.
    """

    standby: bool
    standbys: str
    lone: bool


def copies(connection: Connection) -> Copies:
    """Ask the server of a connection. Raises Unusable as in ``errors``."""
    with errors.translated():
        row = connection.execute(_QUESTION).fetchone()
    if row is None:  # the question has one row on every server there is
        raise errors.no_answer()
    standby, names, commit = bool(row[0]), str(row[1]).strip(), str(row[2])
    return Copies(standby, names, not standby and (not names or commit in _TOO_WEAK))


def lone(connection: Connection) -> bool:
    """Tell whether the server takes records that no other machine has. Raises Unusable as in ``errors``."""
    return copies(connection).lone
