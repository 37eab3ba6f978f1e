"""The normal form of a production state: the same to every gate and effect, in as few values as they can tell apart.

A search ends only where states come back. Two states that no rule can tell apart have one normal form:

1. Every time in it is so many steps of the clock before one fixed *now*, and no more steps than any limit of a profile
   needs (``OLDEST``): the rules look at differences of times and at the calendar date, and all of it is one date.
2. Every number of an earlier record is 1. Rules ask whether a record is there, or is this very one; where a hold of a
   lot names the record of a fault, it keeps a number that stands for that fault.
3. Reasons in words, which only sentences show, are cut to whether there is one; what is a list of reasons, to those
   that differ; who was shown or declined something, to an order of names.

``tests/assurance/search/test_canon.py`` holds that the normal form moves as the state itself does: the same act has the
same answer, and leads to the same normal form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from showsafe.domain.belief import Belief, Fault, Hold
from showsafe.domain.changing import replace
from showsafe.domain.counted import Discrepancy, LotCount
from showsafe.domain.proof import Proof
from showsafe.domain.state import File, LiveFind, Meeting, Pending, Run, ShotPlan, State, Stop
from showsafe.domain.things import Lot

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
"""The one moment at which every act of a search is done; time that passes makes everything else older."""

TICK = timedelta(seconds=1801)
"""One step of the clock: past the limit from load to take and past every wait; two are past the age of a proof."""

OLDEST = 2
"""So many steps back no limit of a search can tell one time from an older one."""

RECORD = 1000
"""The number of the record that is just being made; of every one before it a smaller number is kept."""

_RECORD = re.compile(r"record (\d+)")


@dataclass(frozen=True, slots=True)
class Normal:
    """A state in its normal form, and its key: equal keys are one state."""

    state: State
    key: tuple[int, ...]


class Parts:
    """The parts of normal forms, each kept once and known by a small number."""

    def __init__(self) -> None:
        """Begin with nothing kept."""
        self._numbers: dict[Any, int] = {}
        self.kept: list[Any] = []

    def number(self, part: Any) -> int:  # noqa: ANN401 - parts are of many kinds, all hashable
        """Return the number of a part, giving it one where it is new."""
        found = self._numbers.get(part)
        if found is None:
            found = self._numbers[part] = len(self.kept)
            self.kept.append(part)
        return found


Part = Callable[[Any], Any]


class Canon:
    """Brings states to their normal form; a part that did not change keeps its number without being looked at."""

    def __init__(self, parts: Parts | None = None, *, counts: bool = False) -> None:
        """Begin with no parts, or with those of another search of the same process; ``counts`` where counts differ."""
        self.parts = Parts() if parts is None else parts
        self._counts = counts

    def normal(self, state: State, before: Normal | None = None) -> Normal:
        """Return the normal form of a state; ``before`` is one that it shares parts with."""
        key, parts = self.parted(state, before)
        return Normal(formed(state, parts), key)

    def parted(self, state: State, before: Normal | None = None) -> tuple[tuple[int, ...], dict[str, Any]]:
        """Return the key of a state's normal form, and the parts of which ``formed`` makes it where it is new."""
        was, key = (before.state, before.key) if before else (None, ())
        numbers: list[int] = []
        faults = _fault_numbers(state)
        kept = all(record in (number, RECORD) for record, number in faults.items())
        said: dict[str, Any] = {"last_record": RECORD - 1, "handled": {}, **_UNASKED}
        for field, part in (("beliefs", _belief), ("lots", _lot)):
            now, then = getattr(state, field), getattr(was, field, {})
            normal = dict(now) if now is then and kept else {}
            for name in _order(now):
                value = now[name]
                if value is then.get(name) and kept:
                    numbers.append(key[len(numbers)])
                else:
                    value = part(value, faults)
                    numbers.append(self.parts.number(value))
                normal[name] = value
            said[field] = normal
        for name, part_of in _FIELDS.items():
            value = getattr(state, name)
            if (
                was is not None
                and value is getattr(was, name)
                and (name != "plans" or state.meetings is was.meetings)
            ):
                numbers.append(key[len(numbers)])
                continue
            said[name] = value = _plans(value, state.meetings) if name == "plans" else part_of(value)
            numbers.append(self.parts.number(_hashable(value)))
        if self._counts:
            said |= {name: _COUNTED[name](getattr(state, name)) for name in _COUNTED}
            numbers.append(self.parts.number(tuple(_hashable(said[name]) for name in _COUNTED)))
        return tuple(numbers), said


