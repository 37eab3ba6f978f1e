"""Small steps that the effects share: void a proof, put into hands, cast doubt on what a lot fed, stop the set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from showsafe.domain.acts import ANONYMOUS
from showsafe.domain.belief import Belief
from showsafe.domain.changing import put as put  # noqa: PLC0414 - known under this room's name too
from showsafe.domain.changing import replace
from showsafe.domain.events import REPORT, Event
from showsafe.domain.proof import void
from showsafe.domain.state import State, Stop

T = TypeVar("T")

PRESSED_KEPT = 8
"""So many stops of one kind are kept that were pressed without a name: all the first ones, and the latest."""


def without(mapping: Mapping[str, T], key: str) -> dict[str, T]:
    """Return a copy of a map without one entry."""
    return {name: value for name, value in mapping.items() if name != key}


def void_contents(belief: Belief, event: Event, because: str) -> Belief:
    """End the contents proof, and with it all that rested on it.

    That is the word, an open offer, who was shown it, who watched it, and that it was preset or locked away empty.
    """
    return replace(
        belief,
        proof=void(belief.proof, event.number, because),
        said=None,
        shown_to=(),
        shown_declined=(),
        watched=None,
        offer=None,
        preset="",
        locked_empty=False,
    )


def void_bore(belief: Belief, event: Event, because: str) -> Belief:
    """End the bore proof."""
    return replace(belief, bore=void(belief.bore, event.number, because))


def void_all(belief: Belief, event: Event, because: str) -> Belief:
    """End contents, bore and word together."""
    return void_bore(void_contents(belief, event, because), event, because)


def disturbed(belief: Belief, event: Event) -> Belief:
    """Keep that something happened to it: a look that was made before the node heard of that proves nothing after it.

    Whatever was void before stays void for its first reason, so that the proofs alone would not show it.
    """
    known = belief.disturbed
    return replace(belief, disturbed=event.at if known is None else max(known, event.at))


def told_before_it_moved(belief: Belief, event: Event) -> bool:
    """Whether a report is of a time before the weapon last moved: it has been elsewhere since, and stays there."""
    return event.door == REPORT and belief.moved_after(event.act.at)


def in_hands(belief: Belief, who: str, event: Event) -> Belief:
    """Put the weapon into somebody's hands, out of any container or place."""
    if belief.holder == who and not belief.container:
        return replace(belief, place="", preset="", seen_on_set=True)
    return replace(
        belief,
        holder=who,
        since=event.at,
        container="",
        place="",
        preset="",
        gone="",
        isolated=False,
        offer=None,
        seen_on_set=True,
    )


def taint_fed(state: State, lot: str, event: Event, because: str) -> State:
    """Void the contents proof of every weapon that holds rounds of a lot."""
    for weapon, belief in state.beliefs.items():
        if any(cartridge.lot == lot for cartridge in belief.contents):
            state = state.with_belief(weapon, replace(void_contents(belief, event, because), gated=False))
    return state


def stop(state: State, kind: str, event: Event, about: str = "") -> State:
    """Hold the whole set; who pressed is kept only so that they cannot be the one who lifts it."""
    act = event.act
    said = act.at if act.at < event.at else None
    pressed = Stop(kind=kind, record=event.number, at=event.at, pressed_by=act.by, about=about, said_at=said)
    return replace(state, stops=(*_not_too_many(state.stops, pressed), pressed))


def _not_too_many(stops: tuple[Stop, ...], pressed: Stop) -> tuple[Stop, ...]:
    """Leave the last one out where enough like it, pressed without a name, stand: each has its record all the same."""
    same = [stop for stop in stops if (stop.kind, stop.pressed_by) == (pressed.kind, ANONYMOUS)]
    if pressed.pressed_by != ANONYMOUS or len(same) < PRESSED_KEPT:
        return stops
    return tuple(stop for stop in stops if stop is not same[-1])
