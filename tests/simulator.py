"""A whole film set in memory, moved by real acts through the production write path, with a clock that is set.

``a_day()`` is an ordinary morning: people enrolled, papers there, the day open, everything registered, proven and
locked away. A test bends one fact and asserts one consequence. Keys are those of the scenario format; a trailing
underscore is dropped, so that ``from_`` and ``in_`` can be said.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from showsafe.application.parse import act_from
from showsafe.application.step import Stepped, step
from showsafe.bootstrap import rules_of
from showsafe.domain import layout
from showsafe.domain.acts import Act
from showsafe.domain.belief import Belief
from showsafe.domain.events import ASK, HOLD, PERMIT, REFUSE, REPORT
from showsafe.domain.spoken import Spoken, spoken
from showsafe.domain.state import State
from showsafe.domain.things import Lot
from showsafe.rules.decide import decide
from showsafe.rules.decision import Finding, Weight
from showsafe.rules.rulebook import Rulebook

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
PAPERS = ({"kind": "firearms"}, {"kind": "course"})
TYPES = ("single-action-revolver", "semi-auto-pistol", "lever-rifle", "break-shotgun", "rubber", "blade")
LOCAL_PAPERS = ("firearms-permit", "theatrical-armourer", "ordnance-supplier")

PEOPLE: dict[str, dict[str, Any]] = {
    "producer": {"roles": ["producer"], "age": 60},
    "armorer": {"roles": ["armorer"], "duties": ["weapons"], "credentials": PAPERS, "age": 40},
    "prop-master": {"roles": ["property-master"], "duties": ["weapons"], "credentials": PAPERS, "age": 50},
    "assistant": {"roles": ["assistant-armorer"], "instructed": TYPES, "age": 30},
    "safety": {"roles": ["safety-advisor"], "age": 55},
    "first-ad": {"roles": ["first-ad"], "age": 45},
    "performer": {"roles": ["performer"], "instructed": TYPES, "age": 35},
    "partner": {"roles": ["performer"], "instructed": TYPES, "age": 33},
    "grip": {"roles": ["crew"], "age": 28},
    "medic": {"roles": ["medic"], "age": 41},
}
WEAPONS: dict[str, dict[str, Any]] = {
    "revolver": {"action": "single-action-revolver", "calibre": ".45 Colt", "capacity": 6},
    "pistol": {"action": "semi-auto-pistol", "calibre": "9 mm", "capacity": 8},
    "rifle": {"action": "lever-rifle", "calibre": ".45 Colt", "capacity": 5},
    "shotgun": {"action": "break-shotgun", "calibre": "12 gauge", "capacity": 2},
    "rubber-gun": {"class": "rubber"},
    "sabre": {"class": "blade"},
}
LOTS: dict[str, dict[str, Any]] = {
    "dummies": {"kind": "dummy", "calibre": ".45 Colt", "count": 20},
    "blanks": {"kind": "blank", "load": "half", "calibre": ".45 Colt", "count": 20},
    "nine-blanks": {"kind": "blank", "load": "full", "calibre": "9 mm", "count": 20},
    "shells": {"kind": "blank", "load": "full", "calibre": "12 gauge", "closure": "wadded", "count": 10},
}
DUMMY_TESTS = ("primer-state", "rattle")
BLANK_TESTS = ("primer-state", "crimp", "weight")
PLAN: dict[str, Any] = {"user": "performer", "distance_m": "8.0", "muzzle_line_clear": True}
BLANK_PLAN: dict[str, Any] = {**PLAN, "ammunition": "blank", "shots": 6}
TEAM = ("armorer", "prop-master", "assistant", "safety", "first-ad", "performer", "partner")


@dataclass
class FilmSet:
    """One set: its state, its rules, its clock, and every step so far."""

    rules: Rulebook
    state: State = field(default_factory=State)
    now: datetime = MORNING
    number: int = 0
    steps: list[Stepped] = field(default_factory=list)

    # --- the doors ---------------------------------------------------------------------------------

    def act(self, kind: str, by: str = "armorer", /, **keys: Any) -> Act:  # noqa: ANN401 - values of keys
        """Return an act of ``by`` at this moment, read as the program reads it."""
        said = {key.removesuffix("_"): value for key, value in keys.items()}
        act_id = said.pop("act_id", f"act-{self.number + 1}")
        return act_from(kind, said, act_id=act_id, by=by, at=self.now)

    def through(self, door: str, act: Act) -> Stepped:
        """Put one act through one door; it is on record from then on."""
        self.number += 1
        stepped = step(self.state, act, door=door, rulebook=self.rules, now=self.now, number=self.number)
        self.state = stepped.state
        self.steps.append(stepped)
        answered(stepped.decision.findings)
        return stepped

    def ask(self, kind: str, by: str = "armorer", /, **keys: Any) -> Stepped:  # noqa: ANN401
        """Ask before it happens."""
        return self.through(ASK, self.act(kind, by, **keys))

    def report(self, kind: str, by: str = "armorer", /, **keys: Any) -> Stepped:  # noqa: ANN401
        """Report what has happened."""
        return self.through(REPORT, self.act(kind, by, **keys))

    def permit(self, kind: str, by: str = "armorer", /, **keys: Any) -> Stepped:  # noqa: ANN401
        """Ask, and insist that it is permitted."""
        stepped = self.ask(kind, by, **keys)
        against = [f"{finding.code}: {finding.says}" for finding in stepped.decision.against]
        assert stepped.event.outcome == PERMIT, f"{kind} was not permitted: {against}"
        return stepped

    def refused(self, kind: str, by: str = "armorer", /, **keys: Any) -> set[str]:  # noqa: ANN401
        """Ask, insist that it is refused, and return the codes that refuse."""
        stepped = self.ask(kind, by, **keys)
        assert stepped.event.outcome == REFUSE, f"{kind} came out as {stepped.event.outcome}"
        return {finding.code for finding in stepped.decision.findings if finding.weight == Weight.REFUSE}

    def held(self, kind: str, by: str = "armorer", /, **keys: Any) -> set[str]:  # noqa: ANN401
        """Ask, insist that it is held, and return the codes that hold."""
        stepped = self.ask(kind, by, **keys)
        assert stepped.event.outcome == HOLD, f"{kind} came out as {stepped.event.outcome}"
        return {finding.code for finding in stepped.decision.against}

    def findings(
        self,
        kind: str,
        by: str = "armorer",
        /,
        *,
        door: str = ASK,
        **keys: Any,  # noqa: ANN401
    ) -> tuple[Finding, ...]:
        """Return what would be found, without putting anything on record."""
        decided = decide(self.state, self.act(kind, by, **keys), self.rules, self.now, door)
        return answered(decided.decision.findings)

    def against(self, kind: str, by: str = "armorer", /, **keys: Any) -> set[str]:  # noqa: ANN401
        """Return the codes that would hold or refuse an ask, without putting it on record."""
        return {f.code for f in self.findings(kind, by, **keys) if f.weight > Weight.NOTE}

    def notes(self, kind: str, by: str = "armorer", /, **keys: Any) -> set[str]:  # noqa: ANN401
        """Return the codes that would only be noted, without putting the ask on record."""
        return {f.code for f in self.findings(kind, by, **keys) if f.weight == Weight.NOTE}

    def later(self, seconds: float) -> FilmSet:
        """Move the clock."""
        self.now += timedelta(seconds=seconds)
        return self

    def fork(self) -> FilmSet:
        """Return a second set in the same state, to try something without changing this one."""
        other = copy(self)
        other.steps = list(self.steps)
        return other

    # --- looking -----------------------------------------------------------------------------------

    def belief(self, weapon: str = "revolver") -> Belief:
        """Return what the record believes of a weapon."""
        return self.state.believed(weapon)

    def spoken(self, weapon: str = "revolver") -> Spoken:
        """Return what may be said over a weapon."""
        return spoken(self.state.weapons[weapon], self.belief(weapon))

    def lot(self, name: str) -> Lot:
        """Return a lot."""
        return self.state.lots[name]

    # --- an ordinary way through the day -----------------------------------------------------------

    def planned(self, weapon: str, scene: str = "saloon", **keys: Any) -> FilmSet:  # noqa: ANN401
        """Approve a shot plan and meet on it; what is None is left out of the plan."""
        said = {**PLAN, "line": ["first-ad", "performer"], **keys}
        said = {key: value for key, value in said.items() if value is not None}
        self.permit("plan", scene=scene, weapon=weapon, witness="first-ad", **said)
        self.permit("meet", "first-ad", scene=scene, attendees=list(TEAM), witness="armorer")
        return self

    def out(self, weapon: str = "revolver", by: str = "armorer") -> FilmSet:
        """Take a weapon out of the safe."""
        self.permit("unlock", by, weapon=weapon, witness="assistant")
        return self

    def looking(self, weapon: str = "revolver") -> dict[str, Any]:
        """Return the keys of a whole look into a weapon that is found empty."""
        thing = self.state.weapons[weapon]
        if not thing.fires:
            return {"weapon": weapon, "witness": "assistant"}
        looks = [*layout.needed_looks(thing), "bore"]
        said: dict[str, Any] = {"seen": thing.capacity, "of": thing.capacity, "found": [], "looked": looks}
        return {"weapon": weapon, "witness": "assistant", "bore": True, **said}

    def looked(self, weapon: str = "revolver", by: str = "armorer", **keys: Any) -> FilmSet:  # noqa: ANN401
        """Two people open a weapon and look: empty, and the bore clear."""
        self.permit("check", by, **{**self.looking(weapon), **keys})
        return self

    def drawn(self, *lots: str) -> FilmSet:
        """Take boxes of rounds out of their safe: those named, or all."""
        for lot in lots or tuple(LOTS):
            self.permit("unlock", lot=lot, witness="assistant")
        return self

    def loaded(self, weapon: str = "revolver", lot: str = "blanks", count: int = 3) -> FilmSet:
        """Take the box out, load under a witness, and lock the box away again."""
        self.permit("unlock", lot=lot, witness="assistant")
        self.permit("load", weapon=weapon, rounds=[{"lot": lot, "count": count}], witness="assistant")
        self.permit("lock", lot=lot, in_="ammunition safe", witness="assistant")
        return self

    def shown(self, weapon: str = "revolver", *to: str) -> FilmSet:
        """Show it to the 1st AD and the performer, or to those named."""
        self.permit("show", weapon=weapon, to=list(to or ("first-ad", "performer")))
        return self

    def said(self, weapon: str = "revolver") -> FilmSet:
        """Say the word that the record bears out."""
        self.permit("declare", weapon=weapon, word=self.spoken(weapon).word)
        return self

    def ready(self, weapon: str = "revolver", lot: str = "", count: int = 3) -> FilmSet:
        """Take it out, look, load it where a lot is named, show it, say the word."""
        self.out(weapon).looked(weapon)
        if lot:
            self.loaded(weapon, lot, count)
        return self.shown(weapon).said(weapon)

    def handed(self, weapon: str = "revolver", to: str = "performer") -> FilmSet:
        """Offer it, and have it accepted, with the safety advisor as the one who watched."""
        self.permit("offer", weapon=weapon, to=[to])
        self.permit("accept", to, weapon=weapon, witness="safety")
        return self

    def in_use(self, weapon: str = "revolver", lot: str = "blanks", count: int = 3) -> FilmSet:
        """Bring it to the performer and start a take."""
        self.ready(weapon, lot, count).handed(weapon)
        self.permit("take", "first-ad", weapon=weapon, user="performer")
        return self


def answered(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return findings after insisting that every gate could answer: one that breaks refuses, which is no answer."""
    broken = [each.says for each in findings if each.code == "rules.gate-broken"]
    assert not broken, broken
    return findings


