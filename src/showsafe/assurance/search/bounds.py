"""The bounds: what each search takes in, so that everybody can see what it does not."""

from __future__ import annotations

from dataclasses import dataclass

from showsafe.assurance.search.adversary import CARELESS, HURRIED, INSIDER, Adversary
from showsafe.assurance.search.cast import Stage
from showsafe.assurance.search.moves import Moves


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


COLD = Stage(dummies=2, pocket=1)
HOT = Stage(dummies=0, blanks=2, pocket=1)
BOTH = Stage(dummies=1, blanks=1, pocket=1)
UNPREPARED_COLD = Stage(dummies=1, live_in_box=1, prepared=False)
UNPREPARED_HOT = Stage(dummies=0, blanks=1, prepared=False)


def _against(adversary: Adversary) -> tuple[Bound, ...]:
    return (
        Bound(
            name="one weapon, dummies",
            says="One weapon of one chamber, two dummies, one user, a live round in a pocket; proofs grow old.",
            stage=COLD,
            adversary=adversary,
            kinds=_kinds("clock", "wrap", "prove"),
        ),
        Bound(
            name="one weapon, blanks",
            says="One weapon of one chamber, two blanks, one user, a live round in a pocket; misfires and their wait.",
            stage=HOT,
            adversary=adversary,
            kinds=_kinds("clock", "wrap", "misfire"),
        ),
    )


FOUND = Bound(
    name="a live round came in",
    says="A live round came in with the box of dummies, is found, and the set is released before it is out of the way.",
    stage=Stage(dummies=2, live_in_box=1),
    adversary=CARELESS,
    kinds=_kinds("prove", "doubt", "wrap"),
)


SMALL: tuple[Bound, ...] = (
    *_against(INSIDER),
    *_against(CARELESS),
    FOUND,
    Bound(
        name="unprepared, dummies",
        says="Nothing is prepared, and a live round came in with the box of dummies.",
        stage=UNPREPARED_COLD,
        adversary=HURRIED,
        kinds=_kinds("prepare", "claims"),
    ),
    Bound(
        name="unprepared, blanks",
        says="Nothing is prepared; whatever the rules do not force is skipped.",
        stage=UNPREPARED_HOT,
        adversary=HURRIED,
        kinds=_kinds("prepare", "claims", "clock"),
    ),
)

WIDE: tuple[Bound, ...] = tuple(
    Bound(
        name="two weapons, two users",
        says="Two weapons of one chamber, two users, a dummy and a blank, a live round in a pocket.",
        stage=Stage(weapons=("colt", "navy"), dummies=1, blanks=1, pocket=1, partner=True),
        adversary=adversary,
        kinds=_kinds("clock", "wrap", "prove", "left"),
        most=1_000_000,
    )
    for adversary in (INSIDER, CARELESS)
)
