"""The bound of counting, which is searched as the single acts are."""

from __future__ import annotations

from dataclasses import replace

from showsafe.assurance.search import count_properties as count_properties  # noqa: PLC0414 - which registers them
from showsafe.assurance.search.adversary import INSIDER
from showsafe.assurance.search.bounds import Bound
from showsafe.assurance.search.cast import Stage
from showsafe.assurance.search.counts import THERE, CountMoves

COUNTS: tuple[Bound, ...] = (
    Bound(
        name="counts",
        says="One box of three dummies; a round is lost; counts, differences and whose they are, rounds that leave.",
        stage=replace(Stage(dummies=3), facts=frozenset((f"{THERE}3",))),
        adversary=INSIDER,
        kinds=frozenset(("counts",)),
        moves=CountMoves,
    ),
)
"""What every change of the rules, and every profile, is searched in besides."""
