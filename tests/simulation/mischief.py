"""What goes wrong, and what people do that they should not: trouble, cheats, phones, clocks, and the node's end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from showsafe.domain.events import ASK, REPORT
from tests.properties import world
from tests.simulation.node import AFTER, BEFORE
from tests.simulation.phones import Phone

if TYPE_CHECKING:
    from tests.simulation.run import Sim

GUNS = ("revolver", "revolver", "pistol", "rifle", "shotgun")


def one(sim: Sim, rng: Random) -> None:
    """One thing goes wrong."""
    if sim.adversary == "insider" and rng.random() < 0.3:
        _swap(sim, rng)
    else:
        rng.choice(MISCHIEF)(sim, rng)


def _swap(sim: Sim, rng: Random) -> None:
    """Somebody alone with a weapon swaps a round."""
    for name in rng.sample(sorted(set(GUNS)), 4):
        if sim.truth.guns[name].hands in sim.people.state.people and sim.truth.swapped(
            name, live=rng.random() < 0.4
        ):
            return


def _turns_away(sim: Sim, rng: Random) -> None:
    """Whoever watches a weapon turns away."""
    watched = [name for name, gun in sim.truth.guns.items() if gun.watcher]
    if watched:
        sim.truth.watches(rng.choice(watched), "", sim.now)
        sim.counts["watchers who turned away"] += 1


def _mud(sim: Sim, rng: Random) -> None:
    """A muzzle goes into the mud; somebody says so, or nobody does."""
    out = [name for name in sorted(set(GUNS)) if sim.truth.guns[name].hands in sim.people.state.people]
    if not out:
        return
    name = rng.choice(out)
    gun = sim.truth.guns[name]
    if rng.random() < 0.7:
        sim.does(REPORT, "foul", gun.hands, weapon=name, cause="mud")
    else:
        sim.truth.muddied(name)


def _press(sim: Sim, rng: Random) -> None:
    """Somebody has a doubt, or stops everything."""
    sim.does(ASK, rng.choice(("hold", "stop")), rng.choice(world.PEOPLE), about="the line")


def _death(sim: Sim, rng: Random) -> None:
    """The node dies: now, or in the middle of the next append."""
    if not sim.node.up:
        return
    how = rng.choice(("", BEFORE, AFTER))
    if how:
        sim.node.dies = how
    else:
        sim.net.node_dies(rng.choice((0.5, 5.0, 40.0)))


def _vanish(sim: Sim, rng: Random) -> None:
    """A phone is out of reach for a while, or for long."""
    phone = rng.choice(list(sim.phones.values()))
    sim.net.vanishes(phone, rng.choice((2.0, 15.0, 60.0, 900.0)))
    if rng.random() < 0.25:
        # Somebody sets its clock back in the meantime.
        sim.at(sim.now + rng.choice((1.0, 5.0, 15.0)), _set_back, sim, phone, rng.choice((300.0, 3600.0)))


def _set_back(sim: Sim, phone: Phone, by: float) -> None:
    phone.screen.settle(sim.now)
    phone.clock.jump(-by)
    sim.counts["clocks that jumped"] += 1


def _clock(sim: Sim, rng: Random) -> None:
    """The clock of a phone is set, forward or back."""
    away = [phone for phone in sim.phones.values() if not phone.linked]
    phone = rng.choice(away if away and rng.random() < 0.6 else list(sim.phones.values()))
    phone.screen.settle(sim.now)
    phone.clock.jump(rng.choice((-3600.0, -300.0, -30.0, 30.0, 300.0, 3600.0)))
    sim.counts["clocks that jumped"] += 1


def _node_clock(sim: Sim, rng: Random) -> None:
    """The node comes up with a clock that was set by a second or two."""
    if not sim.node.up:
        sim.clock.step += rng.choice((-2.0, 2.0))
        sim.counts["clocks of the node that were set"] += 1


def _sign_in(sim: Sim, rng: Random) -> None:
    """Somebody signs in on a phone: it asks for the board, and its stream begins anew."""
    sim.net.fetch(rng.choice(list(sim.phones.values())))


def _again(sim: Sim, rng: Random) -> None:
    """An old act comes once more, from a phone that was never told."""
    known = sim.checks.bodies
    if known:
        act = known[rng.choice(list(known)[-40:])]
        event = sim.node.event(sim.checks.acknowledged[act.act_id].number)
        sim.counts["old acts sent once more"] += 1
        sim.net.send(sim.phone_of(act.by), act, event.door)


def _other_body(sim: Sim, rng: Random) -> None:
    """An id comes again with another act behind it."""
    known = sim.checks.bodies
    if known:
        act = known[rng.choice(list(known)[-40:])]
        other = sim.said("collect", "grip", {"weapon": rng.choice(GUNS)})
        sim.counts["ids sent with another body"] += 1
        sim.net.send(sim.phone_of("grip"), replace(other, act_id=act.act_id), ASK)


def _fork(sim: Sim, rng: Random) -> None:
    """Two phones say at one moment that two people took one weapon; it is with one of them."""
    name = rng.choice(GUNS)
    one_, other = rng.sample(("armorer", "prop-master", "first-ad", "grip", "performer"), 2)
    sim.people.strays({"weapon": name})
    sim.counts["weapons claimed by two phones"] += 1
    sim.does(REPORT, "collect", one_, weapon=name)
    sim.does(REPORT, "collect", other, weapon=name)


def _unsaid(sim: Sim, rng: Random) -> None:
    """Somebody takes a weapon out of somebody's hands and says nothing, which nothing forces."""
    name = rng.choice(GUNS)
    gun = sim.truth.guns[name]
    if gun.hands in sim.people.state.people:
        gun.hands, gun.doubt = rng.choice(world.PEOPLE), True
        sim.counts["weapons passed on and not said"] += 1


