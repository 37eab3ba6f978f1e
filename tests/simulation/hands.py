"""What people really do, once they may or whether they may or not: hands, rounds and triggers."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from showsafe.domain.acts import Act
from showsafe.domain.events import PERMIT, Event
from tests.simulation.chance import mixed
from tests.simulation.truth import Gun

if TYPE_CHECKING:
    from tests.simulation.run import Sim

_OF_ROUNDS = ("unload", "clear", "load", "cycle", "foul", "discharge", "check")
LOCKED = ("safe", "isolation")
"""How the names of places end in which nobody can reach a weapon."""


def carry_out(sim: Sim, act: Act, event: Event | None = None) -> None:
    """Do what an act says, once, however often its answer comes."""
    if act.act_id in sim.carried:
        return
    sim.carried.add(act.act_id)
    if act.kind in ("issue-file", "return-file"):
        _file(sim, act, event)
        return
    gun = sim.truth.guns.get(act.weapon)
    if gun is None:
        return
    _hands(sim, act, gun)
    if act.kind in _OF_ROUNDS:
        _rounds(sim, act, gun, chance_of(sim.seed, act))


def _hands(sim: Sim, act: Act, gun: Gun) -> None:
    before = gun.hands
    custodian = sim.checks.live.is_custodian(act.by)
    nobody = gun.hands not in sim.checks.live.people and not gun.hands.endswith(LOCKED)
    if act.kind in ("unlock", "collect", "pick-up", "preset"):
        gun.hands = act.by
    elif act.kind == "accept":
        gun.hands = act.given_to or act.by
    elif act.kind in ("hand-over", "pass-open"):
        gun.hands = act.given_to
    elif act.kind == "leave":
        gun.hands = act.place or "unattended"
    elif act.kind == "lock":
        gun.hands = act.in_
    elif act.kind == "isolate":
        gun.hands = act.in_ or "isolation"
    elif act.kind == "cycle":
        run = sim.checks.live.runs.get(act.weapon)
        gun.hands = run.user if run else gun.hands
    elif act.kind in ("check", "load", "unload", "clear") and custodian and nobody:
        gun.hands = act.by
    if gun.hands != before and gun.hands.endswith(LOCKED):
        sim.truth.watches(act.weapon, "", sim.now)


def _rounds(sim: Sim, act: Act, gun: Gun, rng: Random) -> None:
    truth = sim.truth
    if act.kind in ("unload", "clear"):
        truth.emptied(act.weapon, rng)
    elif act.kind == "load" and act.rounds is not None:
        _loaded(sim, act, gun, act)
    elif act.kind == "cycle":
        _cycled(sim, act, gun, rng)
    elif act.kind == "foul":
        truth.muddied(act.weapon)
    elif act.kind == "discharge":
        _shot(sim, act, rng)
    elif act.kind == "check" and act.bore == "obstructed" and act.act_id not in truth.lies:
        # Whoever finds it takes it out, once it is said.
        gun.bore, gun.said_dirty = "", True


def _shot(sim: Sim, act: Act, rng: Random) -> None:
    fired = sim.truth.shot(act.weapon, 1 if act.count is None else act.count, rng, sim.now)
    if fired == "misfire" and rng.random() < 0.9:
        sim.people.says_next(act.by, "misfire", act.weapon)


def _cycled(sim: Sim, act: Act, gun: Gun, rng: Random) -> None:
    sim.truth.emptied(act.weapon, rng)
    if gun.bore:
        sim.truth.bore_lies.add(act.act_id)
    for step in act.steps:
        if step.kind == "load":
            _loaded(sim, act, gun, step)


def _loaded(sim: Sim, act: Act, gun: Gun, load: Act) -> None:
    """Put the rounds in before two people, who see what is in it already, and then put nothing in.

    Into what takes no rounds nothing goes, whatever is said of it: what is said then is not so.
    """
    if not gun.takes_rounds:
        sim.counts["loads of what takes no rounds"] += 1
        return
    if any(kind != "spent" for _, kind in gun.inside):
        sim.counts["loads given up at the open weapon"] += 1
        gun.doubt = True
        return
    for draw in load.rounds or ():
        if draw.lot in sim.truth.boxes:
            sim.truth.filled(act.weapon, draw.lot, draw.count, sim.now, act.act_id)
    sim.truth.lies.discard(act.act_id)


def _file(sim: Sim, act: Act, event: Event | None) -> None:
    for place, scan in enumerate(act.scans):
        gun = sim.truth.guns.get(scan.weapon)
        if gun is None:
            continue
        gun.doubt = True
        if act.kind == "return-file":
            gun.hands = act.by
        elif event is not None and place < len(event.did) and event.did[place].would == PERMIT:
            gun.hands = sim.checks.live.believed(scan.weapon).holder


def chance_of(seed: int, act: Act) -> Random:
    """Return the source of chance of what comes of an act: of its seed and its id alone."""
    return Random(mixed(seed, int.from_bytes(act.act_id.encode(), "big")))  # noqa: S311 - a simulation
