"""Which key of a node signs now: from the first one, by the records that bring another one in its place.

Such a record counts when the key before it and the new one both signed it, and the checkpoint that is shown binds it.
"""

from __future__ import annotations

from collections.abc import Sequence

from showsafe.errors import NotVerified, ShowsafeError
from showsafe.fleet.refusals import Refused
from showsafe.ledger import base64text, keys, record, tree
from showsafe.ledger.archive import LogKey, Unit
from showsafe.ledger.checkpoint import Checkpoint
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.replication import Rotation

ROTATED, REPORT = "key-rotated", "report"


def keys_after(unit: Unit, read: Checkpoint, rotations: Sequence[Rotation]) -> tuple[LogKey, ...]:
    """Return the keys of a unit with those that the records bring; ones that are known already are let be.

    Raises Refused ``ingest.rotation`` for a record that does not bring a key as it has to.
    """
    known = unit.keys
    for each in rotations:
        if any(key.since == each.number for key in known):
            continue
        known = (*known, _next(unit, known[-1], read, each))
    return known


def _next(unit: Unit, last: LogKey, read: Checkpoint, rotation: Rotation) -> LogKey:
    try:
        tree.check_inclusion(
            rotation.number - 1, read.size, tree.leaf_hash(rotation.raw), rotation.proof, read.root
        )
        opened = record.read(rotation.raw)
        body, act = opened.body, opened.body["act"]
        public = base64text.decode(act["key"])
        keys.check_public(public)
        right = (
            (body["unit"], body["kind"], body["door"]) == (unit.unit, ROTATED, REPORT)
            and (act["key_id"], act["new_key_id"]) == (keys.key_id(last.vkey.public), keys.key_id(public))
            and rotation.number > last.since
        )
        signed = all(record.signed_by(opened, each) for each in (last.vkey.public, public))
    except (ShowsafeError, KeyError, TypeError, ValueError) as error:
        raise _wrong(unit, rotation) from error
    if not (right and signed):
        raise _wrong(unit, rotation)
    return LogKey(VerifierKey(unit.origin, public), rotation.number)


def _wrong(unit: Unit, rotation: Rotation) -> NotVerified:
    return Refused(
        "ingest.rotation",
        f"Record {rotation.number} of {unit.origin} does not bring this log another key as it has to.",
        "A key changes only by: showsafe keys rotate. Compare the vkey of this node with that of the office, by voice.",
    )
