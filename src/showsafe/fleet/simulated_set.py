"""A production that shoots: what its people ask and report, day after day, moved by a seeded chance.

Nothing here decides anything. Every act goes through the doors that ``Doors`` gives, and what the rules answer is what
comes of it: an act that is refused is a record too. The same chance gives the same acts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any, TypeAlias

from showsafe.domain import layout
from showsafe.domain.events import ASK, PERMIT, REPORT
from showsafe.domain.spoken import spoken
from showsafe.domain.state import State

Do: TypeAlias = Callable[[str, str, str, dict[str, Any]], str]
"""Puts an act through a door (kind, by, door, keys) and returns its outcome."""

PAPERS = (
    *({"kind": kind} for kind in ("firearms", "course", "firearms-permit", "theatrical-armourer")),
    {"kind": "ordnance-supplier"},
)
COURSE = ({"kind": "course"},)
TYPES = ("single-action-revolver", "semi-auto-pistol", "lever-rifle", "break-shotgun", "rubber")

PEOPLE: dict[str, dict[str, Any]] = {
    "producer": {"roles": ["producer"], "age": 60},
    "armorer": {"roles": ["armorer"], "duties": ["weapons"], "credentials": PAPERS, "age": 40},
    "assistant": {"roles": ["assistant-armorer"], "instructed": TYPES, "age": 30},
    "safety": {"roles": ["safety-advisor"], "age": 55},
    "first-ad": {"roles": ["first-ad"], "credentials": COURSE, "age": 45},
    "performer": {"roles": ["performer"], "instructed": TYPES, "credentials": COURSE, "age": 35},
    "medic": {"roles": ["medic"], "age": 41},
    "grip": {"roles": ["crew"], "age": 28},
}
DAY_PAPERS = (("compliance-contact", "day"), ("first-aid", "medic"), ("police", "day"))
"""Which papers the office records each morning, and about what: some places ask for them."""

TEAM = ("armorer", "assistant", "safety", "first-ad", "performer")
WEAPONS: dict[str, dict[str, Any]] = {
    "revolver": {"action": "single-action-revolver", "calibre": ".45 Colt", "capacity": 6},
    "rifle": {"action": "lever-rifle", "calibre": ".45 Colt", "capacity": 5},
    "pistol": {"action": "semi-auto-pistol", "calibre": "9 mm", "capacity": 8},
    "shotgun": {"action": "break-shotgun", "calibre": "12 gauge", "capacity": 2},
}
LOTS: dict[str, dict[str, Any]] = {
    ".45 Colt": {"kind": "blank", "load": "half", "count": 400},
    "9 mm": {"kind": "blank", "load": "full", "count": 400},
    "12 gauge": {"kind": "blank", "load": "full", "closure": "wadded", "count": 400},
}
TESTS = ("primer-state", "crimp", "weight")
GUN_SAFE, ROUND_SAFE = "weapon safe", "ammunition safe"
ANSWERED_AT_ONCE = 0.7
"""How often a concern is answered on the same day; the others are on the next morning."""

WITH: dict[str, Any] = {"witness": "assistant"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of production: its weapons, how many set-ups with a weapon a day has, and how often something goes wrong.

    ``trouble`` and ``worry`` are the chances of a dropped weapon in a set-up and of a concern on a day.
    """

    name: str
    weapons: tuple[str, ...]
    setups: int
    trouble: float
    worry: float


KINDS = (
    Kind("feature", ("revolver", "rifle", "pistol"), 2, 0.06, 0.2),
    Kind("series", ("pistol", "shotgun"), 2, 0.04, 0.1),
    Kind("stage", ("revolver",), 1, 0.02, 0.05),
    Kind("western", ("revolver", "rifle", "shotgun"), 3, 0.08, 0.2),
)


