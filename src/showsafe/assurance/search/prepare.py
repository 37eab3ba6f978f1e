"""What is done before anything is taken out, or is left out in a hurry: papers, plan, meeting, instruction, proof."""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.assurance.search.cast import (
    ACTION,
    ARMORER,
    BLANKS,
    DUMMIES,
    FIRST_AD,
    PRODUCER,
    SAFETY,
    Stage,
    act,
    meeting_of,
    noticed,
    plan_of,
    scenes,
    users,
)
from showsafe.assurance.search.move import Move
from showsafe.assurance.search.world import World
from showsafe.domain.acts import Act
from showsafe.domain.events import ASK


def prepares(stage: Stage, world: World) -> Iterator[Move]:
    """Yield every preparation that was not made yet, and those that one person alone would make."""
    for name, acts in steps(stage).items():
        if name in world.done:
            continue
        done = world._replace(done=world.done | {name})
        for each in acts:
            yield Move(each, ASK, done)


def steps(stage: Stage) -> dict[str, tuple[Act, ...]]:
    """Return what each preparation is; of two ways one is by one person alone."""
    lots = tuple(name for name, count in ((DUMMIES, stage.dummies), (BLANKS, stage.blanks)) if count)
    return {
        "assessed": (
            act("assess", PRODUCER, scene="saloon", witness=SAFETY),
            act("assess", PRODUCER, scene="saloon"),
        ),
        "contact": (act("record-paper", PRODUCER, sort="compliance-contact", number="1", about="day"),),
        "opened": tuple(
            act("open-day", PRODUCER, witness=who, **noticed(stage)) for who in (FIRST_AD, PRODUCER)
        ),
        "planned": tuple(plan_of(weapon, lots[-1]) for weapon in stage.weapons),
        "met": tuple(meeting_of(scene, stage) for scene in scenes(stage)),
        "taught": tuple(act("instruct", ARMORER, person=user, type=ACTION) for user in users(stage)),
    }
