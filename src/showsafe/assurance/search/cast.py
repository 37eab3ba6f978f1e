"""Who and what a search begins with, put on record by the production ``apply``; every bound says what it takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from showsafe.assurance.search.canon import NOW
from showsafe.assurance.search.world import Box, Gun, World
from showsafe.domain.acts import Act, Draw, Notice
from showsafe.domain.apply import apply
from showsafe.domain.events import PERMIT, RECORD, REPORT, Event
from showsafe.domain.state import State
from showsafe.domain.things import Credential
from showsafe.rules.profile import Profile

ARMORER, SECOND, WITNESS, FIRST_AD, SAFETY = "armorer", "prop-master", "assistant", "first-ad", "safety"
PERFORMER, PARTNER, GRIP, PRODUCER = "performer", "partner", "grip", "producer"
CUSTODIANS = (ARMORER, SECOND)
PERFORMERS = (PERFORMER, PARTNER)

SAFE, AMMUNITION, ISOLATION, TABLE = "weapon safe", "ammunition safe", "isolation", "a table"
QUARANTINE = "quarantine"

DUMMIES, BLANKS = "dummies", "blanks"
CALIBRE, ACTION = ".45 Colt", "single-action-revolver"

CREDENTIALS = tuple(
    Credential(kind=kind)
    for kind in (
        "firearms",
        "firearms-permit",
        "course",
        "theatrical-armourer",
        "ordnance-supplier",
        "dangerous-weapons",
    )
)


@dataclass(frozen=True, slots=True)
class Start:
    """What a search begins with: the production state, the world, and the acts that led there."""

    state: State
    world: World
    head: tuple[Act, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What a bound takes: weapons, boxes with so many rounds, live rounds in a pocket or in the box of dummies.

    ``prepared`` is True where papers, plan, meeting, instruction and proofs of rounds are there as the search begins.
    ``profile``, class of the weapons, ``permissions`` of the day and the kind of its ``notice`` are those of the rules
    that are searched (``under``).
    """

    profile: str = "common"
    weapons: tuple[str, ...] = ("colt",)
    capacity: int = 1
    dummies: int = 2
    blanks: int = 0
    pocket: int = 0
    live_in_box: int = 0
    partner: bool = False
    prepared: bool = True
    weapon_class: str = "live-capable"
    permissions: tuple[str, ...] = ()
    notice: str = ""
    background: tuple[str, ...] = ()
    credentials: bool = True
    """Whether these rules ask a custodian for papers that can run out."""
    after: tuple[Act, ...] = ()
    """What was done besides as the search begins; ``guns`` and ``facts`` (see ``World.done``) as they are by then."""
    guns: tuple[Gun, ...] = ()
    facts: frozenset[str] = frozenset()


@cache
def act(kind: str, by: str, **said: Any) -> Act:  # noqa: ANN401 - keys of an act are of many types
    """Return an act of a search: done at its one moment, under a name that says what it is."""
    name = " ".join([kind, by, *(f"{key}={value}" for key, value in sorted(said.items()))])
    return Act(kind=kind, act_id=name, by=by, at=NOW, **said)


def start(stage: Stage) -> Start:
    """Return what a search on a stage begins with."""
    head = (*_head(stage), *stage.after)
    state = State()
    for number, each in enumerate(head, start=1):
        event = Event(number=number, act=each, door=REPORT, outcome=RECORD, would=PERMIT, at=NOW)
        state = apply(state, event)
    boxes = [Box(live=stage.live_in_box)] if stage.dummies else []
    boxes += [Box()] if stage.blanks else []
    done = (
        frozenset(("assessed", "opened", "contact", "planned", "met", "taught"))
        if stage.prepared
        else frozenset()
    )
    world = World(
        guns=stage.guns or tuple(Gun() for _ in stage.weapons),
        boxes=tuple(boxes),
        pocket=stage.pocket,
        done=done | stage.facts,
    )
    return Start(state, world, head)


def _head(stage: Stage) -> list[Act]:
    acts = [act("begin", "node", profile=stage.profile, offset_minutes=0)]
    acts += [act("describe", "node", person=name, **said) for name, said in _people(stage).items()]
    acts += [act("describe", "node", in_=box, sort="safe") for box in (SAFE, AMMUNITION)]
    for name in stage.weapons:
        what: dict[str, Any] = {"class_": stage.weapon_class, "action": ACTION, "calibre": CALIBRE}
        papers: dict[str, Any] = {"serial": f"S-{name}", "owner": "the rental house", "barrel": "open"}
        acts.append(act("describe", "node", weapon=name, capacity=stage.capacity, in_=SAFE, **what, **papers))
    for lot, kind, count in (("dummies", "dummy", stage.dummies), ("blanks", "blank", stage.blanks)):
        if count:
            said = {
                "sort": kind,
                "calibre": CALIBRE,
                "count": count,
                "state": "sealed",
                "supplier": "the supplier",
            }
            size = {"load": "half", "closure": "crimped", "barrel": "open"} if kind == "blank" else {}
            acts.append(act("describe", "node", lot=lot, in_=AMMUNITION, **said, **size))
    acts += _papers(stage)
    return acts if not stage.prepared else [*acts, *prepared(stage)]


