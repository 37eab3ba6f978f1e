"""What is done in part: a plan that changes, a meeting or a show that leaves somebody out, papers that run out.

What is really so stands in ``World.done``: for whom a meeting of the plan as it is was held, who is on the line by it,
which papers are in date. Whom a weapon was shown as it now is stands in ``Gun.offered_to``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from showsafe.assurance.search.canon import NOW
from showsafe.assurance.search.cast import (
    ARMORER,
    CREDENTIALS,
    DUMMIES,
    FIRST_AD,
    GRIP,
    PERFORMER,
    PRODUCER,
    Stage,
    act,
    meeting_of,
    plan_of,
    scenes,
)
from showsafe.assurance.search.move import Move
from showsafe.domain.acts import Act
from showsafe.domain.changing import replace
from showsafe.domain.events import ASK, REPORT

if TYPE_CHECKING:
    from showsafe.assurance.search.seen import Seen
    from showsafe.assurance.search.world import Gun, World

LINE = "the grip is on the line"
LAPSED = "the armorer's papers have run out"
MET = "was told: "
YESTERDAY = (NOW - timedelta(days=1)).date()

PEOPLE, PAPERS = "people", "papers"
"""The groups of acts: what is done with people in part, and papers that run out."""


def needed(world: World) -> frozenset[str]:
    """Return who has to be shown a weapon before the performer is handed it."""
    return frozenset((FIRST_AD, PERFORMER, *((GRIP,) if LINE in world.done else ())))


def shown_to(world: World, gun: Gun, *who: str) -> Gun:
    """Return a weapon that was shown to somebody more; it is shown once everybody was whom it has to be shown."""
    people = tuple(sorted({*gun.offered_to, *who}))
    return gun._replace(offered_to=people, shown=needed(world) <= set(people))


def in_part(stage: Stage, world: World, seen: Seen, kinds: frozenset[str]) -> Iterator[Move]:
    """Yield what can be done in part, or undone.

    Nothing is undone between an offer and its read-back: the read-back is asked neither for the meeting nor for papers,
    which the offer was asked for, and the take is asked for the meeting again.
    """
    offered = any(known.offered for known in seen.guns)
    if PEOPLE in kinds:
        if not offered:
            yield from _plans(stage, world)
        yield from _meets(stage, world)
    if PAPERS in kinds:
        yield from (each for gone, each in _papers(stage, world) if not (gone and offered))


def planned(stage: Stage) -> Act:
    """Return the plan of the first weapon as it changes: the grip is on the line."""
    more = {"line": (PERFORMER, GRIP), "act_id": "plan with the grip on the line"}
    return replace(plan_of(stage.weapons[0], DUMMIES), **more)


def _plans(stage: Stage, world: World) -> Iterator[Move]:
    """The plan changes, and nobody was told of it yet."""
    if LINE in world.done:
        return
    changed = _untold(world)._replace(done=_untold(world).done | {LINE})
    guns = tuple(gun._replace(shown=needed(changed) <= set(gun.offered_to)) for gun in world.guns)
    yield Move(planned(stage), ASK, changed._replace(guns=guns))


def _meets(stage: Stage, world: World) -> Iterator[Move]:
    """Somebody is told of the plan as it is: everybody, all but the grip, or all but the performer."""
    meeting = meeting_of(scenes(stage)[0], stage)
    everybody = (*meeting.attendees, GRIP)
    for name, people in (
        ("everybody", everybody),
        ("all but the grip", meeting.attendees),
        ("all but the performer", tuple(who for who in everybody if who != PERFORMER)),
    ):
        told = frozenset(f"{MET}{who}" for who in people if who in (ARMORER, PERFORMER, GRIP))
        if told <= world.done:
            continue
        done = world.done | told
        wanted = {ARMORER, PERFORMER, *((GRIP,) if LINE in done else ())}
        if all(f"{MET}{who}" in done for who in wanted):
            done = done | {"met"}
        held = replace(meeting, act_id=f"meet {name}", attendees=people)
        yield Move(held, ASK, world._replace(done=done))


def _untold(world: World) -> World:
    kept = {each for each in world.done if each != "met" and not each.startswith(MET)}
    return world._replace(done=frozenset(kept))


def _papers(stage: Stage, world: World) -> Iterator[tuple[bool, Move]]:
    """A paper runs out (True), and a new one comes: the contact with the authority of the day, the armorer's own."""
    said = {"sort": "compliance-contact", "about": "day", "number": "1"}
    if "contact" in world.done:
        gone = world._replace(done=world.done - {"contact"})
        yield True, Move(act("record-paper", PRODUCER, expires=YESTERDAY, **said), REPORT, gone)
    else:
        back = world._replace(done=world.done | {"contact"})
        yield False, Move(act("record-paper", PRODUCER, **said), REPORT, back)
    if not stage.credentials:
        return
    papers = act("enrol", PRODUCER, person=ARMORER, credentials=CREDENTIALS)
    if LAPSED in world.done:
        renewed = world._replace(done=world.done - {LAPSED})
        yield False, Move(replace(papers, act_id="enrol renewed"), REPORT, renewed)
    else:
        old = tuple(replace(each, expires=YESTERDAY) for each in CREDENTIALS)
        lapsed = world._replace(done=world.done | {LAPSED})
        yield True, Move(replace(papers, act_id="enrol run out", credentials=old), REPORT, lapsed)
