"""What a record opens and closes: deviations, differences, concerns, stops, days, consignments, attestations.

1. A deviation holds the things it was done with, and is open until a record lets them go. One that holds nothing is
   closed by nobody on the set: somebody of the office owns it and answers it.
2. A concern is open until a record answers it, a difference until a record closes it. Neither is ever taken away.
3. Who raised a concern without a name, or pressed hold or stop, is in no line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from showsafe.application.facts.values import (
    ATTESTED,
    CONCERN,
    CONSIGNMENT,
    DAY,
    DEVIATION,
    DISCREPANCY,
    GAP,
    STOP,
    Line,
)
from showsafe.application.records import stamp, unstamp
from showsafe.domain.acts import ANONYMOUS, LEAVING, Act
from showsafe.domain.changing import changed
from showsafe.domain.counted import Discrepancy
from showsafe.domain.events import Event
from showsafe.domain.state import State
from showsafe.domain.things import Weapon
from showsafe.fleet import chains
from showsafe.fleet.kept import Kept, Mark, OpenMatter

MOST_OPEN = 1024
"""So many open deviations and concerns of one unit are followed to their end; older ones stay open."""

COMING = ("register", "bring", "receive")
"""Acts by which a thing comes into the unit, from whoever is named in ``from``."""

_LONGEST = 400
_FINDINGS = 4


def line(kind: str, key: str, mark: Mark, value: Mapping[str, Any], **more: Any) -> Line:  # noqa: ANN401
    """Return a line with the times of a mark."""
    said = unstamp(mark.said) if mark.said else None
    arrived = unstamp(mark.arrived) if mark.arrived else None
    return Line(kind=kind, key=key, record=mark.record, value=value, said=said, arrived=arrived, **more)


def gap(found: Mapping[str, Any], mark: Mark) -> Line:
    """Return the line of a hole in a device's chain. No record ever closes it."""
    value = {**found, "says": chains.sentence(found)}
    return line(GAP, f"{mark.record:012}", mark, value, who=str(found["device"]))


def lines(
    kept: Kept, before: State, after: State, event: Event, body: Mapping[str, Any], mark: Mark
) -> Iterator[Line]:
    """Yield the lines that one event opens or closes, and keep in ``kept`` what is open."""
    yield from _let_go(kept, before, after, event, mark)
    if event.deviation:
        yield _deviation(kept, after, event, body, mark)
    if before.discrepancies is not after.discrepancies:
        yield from _differences(kept, before, after, event, mark)
    if before.concerns is not after.concerns:
        yield from _concerns(kept, before, after, event, mark)
    if before.stops is not after.stops:
        yield from _stops(kept, before, after, mark)
    if before.day is not after.day:
        yield from _days(kept, before, after, mark)
    yield from _consigned(after, event, mark)
    if event.act.kind == "attest":
        act = event.act
        yield line(
            ATTESTED,
            f"{act.what}\n{act.who}",
            mark,
            {"what": act.what, "who": act.who, "size": act.size or 0},
        )


def _let_go(kept: Kept, before: State, after: State, event: Event, mark: Mark) -> Iterator[Line]:
    """A deviation is closed by the record that lets go the last of the things that were held for it."""
    touched = [f"weapon {name}" for name in changed(before.beliefs, after.beliefs)]
    touched += [f"lot {name}" for name in changed(before.lots, after.lots)]
    for thing in touched:
        if thing not in kept.holding or _holds(after, thing):
            continue
        for key in kept.holding.pop(thing):
            each = kept.deviations.get(key)
            if each is None or any(key in kept.holding.get(other, ()) for other in each.holds):
                continue
            closed = {"record": mark.record, "act": event.act.kind, "by": _by(event.act)}
            yield line(DEVIATION, key, each.mark, {**each.value, "closed": closed}, open=False, who=each.who)
            del kept.deviations[key]


def _deviation(kept: Kept, after: State, event: Event, body: Mapping[str, Any], mark: Mark) -> Line:
    act = event.act
    holds = tuple(_held_by(after, mark.record))
    value = {
        "act": act.kind,
        "gates": list(event.gates),
        "weapon": act.weapon,
        "lot": act.lot,
        "person": act.person,
        "scene": act.scene[:_LONGEST],
        "by": _by(act),
        "findings": [
            {"code": str(each["code"]), "says": str(each["says"])[:_LONGEST]}
            for each in body["findings"]
            if each["weight"] == "refuse"
        ][:_FINDINGS],
        "holds": list(holds),
        "closed": None,
    }
    key, who = f"{mark.record:012}", act.weapon or act.lot or act.person
    if holds:
        _remember(kept.deviations, key, OpenMatter(mark, value, who, holds))
        for thing in holds:
            kept.holding[thing] = [*kept.holding.get(thing, ())[1 - MOST_OPEN :], key]
    return line(DEVIATION, key, mark, value, who=who)


def _held_by(state: State, number: int) -> Iterator[str]:
    """Name the things that are held for the deviation in a record, as ``weapon NAME`` or ``lot NAME``."""
    for name in state.weapons:
        belief = state.beliefs.get(name)
        if belief is not None and any(h.record == number and h.why == "deviation" for h in belief.holds):
            yield f"weapon {name}"
    for name, lot in state.lots.items():
        if f"deviation, record {number}" in lot.holds:
            yield f"lot {name}"