def _people(stage: Stage) -> dict[str, dict[str, Any]]:
    keeper = {"credentials": CREDENTIALS, "duties": ("weapons",), "instructed": (ACTION,)}
    course = {"credentials": (Credential(kind="course"),)}
    taught = {"instructed": (ACTION,)} if stage.prepared else {}
    people: dict[str, dict[str, Any]] = {
        ARMORER: {"roles": ("armorer",), "age": 40, **keeper},
        SECOND: {"roles": ("property-master",), "age": 50, **keeper},
        WITNESS: {"roles": ("assistant-armorer",), "age": 30, "instructed": (ACTION,), **course},
        FIRST_AD: {"roles": ("first-ad",), "age": 45, "instructed": (ACTION,), **course},
        SAFETY: {"roles": ("safety-advisor",), "age": 55, **course},
        PRODUCER: {"roles": ("producer",), "age": 60},
        PERFORMER: {"roles": ("performer",), "age": 35, **taught, **course},
        GRIP: {"roles": ("crew",), "age": 28},
    }
    if stage.partner:
        people[PARTNER] = {"roles": ("performer",), "age": 33, "instructed": (ACTION,), **course}
    for name in stage.background:
        people[name] = {"roles": ("background",), "age": 27, "instructed": (ACTION,), **course}
    return people


PERMISSIONS = (
    "police-permission",
    "police-notice",
    "venue-notice",
    "permission",
    "event-number",
    "first-aid",
)


def _papers(stage: Stage) -> list[Act]:
    """Return papers that some profiles ask for, and that no search is about."""
    acts = [
        act("record-paper", PRODUCER, sort=kind, number="1", about="day")
        for kind in (*PERMISSIONS, *stage.permissions)
    ]
    return acts + [
        act("record-paper", PRODUCER, sort="acquisition", number=f"A-{name}", about=name)
        for name in stage.weapons
    ]


def under(stage: Stage, profile: Profile) -> Stage:
    """Return a stage as the rules of a profile let it be: weapons of a class that is allowed there, with its papers."""
    allowed = profile.weapon_classes
    return replace(
        stage,
        profile=profile.id,
        weapon_class=stage.weapon_class if stage.weapon_class in allowed else "blank-only",
        permissions=profile.permissions,
        notice=profile.day_notices[0] if profile.day_notices else "",
        credentials=bool(profile.custodian_credentials),
    )


def noticed(stage: Stage) -> dict[str, Notice]:
    """Return the notice that the rules ask for as the day is opened and closed."""
    return {"notice": Notice(kind=stage.notice, number="1")} if stage.notice else {}


def users(stage: Stage) -> tuple[str, ...]:
    """Return who may be handed a weapon on a stage."""
    return (PERFORMER, *((PARTNER,) if stage.partner else ()), *stage.background)


def prepared(stage: Stage) -> list[Act]:
    """Return what makes a day: papers, plans, a meeting, and rounds that two people have proven."""
    acts = [
        act("assess", PRODUCER, scene="saloon", witness=SAFETY),
        act("record-paper", PRODUCER, sort="compliance-contact", number="1", about="day"),
        act("open-day", PRODUCER, witness=FIRST_AD, **noticed(stage)),
    ]
    for weapon in stage.weapons:
        acts += [
            plan_of(weapon, lot, stage.capacity)
            for lot, count in ((DUMMIES, stage.dummies), (BLANKS, stage.blanks))
            if count
        ]
    acts += [meeting_of(scene, stage) for scene in scenes(stage)]
    for lot, count in ((DUMMIES, stage.dummies), (BLANKS, stage.blanks)):
        if count and not stage.live_in_box:
            acts.append(proving(ARMORER, lot, count, WITNESS))
    return [replace(each, at=NOW) for each in acts]


SCENE = {DUMMIES: "saloon", BLANKS: "street"}
"""Which scene each kind of round is planned for."""


def scenes(stage: Stage) -> tuple[str, ...]:
    """Return the scenes of a stage."""
    return tuple(SCENE[lot] for lot, count in ((DUMMIES, stage.dummies), (BLANKS, stage.blanks)) if count)


def plan_of(weapon: str, lot: str, shots: int = 1) -> Act:
    """Return the shot plan for one weapon with rounds of one box; it names nobody, and so limits nobody."""
    said: dict[str, Any] = (
        {"ammunition": "dummy"} if lot == DUMMIES else {"ammunition": "blank", "load": "half", "shots": shots}
    )
    more = {"distance_mm": 7000, "muzzle_line_clear": True, "ppe": ("ears",), "reason": "seen close"}
    return act("plan", FIRST_AD, weapon=weapon, scene=SCENE[lot], witness=ARMORER, **said, **more)


def meeting_of(scene: str, stage: Stage) -> Act:
    """Return the safety meeting for one scene, with everybody there."""
    there = (ARMORER, SECOND, WITNESS, FIRST_AD, *users(stage))
    return act("meet", FIRST_AD, scene=scene, attendees=there, topics=("weapons",), witness=ARMORER)


def proving(by: str, lot: str, count: int, witness: str) -> Act:
    """Return the proof of all rounds of a box, with every test."""
    tests = ("primer-state", "rattle") if lot == DUMMIES else ("primer-state", "crimp")
    said = {"witness": witness} if witness else {}
    return act("prove", by, lot=lot, count=count, of=count, methods=tests, **said)


def drawn(lot: str, count: int) -> tuple[Draw, ...]:
    """Return so many rounds of one box."""
    return (Draw(count=count, lot=lot),)
