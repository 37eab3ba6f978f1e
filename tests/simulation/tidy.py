"""Somebody puts right what stands about: releases, collects, locks away, counts, closes."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from showsafe.domain import files
from showsafe.domain.state import State
from tests.simulation.way import CAUSE, OUTSIDE, TWO, Move

if TYPE_CHECKING:
    from tests.simulation.run import Sim


def tidied(sim: Sim, rng: Random) -> Move | None:
    """Return one act of tidying, or None where everything is in its place."""
    state = sim.people.state
    busy = {focus.weapon for focus in sim.people.focus.values()}
    moves = [*_lots(state, {focus.lot for focus in sim.people.focus.values()})]
    for name in state.active:
        if name not in busy and not sim.waiting[name]:
            moves += _weapon(state, name)
    moves += [
        Move("producer", "release", {"weapon": name, **OUTSIDE})
        for name, b in state.beliefs.items()
        if b.frozen
    ]
    for key in state.frozen.values():
        if key.thing == "container":
            moves.append(Move("producer", "release", {"in_": key.name, **OUTSIDE}))
    moves += [
        Move("armorer", "release", {"weapon": name, **CAUSE})
        for name, b in state.beliefs.items()
        if b.container and not b.frozen and (b.holds or b.quarantined)
    ]
    if any(belief.uncounted for belief in state.beliefs.values()) or any(
        lot.unaccounted for lot in state.lots.values()
    ):
        moves.append(Move("armorer", "reconcile", {**TWO}))
    moves += list(_files(state))
    return rng.choice(moves) if moves else None


def _lots(state: State, wanted: set[str]) -> Iterator[Move]:
    for name, lot in state.lots.items():
        if lot.frozen:
            yield Move("producer", "release", {"lot": name, **OUTSIDE})
        elif lot.holds or (lot.quarantined and not lot.bad):
            yield Move("armorer", "release", {"lot": name, **CAUSE})
        elif not lot.container and not lot.gone and not lot.quarantined:
            if not state.is_custodian(lot.holder):
                yield Move("armorer", "collect", {"lot": name})
            elif name not in wanted:
                yield Move(lot.holder, "lock", {"lot": name, "in_": "ammunition safe", **TWO})


def _weapon(state: State, name: str) -> Iterator[Move]:
    belief = state.beliefs[name]
    by = belief.holder if state.is_custodian(belief.holder) else "armorer"
    if not state.weapons[name].enrolled:
        yield Move("armorer", "isolate", {"weapon": name, "in_": "weapon safe"})
    elif belief.open_fault("misfire") and belief.fault and not belief.fault.cleared:
        yield Move(by, "clear", {"weapon": name, **TWO})
    elif belief.fault or belief.holds or belief.quarantined:
        yield Move("armorer", "release", {"weapon": name, **CAUSE})
    elif not belief.container and belief.holder != by:
        yield Move(by, "collect", {"weapon": name})
    elif not belief.container:
        yield Move(by, "isolate", {"weapon": name, "in_": "weapon safe"})


def _files(state: State) -> Iterator[Move]:
    for name, file in state.files.items():
        if not file.closed:
            flags = files.flagged(state, tuple(member.weapon for member in file.members))
            keys = {"file": name, "flags": flags, "witness": file.watcher}
            yield Move(file.custodian, "close-file", keys)
