"""Small steps that the effects share: change one belief or lot, void a proof, end a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from showsafe.domain.belief import Belief
from showsafe.domain.events import Event
from showsafe.domain.proof import void
from showsafe.domain.state import State, Stop
from showsafe.domain.things import Lot

T = TypeVar("T")


def put(mapping: Mapping[str, T], key: str, value: T) -> dict[str, T]:
    """Return a copy of a map with one entry set."""
    return {**mapping, key: value}


def without(mapping: Mapping[str, T], key: str) -> dict[str, T]:
    """Return a copy of a map without one entry."""
    return {name: value for name, value in mapping.items() if name != key}


def change(state: State, weapon: str, **changes: Any) -> State:  # noqa: ANN401 - fields of Belief, checked by it
    """Return the state with fields of one weapon's belief changed."""
    return state.with_belief(weapon, replace(state.believed(weapon), **changes))


def with_belief(state: State, weapon: str, belief: Belief) -> State:
    """Return the state with one weapon's belief replaced."""
    return state.with_belief(weapon, belief)


def with_lot(state: State, lot: Lot) -> State:
    """Return the state with one lot replaced."""
    return state.with_lot(lot)


def void_contents(belief: Belief, event: Event, because: str) -> Belief:
    """End the contents proof, and with it the word, an open offer, who was shown it, and who watched it."""
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
    pressed = Stop(kind=kind, record=event.number, at=event.at, pressed_by=event.act.by, about=about)
    return replace(state, stops=(*state.stops, pressed))
