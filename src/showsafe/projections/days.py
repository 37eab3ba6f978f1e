"""The days of a scope: one line a day, with the records that opened and closed it, and every lot as it then stood."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from showsafe.application.records import stamp
from showsafe.domain.state import Day
from showsafe.ledger.store import Row
from showsafe.projections import counts
from showsafe.projections.rows import Change, line

NAME = "days"


def project(change: Change) -> Iterator[Row]:
    """Yield the line of the day that was opened or closed; where one is opened on top of another, of both."""
    before, after, number = change.before.day, change.after.day, change.event.number
    if before is after:
        return
    if before.open:
        closed = change.event.at if after.open else after.closed_at
        yield _line(change, before, number, closed, after.exceptions if not after.open else ())
    if after.open:
        yield _line(change, after, 0, None, ())


def _line(
    change: Change, day: Day, closed_record: int, closed_at: datetime | None, exceptions: tuple[str, ...]
) -> Row:
    state = change.after
    lots = {name: counts.account(state, lot) for name, lot in state.lots.items()} if closed_record else {}
    value = {
        "scope": change.scope,
        "opened_record": day.opened_record,
        "opened_at": stamp(day.opened_at) if day.opened_at else "",
        "closed_record": closed_record,
        "closed_at": stamp(closed_at) if closed_at else "",
        "exceptions": list(exceptions),
        "lots": lots,
        "record": change.event.number,
    }
    return line(NAME, f"{change.scope}\n{day.opened_record:012}", value)
