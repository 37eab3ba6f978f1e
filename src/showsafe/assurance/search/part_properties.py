"""What must never come of papers that ran out while the day goes on."""

from __future__ import annotations

from showsafe.assurance.search.move import Move
from showsafe.assurance.search.parts import LAPSED
from showsafe.assurance.search.properties import LOADING, At, step


@step(
    "papers-of-a-custodian-in-date",
    "Nothing is taken out, loaded or handed over by a custodian whose papers have run out.",
    ("unlock", *LOADING, "offer", "hand-over"),
    "custodian",
)
def _in_date(move: Move, at: At) -> bool:
    return move.gun >= 0 and LAPSED in at.world.done
