"""The counts: one line a lot, every round of it accounted for, and the sum shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from showsafe.application.records import stamp
from showsafe.domain import counting
from showsafe.domain.changing import changed
from showsafe.domain.counted import FAULTY, LotCount
from showsafe.domain.state import State
from showsafe.domain.things import Lot
from showsafe.ledger.store import Row
from showsafe.projections.rows import Change, key_of, line, short

NAME = "counts"
PARTS = (
    *("box", "in_weapons", "spent", "faulty", "ejected", "destroyed", "sampled", "returned"),
    *("missing", "unaccounted"),
)
"""Where the rounds of a lot can be; together they are its total and what was counted too many."""


def project(change: Change) -> Iterator[Row]:
    """Yield the line of every lot of which the event changed the account, or a weapon that holds its rounds."""
    for name in lots_touched(change):
        yield line(NAME, key_of(change.scope, name), _value(change, change.after.lots[name]))


def lots_touched(change: Change) -> tuple[str, ...]:
    """Return the lots of which the event changed anything, or a weapon that holds their rounds."""
    before, after = change.before, change.after
    lots = [*changed(before.lots, after.lots), *changed(before.counts, after.counts)]
    for weapon in change.weapons:
        was, now = before.believed(weapon).contents, after.beliefs[weapon].contents
        if was != now:
            lots.extend(cartridge.lot for cartridge in (*was, *now))
    return tuple(name for name in dict.fromkeys(lots) if name in after.lots)


def account(state: State, lot: Lot) -> dict[str, int]:
    """Return how many rounds there are of a lot, how many were counted too many, and how many are where."""
    parts = {part: getattr(lot, part) for part in PARTS if part != "in_weapons"}
    sums = {"total": lot.total, "surplus": lot.surplus}
    return {**sums, **parts, "in_weapons": counting.in_weapons(state, lot.id)}


def _value(change: Change, lot: Lot) -> dict[str, Any]:
    scope, state, event = change.scope, change.after, change.event
    parts = account(state, lot)
    known = state.counts.get(lot.id, LotCount())
    shown = " + ".join(
        f"{parts[part]} {part.replace('_', ' ')}" for part in PARTS if parts[part] or part == "box"
    )
    return {
        "scope": scope,
        "lot": lot.id,
        "short": short(scope, lot.id),
        "kind": lot.kind,
        "size": lot.size,
        "calibre": lot.calibre,
        "state": lot.state,
        **parts,
        "sum": counting.accounted(state, lot),
        "by_difference": lot.by_difference,
        "shown": f"{lot.total}{_too_many(lot)} = {shown}{_not_counted(lot)}"
        if lot.total
        else "no count on record",
        "proven": lot.proven,
        "tainted": lot.tainted,
        "held": [
            *lot.holds,
            *(["frozen"] if lot.frozen else []),
            *(["quarantined"] if lot.quarantined else []),
        ],
        "where": _where(scope, lot),
        "faulty_apart": counting.pile_of(state, lot, FAULTY),
        "samples": [
            {"count": each.count, "holder": each.holder, "place": each.place, "record": each.record}
            for each in known.samples
        ],
        "cases": known.cases,
        "counted": {"record": known.record, "at": stamp(known.at) if known.at else ""},
        "moved": known.moved,
        "due": [{"why": each.why, "record": each.record} for each in known.due],
        "record": event.number,
        "at": stamp(event.at),
    }


def _too_many(lot: Lot) -> str:
    return f" and {lot.surplus} counted too many" if lot.surplus else ""


def _not_counted(lot: Lot) -> str:
    """Nobody counted what an automatic fired; the account says so wherever it is shown."""
    return f" ({lot.by_difference} of the spent by difference, not counted)" if lot.by_difference else ""


def _where(scope: str, lot: Lot) -> str:
    if lot.gone:
        return f"left the unit, to {short(scope, lot.gone)}"
    if lot.container:
        return f"in {short(scope, lot.container)}"
    return f"with {short(scope, lot.holder)}" if lot.holder else "with nobody on record"