def formed(state: State, parts: Mapping[str, Any]) -> State:
    """Return the normal form of a state, of the parts that ``parted`` found in it."""
    active = {"active": tuple(sorted(state.active)), "active_lots": tuple(sorted(state.active_lots))}
    return replace(state, **parts, **active)


_UNASKED: dict[str, Any] = {"counts": {}, "tallies": {}, "discrepancies": {}}
"""What is kept of counts: gate *count* alone asks for it, and it is left out where a bound has none of its acts."""


def _counts_of(counts: Mapping[str, LotCount]) -> dict[str, LotCount]:
    """Leave who had a lot last and what was counted too many; when it was counted and moved no gate asks."""
    return {
        name: LotCount(custodian=counts[name].custodian, over=counts[name].over, strange=counts[name].strange)
        for name in sorted(counts)
    }


def _differences(found: Mapping[str, Discrepancy]) -> dict[str, Discrepancy]:
    return {name: replace(found[name], record=RECORD, at=NOW) for name in sorted(found)}


_COUNTED: Mapping[str, Part] = {"counts": _counts_of, "discrepancies": _differences}


def _order(names: Mapping[str, Any]) -> tuple[str, ...]:
    return _ordered(tuple(names))


@cache
def _ordered(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(names))


def _hashable(value: Any) -> Any:  # noqa: ANN401 - a map becomes its items
    return tuple(sorted(value.items())) if isinstance(value, dict) else value


def _when(at: datetime) -> datetime:
    """Return a time as so many steps of the clock before now."""
    return NOW - min(round((NOW - at) / TICK), OLDEST) * TICK


def _proof(proof: Proof | None) -> Proof | None:
    if proof is None:
        return None
    if not proof.stands:
        void = int(bool(proof.voided_by))
        return Proof(says=proof.says, rests_on=(1,), people=(), since=NOW, renewed=NOW, voided_by=void)
    people = tuple(sorted(proof.people))
    return Proof(says=proof.says, rests_on=(1,), people=people, since=NOW, renewed=NOW)


def _fault_numbers(state: State) -> dict[int, int]:
    """Return a number for the record of every unplanned shot that is open: the holds of its lots name it."""
    numbers: dict[int, int] = {}
    for name in sorted(state.beliefs):
        fault = state.beliefs[name].fault
        for each in fault.all if fault else ():
            if each.kind == "unplanned-discharge":
                numbers.setdefault(each.record, len(numbers) + 2)
    return numbers


def _fault(fault: Fault, faults: dict[int, int]) -> Fault:
    return replace(
        fault,
        at=_when(fault.at),
        record=faults.get(fault.record, 1),
        involved=tuple(sorted(fault.involved)),
        earlier=tuple(sorted({_fault(each, faults) for each in fault.earlier}, key=repr)),
    )


def _belief(belief: Belief, faults: dict[int, int]) -> Belief:
    """Return a belief with its times and numbers cut to what the rules can tell apart."""
    contents_proof = _proof(belief.proof)
    if contents_proof is not None and belief.proof is not None:
        stands = contents_proof.stands
        told = {"renewed": _when(belief.proof.renewed)} if stands else {"says": ""}
        contents_proof = replace(contents_proof, **told)
    offer, take, use, loaded = belief.offer, belief.take, belief.use, belief.loaded
    said, watched = belief.said, belief.watched
    return replace(
        belief,
        proof=contents_proof,
        bore=_proof(belief.bore),
        said=replace(said, record=1, at=NOW) if said else None,
        loaded=replace(loaded, record=1, at=_when(loaded.at)) if loaded else None,
        shown_to=tuple(sorted(belief.shown_to)),
        shown_declined=tuple(sorted(belief.shown_declined)),
        declined_by=tuple(sorted(belief.declined_by)),
        watched=replace(watched, record=1) if watched else None,
        since=NOW if belief.since else None,
        offer=replace(offer, record=1) if offer else None,
        take=replace(take, record=1) if take else None,
        use=replace(use, record=1) if use else None,
        uncounted=("open",) if belief.uncounted else (),
        fault=_fault(belief.fault, faults) if belief.fault else None,
        holds=tuple(Hold(why=why, record=1) for why in sorted({each.why for each in belief.holds})),
        moved=None,
        disturbed=None,
    )


