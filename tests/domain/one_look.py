"""A whole look at the one revolver, with nothing or with rounds in it, and what the look changed."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from showsafe.domain.acts import Draw
from showsafe.domain.belief import Belief
from showsafe.domain.changing import replace
from showsafe.domain.effects.checking import check
from showsafe.domain.proof import Proof
from showsafe.domain.state import State
from showsafe.domain.things import Lot, Weapon
from tests.domain.one_gun import AT, FULL, RECORD, REVOLVER, WHOLE, bare, blank, done, dummy, proof, stray

IN_IT = (blank("chamber:1"), blank("chamber:2"), dummy("chamber:3"))
ALL = (Draw(count=2, lot="blanks"), Draw(count=1, lot="dummies"))
LOADED = replace(FULL, contents=IN_IT, proof=proof("blanks", 5, 10), came_out=(stray("chamber:4", "blank"),))
UNKNOWN = replace(FULL, proof=proof("empty", 5, 10, voided=20, because="left"), bore=None)
"""In the armorer's hands, and not gone the permitted way: nobody knows what is in it."""


def looked(belief: Belief, *lots: Lot, weapon: Weapon = REVOLVER, by: str = "armorer", **said: Any) -> State:  # noqa: ANN401
    """Return what a whole look leaves, with some of it said otherwise."""
    return check(bare(belief, *lots, weapon=weapon), done("check", by, **{**WHOLE, **said}))


def differs(before: Belief, state: State) -> dict[str, Any]:
    """Return what a look changed of what is believed of the revolver, and to what."""
    after = state.believed("revolver")
    names = [field.name for field in fields(Belief)]
    return {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}


def new(says: str) -> Proof:
    """Return the proof that this look makes, by armorer and assistant."""
    return Proof(says=says, rests_on=(RECORD,), people=("armorer", "assistant"), since=AT, renewed=AT)
