"""The bound as production acts: who is on set, how the day begins, and what each name of the vocabulary is in full.

One double-action revolver of two chambers, one dummy, two blanks; a custodian, a second one, a performer, a 1st AD
and a safety advisor. Two scenes are planned and met on: one with dummies, one with blanks. The beginning is made of the
same acts as everything else, through the production ``decide`` and ``apply``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from showsafe.assurance.twin.vocabulary import ASK, WORDS
from showsafe.domain.acts import Act, Draw
from showsafe.domain.apply import apply
from showsafe.domain.events import PERMIT, RECORD, REPORT, Event
from showsafe.domain.state import State
from showsafe.domain.things import Credential
from showsafe.rules.decide import decide
from showsafe.rules.rulebook import Rulebook

ARMORER, MASTER, PERFORMER, FIRST_AD, ADVISOR, PRODUCER = (
    *("armorer", "property-master", "performer", "first-ad", "safety-advisor", "producer"),
)
REVOLVER, DUMMIES, BLANKS = "revolver", "dummies", "blanks"
SAFE, AMMUNITION_SAFE = "weapon safe", "ammunition safe"

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""The frozen clock of the bound: every act is of this moment, or of so many steps of ``PASSES`` after it."""

PASSES = timedelta(seconds=301)
"""One step of time: longer than the limit from load to take and than the wait of a misfire, and no more than that."""

MOST_PASSES = 10
"""So often at most may time pass on one way, so that no proof grows too old by the profile's hour."""

_PAPERS = (Credential(kind="firearms"), Credential(kind="course"))
_TYPE = "double-action-revolver"
_PEOPLE: dict[str, dict[str, Any]] = {
    PRODUCER: {"roles": ("producer",), "age": 60},
    ARMORER: {"roles": ("armorer",), "credentials": _PAPERS, "age": 40},
    MASTER: {"roles": ("property-master",), "credentials": _PAPERS, "age": 50},
    PERFORMER: {"roles": ("performer",), "instructed": (_TYPE,), "age": 30},
    FIRST_AD: {"roles": ("first-ad",), "age": 45},
    ADVISOR: {"roles": ("safety-advisor",), "age": 55},
}
_GUN: dict[str, Any] = {
    "class_": "live-capable",
    "action": _TYPE,
    "calibre": ".45 Colt",
    "capacity": 2,
    "serial": "1",
}
_BOXES: dict[str, dict[str, Any]] = {
    DUMMIES: {"sort": "dummy", "count": 1},
    BLANKS: {"sort": "blank", "load": "half", "count": 2},
}
_TESTS = {DUMMIES: ("primer-state", "rattle"), BLANKS: ("primer-state", "crimp")}
_PLANS: dict[str, dict[str, Any]] = {
    "saloon": {"ammunition": "dummy"},
    "street": {"ammunition": "blank", "load": "half"},
}


def beginning(at: datetime = MORNING) -> Iterator[Act]:
    """Yield the acts of the morning: everything else is in place after them, and the revolver in hand, unchecked."""
    two = {"witness": MASTER}
    said: list[tuple[str, str, dict[str, Any]]] = [
        *(("enrol", PRODUCER, {"person": name, **known}) for name, known in _PEOPLE.items()),
        ("assess", PRODUCER, {"witness": ADVISOR}),
        ("record-paper", PRODUCER, {"sort": "compliance-contact", "about": FIRST_AD}),
        ("open-day", FIRST_AD, {"witness": PRODUCER}),
        ("register", ARMORER, {"weapon": REVOLVER, **_GUN}),
    ]
    for lot, known in _BOXES.items():
        box = {"calibre": ".45 Colt", "state": "sealed", **known}
        every = {"count": known["count"], "of": known["count"]}
        said += [
            ("receive", ARMORER, {"lot": lot, "countersigned_by": MASTER, **box}),
            ("prove", ARMORER, {"lot": lot, "methods": _TESTS[lot], **every, **two}),
            ("lock", ARMORER, {"lot": lot, "in_": AMMUNITION_SAFE, **two}),
        ]
    for scene, known in _PLANS.items():
        plan = {"weapon": REVOLVER, "user": PERFORMER, "muzzle_line_clear": True, **known}
        said += [
            ("plan", FIRST_AD, {"scene": scene, "witness": ARMORER, **plan}),
            ("meet", FIRST_AD, {"scene": scene, "attendees": tuple(_PEOPLE), "witness": ARMORER}),
        ]
    for number, (kind, by, keys) in enumerate(said, start=1):
        yield Act(kind=kind, act_id=f"morning-{number}", by=by, at=at, **keys)


