"""What follows from any act for the counts: differences that it opened, lots that are to be counted, tallies.

It is found from what changed, and not said by each effect: no act can lose a round, whatever it is called, without a
difference that somebody owns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from showsafe.domain.acts import Act
from showsafe.domain.belief import Belief
from showsafe.domain.changing import changed, replace
from showsafe.domain.counted import CUSTODIAN, GUN, LOT, OVER, SHORT, WEAPON, WRAP, LotCount, Tally
from showsafe.domain.effects.common import put
from showsafe.domain.effects.counts import due_for, opened, with_count
from showsafe.domain.events import Event
from showsafe.domain.state import Day, State
from showsafe.domain.things import Cartridge, Lot

DAY_ENDS = ("open-day", "close-day")
"""A day ends when it is closed, or when the next is opened over it."""

FIRING = ("discharge", "unplanned-discharge")

EMPTYING = ("unload", "clear")


def after_record(before: State, state: State, event: Event) -> State:
    """Return the state after a record, with the differences that it showed and the lots that it moved."""
    for name in changed(before.lots, state.lots):
        was, lot = _before(before, name), state.lots[name]
        state = _doubted(_lot_after(state, event, was, lot), event, was, lot)
    return _weapons_after(before, state, event)


def _before(before: State, lot: str) -> Lot:
    """Return a lot as it was; one that was not on record had nothing in it."""
    return before.lots.get(lot) or Lot(id=lot)


def _lot_after(state: State, event: Event, was: Lot, lot: Lot) -> State:
    short = lot.unaccounted + lot.missing - was.unaccounted - was.missing
    if short > 0:
        state = opened(state, event, LOT, lot.id, SHORT, short, f"{short} of {lot.total} not accounted for")
    over = lot.surplus - was.surplus
    if over > 0:
        state = opened(state, event, LOT, lot.id, OVER, over, f"{over} more than the record had")
    return state


def _moved(state: State, event: Event, was: Lot, lot: Lot) -> State:
    """Keep when a lot last moved; it is to be counted where it has another custodian than before.

    A box that is put away as it was counted has not moved.
    """
    handed = was.holder != lot.holder and not lot.container
    if _account(was) == _account(lot) and not handed:
        return state
    known = state.counts.get(lot.id, LotCount())
    at = min(event.act.at, event.at)
    moved = at if known.moved_at is None else max(at, known.moved_at)
    number = known.moved if known.record == event.number else event.number
    known = replace(known, moved=number, moved_at=moved)
    if lot.holder and lot.holder != known.custodian:
        due = bool(known.custodian) and lot.total > 0
        known = replace(known, custodian=lot.holder)
        known = due_for(known, CUSTODIAN, event.number, at) if due else known
    return with_count(state, lot.id, known)


def _doubted(state: State, event: Event, was: Lot, lot: Lot) -> State:
    """Keep when a lot was last tainted, held, quarantined or frozen."""
    tainted = bool(lot.tainted) and lot.tainted != was.tainted
    held = not set(lot.holds) <= set(was.holds) or (lot.frozen and not was.frozen)
    if not (tainted or held or (lot.quarantined and not was.quarantined)):
        return state
    known = state.counts.get(lot.id, LotCount())
    doubted = event.at if known.doubted_at is None else max(event.at, known.doubted_at)
    return with_count(state, lot.id, replace(known, doubted_at=doubted))


def _account(lot: Lot) -> tuple[int, ...]:
    outside = (lot.box, lot.faulty, lot.destroyed, lot.sampled, lot.returned)
    return (lot.total, *outside, lot.missing, lot.unaccounted, lot.surplus)


def _weapons_after(before: State, state: State, event: Event) -> State:
    """Open a difference of a weapon where no lot has it: shots of no round on record, rounds that nobody loaded."""
    of_lots = any(each.record == event.number for each in state.discrepancies.values())
    for name in changed(before.beliefs, state.beliefs):
        belief, was = state.beliefs[name], before.believed(name)
        if len(belief.uncounted) <= len(was.uncounted) or of_lots:
            continue
        says = belief.uncounted[-1].partition(": ")[2]
        state = opened(state, event, GUN, name, WEAPON, 0, says)
    return state


def after_act(before: State, state: State, event: Event) -> State:
    """Return the state after the effect of one act: which lots it moved, and the account of its weapon."""
    for name in changed(before.lots, state.lots):
        state = _moved(state, event, _before(before, name), state.lots[name])
    if event.act.kind in DAY_ENDS:
        state = _over_night(state, before.day)
    return _tallied(before, state, event)


def used_on(day: Day, known: LotCount) -> bool:
    """Whether a lot moved on a day, and nobody has counted it apart since."""
    return known.moved > max(known.record, day.opened_record)


def _over_night(state: State, day: Day) -> State:
    """Keep what was not counted when a day ended: it is asked for until it is."""
    if not day.opened_record:
        return state
    for name, known in state.counts.items():
        if used_on(day, known):
            state = with_count(state, name, due_for(known, WRAP, known.moved, known.moved_at))
    return state


def _tallied(before: State, state: State, event: Event) -> State:
    """Return the state with the account of a weapon; what the act did is told from what is in it now."""
    act = event.act
    parts = dict(_parts(before, state, act)) if act.weapon else {}
    if not any(parts.values()):
        return state
    known = state.tallies.get(act.weapon, Tally())
    sums = {name: getattr(known, name) + count for name, count in parts.items()}
    return replace(state, tallies=put(state.tallies, act.weapon, replace(known, **sums)))


def _parts(before: State, state: State, act: Act) -> Iterator[tuple[str, int]]:
    """Yield where the rounds of a weapon came from or went, so that they sum to what is in it more than before.

    What is in it no more, and was neither fired nor said to have come out, was not found. What came out or was found
    although nobody had loaded it is extra.
    """
    was, now = before.believed(act.weapon), state.believed(act.weapon)
    more = _unfired(now) - _unfired(was)
    if act.kind == "load":
        yield "loaded", more
    elif act.kind in FIRING:
        yield "fired", -more
        yield "unexplained", (1 if act.count is None else act.count) + more
    else:
        again = was.came_out if act.kind in EMPTYING and act.found is not None and not was.contents else ()
        out = _said_out(was, act) - len(again) if act.kind in EMPTYING else 0
        fired = _more(before, state, "spent")
        ready = (each for each in (*was.contents, *again) if each.state == "ready")
        nameless = _nameless(ready) - _nameless((*now.contents, *now.came_out))
        lost = _more(before, state, "unaccounted") + len(nameless)
        rest = more + out + fired + lost
        yield "fired", fired
        yield "out", out
        yield "extra", max(rest, 0)
        yield "lost", lost - min(rest, 0)


def _said_out(was: Belief, act: Act) -> int:
    """Return how many unfired rounds are said to have come out; where nobody counted, all that were in it."""
    if act.found is None:
        return _unfired(was)
    return sum(each.count for each in act.found if each.kind != "spent")


def _nameless(rounds: Iterable[Cartridge]) -> set[tuple[str, str]]:
    """Return the rounds of no lot, by place and kind: no account of a lot misses one of them."""
    return {(each.place, each.kind) for each in rounds if not each.lot}


def _more(before: State, state: State, part: str) -> int:
    """Return by how much a part of all accounts grew; what was closed or found again since took nothing out.

    A box that has left the unit takes no round back: one that came out all the same was not lost in the weapon.
    """
    lots = ((_before(before, name), state.lots[name]) for name in changed(before.lots, state.lots))
    return sum(
        max(getattr(lot, part) - getattr(was, part), 0)
        for was, lot in lots
        if part == "spent" or not lot.gone
    )


def _unfired(belief: Belief) -> int:
    return sum(1 for each in belief.contents if each.state != "spent")
