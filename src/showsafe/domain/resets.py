"""The single acts that one cycle of a run stands for, each with everything that it says.

A step says what is its own: what was found, what was looked into, the word. Weapon, performer, set-up, lot, custodian
and witness are those of the cycle and its run; a step that says other ones keeps them, and gate *run* sees it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from showsafe.domain.acts import KINDS, Act
from showsafe.domain.changing import replace
from showsafe.domain.state import Run, State

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""The time of a step as it is written: that of its cycle."""

OF_THE_BOX = ("unlock", "lock")
"""Steps about the box of rounds; all others are about the weapon."""

TO_THE_USER = ("offer", "hand-over")
BY_THE_USER = ("accept",)
IN_THE_SCENE = ("load", "offer", "accept", "hand-over")
SIGHTED = ("accept", "hand-over")

STEPS = (
    *("collect", "unload", "clear", "check", "reconcile", "show"),
    *(*OF_THE_BOX, "load", "declare", *TO_THE_USER, *BY_THE_USER),
)
"""Acts that a reset consists of."""

WHOLE = (("check",), ("load",), ("declare",), ("accept", "hand-over"))
"""What every reset holds, in this order: open, bore and count; load; word; read-back. No run carries any of them."""


def run_of(state: State, act: Act) -> Run | None:
    """Return the latest run of the weapon of an act, ended or not."""
    return state.runs.get(act.weapon)


def single_acts(state: State, cycle: Act) -> tuple[Act, ...]:
    """Return the steps of a cycle as the single acts that they stand for."""
    run = run_of(state, cycle)
    user = cycle.user or (run.user if run else "")
    scene = cycle.scene or (run.scene if run else "")
    drawn = run.rounds if run else tuple(each for step in cycle.steps for each in step.rounds or ())
    lots = tuple(dict.fromkeys(each.lot for each in drawn if each.lot))
    return tuple(
        _single(step, cycle, number, (user, scene, lots[0] if len(lots) == 1 else ""))
        for number, step in enumerate(cycle.steps, start=1)
    )


def safe_acts(state: State, cycle: Act) -> Iterator[tuple[int, Act]]:
    """Yield the steps in the safe direction with their places from 1, each as the single act of one person.

    That is what a refused cycle says: what was found and done. Nobody stands by it as a second, so it proves nothing.
    """
    for place, act in enumerate(single_acts(state, cycle), start=1):
        if KINDS[act.kind].safe:
            yield place, replace(act, witness="")


def _single(step: Act, cycle: Act, number: int, of_the_run: tuple[str, str, str]) -> Act:
    user, scene, lot = of_the_run
    kind = step.kind
    said: dict[str, object] = {
        "act_id": f"{cycle.act_id}/{number}",
        "at": cycle.at,
        "by": step.by or (user if kind in BY_THE_USER else cycle.by) or cycle.by,
    }
    if kind in OF_THE_BOX and not step.weapon:
        said["lot"] = step.lot or lot
    elif not step.lot:
        said["weapon"] = step.weapon or cycle.weapon
    if KINDS[kind].second == "witness":
        said["witness"] = step.witness or cycle.witness
    if kind in TO_THE_USER and user:
        said["to"] = step.to or (user,)
    if kind in IN_THE_SCENE:
        said["scene"] = step.scene or scene
    if kind in SIGHTED:
        # What the watcher says of the whole, such as in confirming it, stands before what was typed for them.
        said["sight"] = cycle.sight or step.sight
    return replace(step, **said)
