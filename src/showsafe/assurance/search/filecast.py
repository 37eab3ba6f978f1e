"""Who and what a search of files begins with: two people of its own for each file, a background user for each weapon.

What only these searches know of the physical world stands in ``World.done``: whose eyes looked into which weapon, in
which bore a flag stands, which file was counted wrong, or not again since a live round was found.
"""

from __future__ import annotations

from dataclasses import replace

from showsafe.assurance.search.cast import (
    ARMORER,
    FIRST_AD,
    SECOND,
    WITNESS,
    Stage,
    act,
    meeting_of,
)
from showsafe.assurance.search.world import Gun
from showsafe.domain.acts import Act
from showsafe.domain.things import Credential

WATCHER = "second-assistant"
PEOPLE = {"north": (ARMORER, WITNESS), "south": (SECOND, WATCHER)}
"""The custodian and the watcher of each file."""

FORD = "street"
"""The scene of every file, which is that of the blanks."""


def weapons_of(count: int, files: tuple[str, ...] = ("north", "south")) -> tuple[str, ...]:
    """Return the names of so many weapons for each file."""
    return tuple(f"{file}-{number}" for file in files for number in range(1, count + 1))


def file_of(weapon: str) -> str:
    """Return the file that a weapon is meant for."""
    return weapon.partition("-")[0]


def pair_of(weapon: str) -> tuple[str, str]:
    """Return the custodian and the watcher of the file that a weapon is meant for."""
    return PEOPLE[file_of(weapon)]


def user_of(stage: Stage, weapon: str) -> str:
    """Return the one who is to use a weapon."""
    return stage.background[stage.weapons.index(weapon)]


def user_of_place(place: int) -> str:
    """Return the one who is to use the weapon in a place."""
    return f"rider-{place + 1}"


def on_a_stage(stage: Stage, *, drawn_in: bool = False, made_ready: bool = False) -> Stage:
    """Return a stage with plans, people and a meeting for files; drawn in, and made ready too, as a search begins."""
    stage = replace(stage, background=tuple(user_of_place(place) for place in range(len(stage.weapons))))
    acts = [_watcher(), *(_plan(stage, weapon) for weapon in stage.weapons), _meeting(stage)]
    done: set[str] = set()
    guns = tuple(Gun() for _ in stage.weapons)
    if drawn_in:
        for file in dict.fromkeys(file_of(weapon) for weapon in stage.weapons):
            by, watcher = PEOPLE[file]
            acts.append(act("open-file", by, file=file, scene=FORD, witness=watcher))
        acts += [draw(stage, weapon) for weapon in stage.weapons]
    if made_ready:
        for place, weapon in enumerate(stage.weapons):
            acts += _ready(stage, weapon)
            done |= {eyes(place, pair_of(weapon)), flag(place)}
        guns = tuple(
            Gun(where=pair_of(weapon)[0], watched=True, looked=True, shown=True, through=True)
            for weapon in stage.weapons
        )
    return replace(stage, after=tuple(acts), guns=guns, facts=frozenset(done))


def eyes(place: int, pair: tuple[str, str]) -> str:
    """Return the fact that two people looked into a weapon since its contents could last have changed."""
    return f"eyes {place} {' and '.join(sorted(pair))}"


def flag(place: int) -> str:
    """Return the fact that a flag stands in the bore of a weapon."""
    return f"flag {place}"


def draw(stage: Stage, weapon: str, by: str = "", **said: str) -> Act:
    """Return the drawing in of a weapon, read right; ``said`` says otherwise."""
    number = weapon.rpartition("-")[2]
    keys = {"file": file_of(weapon), "tag": f"S-{weapon}", "number": number, "user": user_of(stage, weapon)}
    return act("draw-in", by or pair_of(weapon)[0], weapon=weapon, **{**keys, **said})


def look(stage: Stage, by: str, weapon: str, witness: str) -> Act:
    """Return a look into an empty weapon, with a flag put into its bore."""
    return act("check", by, weapon=weapon, seen=stage.capacity, found=(), bore="clear", witness=witness)


def shown(stage: Stage, weapon: str) -> Act:
    """Return that a weapon is shown to the 1st AD and to its user."""
    return act("show", pair_of(weapon)[0], weapon=weapon, to=(FIRST_AD, user_of(stage, weapon)))


def _ready(stage: Stage, weapon: str) -> list[Act]:
    by, watcher = pair_of(weapon)
    return [
        act("unlock", by, weapon=weapon, witness=watcher),
        look(stage, by, weapon, watcher),
        shown(stage, weapon),
        act("declare", by, weapon=weapon, word="cold"),
    ]


def _watcher() -> Act:
    course = (Credential(kind="course"),)
    about = {"roles": ("assistant-armorer",), "age": 31, "credentials": course}
    return act("describe", "node", person=WATCHER, instructed=("single-action-revolver",), **about)


def _plan(stage: Stage, weapon: str) -> Act:
    user = user_of(stage, weapon)
    said = {
        "distance_mm": 7000,
        "muzzle_line_clear": True,
        "ppe": ("ears",),
        "reason": "seen close",
        "line": (user,),
    }
    blanks = {"ammunition": "blank", "load": "half", "shots": 1} if stage.blanks else {}
    return act("plan", FIRST_AD, weapon=weapon, scene=FORD, user=user, witness=WITNESS, **said, **blanks)


def _meeting(stage: Stage) -> Act:
    met = meeting_of(FORD, stage)
    return replace(met, attendees=(*met.attendees, WATCHER), act_id=f"{met.act_id} and {WATCHER}")
