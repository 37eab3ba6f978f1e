"""What comes next of a weapon, from the safe to the take and back, as careful people do it, or less careful ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from showsafe.domain.belief import Belief
from showsafe.domain.events import ASK, REPORT
from showsafe.domain.proof import stands
from showsafe.domain.spoken import spoken
from showsafe.domain.state import State

if TYPE_CHECKING:
    from tests.simulation.intents import Focus
    from tests.simulation.run import Sim

TWO: dict[str, Any] = {"witness": "assistant"}
CAUSE: dict[str, Any] = {"reviewed_by": "medic", "cause": "looked into"}
OUTSIDE: dict[str, Any] = {"reviewed_by": "second-ad", "cause": "looked into"}


@dataclass(frozen=True, slots=True)
class Move:
    """An act that somebody is about to say."""

    by: str
    kind: str
    keys: dict[str, Any] = field(default_factory=dict)
    door: str = ASK


def lifted(sim: Sim, rng: Random) -> Move | None:
    """Return what lifts the set's hold or stop, if there is one: nobody works before that."""
    state = sim.people.state
    if not state.stops or rng.random() < 0.2:
        return None
    for find in state.live:
        if find.where in state.lots and not state.lots[find.where].quarantined:
            return Move("armorer", "quarantine", {"lot": find.where})
    return Move("night-armorer", "release", {"set_": True, **OUTSIDE})


def next_of(sim: Sim, custodian: str, focus: Focus, rng: Random) -> Move | None:
    """Return the next act of a weapon, or None where it is done with."""
    state = sim.people.state
    belief = state.believed(focus.weapon)
    return (
        _trouble(state, focus, custodian, belief)
        or _back(sim, focus, custodian, belief)
        or _use(sim, focus, belief, rng)
        or _ready(sim, focus, custodian, belief, rng)
    )


def _trouble(state: State, focus: Focus, custodian: str, belief: Belief) -> Move | None:
    name = focus.weapon
    if belief.open_fault("misfire") and not (belief.fault and belief.fault.cleared):
        if belief.holder != custodian:
            return Move(custodian, "collect", {"weapon": name})
        return Move(custodian, "clear", {"weapon": name, **TWO})
    if belief.frozen:
        return Move("producer", "release", {"weapon": name, **OUTSIDE})
    if belief.fault or belief.holds or belief.quarantined:
        return Move(custodian, "release", {"weapon": name, **CAUSE})
    lot = state.lots.get(focus.lot)
    if lot is not None and lot.holds and not lot.frozen:
        return Move(custodian, "release", {"lot": lot.id, **CAUSE})
    return None


def _back(sim: Sim, focus: Focus, custodian: str, belief: Belief) -> Move | None:
    """The way into the custodian's hands, and after a use into the safe."""
    name, truth = focus.weapon, sim.truth
    if belief.container:
        return None if focus.asked > 40 else Move(custodian, "unlock", {"weapon": name, **TWO})
    if not belief.holder or (
        belief.holder != custodian and not belief.offer and sim.people.state.is_custodian(belief.holder)
    ):
        return Move(custodian, "collect", {"weapon": name})
    if belief.holder != custodian:
        return None
    gun = truth.guns[name]
    used = belief.use is not None and belief.use.back
    wrong = bool(belief.contents) and not stands(belief.proof)
    if (used or wrong) and (belief.contents or gun.inside):
        return Move(custodian, "unload", {"weapon": name, **TWO, "found": _found(sim, name)})
    if used and not stands(belief.proof):
        return None
    if used and belief.use is not None and not belief.use.counted:
        return Move(custodian, "reconcile", {"weapon": name, **TWO})
    return None


def _found(sim: Sim, name: str) -> list[dict[str, Any]]:
    return [each for each in sim.truth.found(name) if each.get("kind") != "spent"]


def _use(sim: Sim, focus: Focus, belief: Belief, rng: Random) -> Move | None:
    """What is done with it in the performer's hands."""
    name, holder = focus.weapon, belief.holder
    if not holder or sim.people.state.is_custodian(holder):
        return None
    if belief.take is None:
        if rng.random() < (0.05 if _ready_blanks(belief) else 0.4) or focus.stuck > 3:
            return Move("armorer", "collect", {"weapon": name})
        return Move(
            "first-ad", "rehearse" if rng.random() < 0.15 else "take", {"weapon": name, "user": holder}
        )
    if _ready_blanks(belief) and rng.random() < 0.85:
        door = ASK if rng.random() < 0.7 else REPORT
        return Move(holder, "discharge", {"weapon": name, "count": 1}, door)
    return Move("first-ad", "cut", {"weapon": name})


def _ready_blanks(belief: Belief) -> bool:
    return any(cartridge.state == "ready" and cartridge.kind == "blank" for cartridge in belief.contents)