def start(book: Rulebook, at: datetime = MORNING) -> State:
    """Return the state after the morning, made by the production rules; every act of it has to be permitted."""
    begin = Act(kind="begin", act_id="begin", by="node", at=at, profile=book.profile.id)
    state = _done(State(), begin, REPORT, book, at)[1]
    for act in beginning(at):
        outcome, state = _done(state, act, ASK, book, at)
        if outcome != PERMIT:
            message = (
                f"the morning of the bound is not permitted: {act.kind} {act.act_id} came out as {outcome}"
            )
            raise AssertionError(message)
    return state


def _done(state: State, act: Act, door: str, book: Rulebook, now: datetime) -> tuple[str, State]:
    decided = decide(state, act, book, now, door)
    outcome = decided.decision.outcome
    event = Event(
        number=state.last_record + 1,
        act=act,
        door=door,
        outcome=outcome if door == ASK else RECORD,
        would=outcome,
        at=now,
        gates=decided.decision.gates_against,
        codes=decided.decision.codes_against,
        completes=decided.completes,
        did=decided.did,
    )
    return outcome, apply(state, event)


def take_step(state: State, name: str, book: Rulebook, now: datetime) -> tuple[str, State]:
    """Return what the production rules say of an act of the vocabulary (told: would have said), and the state after."""
    return _done(state, act_of(name, state, now, name), WORDS[name].door, book, now)


_W: dict[str, Any] = {"weapon": REVOLVER}
_TWO: dict[str, Any] = {"witness": MASTER}
_LOOK: dict[str, Any] = {**_W, "seen": 2, "of": 2, "looked": ("chambers", "bore"), "found": ()}
_CLEAR: dict[str, Any] = {**_LOOK, "bore": "clear", **_TWO}
_LOADED: dict[str, Any] = {**_LOOK, **_TWO}
_ONE_DUMMY, _ONE_BLANK, _TWO_BLANKS = (
    (Draw(count=1, lot=DUMMIES),),
    (Draw(count=1, lot=BLANKS),),
    (Draw(count=2, lot=BLANKS),),
)
_ONE_LIVE = (Draw(count=1, kind="unidentified"),)
_TO_PERFORMER: dict[str, Any] = {**_W, "to": (PERFORMER,)}
_USE: dict[str, Any] = {**_W, "user": PERFORMER}
_BOX: dict[str, Any] = {"in_": AMMUNITION_SAFE, **_TWO}
_REVIEW: dict[str, Any] = {"reviewed_by": ADVISOR, "cause": "looked into"}