def empty_set(profile: str = "common", **first: Any) -> FilmSet:  # noqa: ANN401
    """Return a set on which people are enrolled and nothing else is there; ``first`` changes the armorer."""
    day = FilmSet(rules_of(profile))
    papers = [*PAPERS, *({"kind": kind} for kind in LOCAL_PAPERS)] if profile != "common" else list(PAPERS)
    for name, said in PEOPLE.items():
        known = {**said, "credentials": papers} if profile != "common" else said
        day.permit("enrol", "producer", person=name, **{**known, **(first if name == "armorer" else {})})
    return day


def with_papers(day: FilmSet) -> FilmSet:
    """Assess the risks, name the contact, and open the day."""
    day.permit("assess", "safety", witness="producer")
    day.permit("record-paper", "producer", kind="compliance-contact", about="day", number="1")
    day.permit("open-day", "first-ad", witness="producer")
    return day


def a_lot(day: FilmSet, name: str) -> None:
    """Receive a box under two names, prove each of its rounds, and lock it away."""
    said = LOTS[name]
    tests = DUMMY_TESTS if said["kind"] == "dummy" else BLANK_TESTS
    count = said["count"]
    day.permit(
        "receive", lot=name, countersigned_by="prop-master", state="sealed", from_="rental house", **said
    )
    day.permit("prove", lot=name, count=count, of=count, methods=list(tests), witness="assistant")
    day.permit("lock", lot=name, in_="ammunition safe", witness="assistant")


def a_weapon(day: FilmSet, name: str) -> None:
    """Register a weapon, look into it, and lock it away."""
    day.permit("register", weapon=name, **{"class": "live-capable", **WEAPONS[name]})
    day.looked(name)
    day.permit("lock", weapon=name, in_="weapon safe", witness="assistant")


def a_day(profile: str = "common", **first: Any) -> FilmSet:  # noqa: ANN401
    """Return an ordinary morning; the revolver is planned with blanks for the scene *saloon*."""
    day = with_papers(empty_set(profile, **first))
    for name in WEAPONS:
        a_weapon(day, name)
    for name in LOTS:
        a_lot(day, name)
    return day.planned("revolver", **BLANK_PLAN)
