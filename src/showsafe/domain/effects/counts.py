"""Effects of counting: recount, destroy, keep, return, cases, a break, and whose a difference is.

1. What two people counted apart, and alike, is what is in the pile from then on. What is missing is not accounted for;
   what is too many is counted as that, and the lot is doubtful: nobody can tell the strange round from the others.
2. Two counts that differ settle nothing: the lot is held until two people count alike, after that. One person alone
   can only say that there are fewer.
3. A count of before the lot last moved, or of before what asks for it, settles nothing. Where it differs, that is open.
4. Rounds are destroyed, kept or returned out of a pile, by two people as the rules permit; what is only told of that is
   not accounted for.
5. More cases than shots is a difference, whoever says so: something was fired that no record has.
6. To close a difference changes no number, but for rounds that were found again: those are taken off what was missing
   and off what was counted too many, where both are on record: missing first, counted too many after. A live round that
   is found in the lot is none of them.
"""

from __future__ import annotations

from datetime import datetime

from showsafe.domain import counting, pairs
from showsafe.domain.acts import Act
from showsafe.domain.changing import replace
from showsafe.domain.counted import (
    APART,
    BOX,
    BREAK,
    CASES,
    FAULTY,
    LOT,
    SAMPLE,
    Discrepancy,
    Due,
    LotCount,
    Sample,
    key_of,
)
from showsafe.domain.effects.common import put, taint_fed, without
from showsafe.domain.events import REPORT, Event
from showsafe.domain.state import State
from showsafe.domain.things import Lot

DISPUTED = {
    BOX: "two counts of it differ",
    FAULTY: "two counts of those that did not fire differ",
    SAMPLE: "two counts of its samples differ",
}
"""Why a lot is held until two people count that pile alike."""


def recount(state: State, event: Event) -> State:
    """Two people counted apart: what they both found is what is there; where they differ, nothing is settled."""
    act = event.act
    if act.lot not in state.lots or act.seen is None:
        return state
    lot = state.lots[act.lot]
    if before_it_moved(state, act):
        return _too_old(state, event, lot)
    if act.witness_seen is not None and act.witness_seen != act.seen:
        return _in_dispute(state, event, f"counted {act.seen} and {act.witness_seen}")
    believed = counting.pile_of(state, lot, act.pile)
    by_two = event.good and act.witness_seen is not None and bool(pairs.pair(state, act))
    if act.seen > believed and not by_two:
        return _in_dispute(state, event, f"one person counted {act.seen}")
    if act.seen < believed:
        state = _fewer(state, lot, act.pile, believed - act.seen)
    elif act.seen > believed:
        state = _more(state, event, lot, act.seen - believed)
    return _counted_alike(state, event) if by_two else state


def before_it_moved(state: State, act: Act) -> bool:
    """Whether a count is said to be of before its lot last moved: it can be set against nothing in the record."""
    return lot_moved_after(state, act.lot, act.at)


def lot_moved_after(state: State, lot: str, at: datetime) -> bool:
    """Whether a lot's account or hands changed later than this."""
    known = state.counts.get(lot)
    return known is not None and known.moved_at is not None and at < known.moved_at


def lot_doubted_after(state: State, lot: str, at: datetime) -> bool:
    """Whether it moved later than this, or the node heard later than this why its rounds are in doubt."""
    known = state.counts.get(lot)
    doubted = known is not None and known.doubted_at is not None and at < known.doubted_at
    return doubted or lot_moved_after(state, lot, at)


def lot_told_before_it_moved(state: State, event: Event) -> bool:
    """Whether a report is of a time before the lot last moved: it has been elsewhere since, and stays there."""
    return event.door == REPORT and lot_moved_after(state, event.act.lot, event.act.at)


def _too_old(state: State, event: Event, lot: Lot) -> State:
    act = event.act
    believed = counting.pile_of(state, lot, act.pile)
    seen = tuple(count for count in (act.seen, act.witness_seen) if count is not None)
    if all(count == believed for count in seen):
        return state
    said = " and ".join(str(count) for count in dict.fromkeys(seen))
    return _apart(state, event, lot.id, f"counted {said} as of before it moved again")


def _in_dispute(state: State, event: Event, says: str) -> State:
    lot = state.lots[event.act.lot]
    because = DISPUTED[event.act.pile or BOX]
    kept = tuple(why for why in lot.holds if not why.startswith(because))
    state = state.with_lot(replace(lot, holds=(*kept, f"{because}, record {event.number}")))
    return _apart(state, event, lot.id, says)


