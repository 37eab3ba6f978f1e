"""Counts that differ: what, since which record, who owns it, who closed it and why. None ever goes away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from showsafe.application.records import stamp
from showsafe.domain.counted import Discrepancy
from showsafe.ledger.store import Row, Store
from showsafe.projections.rows import Change, key_of, line, read, short

NAME = "discrepancies"


def project(change: Change) -> Iterator[Row]:
    """Yield the line of every difference that was opened, given an owner, or closed."""
    before, after = change.before.discrepancies, change.after.discrepancies
    if before is after:
        return
    for key, now in after.items():
        if before.get(key) is not now:
            yield line(NAME, _key(change.scope, now), _value(change, now, {}))
    for key, was in before.items():
        if key not in after:
            yield line(NAME, _key(change.scope, was), _value(change, was, _closed(change)))


def _key(scope: str, found: Discrepancy) -> str:
    return f"{key_of(scope, found.name)}\n{found.record:012}\n{found.thing}"


def _value(change: Change, found: Discrepancy, closed: dict[str, Any]) -> dict[str, Any]:
    return {
        "scope": change.scope,
        "of": found.of,
        "thing": found.thing,
        "name": found.name,
        "short": short(change.scope, found.name),
        "why": found.why,
        "count": found.count,
        "says": found.says,
        "record": found.record,
        "at": stamp(found.at),
        "owner": found.owner,
        "owners": list(found.owners),
        "counted_by": list(found.counted_by),
        "open": not closed,
        "closed": closed,
    }


def _closed(change: Change) -> dict[str, Any]:
    act = change.event.completes or change.event.act
    return {
        "record": change.event.number,
        "at": stamp(change.event.at),
        "by": act.by,
        "reason": act.reason,
        "found_again": act.count or 0,
    }


def every(store: Store, prefix: str = "") -> list[dict[str, Any]]:
    """Return every difference, thing by thing, the first record first."""
    return [read(value) for _, value in store.rows(NAME, prefix)]