def _holds(state: State, thing: str) -> bool:
    """Whether anything still holds a thing: older holds are dropped from a long list, so any one counts for all."""
    kind, _, name = thing.partition(" ")
    if kind == "weapon":
        return any(hold.why == "deviation" for hold in state.believed(name).holds)
    lot = state.lots.get(name)
    return lot is not None and any(why.startswith("deviation, ") for why in lot.holds)


def _remember(known: dict[str, OpenMatter], key: str, matter: OpenMatter) -> None:
    known[key] = matter
    while len(known) > MOST_OPEN:
        del known[next(iter(known))]


def _differences(kept: Kept, before: State, after: State, event: Event, mark: Mark) -> Iterator[Line]:
    for key, now in after.discrepancies.items():
        was = before.discrepancies.get(key)
        if was is not now:
            opened = kept.opened.setdefault(f"{DISCREPANCY} {key}", mark)
            yield _difference(now, opened, None)
    deed = event.completes or event.act
    for key, was in before.discrepancies.items():
        if key not in after.discrepancies:
            opened = kept.opened.pop(f"{DISCREPANCY} {key}", mark)
            closed = {"record": mark.record, "by": _by(deed), "reason": deed.reason[:_LONGEST]}
            yield _difference(was, opened, closed)


def _difference(found: Discrepancy, mark: Mark, closed: Mapping[str, Any] | None) -> Line:
    value = {
        "thing": found.thing,
        "name": found.name,
        "why": found.why,
        "count": found.count,
        "says": found.says[:_LONGEST],
        "owners": list(found.owners[-8:]),
        "closed": closed,
    }
    key = f"{found.record:012}\n{found.of}\n{found.thing}\n{found.name}"
    return line(DISCREPANCY, key, mark, value, open=closed is None, who=found.name, owner=found.owner)


def _concerns(kept: Kept, before: State, after: State, event: Event, mark: Mark) -> Iterator[Line]:
    deed = event.completes or event.act
    for key, concern in after.concerns.items():
        if before.concerns.get(key) is not concern:
            said = {"about": concern.about, "by": _by(deed), "says": deed.says[:_LONGEST], "closed": None}
            _remember(kept.concerns, key, OpenMatter(mark, said, concern.about))
            yield line(CONCERN, key, mark, said, who=concern.about)
    for key, concern in before.concerns.items():
        if key not in after.concerns:
            opened = kept.concerns.pop(key, None) or OpenMatter(mark, {"about": concern.about}, concern.about)
            closed = {"record": mark.record, "by": _by(deed), "says": deed.says[:_LONGEST]}
            yield line(
                CONCERN, key, opened.mark, {**opened.value, "closed": closed}, open=False, who=opened.who
            )


def _stops(kept: Kept, before: State, after: State, mark: Mark) -> Iterator[Line]:
    value: dict[str, Any]
    now, was = (
        {f"{stop.record:012}\n{stop.kind}": stop for stop in state.stops} for state in (after, before)
    )
    for key, stop in now.items():
        if key not in was:
            kept.opened[f"{STOP} {key}"] = mark
            value = {"kind": stop.kind, "about": stop.about, "closed": None}
            yield line(STOP, key, mark, value, who=stop.about)
    for key, stop in was.items():
        if key not in now:
            opened = kept.opened.pop(f"{STOP} {key}", mark)
            value = {"kind": stop.kind, "about": stop.about, "closed": {"record": mark.record}}
            yield line(STOP, key, opened, value, open=False, who=stop.about)


def _days(kept: Kept, before: State, after: State, mark: Mark) -> Iterator[Line]:
    """A day that another one was opened on top of was never closed, and says so."""
    if before.day.open:
        exceptions = list(after.day.exceptions[:50]) if not after.day.open else []
        closed = {"record": mark.record, "exceptions": exceptions, "closed": not after.day.open}
        opened = stamp(before.day.opened_at) if before.day.opened_at else ""
        key = f"{before.day.opened_record:012}"
        yield line(DAY, key, kept.day, {"opened": opened, "ended": closed}, open=False)
    if after.day.open:
        opened = stamp(after.day.opened_at) if after.day.opened_at else ""
        yield line(DAY, f"{after.day.opened_record:012}", mark, {"opened": opened, "ended": None})


def _consigned(after: State, event: Event, mark: Mark) -> Iterator[Line]:
    """A thing leaves for a carrier or owner, or comes from somebody named: one end of a consignment."""
    act = event.completes or event.act
    if not event.happened or not (act.kind in LEAVING or (act.kind in COMING and act.from_)):
        return
    leaving = act.kind in LEAVING
    weapon = after.weapons.get(act.weapon) or Weapon(id=act.weapon)
    value = {
        "way": "out" if leaving else "in",
        "act": act.kind,
        "weapon": act.weapon,
        "lot": act.lot,
        "other": (act.given_to or "owner") if leaving else act.from_,
        "number": act.number,
        "serial": weapon.serial,
        "maker": weapon.maker,
        "owner": weapon.owner,
    }
    yield line(CONSIGNMENT, f"{mark.record:012}", mark, value, who=act.weapon or act.lot)


_WITHOUT_BY = frozenset(("hold", "stop", "raise-concern", "incident"))


def _by(act: Act) -> str:
    """Who did it; "" for an act whose doer is shown to nobody, and for one without a name."""
    if act.by == ANONYMOUS or (act.kind in _WITHOUT_BY and act.kind != "raise-concern"):
        return ""
    return act.by
