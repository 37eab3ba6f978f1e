"""Effects of a live or unidentified round: the set stops, and everything that it was in is out of use.

1. The weapon that it was in is quarantined, and the lots of its rounds are tainted; so is the lot that it was in.
2. What a tainted lot fed is unknown, and no round that was counted too many in it is a missing one found again.
3. A shot out of a weapon in which nothing could fire, by the record, is a live round until it is found otherwise.
"""

from __future__ import annotations

from showsafe.domain.changing import replace
from showsafe.domain.counted import LotCount
from showsafe.domain.effects.common import disturbed, stop, taint_fed, void_all
from showsafe.domain.effects.counts import with_count
from showsafe.domain.events import Event
from showsafe.domain.state import LiveFind, State


def find_live(state: State, event: Event) -> State:
    """A live or unidentified round was found: the whole set stops, and everything it was found in is out of use."""
    act = event.act
    named = tuple(dict.fromkeys(where for where in (act.lot, act.weapon, act.in_) if where)) or ("set",)
    for where in named:
        state = found_live(state, event, where)
    return state


def found_live(state: State, event: Event, where: str) -> State:
    """Stop the set for a live or unidentified round, whoever came upon it and however.

    In a weapon, it casts doubt on every lot that the weapon holds rounds of, or that came out of it since two people
    last found it empty; in a lot, on every weapon it fed.
    """
    found = LiveFind(where=where, record=event.number, quarantined=where in state.weapons)
    state = replace(state, live=(*state.live, found))
    belief = state.believed(where)
    lots = {where} & set(state.lots) | {c.lot for c in (*belief.contents, *belief.came_out) if c.lot}
    for name in sorted(lots):
        because = f"live round in it, record {event.number}"
        lot = replace(state.lots[name], tainted=because, proven=0, on_set=True)
        state = taint_fed(state.with_lot(lot), name, event, "a live round was in its lot")
        known = state.counts.get(name, LotCount())
        state = with_count(state, name, replace(known, over=0, strange=True))
    if where in state.weapons:
        belief = disturbed(void_all(state.believed(where), event, "a live round was in it"), event)
        state = state.with_belief(where, replace(belief, quarantined=True, take=None, gated=False))
    return (
        state if state.stops and state.stops[-1].record == event.number else stop(state, "live", event, where)
    )