SAID: dict[str, tuple[str, dict[str, Any]]] = {
    "check-empty": (ARMORER, _CLEAR),
    "check-dummy": (ARMORER, {**_LOADED, "found": _ONE_DUMMY}),
    "check-blanks": (ARMORER, {**_LOADED, "found": _TWO_BLANKS}),
    "check-live": (ARMORER, {**_LOADED, "found": _ONE_LIVE}),
    "check-alone": (ARMORER, {**_LOOK, "bore": "clear"}),
    "check-obstructed": (ARMORER, {**_CLEAR, "bore": "obstructed"}),
    "show": (ARMORER, {**_W, "to": (FIRST_AD, PERFORMER)}),
    "load-dummy": (ARMORER, {**_W, **_TWO, "rounds": _ONE_DUMMY}),
    "load-blanks": (ARMORER, {**_W, **_TWO, "rounds": _TWO_BLANKS}),
    "load-alone": (ARMORER, {**_W, "rounds": _ONE_DUMMY}),
    "unload": (ARMORER, {**_W, **_TWO}),
    "unload-blanks": (ARMORER, {**_W, **_TWO, "found": _TWO_BLANKS}),
    "unload-one": (ARMORER, {**_W, **_TWO, "found": _ONE_BLANK}),
    "unload-alone": (ARMORER, _W),
    "clear": (ARMORER, {**_W, **_TWO}),
    "declare-cold": (ARMORER, {**_W, "word": "cold"}),
    "declare-hot": (ARMORER, {**_W, "word": "hot"}),
    "preset": (ARMORER, {**_W, **_TWO, "place": "a drawer"}),
    "pick-up": (PERFORMER, _W),
    "pick-up-by-custodian": (ARMORER, _W),
    "offer": (ARMORER, _TO_PERFORMER),
    "accept": (PERFORMER, {**_W, **_TWO}),
    "accept-alone": (PERFORMER, _W),
    "confirm": (MASTER, {"of_act": "accept-alone"}),
    "hand-over": (ARMORER, {**_TO_PERFORMER, **_TWO}),
    "decline": (PERFORMER, _W),
    "withdraw": (ARMORER, _W),
    "collect": (ARMORER, _W),
    "pass-open": (ARMORER, {**_W, "to": (MASTER,)}),
    "pass-back": (MASTER, {**_W, "to": (ARMORER,)}),
    "leave": (ARMORER, {**_W, "place": "a chair"}),
    "rehearse": (FIRST_AD, _USE),
    "take": (FIRST_AD, _USE),
    "discharge": (PERFORMER, _USE),
    "cut": (FIRST_AD, {}),
    "reconcile": (ARMORER, _TWO),
    "lock": (ARMORER, {**_W, **_TWO, "in_": SAFE}),
    "unlock": (ARMORER, {**_W, **_TWO}),
    "isolate": (ARMORER, {**_W, **_TWO, "in_": "isolation"}),
    "lock-dummies": (ARMORER, {"lot": DUMMIES, **_BOX}),
    "unlock-dummies": (ARMORER, {"lot": DUMMIES, **_TWO}),
    "lock-blanks": (ARMORER, {"lot": BLANKS, **_BOX}),
    "unlock-blanks": (ARMORER, {"lot": BLANKS, **_TWO}),
    "prove-dummies": (ARMORER, {"lot": DUMMIES, "methods": _TESTS[DUMMIES], **_TWO}),
    "prove-blanks": (ARMORER, {"lot": BLANKS, "methods": _TESTS[BLANKS], **_TWO}),
    "release-weapon": (ARMORER, {**_W, **_REVIEW}),
    "release-dummies": (ARMORER, {"lot": DUMMIES, **_REVIEW}),
    "release-blanks": (ARMORER, {"lot": BLANKS, **_REVIEW}),
    "release-set": (ARMORER, {"set_": True, "witness": FIRST_AD, **_REVIEW}),
    "quarantine-weapon": (ARMORER, _W),
    "quarantine-blanks": (ARMORER, {"lot": BLANKS}),
    "close-day": (FIRST_AD, {"witness": PRODUCER}),
    "told-load-dummy": (ARMORER, {**_W, **_TWO, "rounds": _ONE_DUMMY}),
    "told-load-blanks": (ARMORER, {**_W, **_TWO, "rounds": _TWO_BLANKS}),
    "told-hand-over": (ARMORER, _TO_PERFORMER),
    "told-leave": (ARMORER, {**_W, "place": "a chair"}),
    "told-leave-blanks": (ARMORER, {"lot": BLANKS}),
    "told-discharge": (PERFORMER, _USE),
    "told-test-fire": (ARMORER, {**_W, **_TWO, "user": ARMORER}),
    "misfire": (PERFORMER, _W),
    "drop": (PERFORMER, _W),
    "foul": (ARMORER, {**_W, "cause": "sand"}),
    "unplanned-discharge": (PERFORMER, _W),
    "find-live-in-weapon": (ARMORER, _W),
    "find-live-in-blanks": (ARMORER, {"lot": BLANKS}),
    "hold": (PERFORMER, {}),
    "stop": (PERFORMER, {}),
}
"""Who says each act of the vocabulary, and its keys."""


def act_of(name: str, state: State, at: datetime, act_id: str, of_act: str = "") -> Act:
    """Return the act of a name: every round in the box is proven, and a confirm names the accept that was held.

    ``of_act`` names that accept where it has another name than its own.
    """
    by, keys = SAID[name]
    kind = WORDS[name].kind
    if kind == "prove":
        box = max(state.lots[keys["lot"]].box, 1)
        keys = {**keys, "count": box, "of": box}
    if of_act and kind == "confirm":
        keys = {**keys, "of_act": of_act}
    return Act(kind=kind, act_id=act_id, by=by, at=at, **keys)
