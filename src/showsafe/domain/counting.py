"""Rounds move, they never vanish: every change of a lot's account is one of these functions.

The sum of an account is its total, always (see ``Lot``); what cannot be true in a report is booked as *unaccounted*,
so that it stays open until people close it.
"""

from __future__ import annotations

from collections import Counter

from showsafe.domain.acts import Draw
from showsafe.domain.belief import Belief
from showsafe.domain.changing import replace
from showsafe.domain.counted import FAULTY, SAMPLE
from showsafe.domain.state import State
from showsafe.domain.things import Cartridge, Lot


def in_weapons(state: State, lot: str) -> int:
    """Return how many rounds of a lot, unfired and not faulty, are believed to be in weapons."""
    return sum(
        1
        for belief in state.beliefs.values()
        for cartridge in belief.contents
        if cartridge.lot == lot and cartridge.state == "ready"
    )


def faulty_in_weapons(state: State, lot: str) -> int:
    """Return how many faulty rounds of a lot nobody has taken out of a weapon yet."""
    return sum(
        1
        for belief in state.beliefs.values()
        for cartridge in belief.contents
        if cartridge.lot == lot and cartridge.state == "faulty"
    )


def pile_of(state: State, lot: Lot, pile: str) -> int:
    """Return how many rounds of a lot lie in one pile: those of ``counted.PILES``; "" is the box."""
    if pile == FAULTY:
        return max(lot.faulty - faulty_in_weapons(state, lot.id), 0)
    return lot.sampled if pile == SAMPLE else lot.box


def accounted(state: State, lot: Lot) -> int:
    """Return the sum of a lot's account, less what was counted too many; it has to be the lot's total."""
    return (
        lot.box
        + in_weapons(state, lot.id)
        + lot.spent
        + lot.faulty
        + lot.ejected
        + lot.destroyed
        + lot.sampled
        + lot.returned
        + lot.missing
        + lot.unaccounted
        - lot.surplus
    )


def draw(lot: Lot, count: int) -> tuple[Lot, int]:
    """Take rounds out of the box, proven ones first; return the lot and how many of them there really were."""
    taken = min(count, lot.box)
    return replace(lot, box=lot.box - taken, proven=max(lot.proven - taken, 0)), taken


def put_back(lot: Lot, count: int, *, proven: bool) -> Lot:
    """Return rounds to the box; they keep their proof only where ``proven`` is True, and every round in it is proven.

    An unproven one lies among those that are, whichever came first, and nobody can tell it from them: all of them are
    proven again.
    """
    whole = lot.proven >= lot.box
    return replace(lot, box=lot.box + count, proven=lot.proven + count if proven and whole else 0)


def take_back(lot: Lot) -> Lot:
    """Undo that one round was put back; it was one of the proven ones only where all of them are."""
    whole = lot.proven >= lot.box
    return replace(lot, box=lot.box - 1, proven=lot.box - 1 if whole else 0)


def as_counts(draws: tuple[Draw, ...], state: State) -> Counter[str]:
    """Return what was found as counts a kind, as it was seen; a lot's kind stands for it where no kind was said.

    A live round that is said to be of a box of dummies is a live round.
    """
    counts: Counter[str] = Counter()
    for each in draws:
        lot = state.lots.get(each.lot)
        counts[each.kind or (lot.kind if lot else "unidentified")] += each.count
    return +counts


def believed_counts(contents: tuple[Cartridge, ...]) -> Counter[str]:
    """Return what is believed to be in a weapon as counts a kind; a fired case counts as *spent*."""
    return Counter("spent" if cartridge.state == "spent" else cartridge.kind for cartridge in contents)


def agrees(draws: tuple[Draw, ...], belief: Belief, state: State) -> bool:
    """Whether what was found is what is believed, kind by kind and, where a lot was named, lot by lot.

    Fired cases that nobody counted out are no contradiction; an unfired round too many or too few is.
    """
    found = as_counts(draws, state)
    found.pop("spent", None)
    believed = believed_counts(belief.contents)
    believed.pop("spent", None)
    if found != believed:
        return False
    lots = Counter(c.lot for c in belief.contents if c.state != "spent")
    named: Counter[str] = Counter()
    for each in draws:
        if each.lot:
            named[each.lot] += each.count
    return all(count <= lots[lot] for lot, count in named.items())
