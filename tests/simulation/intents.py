"""Who does what next: mostly what comes next of a weapon, between it whatever people do besides."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING, Any

from showsafe.application.unit import Answer
from showsafe.bootstrap import rules_of
from showsafe.domain.acts import Act
from showsafe.domain.events import ASK, HOLD, PERMIT, REPORT
from showsafe.domain.state import State
from tests.properties import world
from tests.simulation import mischief
from tests.simulation.tidy import tidied
from tests.simulation.way import Move, lifted, next_of
from tests.simulator import FilmSet

if TYPE_CHECKING:
    from tests.simulation.run import Sim

CUSTODIANS = ("armorer", "prop-master")
GOALS: dict[str, tuple[str, ...]] = {
    "revolver": ("", "dummies", "blanks", "blanks"),
    "pistol": ("", "nine-blanks", "nine-blanks"),
    "rifle": ("dummies", "dummies", "blanks", "blanks"),
    "shotgun": ("", "shells"),
    "rubber-gun": ("",),
    "sabre": ("",),
}
WANTED = (
    "revolver",
    "revolver",
    "revolver",
    "rifle",
    "rifle",
    "rifle",
    "pistol",
    "shotgun",
    "rubber-gun",
    "sabre",
)
"""What may be wanted in each weapon; "" is nothing."""


class Focus:
    """What a custodian is busy with: a weapon, what is wanted in it, and how often it did not go on."""

    def __init__(self, weapon: str, lot: str) -> None:
        self.weapon = weapon
        self.lot = lot
        self.stuck = 0
        self.asked = 0


class People:
    """Everybody on the set."""

    def __init__(self, sim: Sim) -> None:
        self.sim = sim
        self.focus = {"armorer": Focus("revolver", "blanks"), "prop-master": Focus("sabre", "")}
        self.rules = rules_of("common")
        self._kinds: tuple[tuple[float, Callable[[Random], None]], ...] = (
            (0.59, self._way),
            (0.74, self._tidy),
            (0.77, self._confirm),
            (0.83, self._anything),
            (0.86, self._run),
            (0.88, self._file),
            (1.0, lambda rng: mischief.one(sim, rng)),
        )

    def intend(self, rng: Random) -> None:
        """Somebody does something."""
        chance = rng.random()
        for below, intent in self._kinds:
            if chance < below:
                intent(rng)
                return

    @property
    def state(self) -> State:
        """What people see on the boards; while the node is away, what they saw last."""
        return self.sim.checks.live

    def day(self) -> FilmSet:
        """Return the set as ``tests.simulator`` and ``tests.properties`` speak of it."""
        return FilmSet(self.rules, self.state)

    # --- what comes next ---------------------------------------------------------------------------

    def _way(self, rng: Random) -> None:
        custodian = rng.choice(("armorer", "armorer", "prop-master"))
        focus = self.focus[custodian]
        sim = self.sim
        if sim.waiting[focus.weapon] > 0:
            sim.counts["waits for an answer"] += 1
            return
        move = lifted(sim, rng) or next_of(sim, custodian, focus, rng)
        if move is None or focus.stuck > 8:
            weapon = rng.choice(
                [name for name in WANTED if name != self.focus[self._other(custodian)].weapon]
            )
            self.focus[custodian] = Focus(weapon, rng.choice(GOALS[weapon]))
            return
        self.do(move)

    def _tidy(self, rng: Random) -> None:
        move = lifted(self.sim, rng) or tidied(self.sim, rng)
        if move is None:
            self._way(rng)
            return
        self.strays(move.keys)
        self.do(move)

    def _other(self, custodian: str) -> str:
        return CUSTODIANS[1 - CUSTODIANS.index(custodian)]

    def do(self, move: Move) -> Act:
        """Somebody makes a move on their phone."""
        if self.sim.rng.random() < (0.4 if move.kind == "accept" else 0.04):
            # Somebody signs in on it first.
            self.sim.net.fetch(self.sim.phone_of(move.by))
        return self.sim.does(move.door, move.kind, move.by, **move.keys)

    def heard(self, act: Act, answer: Answer) -> None:
        """An answer came: what was refused again and again is given up."""
        for focus in self.focus.values():
            if focus.weapon == act.weapon and answer.outcome in ("refuse", HOLD):
                focus.stuck += 1
        if act.kind in ("accept", "take") and answer.outcome == PERMIT and answer.number % 2:
            # The line goes quiet before a take.
            self.sim.quiet = 40.0

    def says_next(self, by: str, kind: str, weapon: str) -> None:
        """Somebody says what has just happened in their hands, a moment later."""
        self.sim.at(self.sim.now + 0.5, self._says, by, kind, weapon)

    def _says(self, by: str, kind: str, weapon: str) -> None:
        self.sim.stamp += 100
        self.sim.does(REPORT, kind, by, weapon=weapon)

    # --- what else ---------------------------------------------------------------------------------

    def _confirm(self, rng: Random) -> None:
        waiting = [ask.act for ask in self.state.pending.values() if ask.outcome == HOLD][-3:]
        if not waiting:
            self._way(rng)
            return
        act = rng.choice(waiting)
        second = rng.choice(("assistant", "assistant", "safety", "prop-master", act.by))
        keys: dict[str, Any] = {"of": act.act_id}
        if act.kind in ("accept", "hand-over", "cycle"):
            second = "safety"
            if self.sim.adversary != "careless" and not self.sim.truth.watched_by(act.weapon, second):
                return
        confirming = self.sim.does(ASK, "confirm", second, **keys)
        if not self.sim.truth.watched_by(act.weapon, second):
            self.sim.truth.unwatched.add(confirming.act_id)

    def _anything(self, rng: Random) -> None:
        """Anybody says anything, through either door: ``tests.properties`` draws it."""
        sim = self.sim
        draw: dict[str, Any] = {
            "weapon": rng.choice(world.THINGS),
            "lot": rng.choice(world.LOTS),
            "other": rng.choice(("performer", *world.PEOPLE)),
            "witness": rng.choice(("assistant", "safety", "prop-master", "armorer", "")),
            "count": rng.randint(0, 4),
            "flag": rng.random() < 0.5,
        }
        kind = rng.choice(world.ACTS)
        by = rng.choice(("armorer", "armorer", "armorer", *world.PEOPLE))
        if draw["weapon"] not in self.state.weapons:
            kind, draw["weapon"] = "bring", "revolver"
        name, keys = world.said_of(self.day(), kind, draw)
        if keys.get("of") == "nothing":
            return
        sim.counts["anything by anybody"] += 1
        self.strays(keys)
        sim.does(rng.choice((ASK, ASK, REPORT)), name, by, **keys)

    def strays(self, keys: dict[str, Any]) -> None:
        """From now on hands and record may differ, until somebody has it again whom the record says to have it."""
        for name in (keys.get("weapon", ""), *(scan.split(":")[0] for scan in keys.get("scans", ()))):
            if name in self.sim.truth.guns:
                self.sim.truth.guns[name].doubt = True

    def _run(self, rng: Random) -> None:
        """A run is opened where there is none, or one cycle of it asked."""
        state, sim = self.state, self.sim
        weapon, keys = "revolver", {"weapon": "revolver", "witness": "assistant"}
        if sim.waiting[weapon]:
            return
        lot = rng.choice(("dummies", "blanks", "blanks"))
        run = state.runs.get(weapon)
        if run is None or run.ended:
            rounds = [{"lot": lot, "count": 2}]
            sim.does(ASK, "open-run", "armorer", user="performer", scene="saloon", rounds=rounds, **keys)
            return
        lot = run.rounds[0].lot
        count = run.rounds[0].count if rng.random() < 0.9 else 4
        draw = {"weapon": weapon, "lot": lot, "count": count, "flag": rng.random() < 0.8}
        self.strays(keys)
        watcher = "safety" if sim.truth.watched_by(weapon, "safety") else "assistant"
        sim.does(
            ASK, "cycle", "armorer", steps=world.reset_of(self.day(), draw), **{**keys, "witness": watcher}
        )

    def _file(self, rng: Random) -> None:
        """The other custodian keeps a file, with the safety advisor as its watcher."""
        kind = rng.choice(("open-file", "draw-in", "draw-in", "issue-file", "return-file", "close-file"))
        names = rng.sample(("rifle", "shotgun", "sabre"), rng.randint(1, 3))
        keys: dict[str, Any] = {"file": "trench"}
        if kind == "draw-in":
            name = names[0]
            keys |= {
                "weapon": name,
                "tag": f"S-{name}",
                "number": name,
                "user": rng.choice(("performer", "partner")),
            }
        else:
            keys |= {"witness": "safety"}
        if kind == "open-file":
            keys["scene"] = "any"
        elif kind != "draw-in":
            keys["flags"] = rng.randint(0, 2)
        if kind in ("issue-file", "return-file"):
            keys["scans"] = [f"{name}:S-{name}" for name in names]
        self.strays(keys)
        act = self.sim.does(rng.choice((ASK, ASK, REPORT)), kind, "prop-master", **keys)
        if not all(self.sim.truth.watched_by(name, "safety") for name in names):
            self.sim.truth.unwatched.add(act.act_id)
