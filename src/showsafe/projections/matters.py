"""What stands out of the record: refused and held asks, deviations, faults, finds, stops, concerns and incidents.

One line a record, written once: what a log of misfires or a report over a whole production reads instead of everything.
Who pressed *hold* or *stop*, or raised a concern, is in no line.
"""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.application.records import stamp
from showsafe.domain.events import HOLD, REFUSE
from showsafe.ledger.store import Row
from showsafe.projections.rows import Change, line

NAME = "matters"

FAULTS = ("misfire", "drop", "foul", "unplanned-discharge")
"""What went wrong with a weapon."""

FINDS = ("find-live",)
"""A live round, or one that nobody knows."""

STOPS = ("stop", "hold", "incident", "freeze")
"""What held the set, or a thing."""

ALWAYS = frozenset(
    (
        *FAULTS,
        *FINDS,
        *STOPS,
        "raise-concern",
        "answer-concern",
        "release",
        "override",
        "quarantine",
        "isolate",
    )
)
"""Acts that stand out by themselves, however they were answered."""

_WITHOUT_BY = frozenset(("hold", "stop", "raise-concern", "incident"))


def project(change: Change) -> Iterator[Row]:
    """Yield the line of the event, if it stands out."""
    event = change.event
    kind = event.act.kind
    odd = event.deviation or event.outcome in (HOLD, REFUSE)
    if not odd and kind not in ALWAYS:
        return
    act = event.act
    value = {
        "scope": change.scope,
        "record": event.number,
        "at": stamp(event.at),
        "kind": kind,
        "outcome": event.outcome,
        "deviation": event.deviation,
        "gates": list(event.gates),
        "weapon": act.weapon,
        "lot": act.lot,
        "by": "" if kind in _WITHOUT_BY else act.by,
    }
    yield line(NAME, f"{change.scope}\n{event.number:012}", value)