def _apart(state: State, event: Event, lot: str, says: str) -> State:
    if any(each.why == APART and each.name == lot for each in state.discrepancies.values()):
        return with_part(state, lot, (event.act.by, event.act.witness), APART)
    return opened(state, event, LOT, lot, APART, 0, says)


def _fewer(state: State, lot: Lot, pile: str, count: int) -> State:
    if pile == SAMPLE:
        state = _samples_less(state, lot.id, count)
    lot = _taken(lot, pile, count)
    return state.with_lot(replace(lot, unaccounted=lot.unaccounted + count))


def _taken(lot: Lot, pile: str, count: int) -> Lot:
    """Take rounds out of a pile that has them."""
    if pile == FAULTY:
        return replace(lot, faulty=lot.faulty - count)
    if pile == SAMPLE:
        return replace(lot, sampled=lot.sampled - count)
    box = lot.box - count
    return replace(lot, box=box, proven=min(lot.proven, box))


def _more(state: State, event: Event, lot: Lot, count: int) -> State:
    act = event.act
    because = f"{count} counted too many, record {event.number}"
    known = state.counts.get(lot.id, LotCount())
    more = Sample(count=count, holder=act.by, place="", record=event.number)
    samples = (*known.samples, more) if act.pile == SAMPLE else known.samples
    gap = max(lot.unaccounted + lot.missing - known.over, 0) if act.pile in ("", BOX) else 0
    over = known.over + min(count, gap)
    state = with_count(state, lot.id, replace(known, over=over, strange=True, samples=samples))
    lot = replace(_taken(lot, act.pile, -count), surplus=lot.surplus + count, tainted=because, proven=0)
    return taint_fed(state.with_lot(lot), lot.id, event, "a round too many of its lot was counted")


def _counted_alike(state: State, event: Event) -> State:
    act = event.act
    lot = state.lots[act.lot]
    if not lot_doubted_after(state, lot.id, event.of):
        holds = tuple(why for why in lot.holds if not why.startswith(DISPUTED[act.pile or BOX]))
        state = state.with_lot(replace(lot, holds=holds))
    if act.pile not in ("", BOX):
        return state
    known = state.counts.get(lot.id, LotCount())
    at = min(act.at, event.at)
    due = tuple(each for each in known.due if each.at is not None and each.at > at)
    return with_count(state, lot.id, replace(known, record=event.number, at=at, due=due))


def with_count(state: State, lot: str, count: LotCount) -> State:
    """Return the state with what is kept of the counts of one lot replaced."""
    return replace(state, counts=put(state.counts, lot, count))


def dispose(state: State, event: Event) -> State:
    """Rounds leave a pile for good: destroyed, kept as a sample, or back to the supplier.

    Only as the rules permit in full, with two people: what one person tells, or what the account cannot have, is taken
    off the pile and not accounted for until people close it.
    """
    act = event.act
    if act.lot not in state.lots or not act.count:
        return state
    lot = state.lots[act.lot]
    there = counting.pile_of(state, lot, act.pile)
    count = min(act.count, there)
    if not event.good or count < act.count:
        return _fewer(state, lot, act.pile, count)
    lot = _taken(lot, act.pile, count)
    if act.pile == SAMPLE:
        state = _samples_less(state, lot.id, count)
    if act.kind == "destroy-rounds":
        return state.with_lot(replace(lot, destroyed=lot.destroyed + count))
    if act.kind == "return-rounds":
        return state.with_lot(replace(lot, returned=lot.returned + count))
    known = state.counts.get(lot.id, LotCount())
    kept = Sample(count=count, holder=act.holder, place=act.place, record=event.number)
    state = with_count(state, lot.id, replace(known, samples=(*known.samples, kept)))
    return state.with_lot(replace(lot, sampled=lot.sampled + count))


def _samples_less(state: State, lot: str, count: int) -> State:
    """Take rounds off the samples, those kept longest first."""
    known = state.counts.get(lot, LotCount())
    left: list[Sample] = []
    for each in known.samples:
        taken = min(count, each.count)
        count -= taken
        if each.count > taken:
            left.append(replace(each, count=each.count - taken))
    return with_count(state, lot, replace(known, samples=tuple(left)))