def _ready(sim: Sim, focus: Focus, custodian: str, belief: Belief, rng: Random) -> Move | None:
    """Look, load, show, say, offer: what is left out is left out by those whom nothing forces."""
    state, name = sim.people.state, focus.weapon
    weapon = state.weapons[name]
    focus.asked += 1
    if focus.asked > 45 and stands(belief.proof) and not belief.contents:
        return Move(custodian, "lock", {"weapon": name, "in_": "weapon safe", **TWO})
    if belief.offer is not None:
        return _accept(sim, focus, custodian, belief, rng)
    if not stands(belief.proof) or (
        weapon.fires and focus.lot and not belief.contents and not stands(belief.bore)
    ):
        return _look(sim, custodian, name, rng)
    if focus.lot and not belief.contents and weapon.takes_rounds and belief.use is None:
        return _load(sim, focus, custodian, rng)
    lot = state.lots.get(focus.lot)
    if lot is not None and lot.holder:
        return Move(lot.holder, "lock", {"lot": lot.id, "in_": "ammunition safe", **TWO})
    if belief.use is not None or (not focus.lot and rng.random() < 0.1):
        return Move(custodian, "lock", {"weapon": name, "in_": "weapon safe", **TWO})
    return _said(state, name, custodian, "performer" if rng.random() < 0.9 else "partner")


def _said(state: State, name: str, custodian: str, to: str) -> Move:
    """Show it, say the word, offer it."""
    belief = state.believed(name)
    if {"first-ad", "performer"} - set(belief.shown_to):
        return Move(custodian, "show", {"weapon": name, "to": ["first-ad", "performer"]})
    word = spoken(state.weapons[name], belief).word
    if belief.said is None or belief.said.word != word:
        return Move(custodian, "declare", {"weapon": name, "word": word})
    return Move(custodian, "offer", {"weapon": name, "to": [to]})


def _accept(sim: Sim, focus: Focus, custodian: str, belief: Belief, rng: Random) -> Move | None:
    """The receiver takes it; whoever watched says so, if they did or if they sign anything."""
    name = focus.weapon
    if belief.offer is None:
        return None
    if sim.truth.watched_by(name, "safety") or sim.adversary == "careless":
        sight = (
            {"sight": {"count": sum(1 for c in belief.contents if c.state != "spent")}}
            if rng.random() < 0.5
            else {}
        )
        return Move(belief.offer.to, "accept", {"weapon": name, "witness": "safety", **sight})
    if rng.random() < (0.5 if sim.adversary == "hurried" else 0.3):
        return Move(belief.offer.to, "accept", {"weapon": name})
    if belief.contents and rng.random() < 0.3:
        return Move(custodian, "unload", {"weapon": name, **TWO, "found": _found(sim, name)})
    return _look(sim, custodian, name, rng)


def _look(sim: Sim, custodian: str, name: str, rng: Random) -> Move:
    """Two people open it and look; whoever will watch it comes to stand by it."""
    gun, belief = sim.truth.guns[name], sim.people.state.believed(name)
    keys = {**sim.people.day().looking(name), "found": _found(sim, name)}
    if "bore" in keys:
        keys["bore"] = "obstructed" if gun.bore else True
    if sim.adversary == "careless" and rng.random() < 0.4:
        keys["found"] = []
        keys |= {"bore": True} if "bore" in keys else {}
    elif belief.contents or (sim.adversary == "hurried" and rng.random() < 0.4):
        # A look at what is loaded disturbs nothing.
        keys.pop("bore", None)
    if keys["found"] and not belief.contents and rng.random() < 0.7:
        return Move(custodian, "unload", {"weapon": name, **TWO, "found": keys["found"]})
    if rng.random() < 0.85:
        sim.truth.watches(name, "safety", sim.now)
    if rng.random() < 0.06:
        keys.pop("witness")
    return Move(custodian, "check", keys)


def _load(sim: Sim, focus: Focus, custodian: str, rng: Random) -> Move:
    state = sim.people.state
    lot = state.lots[focus.lot]
    if lot.container:
        return Move(custodian, "unlock", {"lot": lot.id, **TWO})
    if lot.proven < min(3, lot.box):
        tests = ["primer-state", "rattle"] if lot.kind == "dummy" else ["primer-state", "crimp", "weight"]
        return Move(
            custodian, "prove", {"lot": lot.id, "count": lot.box, "of": lot.box, "methods": tests, **TWO}
        )
    two = TWO if rng.random() < 0.9 else {}
    count = 2 if focus.weapon == "shotgun" else rng.randint(1, 3)
    return Move(
        custodian, "load", {"weapon": focus.weapon, "rounds": [{"lot": focus.lot, "count": count}], **two}
    )
