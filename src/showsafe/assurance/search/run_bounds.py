"""The bounds of runs and files, which are searched as the single acts are."""

from __future__ import annotations

from dataclasses import replace

from showsafe.assurance.search import file_properties as file_properties  # noqa: PLC0414 - which registers them
from showsafe.assurance.search import run_properties as run_properties  # noqa: PLC0414 - which registers them
from showsafe.assurance.search.adversary import CARELESS, HURRIED, INSIDER, Adversary
from showsafe.assurance.search.bounds import Bound
from showsafe.assurance.search.cast import Stage
from showsafe.assurance.search.filecast import on_a_stage, weapons_of
from showsafe.assurance.search.files import FileMoves
from showsafe.assurance.search.runs import RunMoves, ready

WHOLE = 10**9
"""As deep as there is anything new."""


def _run(
    name: str, says: str, stage: Stage, adversary: Adversary, *kinds: str, deepest: int = WHOLE
) -> Bound:
    return Bound(
        name=f"a run, {name}",
        says=says,
        stage=ready(stage),
        adversary=adversary,
        kinds=frozenset(kinds),
        deepest=deepest,
        moves=RunMoves,
    )


def _file(
    name: str, says: str, stage: Stage, adversary: Adversary, *kinds: str, deepest: int = WHOLE
) -> Bound:
    return Bound(
        name=f"files, {name}",
        says=says,
        stage=stage,
        adversary=adversary,
        kinds=frozenset(kinds),
        deepest=deepest,
        moves=FileMoves,
    )


HOT = Stage(dummies=0, blanks=2, pocket=1)
ONE_BLANK = Stage(dummies=0, blanks=1, pocket=1)
COLD = Stage(dummies=2, pocket=1)
SHORT = ("short", "two", "loaded", "misfire", "doubt")
"""Two resets, and between them what a reset is between."""

RUNS: tuple[Bound, ...] = (
    *(
        _run(
            "turn after turn",
            "One weapon, one blank, one user, resets until there are eleven; an hour passes; a live round in a pocket.",
            ONE_BLANK,
            adversary,
            *("turns", "clock"),
        )
        for adversary in (INSIDER, CARELESS)
    ),
    _run(
        "two resets",
        "One weapon, two blanks, one user, two resets, also refused with the rounds in; misfires, holds.",
        HOT,
        INSIDER,
        *SHORT,
    ),
    _run(
        "two resets, confirmed",
        "One weapon, two blanks, one user, two resets that a second person confirms later.",
        HOT,
        CARELESS,
        *("short", "two", "loaded", "confirm"),
    ),
    _run(
        "two resets of dummies",
        "One weapon, two dummies, one user, two resets, also refused with the rounds in; a live round in a pocket.",
        COLD,
        INSIDER,
        *("short", "two", "loaded"),
    ),
    _run(
        "two resets in a hurry",
        "Two blanks, one user; of every reset whatever the rules do not force is left out, or done to another weapon.",
        replace(HOT, weapons=("colt", "navy")),
        HURRIED,
        *("short", "two"),
    ),
    _run(
        "among single acts",
        "One weapon, two blanks, one user, two resets, and every single act before, between and after them.",
        HOT,
        CARELESS,
        "two",
        deepest=6,
    ),
)

NORTH = ("north",)
ONE_WEAPON = Stage(dummies=0, weapons=weapons_of(1, NORTH))
TWO_WEAPONS = Stage(dummies=0, weapons=weapons_of(2, NORTH))
ONE_EACH = Stage(dummies=0, weapons=weapons_of(1))
TWO_EACH = Stage(dummies=0, weapons=weapons_of(2))
NINE = Stage(dummies=0, weapons=weapons_of(9, NORTH))


def _ready(stage: Stage) -> Stage:
    return on_a_stage(stage, drawn_in=True, made_ready=True)


FILES: tuple[Bound, ...] = (
    _file(
        "one weapon",
        "One file of one weapon, from the beginning to its end; counted wrong, looked into by others.",
        on_a_stage(ONE_WEAPON),
        CARELESS,
        *("open", "draw", "close", "alone", "preset", "others", "counts"),
    ),
    _file(
        "in a hurry",
        "One file of one weapon, from the beginning to its end; alone, by whoever is nearest, and signed for oneself.",
        on_a_stage(ONE_WEAPON),
        HURRIED,
        *("open", "draw", "close", "alone"),
    ),
    _file(
        "in a hurry, two weapons",
        "One file of two weapons that were made ready; issued and closed alone, or by whoever is nearest.",
        _ready(TWO_WEAPONS),
        HURRIED,
        *("close", "alone"),
        deepest=6,
    ),
    _file(
        "flags",
        "One file of two weapons; flags get lost, and are counted wrong, in part, by one person, by somebody else.",
        _ready(TWO_WEAPONS),
        CARELESS,
        *("counts", "flags", "close"),
        deepest=7,
    ),
    _file(
        "swaps",
        "One file of two weapons; the watcher looks away, and a live round is put in where the flag was.",
        _ready(replace(TWO_WEAPONS, pocket=1)),
        INSIDER,
        *("swaps", "alone", "preset"),
        deepest=6,
    ),
    _file(
        "blanks",
        "One file of two weapons, of which blanks are loaded; misread, another pair, flags that do not add up.",
        _ready(replace(TWO_WEAPONS, blanks=2)),
        CARELESS,
        *("said", "alone", "wrong"),
        deepest=4,
    ),
    _file(
        "a live round",
        "Two files of two weapons, two custodians, two watchers; a live round is found in one, and the way back.",
        _ready(replace(TWO_EACH, pocket=1)),
        CARELESS,
        *("live", "counts"),
        deepest=3,
    ),
    _file(
        "crossing",
        "Two files of two weapons, two custodians, two watchers; whatever could cross from one to the other.",
        _ready(TWO_EACH),
        CARELESS,
        *("wrong", "alone", "preset", "others"),
        deepest=2,
    ),
    _file(
        "drawn in",
        "Two files of one weapon each, from the beginning; misread, with marks that are taken, crosswise.",
        on_a_stage(ONE_EACH),
        CARELESS,
        *("open", "draw", "wrong", "alone"),
        deepest=7,
    ),
    _file(
        "one box",
        "Two weapons that were looked into, one box of blanks; they are loaded, and drawn into two files.",
        on_a_stage(replace(ONE_EACH, blanks=2), made_ready=True),
        CARELESS,
        *("open", "draw"),
        deepest=9,
    ),
    _file(
        "nine weapons",
        "One file and nine weapons, drawn in one after the other.",
        on_a_stage(NINE),
        CARELESS,
        *("open", "draw", "one by one"),
    ),
)

RUNS_AND_FILES: tuple[Bound, ...] = (*RUNS, *FILES)
"""What every change of the rules, and every profile, is searched in besides."""

DEEPER: tuple[Bound, ...] = tuple(
    replace(each, name=f"{each.name}, a step deeper", deepest=each.deepest + 1)
    for each in RUNS_AND_FILES
    if each.deepest < WHOLE
)
"""What a release is searched in: every bound that ends at a depth, one step further."""