def _late_report(sim: Sim, rng: Random) -> None:
    """Somebody tells now what they did long ago, as if it were done with two people."""
    name = rng.choice(GUNS)
    keys = {**sim.people.day().looking(name), "found": []}
    act = sim.said("check", "armorer", {**keys, "witness": "assistant"})
    act = replace(act, at=act.at.replace(microsecond=0) - sim.LONG_AGO)
    sim.people.strays({"weapon": name})
    sim.truth.said_of(act, sim.now)
    sim.truth.lies.add(act.act_id)
    sim.counts["looks told long after"] += 1
    sim.net.send(sim.phone_of("armorer"), act, REPORT)


def _salt(sim: Sim, rng: Random) -> None:
    """A box of rounds is left lying, is said to be, and somebody puts a live round into it."""
    lot = rng.choice(("dummies", "blanks"))
    known = sim.people.state.lots[lot]
    if known.container or known.holder or known.gone or not sim.truth.pocket:
        return
    sim.truth.boxes[lot].append(sim.truth.pocket.pop())
    sim.counts["boxes left lying into which somebody put a live round"] += 1


def _leave_box(sim: Sim, rng: Random) -> None:
    """Somebody leaves a box of rounds, and says so."""
    lot = rng.choice(("dummies", "blanks"))
    known = sim.people.state.lots[lot]
    if known.holder:
        sim.does(REPORT, "leave", known.holder, lot=lot, place="a chair")


MISCHIEF: tuple[Callable[[Sim, Random], None], ...] = (
    *(
        _swap,
        _swap,
        _swap,
        _swap,
        _turns_away,
        _mud,
        _mud,
        _press,
        _death,
        _vanish,
        _vanish,
        _clock,
        _node_clock,
    ),
    *(_sign_in, _again, _other_body, _fork, _unsaid, _late_report, _salt, _salt, _leave_box, _leave_box),
)
"""What goes wrong, each as often as it stands here."""
