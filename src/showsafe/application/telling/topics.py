"""What people outside can ask to be told of, and which of it one event is.

An event is looked at by what it did, and not by its name alone: a live round is a live round where it was found in a
check, and the set is stopped where a dummy is missing.
"""

from __future__ import annotations

from collections.abc import Mapping

from showsafe.domain.events import Event
from showsafe.domain.state import State

INCIDENT, STOP, HOLD, LIVE_ROUND = "incident", "stop", "hold", "live-round"
MISSING_ROUND, DISCREPANCY, DEVIATION, CONCERN = "missing-round", "discrepancy", "deviation", "concern"
DAY, MORNING, TASKS = "day", "morning", "tasks"
OF_RECORDS = (INCIDENT, STOP, LIVE_ROUND, MISSING_ROUND, HOLD, DISCREPANCY, DEVIATION, CONCERN, DAY)
"""Topics of records, the gravest first."""

OF_DAYS = (MORNING, TASKS)
"""Topics that come once a day, and belong to no record."""

TOPICS = (*OF_RECORDS, *OF_DAYS)
TEST = "test"
"""What a test is about; nobody asks for it."""

_BY_KIND: Mapping[str, tuple[str, ...]] = {
    "incident": (INCIDENT,),
    "freeze": (INCIDENT,),
    "unplanned-discharge": (INCIDENT,),
    "misfire": (INCIDENT,),
    "drop": (INCIDENT,),
    "foul": (INCIDENT,),
    "stop": (STOP,),
    "hold": (HOLD,),
    "release": (STOP, HOLD),
    "find-live": (LIVE_ROUND,),
    "close-discrepancy": (DISCREPANCY,),
    "override": (DEVIATION,),
    "raise-concern": (CONCERN,),
    "answer-concern": (CONCERN,),
    "open-day": (DAY,),
    "close-day": (DAY,),
}
"""What an act is about wherever it happened."""

_NOTHING: tuple[str, ...] = ()


def of_kind(kind: str) -> tuple[str, ...]:
    """Return what an act of a kind is about by itself; nothing for most of them."""
    return _BY_KIND.get(kind, _NOTHING)


def topics_of(before: State, after: State, event: Event) -> tuple[str, ...]:
    """Return what an event of the set is about, the gravest first; nothing for most of them.

    Every act of the set is asked this on its way to the disk: where nothing changed, nothing is looked at.
    """
    found: set[str] = set()
    if event.happened:
        deed = event.completes if event.completes is not None and event.act.kind == "confirm" else event.act
        found.update(_BY_KIND.get(deed.kind, _NOTHING))
        if deed.kind == "reconcile" and deed.missing:
            found.add(MISSING_ROUND)
    if event.deviation:
        found.add(DEVIATION)
    if after.live is not before.live and any(each.record == event.number for each in after.live):
        found.add(LIVE_ROUND)
    if after.stops is not before.stops:
        new = {each.kind for each in after.stops if each.record == event.number}
        found.update(HOLD if kind == "hold" else STOP for kind in new)
    if after.discrepancies is not before.discrepancies and after.discrepancies.keys() - before.discrepancies:
        found.add(DISCREPANCY)
    return tuple(each for each in OF_RECORDS if each in found) if found else _NOTHING