def count_cases(state: State, event: Event) -> State:
    """Fired cases were counted in; more of them than shots were fired is a difference, also where one person says so.

    What one person tells is added to no sum: it is counted again.
    """
    act = event.act
    if act.lot not in state.lots or not act.count:
        return state
    known = state.counts.get(act.lot, LotCount())
    cases = known.cases + act.count
    spent = state.lots[act.lot].spent
    if event.good:
        state = with_count(state, act.lot, replace(known, cases=cases))
    more = cases - max(spent, known.cases)
    if more <= 0:
        return state
    return opened(state, event, LOT, act.lot, CASES, more, f"{cases} cases, and {spent} shots on record")


def call_break(state: State, event: Event) -> State:
    """A break: every lot that moved since it was last counted is to be counted."""
    for name, known in state.counts.items():
        lot = state.lots[name]
        if known.moved > known.record and not lot.gone and not lot.quarantined:
            at = min(event.act.at, event.at)
            state = with_count(state, name, due_for(known, BREAK, event.number, at))
    return state


def due_for(known: LotCount, why: str, record: int, at: datetime | None) -> LotCount:
    """Return the count of a lot as due, once for each reason; a count of before ``at`` is not the one."""
    kept = tuple(each for each in known.due if each.why != why)
    return replace(known, due=(*kept, Due(why=why, record=record, at=at)))


def own(state: State, event: Event) -> State:
    """Somebody owns a difference from now on; whoever did before never closes it."""
    key = _key(event.act)
    known = state.discrepancies.get(key)
    if known is None:
        return state
    owners = (*(who for who in known.owners if who != event.act.person), event.act.person)
    return replace(state, discrepancies=put(state.discrepancies, key, replace(known, owners=owners)))


def close(state: State, event: Event) -> State:
    """Another person closes a difference; the numbers stay, but for rounds that were found again."""
    act = event.act
    key = _key(act)
    if not event.good or key not in state.discrepancies:
        return state
    lot = state.lots.get(act.lot)
    if lot is not None and act.count:
        known = state.counts.get(lot.id, LotCount())
        found = min(act.count, known.over, lot.surplus, lot.unaccounted + lot.missing)
        state = with_count(state, lot.id, replace(known, over=known.over - found))
        open_ones = min(found, lot.unaccounted)
        state = state.with_lot(
            replace(
                lot,
                surplus=lot.surplus - found,
                unaccounted=lot.unaccounted - open_ones,
                missing=lot.missing - (found - open_ones),
            )
        )
    return replace(state, discrepancies=without(state.discrepancies, key))


def _key(act: Act) -> str:
    return key_of(act.of_act, LOT if act.lot else "weapon", act.lot or act.weapon)


def with_part(state: State, lot: str, people: tuple[str, ...], why: str = "") -> State:
    """Return the state where people had a part in the open differences of a lot, or in those of one kind.

    They close none of them.
    """
    for key, each in state.discrepancies.items():
        if each.thing == LOT and each.name == lot and why in ("", each.why):
            counters = tuple(
                dict.fromkeys((*each.counted_by, *(who for who in people if who in state.people)))
            )
            found = put(state.discrepancies, key, replace(each, counted_by=counters))
            state = replace(state, discrepancies=found)
    return state


def opened(state: State, event: Event, thing: str, name: str, why: str, count: int, says: str) -> State:
    """Open a difference; its owner is the custodian of the thing, or else who reported it."""
    act = event.completes or event.act
    counters = tuple(dict.fromkeys(who for who in (act.by, act.witness) if who in state.people))
    found = Discrepancy(
        of=act.act_id,
        thing=thing,
        name=name,
        why=why,
        count=count,
        says=says,
        record=event.number,
        at=event.at,
        owners=_owner(state, act, thing, name),
        counted_by=counters,
    )
    key = key_of(act.act_id, thing, name)
    return replace(state, discrepancies=put(state.discrepancies, key, found))


def _owner(state: State, act: Act, thing: str, name: str) -> tuple[str, ...]:
    if thing == LOT:
        kept = state.counts.get(name, LotCount()).custodian
        in_charge = (state.lots[name].holder, kept, act.by)
    else:
        belief = state.believed(name)
        in_charge = (belief.issued_by, belief.holder, act.by)
    teller = act.by if act.by in state.people else ""
    first = next((who for who in in_charge if state.is_custodian(who)), teller)
    return (first,) if first else ()
