"""What a set shows the office of values that its records hold as commitments: held against those, and erased with them.

Nothing of a person leaves a set unless the set says so. What may be shown is one thing alone: the papers that let
somebody do something (``credentials``), so that the office sees when they expire.
"""

from __future__ import annotations

from showsafe.application.personal import SALT_BYTES, commitment_of
from showsafe.application.replicating_values import ERASED, committed
from showsafe.errors import NotVerified, ShowsafeError
from showsafe.fleet.refusals import Refused
from showsafe.ledger import record
from showsafe.ledger.archive import Archive, Opening
from showsafe.ledger.replication import Values


def take_values(archive: Archive, origin: str, values: Values) -> None:
    """Erase what records of the set erase, and keep what is shown; all of it, or nothing.

    Nobody's word is enough for either, not even the node's: a record of the log has to say it. Raises Refused
    ``ingest.value`` for a value that no record commits to as somebody's credentials.
    """
    for each in values.shown:
        _hold(archive, origin, each)
    names = [name for number in values.erased for name in _erased(archive, origin, number)]
    if names:
        archive.erase_values(origin, names)
    if values.shown:
        archive.open_values(origin, values.shown)


def _erased(archive: Archive, origin: str, number: int) -> tuple[str, ...]:
    """Return the commitments that a record of the log erases; none for any other record."""
    kept = next(archive.entries(origin, number, number), None)
    try:
        body = record.read(kept.raw).body if kept else {}
        named = body["act"]["commitments"] if body.get("kind") == ERASED else ()
        return tuple(str(each) for each in named)
    except (NotVerified, KeyError, TypeError):
        return ()


def _hold(archive: Archive, origin: str, shown: Opening) -> None:
    try:
        kept = next(archive.entries(origin, shown.record, shown.record), None)
        body = record.read(kept.raw).body if kept else {}
        held = set(committed(body))
    except (NotVerified, AttributeError, KeyError, TypeError) as error:
        # A record that lies about its form commits to nothing.
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
