"""What a set shows the office of values that its records hold as commitments: held against those, and erased with them.

Nothing of a person leaves a set unless the set says so. What may be shown is one thing alone: the papers that let
somebody do something (``credentials``), so that the office sees when they expire.
"""

from __future__ import annotations

from showsafe.application.personal import SALT_BYTES, commitment_of
from showsafe.application.replicating_values import committed
from showsafe.errors import NotVerified, ShowsafeError
from showsafe.fleet.refusals import Refused
from showsafe.ledger import record
from showsafe.ledger.archive import Archive, Opening
from showsafe.ledger.replication import Values


def take_values(archive: Archive, origin: str, values: Values) -> None:
    """Erase what is erased at the set, and keep what is shown; all of it, or nothing.

    Raises Refused ``ingest.value`` for a value that no record of the log commits to as somebody's credentials.
    """
    for each in values.shown:
        _hold(archive, origin, each)
    if values.erased:
        archive.erase_values(origin, values.erased)
    if values.shown:
        archive.open_values(origin, values.shown)


def _hold(archive: Archive, origin: str, shown: Opening) -> None:
    try:
        kept = next(archive.entries(origin, shown.record, shown.record), None)
        body = record.read(kept.raw).body if kept else {}
        held = set(committed(body))
    except (NotVerified, AttributeError) as error:
        raise _wrong(shown) from error
    right = len(shown.salt) == SALT_BYTES and commitment_of(shown.salt, shown.value) == shown.commitment
    if not right or shown.commitment not in held:
        raise _wrong(shown)


def _wrong(shown: Opening) -> ShowsafeError:
    return Refused(
        "ingest.value",
        f"A value that was shown is not what record {shown.record} holds a commitment to as somebody's papers.",
        "Nothing of it was kept. Run at the set: showsafe verify DIR",
    )
