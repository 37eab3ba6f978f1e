"""The bound of counting, which is searched as the single acts are."""

from __future__ import annotations

from showsafe.assurance.search import count_properties as count_properties  # noqa: PLC0414 - which registers them
from showsafe.assurance.search.adversary import INSIDER
from showsafe.assurance.search.bounds import Bound
from showsafe.assurance.search.cast import Stage
from showsafe.assurance.search.counts import THERE, CountMoves


def _counts(name: str, says: str, rounds: int, pocket: int, *kinds: str) -> Bound:
    facts = frozenset((f"{THERE}{rounds}",))
    return Bound(
        name=name,
        says=says,
        stage=Stage(weapons=(), dummies=rounds, pocket=pocket, facts=facts),
        adversary=INSIDER,
        kinds=frozenset(("counts", *kinds)),
        moves=CountMoves,
    )


COUNTS: tuple[Bound, ...] = (
    _counts(
        "counts",
        "One box of three dummies; a round is lost; counts, differences and whose they are, rounds that leave.",
        *(3, 0, "apart", "own", "leave", "wrap"),
    ),
    _counts(
        "counts, found again",
        "One dummy; it is lost, and put back; the box lies about, and a live round comes in; it is proven again.",
        *(1, 1, "back", "left", "prove"),
    ),
)
"""What every change of the rules, and every profile, is searched in besides."""