class Shooting:
    """One production: ``prepare`` it once, then ``day`` after day."""

    def __init__(self, kind: Kind, chance: Random, do: Do, state: Callable[[], State]) -> None:
        self.kind = kind
        self.chance = chance
        self._do = do
        self._state = state
        self._worried = False

    def ask(self, kind: str, by: str = "armorer", /, **keys: Any) -> str:  # noqa: ANN401 - values of keys
        """Ask before it happens; a trailing underscore of a key is dropped."""
        return self._do(kind, by, ASK, {key.removesuffix("_"): value for key, value in keys.items()})

    def report(self, kind: str, by: str = "armorer", /, **keys: Any) -> str:  # noqa: ANN401 - as above
        """Report what has happened."""
        return self._do(kind, by, REPORT, {key.removesuffix("_"): value for key, value in keys.items()})

    def prepare(self) -> None:
        """Enrol everybody, take weapons and rounds in, and lock them away."""
        for name, said in PEOPLE.items():
            self.report("enrol", "producer", person=name, **said)
        self.ask("assess", "safety", witness="producer")
        for weapon in self.kind.weapons:
            self._register(weapon)
            self._look(weapon)
            self.ask("lock", weapon=weapon, in_=GUN_SAFE, **WITH)
        for calibre in self._calibres():
            said = {"calibre": calibre, "state": "sealed", "from_": "rental house", **LOTS[calibre]}
            self.ask("receive", lot=_lot(calibre), countersigned_by="assistant", **said)
            self.ask("lock", lot=_lot(calibre), in_=ROUND_SAFE, **WITH)

    def _register(self, weapon: str) -> None:
        """Bring a weapon: where one that could fire live rounds may not come, one that fires blanks alone."""
        for class_ in ("live-capable", "blank-only"):
            if self.ask("register", weapon=weapon, **{"class": class_, **WEAPONS[weapon]}) == PERMIT:
                return
        self.report("register", weapon=weapon, **{"class": "blank-only", **WEAPONS[weapon]})

    def day(self, number: int) -> None:
        """Shoot one day, from its opening to its close."""
        for paper, about in DAY_PAPERS:
            self.ask("record-paper", "producer", kind=paper, about=about, number=str(number))
        if self._worried:
            self._answer()
        notice = {"kind": "police-event", "number": str(number)}
        self.ask("open-day", "first-ad", witness="producer", notice=notice)
        for calibre in self._calibres():
            lot = _lot(calibre)
            count = self._state().lots[lot].box if lot in self._state().lots else 0
            self.ask("unlock", lot=lot, in_=ROUND_SAFE, **WITH)
            self.ask("prove", lot=lot, count=count, of=count, methods=TESTS, **WITH)
            self.ask("lock", lot=lot, in_=ROUND_SAFE, **WITH)
        for setup in range(self.kind.setups):
            weapon = self.kind.weapons[(number + setup) % len(self.kind.weapons)]
            self._setup(weapon, f"scene-{number}-{setup}")
        if self.chance.random() < self.kind.worry:
            self.report("raise-concern", "grip", about="set", says="The line of fire crossed the cable run.")
            self._worried = True
            if self.chance.random() < ANSWERED_AT_ONCE:
                self._answer()
        self.ask("reconcile", **WITH)
        self.ask("close-day", "first-ad", witness="armorer", notice=notice)

    def _answer(self) -> None:
        self._worried = False
        self.report("answer-concern", "safety", about="set", says="Looked at by two: the line is moved.")

    def _setup(self, weapon: str, scene: str) -> None:
        """One set-up: from the plan to the weapon back in its safe."""
        shots = self.chance.randint(1, 2)
        plan = {"ammunition": "blank", "load": LOTS[self._calibre(weapon)]["load"], "shots": shots}
        self.ask(
            "plan",
            scene=scene,
            weapon=weapon,
            user="performer",
            distance_m="9.0",
            muzzle_line_clear=True,
            line=("first-ad", "performer"),
            ppe=("ears", "eyes"),
            witness="first-ad",
            **plan,
        )
        self.ask("meet", "first-ad", scene=scene, attendees=TEAM, witness="armorer")
        self.ask("unlock", weapon=weapon, in_=GUN_SAFE, **WITH)
        self._look(weapon)
        self.ask("show", weapon=weapon, to=("first-ad", "performer"))
        self._loaded(weapon, shots, scene)
        self._taken(weapon, shots, scene)
        if self.chance.random() < self.kind.trouble:
            self._dropped(weapon)
        self.ask("lock", weapon=weapon, in_=GUN_SAFE, **WITH)

    def _loaded(self, weapon: str, shots: int, scene: str) -> None:
        lot = _lot(self._calibre(weapon))
        self.ask("unlock", lot=lot, in_=ROUND_SAFE, **WITH)
        self.ask("load", weapon=weapon, rounds=({"lot": lot, "count": shots},), scene=scene, **WITH)
        self.ask("lock", lot=lot, in_=ROUND_SAFE, **WITH)
        state = self._state()
        word = (
            spoken(state.weapons[weapon], state.believed(weapon)).word if weapon in state.weapons else "hot"
        )
        self.ask("declare", weapon=weapon, word=word, says=f"Blanks, {shots}.")

    def _taken(self, weapon: str, shots: int, scene: str) -> None:
        self.ask("offer", weapon=weapon, to=("performer",), scene=scene)
        self.ask(
            "accept",
            "performer",
            weapon=weapon,
            from_="armorer",
            to="performer",
            sight={"count": shots},
            scene=scene,
            witness="safety",
        )
        self.ask("take", "first-ad", weapon=weapon, user="performer", scene=scene)
        for _ in range(shots):
            self.report("discharge", "performer", weapon=weapon, count=1)
        self.report("cut", "first-ad", weapon=weapon)
        self.ask("collect", weapon=weapon, from_="performer")
        self.ask("unload", weapon=weapon, found=(), **WITH)
        self.ask("clear", weapon=weapon, **WITH)
        self._look(weapon)

    def _dropped(self, weapon: str) -> None:
        """Somebody shows it who may not, and it falls: it is held, looked into by two, and released by an outsider."""
        self.report("show", "grip", weapon=weapon, to=("performer",))
        self.report("drop", weapon=weapon, cause="Slid off the cart.")
        self._look(weapon)
        self.ask("release", weapon=weapon, reviewed_by="safety", cause="looked into")

    def _look(self, weapon: str) -> None:
        """Two people look into it: every chamber, and through the bore."""
        thing = self._state().weapons.get(weapon)
        looks = (*layout.needed_looks(thing), "bore") if thing is not None else ()
        said: dict[str, Any] = {"seen": WEAPONS[weapon]["capacity"], "of": WEAPONS[weapon]["capacity"]}
        self.ask("check", weapon=weapon, bore=True, found=(), looked=looks, **said, **WITH)

    def _calibre(self, weapon: str) -> str:
        return str(WEAPONS[weapon]["calibre"])

    def _calibres(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(self._calibre, self.kind.weapons)))


def _lot(calibre: str) -> str:
    return "blanks-" + calibre.replace(" ", "-").replace(".", "").lower()
