"""What waits for a second person: one line a held ask, gone once it is confirmed, stale, or over with the day."""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.application.records import stamp
from showsafe.domain.events import HOLD
from showsafe.ledger.store import Row
from showsafe.projections.retold import retold, to_confirm
from showsafe.projections.rows import Change, line

NAME = "waiting"


def project(change: Change) -> Iterator[Row]:
    """Yield a line for every ask that is held since the event, and take away those that wait no longer."""
    before, after = change.before.pending, change.after.pending
    if before is after:
        return
    for act_id, asked in before.items():
        gone = act_id not in after or (after[act_id].stale and not asked.stale)
        if gone and asked.outcome == HOLD:
            yield Row(NAME, key_of(change.scope, asked.record), None)
    for act_id, asked in after.items():
        if act_id not in before and asked.outcome == HOLD:
            said = {
                "scope": change.scope,
                "record": asked.record,
                "act_id": act_id,
                "says": retold(change.scope, asked.act),
                "with": to_confirm(change.scope, asked.act),
                "at": stamp(asked.at),
            }
            yield line(NAME, key_of(change.scope, asked.record), said)


def key_of(scope: str, record: int) -> str:
    """Return the key of the line of one held ask; the lines of a scope stand in the order of their records."""
    return f"{scope}\n{record:012}"
