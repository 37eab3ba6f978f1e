"""The second check at every start for writing: is this still the ledger that somebody outside has cosigned?

A ledger from before that must not look like today's, nor may one whose past was written anew. What no line here can
know, since a backup may be restored whole, the witness says when it is asked next. Where the line itself is damaged,
this says nothing: that is for the audit, and acts go on.
"""

from __future__ import annotations

from showsafe.adapters.sqlite import SqliteStore
from showsafe.errors import NotVerified, Unusable
from showsafe.ledger import checkpoint, record, tiles
from showsafe.ledger.checkpoint import Checkpoint
from showsafe.projections.attested import Attested, attestations

COSIGNATURE = "cosignature"


def check(store: SqliteStore) -> None:
    """Let a ledger pass that leads to what was cosigned last; raises NotVerified ``ledger.not-as-witnessed``."""
    newest = _newest(store)
    if newest is None:
        return
    if newest.size > store.size() or newest.record > store.size():
        raise _other(newest, f"it holds {store.size()} records")
    seen = _cosigned(store, newest)
    if seen is not None and tiles.frontier_at(store.tile, seen.size).root() != seen.root:
        raise _other(newest, "its records up to there lead to another sum")


def _newest(store: SqliteStore) -> Attested | None:
    try:
        found = [each for each in attestations(store) if each.what == COSIGNATURE]
    except (Unusable, TypeError, ValueError):
        return None
    return max(found, key=lambda each: each.size, default=None)


def _cosigned(store: SqliteStore, attested: Attested) -> Checkpoint | None:
    """The checkpoint that is attached to the record of an attestation; None where it cannot be read."""
    body = record.read(store.entry(attested.record).raw).body
    for digest in body.get("attachments", ()):
        kept = store.attachment(digest)
        try:
            seen = checkpoint.read(kept or b"")
        except NotVerified:
            continue
        if 0 < seen.size == attested.size:
            return seen
    return None


def _other(attested: Attested, why: str) -> NotVerified:
    return NotVerified(
        "ledger.not-as-witnessed",
        f"This is not the ledger that {attested.who} cosigned at {attested.size} records: {why}.",
        "Keep it as it is; it may be an old copy. Run the check, and open the newest copy there is.",
    )
