"""What must never come of a run: that a quick reset is less than its single acts, or goes on when it should not."""

from __future__ import annotations

from showsafe.assurance.search.cast import ARMORER, PERFORMER, WITNESS
from showsafe.assurance.search.move import Move
from showsafe.assurance.search.properties import At, broken_by_step, state, step
from showsafe.assurance.search.runs import MOST_CYCLES, cycles, hours
from showsafe.domain.pairs import second_of

CYCLE = ("cycle", "reset")
"""A reset as it is asked, and as its second person confirms it (see ``broken_by_step``)."""

WHOLE = ("check", "load", "declare", "hand-over")
"""What nobody may leave out of a reset, in this order: open, look and count; load; the word; the read-back."""


@state(
    "a-run-ends-with-what-ends-it",
    "No run stays open after a misfire, a hold, a meal, other hands, or out of sight.",
)
def _ended(at: At) -> bool:
    if not at.seen.run:
        return False
    gun = at.world.guns[0]
    return "over" in at.world.done or gun.burning or gun.where not in (ARMORER, PERFORMER)


@step(
    "a-reset-belongs-to-an-open-run",
    "A reset is said as one only while a run is open, and nothing has happened since that ends it.",
    CYCLE,
    "run",
)
def _open(move: Move, at: At) -> bool:  # noqa: ARG001 - the shape of a property
    return "run" not in at.world.done or "over" in at.world.done


@step("a-run-is-short", "No run has more than ten resets, and none goes on after an hour.", CYCLE, "run")
def _short(move: Move, at: At) -> bool:  # noqa: ARG001 - the shape of a property
    return cycles(at.world) >= MOST_CYCLES or hours(at.world) > 1


@step(
    "a-reset-leaves-nothing-out",
    "Each reset holds its own look, load, word and read-back, in this order.",
    CYCLE,
    "run",
)
def _whole(move: Move, at: At) -> bool:  # noqa: ARG001 - the shape of a property
    done = iter(part.act.kind for part in move.parts if part.act)
    return not all(kind in done for kind in WHOLE)


@step(
    "a-reset-is-what-its-run-is-for",
    "Each reset is of the weapon of its run, by its two people, for its performer, with as many rounds.",
    CYCLE,
    "run",
)
def _other(move: Move, at: At) -> bool:
    people = {
        (part.act.by, second_of(part.act)) for part in move.parts if part.act and part.act.kind == "check"
    }
    gun = move.world.guns[0]
    if any(part.act and part.act.weapon != at.weapons[0] for part in move.parts):
        return True
    return gun.where != PERFORMER or len(gun.inside) != 1 or not people <= {(ARMORER, WITNESS)}


@step(
    "a-reset-does-what-its-acts-may",
    "No step of a reset breaks what the same act may not break by itself.",
    CYCLE,
    "rounds",
    "check",
    "bore",
    "trouble",
    "store",
)
def _each(move: Move, at: At) -> bool:
    world = at.world
    for part in move.parts:
        if broken_by_step(part, at._replace(world=world)):
            return True
        world = part.world
    return False