def _lot(lot: Lot, faults: dict[int, int]) -> Lot:
    holds = sorted({_RECORD.sub(lambda found: _renumbered(found, faults), why) for why in lot.holds})
    return replace(lot, tainted="tainted" if lot.tainted else "", proof=_proof(lot.proof), holds=tuple(holds))


def _renumbered(found: re.Match[str], faults: dict[int, int]) -> str:
    return f"record {faults.get(int(found[1]), 1)}"


def _stops(stops: tuple[Stop, ...]) -> tuple[Stop, ...]:
    plain = {replace(each, record=1, at=NOW, said_at=None) for each in stops}
    return tuple(sorted(plain, key=repr))


def _live(live: tuple[LiveFind, ...]) -> tuple[LiveFind, ...]:
    return tuple(sorted({replace(each, record=1) for each in live}, key=repr))


def _pending(pending: Mapping[str, Pending]) -> dict[str, Pending]:
    """Keep what is held; what was refused is open to an override alone, which no bound has."""
    return {
        name: replace(each, at=NOW, record=1)
        for name, each in sorted(pending.items())
        if each.outcome == "hold"
    }


def _runs(runs: Mapping[str, Run]) -> dict[str, Run]:
    return {
        name: replace(each, record=1, at=_when(each.at), ended_by=int(bool(each.ended_by)))
        for name, each in sorted(runs.items())
    }


def _files(files: Mapping[str, File]) -> dict[str, File]:
    return {
        name: replace(
            each,
            record=1,
            at=NOW,
            held=_held(each.held),
            dropped=tuple(sorted(set(each.dropped))),
            lots=tuple(sorted(each.lots)),
        )
        for name, each in sorted(files.items())
    }


def _held(why: str) -> str:
    return _RECORD.sub("record 1", why)


def _plans(plans: Mapping[str, ShotPlan], meetings: Mapping[str, Meeting]) -> dict[str, ShotPlan]:
    """Keep of a plan whether it changed since the meeting of its scene was held: that is all that is asked of it."""
    normal: dict[str, ShotPlan] = {}
    for name, each in sorted(plans.items()):
        meeting = meetings.get(each.act.scene)
        changed = 2 if meeting is not None and each.changed > meeting.record else 0
        plain = each.record == 1 and each.changed == changed and each.at == NOW
        normal[name] = each if plain else replace(each, record=1, at=NOW, changed=changed)
    return normal


def _numbered(things: Mapping[str, Any]) -> dict[str, Any]:
    """Meetings and papers: on record, at a time of this one date."""
    return {name: replace(each, record=1, at=NOW) for name, each in sorted(things.items())}


def _same(value: Any) -> Any:  # noqa: ANN401 - whatever it is, it stays so
    return value


def _items(value: Mapping[str, Any]) -> dict[str, Any]:
    return dict(sorted(value.items()))


_FIELDS: dict[str, Part] = {
    "stops": _stops,
    "live": _live,
    "pending": _pending,
    "day": lambda day: replace(
        day, opened_at=NOW if day.opened_at else None, opened_record=1, closed_at=None
    ),
    "meetings": _numbered,
    "plans": _same,
    "papers": _numbered,
    "people": _items,
    "magazines": _items,
    "runs": _runs,
    "files": _files,
    "containers": _items,
}
"""Fields of a state that a search changes, each with its normal form. Weapons, keys and settings stay as they begin."""


def aged(state: State) -> State:
    """Return a state in its normal form after one step of the clock: everything in it is so much older."""
    beliefs = {name: _older(each) for name, each in state.beliefs.items()}
    runs = {name: replace(each, at=_back(each.at)) for name, each in state.runs.items()}
    return replace(state, beliefs=beliefs, runs=runs)


def _back(at: datetime) -> datetime:
    return max(at - TICK, NOW - OLDEST * TICK)


def _older(belief: Belief) -> Belief:
    changed: dict[str, Any] = {}
    if belief.proof is not None and belief.proof.stands:
        changed["proof"] = replace(belief.proof, renewed=_back(belief.proof.renewed))
    if belief.loaded is not None:
        changed["loaded"] = replace(belief.loaded, at=_back(belief.loaded.at))
    if belief.fault is not None:
        older = tuple(replace(each, at=_back(each.at)) for each in belief.fault.earlier)
        changed["fault"] = replace(belief.fault, at=_back(belief.fault.at), earlier=older)
    return replace(belief, **changed) if changed else belief
