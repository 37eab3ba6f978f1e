"""What two people found is set against what was believed, round by round; a difference stays open until closed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from showsafe.domain import counting, layout
from showsafe.domain.acts import Draw
from showsafe.domain.belief import Belief, Hold
from showsafe.domain.changing import replace
from showsafe.domain.effects.common import taint_fed
from showsafe.domain.effects.freezing import fed_by
from showsafe.domain.events import Event
from showsafe.domain.state import State
from showsafe.domain.things import Cartridge, Weapon


@dataclass(frozen=True, slots=True)
class Compared:
    """Believed rounds that were found, believed ones that were not, and found ones that nobody believed there."""

    kept: tuple[Cartridge, ...]
    lost: tuple[Cartridge, ...]
    extra: tuple[Draw, ...]


def compare(belief: Belief, found: tuple[Draw, ...]) -> Compared:
    """Match what was found to what was believed: by lot and by kind, by each of them that was said."""
    left = [cartridge for cartridge in belief.contents if cartridge.state != "spent"]
    kept: list[Cartridge] = []
    extra: list[Draw] = []
    for each in found:
        if each.kind == "spent":
            continue
        kind = each.kind or ("" if each.lot else "unidentified")
        matching = [c for c in left if each.lot in ("", c.lot) and kind in ("", c.kind)][: each.count]
        for cartridge in matching:
            left.remove(cartridge)
        kept.extend(matching)
        if len(matching) < each.count:
            extra.append(replace(each, count=each.count - len(matching)))
    return Compared(tuple(kept), tuple(left), tuple(extra))


def lose(state: State, lost: tuple[Cartridge, ...]) -> State:
    """Book believed rounds that were not there as unaccounted, lot by lot; a faulty one that is gone is no less so."""
    for lot_id, count in Counter(c.lot for c in lost if c.lot and c.state != "spent").items():
        lot = state.lots[lot_id]
        faulty = sum(1 for each in lost if each.lot == lot_id and each.state == "faulty")
        booked = replace(lot, faulty=lot.faulty - faulty, unaccounted=lot.unaccounted + count)
        state = state.with_lot(booked)
    return state


def place_rounds(
    state: State, weapon: Weapon, contents: tuple[Cartridge, ...], rounds: tuple[Draw, ...]
) -> tuple[State, tuple[Cartridge, ...]]:
    """Take rounds out of their boxes and put them into the free places of a weapon, in order.

    Rounds that the box cannot have held are unidentified; places that the weapon cannot have are numbered on. A fired
    case is no round that could be fired or missed.
    """
    free = list(layout.free_places(weapon, contents))
    placed = list(contents)
    for each in rounds:
        lot = state.lots.get(each.lot)
        if lot is None:
            coming = [("", each.kind or "unidentified", "")] * each.count
        else:
            lot, taken = counting.draw(lot, each.count)
            state = state.with_lot(lot)
            coming = [(lot.id, lot.kind, lot.size)] * taken
            coming += [("", "unidentified", "")] * (each.count - taken)
        for lot_id, kind, size in coming:
            place = free.pop(0) if free else f"beyond:{len(placed) + 1}"
            state_of = "spent" if kind == "spent" else "ready"
            placed.append(Cartridge(place=place, lot=lot_id, kind=kind, size=size, state=state_of))
    return state, tuple(placed)


def as_seen(state: State, found: tuple[Draw, ...]) -> tuple[Draw, ...]:
    """Return what was found, but of no lot where another kind was seen than the lot has: it was in no such box."""
    return tuple(
        replace(each, lot="")
        if each.kind and (lot := state.lots.get(each.lot)) and lot.kind != each.kind
        else each
        for each in found
    )


def taint_extra(state: State, weapon: str, extra: tuple[Draw, ...], event: Event) -> State:
    """A round too many casts doubt on the lot that it is said to be of, and where that cannot be, on all of the weapon.

    Those are the lots that it holds rounds of, that came out of it, or that fed it since two people last found it
    empty. Which of its rounds is the strange one nobody knows: this comes before any of them goes back. What this
    record put in doubt already keeps its reason, and a live round puts in doubt what it was among (``live``).
    """
    names = {each.lot for each in extra} & set(state.lots)
    if any(each.kind != "unidentified" and not _of_its_lot(state, each) for each in extra):
        belief = state.believed(weapon)
        names |= set(fed_by(replace(belief, fed=()) if _seen_empty(belief) else belief)) & set(state.lots)
    for name in sorted(names):
        lot = state.lots[name]
        if not lot.tainted.endswith(f", record {event.number}"):
            doubtful = replace(lot, tainted=f"a round too many, record {event.number}", proven=0)
            state = taint_fed(state.with_lot(doubtful), name, event, "a round too many of its lot was found")
    return state


def _seen_empty(belief: Belief) -> bool:
    """Whether two people found it empty, and nothing was loaded since."""
    says = belief.proof.says if belief.proof else ""
    return says in ("empty", "inert") and belief.loaded is None and belief.gated


def _of_its_lot(state: State, each: Draw) -> bool:
    lot = state.lots.get(each.lot)
    return lot is not None and each.kind in ("", lot.kind)


def taint_named(state: State, weapon: str, found: tuple[Draw, ...] | None, event: Event) -> State:
    """A live or unidentified round that is said to be of a lot is one too many in it, wherever it was found."""
    live = tuple(each for each in found or () if each.kind == "unidentified" and each.lot in state.lots)
    return taint_extra(state, weapon, live, event)


def more_than_believed(belief: Belief, event: Event, extra: tuple[Draw, ...]) -> Belief:
    """A round too many stays open until it is closed, and holds the weapon where this record does not hold it yet."""
    more = sum(each.count for each in extra if each.kind != "spent")
    if not more:
        return belief
    note = f"record {event.number}: {more} more than was loaded"
    belief = replace(belief, uncounted=(*belief.uncounted, note))
    if any(each.record == event.number for each in belief.holds):
        return belief
    held = Hold(why="more in it than was loaded", record=event.number, at=event.at)
    return replace(belief, holds=(*belief.holds, held))


def return_rounds(state: State, rounds: tuple[Cartridge, ...], *, proven: bool) -> State:
    """Put unfired rounds back into their boxes; faulty ones were booked when they failed.

    Only what went in proven comes out proven: passing through a weapon proves nothing (trap 6). A box that has left the
    unit is not here to take any: such a round is not accounted for.
    """
    for cartridge in rounds:
        if cartridge.lot and cartridge.state == "ready":
            lot = state.lots[cartridge.lot]
            if lot.gone:
                state = state.with_lot(replace(lot, unaccounted=lot.unaccounted + 1))
                continue
            keeps = proven and cartridge.proven and not lot.tainted
            state = state.with_lot(counting.put_back(lot, 1, proven=keeps))
    return state


def by_difference(state: State, compared: Compared) -> tuple[State, Compared]:
    """Count an automatic: blanks that went in and did not come out were fired, and the account says that none counted.

    A dummy that did not come out is missing, whatever else was fired.
    """
    for lot_id, count in Counter(c.lot for c in compared.lost if _fires(c)).items():
        lot = state.lots[lot_id]
        counted = replace(lot, spent=lot.spent + count, by_difference=lot.by_difference + count)
        state = state.with_lot(counted)
    left = tuple(c for c in compared.lost if not _fires(c))
    return state, replace(compared, lost=left)


def _fires(cartridge: Cartridge) -> bool:
    return bool(cartridge.lot) and cartridge.state == "ready" and cartridge.kind == "blank"


def unidentified(state: State, found: tuple[Draw, ...] | None) -> bool:
    """Whether what was found holds a live round, or one of which nobody can say what it is."""
    return counting.as_counts(found or (), state)["unidentified"] > 0
