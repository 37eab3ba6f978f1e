"""The concerns: one line for what was raised, and one for its answer. Who raised it without a name is in no line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from showsafe.application.records import stamp
from showsafe.domain.acts import ANONYMOUS
from showsafe.ledger.store import Row
from showsafe.projections.rows import Change, line, short

NAME = "concerns"
RAISED = "raised"
ANSWERED = "answered"


def project(change: Change) -> Iterator[Row]:
    """Yield a line for a concern that was raised, and one for each that was answered."""
    before, after, event = change.before.concerns, change.after.concerns, change.event
    if before is after:
        return
    deed = event.completes or event.act
    for act_id, concern in after.items():
        if before.get(act_id) is not concern:
            by = "" if deed.by == ANONYMOUS else deed.by
            said = {"about": short(change.scope, concern.about), "by": by, "says": deed.says}
            yield _line(change, act_id, RAISED, said)
    for act_id in before:
        if act_id not in after:
            yield _line(change, act_id, ANSWERED, {"by": deed.by, "says": deed.says})


def _line(change: Change, act_id: str, what: str, said: dict[str, Any]) -> Row:
    event = change.event
    value = {"scope": change.scope, "act_id": act_id, "what": what, **said}
    value |= {"record": event.number, "at": stamp(event.at)}
    return line(NAME, f"{change.scope}\n{act_id}\n{what}", value)
