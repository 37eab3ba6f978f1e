"""The bounds: what each search takes in, so that everybody can see what it does not."""

from __future__ import annotations

from dataclasses import dataclass

from showsafe.assurance.search import part_properties as part_properties  # noqa: PLC0414 - which registers it
from showsafe.assurance.search.adversary import CARELESS, HURRIED, INSIDER, Adversary
from showsafe.assurance.search.cast import ARMORER, PERFORMER, Stage
from showsafe.assurance.search.moves import Moves
from showsafe.assurance.search.parts import MET


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One search: a stage, an adversary, the groups of acts, and how deep it goes (0: until nothing is new).

    ``most`` is the number of states after which no further level is begun.
    """

    name: str
    says: str
    stage: Stage
    adversary: Adversary
    kinds: frozenset[str]
    deepest: int = 10**9
    most: int = 10**9
    moves: type[Moves] = Moves


def _kinds(*names: str) -> frozenset[str]:
    return frozenset(names)


COLD = Stage(dummies=1, pocket=1)
HOT = Stage(dummies=0, blanks=1, pocket=1)
HOT_TWICE = Stage(capacity=2, dummies=0, blanks=2)
UNPREPARED_COLD = Stage(dummies=1, live_in_box=1, prepared=False)
UNPREPARED_HOT = Stage(dummies=0, blanks=1, prepared=False)
CALM = Stage(dummies=1)
UNTOLD = Stage(dummies=1, facts=frozenset((f"{MET}{ARMORER}", f"{MET}{PERFORMER}")))
TWO = Stage(weapons=("colt", "navy"), dummies=1, blanks=1, pocket=1, partner=True)

SMALL: tuple[Bound, ...] = (
    Bound(
        name="one weapon, dummies",
        says="One weapon of one chamber, a dummy, one user, a live round in a pocket; the box is proven again.",
        stage=COLD,
        adversary=INSIDER,
        kinds=_kinds("wrap", "prove"),
    ),
    Bound(
        name="one weapon, blanks",
        says="One weapon of one chamber, a blank, one user, a live round in a pocket.",
        stage=HOT,
        adversary=INSIDER,
        kinds=_kinds("wrap"),
    ),
    Bound(
        name="everything else",
        says="One weapon of two chambers, a dummy and a blank: passes, presets, drops, rehearsals, confirms, bores.",
        stage=Stage(capacity=2, dummies=1, blanks=1, pocket=1),
        adversary=INSIDER,
        kinds=_kinds("bore", "pass", "preset", "drop", "rehearse", "confirm"),
        most=10_000,
    ),
    Bound(
        name="one weapon left about, dummies",
        says="As with the insider, and weapon and box are left lying where anybody can get at them.",
        stage=COLD,
        adversary=CARELESS,
        kinds=_kinds("wrap", "prove", "left"),
        most=14_000,
    ),
    Bound(
        name="one weapon, blanks, time passes",
        says="One weapon of two chambers, two blanks, one user; misfires and their wait, loads and proofs grow old.",
        stage=HOT_TWICE,
        adversary=CARELESS,
        kinds=_kinds("clock", "wrap", "misfire"),
        most=14_000,
    ),
    Bound(
        name="a live round came in",
        says="Two chambers; a live round came in with the dummies, is found, and the set may be released too early.",
        stage=Stage(capacity=2, dummies=2, live_in_box=1),
        adversary=CARELESS,
        kinds=_kinds("prove", "doubt", "wrap"),
    ),
    Bound(
        name="unprepared, dummies",
        says="Nothing is prepared, and a live round came in with the box of dummies.",
        stage=UNPREPARED_COLD,
        adversary=HURRIED,
        kinds=_kinds("prepare", "claims"),
    ),
    Bound(
        name="unprepared, blanks",
        says="Nothing is prepared; whatever the rules do not force is skipped, and time passes.",
        stage=UNPREPARED_HOT,
        adversary=HURRIED,
        kinds=_kinds("prepare", "claims", "clock"),
    ),
    Bound(
        name="done in part",
        says="An empty weapon; the plan changes, meetings and shows leave somebody out, the 1st AD looks away.",
        stage=UNTOLD,
        adversary=CARELESS,
        kinds=_kinds("people"),
    ),
    Bound(
        name="papers run out",
        says="A dummy, one user; the contact of the day and the armorer's papers run out, and are renewed.",
        stage=CALM,
        adversary=HURRIED,
        kinds=_kinds("papers", "wrap"),
    ),
)
"""What every change of the rules, and every profile, is searched in."""

WIDE: tuple[Bound, ...] = tuple(
    Bound(
        name="two weapons, two users",
        says="Two weapons of one chamber, two users, a dummy and a blank, one live round in a pocket; time passes.",
        stage=TWO,
        adversary=adversary,
        kinds=_kinds("clock", "wrap", "prove", "left"),
        most=most,
    )
    for adversary, most in ((INSIDER, 400_000), (CARELESS, 250_000), (HURRIED, 40_000))
)
"""What a release is searched in: as deep as its states go; those that change places are counted, and searched once."""
