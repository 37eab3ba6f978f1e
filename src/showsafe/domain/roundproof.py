"""What it takes to prove a round: different tests for each kind, on every single round, by two people.

Sight alone never proves a dummy, and primer state alone passes a live round as a blank (trap 6 of the protocol).
"""

from __future__ import annotations

from showsafe.domain import words
from showsafe.domain.acts import Act
from showsafe.domain.things import Lot


def missing_methods(lot: Lot, methods: tuple[str, ...]) -> tuple[str, ...]:
    """Return which tests a lot's kind needs and has not had.

    A dummy needs its primer state and a rattle or a visible hole; a blank its primer state and every mouth seen;
    a wadded or shotgun blank the weight of each as well.
    """
    done = set(methods)
    if lot.kind in words.INERT_KINDS:
        needs = [("primer-state",), ("rattle", "drilled-hole")]
    else:
        needs = [("primer-state",), ("crimp",)]
        if lot.closure == "wadded" or is_shotgun(lot.calibre):
            needs.append(("weight",))
    return tuple(" or ".join(any_of) for any_of in needs if not done & set(any_of))


def part(act: Act) -> bool:
    """Whether fewer rounds were tested than there are: not n of n."""
    count = act.count or 0
    return count <= 0 or (act.of is not None and count < act.of)


def complete(lot: Lot, act: Act) -> bool:
    """Whether what was done proves the rounds: n of n, every needed test, and no more than the box holds."""
    return (
        not part(act)
        and not missing_methods(lot, act.methods)
        and (act.count or 0) <= lot.box
        and not lot.bad
    )


def is_shotgun(calibre: str) -> bool:
    """Whether a calibre is a shotgun's gauge."""
    plain = plain_calibre(calibre)
    return any(mark in plain for mark in ("gauge", "bore")) or plain.rstrip(".").endswith("ga")


def plain_calibre(calibre: str) -> str:
    """Return a calibre without spaces and capitals, so that ``.45 Colt`` and ``.45 colt`` are one."""
    return "".join(calibre.lower().split())
