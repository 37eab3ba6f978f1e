"""Small steps that what happens is made of: what ends a proof, whose hands it is in, and where rounds go."""

from __future__ import annotations

from showsafe.assurance.twin.values import (
    BLANK,
    CAPACITY,
    DUMMY,
    READY,
    SPENT,
    UNIDENTIFIED,
    Round,
    Twin,
)


def void_contents(s: Twin) -> Twin:
    """The contents proof ends, and with it word, offer, look, watch, preset, and that it was locked away empty."""
    return s._replace(
        proof=False, said="", shown=False, watch="", offer=False, preset=False, locked_empty=False
    )


def void_all(s: Twin) -> Twin:
    """Contents, bore and word end."""
    return void_contents(s)._replace(bore=False)


def out_of_the_way(s: Twin) -> Twin:
    """All proofs end, and it has left the way that the rules permit."""
    return void_all(s)._replace(gated=False)


def in_hands(s: Twin, who: str) -> Twin:
    """It is in somebody's hands; in those that it was in already, an open offer goes on."""
    s = s._replace(placed=False, preset=False)
    if s.holder == who and not s.locked:
        return s
    return s._replace(holder=who, locked=False, isolated=False, offer=False)


def in_nobodys_then_in(s: Twin, who: str) -> Twin:
    """A custodian who opens what is in nobody's hands and in no container has it in theirs."""
    return s if s.holder or s.locked else in_hands(s, who)


def taint(s: Twin, kind: str) -> Twin:
    """A lot is in doubt: nothing of it is proven, and what it fed is unknown."""
    s = s.with_lot(kind, s.lot(kind)._replace(tainted=True, proven=0))
    if any(each.kind == kind for each in s.contents):
        s = void_contents(s)._replace(gated=False)
    return s


def put_in(s: Twin, before: tuple[Round, ...], kinds: tuple[str, ...]) -> tuple[Twin, tuple[Round, ...]]:
    """Rounds go from their box into the weapon; one that the box cannot have held is unidentified."""
    placed = list(before)
    for kind in kinds:
        beyond = sum(not each.beyond for each in placed) >= CAPACITY
        lot = s.lot(kind)
        if kind == UNIDENTIFIED or not lot.box:
            placed.append(Round(UNIDENTIFIED, beyond=beyond))
            continue
        s = s.with_lot(kind, lot._replace(box=lot.box - 1, proven=max(lot.proven - 1, 0)))
        placed.append(Round(kind, beyond=beyond))
    return s, tuple(placed)


def put_back(s: Twin, rounds: tuple[Round, ...], *, keep_proof: bool) -> Twin:
    """Rounds that came out unfired go back into their box.

    Only what went in proven may come out so, into a box that is proven as a whole; an unproven round lies among the
    others, whichever came first, and all are proven again.
    """
    for each in rounds:
        if each.state == READY and each.kind != UNIDENTIFIED:
            lot = s.lot(each.kind)
            proven = keep_proof and each.proven and not lot.tainted and lot.proven >= lot.box
            s = s.with_lot(each.kind, lot._replace(box=lot.box + 1, proven=lot.proven + 1 if proven else 0))
    return s


def lose(s: Twin, rounds: tuple[Round, ...]) -> Twin:
    """Rounds that were believed in it and were not there leave their lot with an open difference."""
    for each in rounds:
        if each.state == READY and each.kind != UNIDENTIFIED:
            s = s.with_lot(each.kind, s.lot(each.kind)._replace(open=True))
    return s


def agrees(s: Twin, found: tuple[str, ...]) -> bool:
    """Whether what was found is what is believed, kind by kind; a fired case counts for nothing."""
    return sorted(each.kind for each in s.unspent) == sorted(found)


def compared(s: Twin, found: tuple[str, ...]) -> tuple[tuple[Round, ...], tuple[Round, ...], tuple[str, ...]]:
    """Return what was believed and found, what was believed and not found, and what nobody believed in it."""
    left = list(s.unspent)
    kept: list[Round] = []
    extra: list[str] = []
    for kind in found:
        match = next((each for each in left if each.kind == kind), None)
        if match is None:
            extra.append(kind)
        else:
            left.remove(match)
            kept.append(match)
    return tuple(kept), tuple(left), tuple(extra)


def could_fire(s: Twin) -> bool:
    """Whether a blank is in it that was unfired when its take began; outside a take, that is unfired now."""
    return any(each.kind == BLANK and (each.state != SPENT or s.take == "fired") for each in s.contents)


def fired(s: Twin) -> tuple[Twin, bool]:
    """The first ready blank is spent; return too whether there was none."""
    contents = list(s.contents)
    for place, each in enumerate(contents):
        if each.kind == BLANK and each.state == READY:
            contents[place] = each._replace(state=SPENT)
            return s._replace(contents=tuple(contents)), False
    return s, True


def lots_in(s: Twin) -> tuple[str, ...]:
    """Return the kinds of the lots whose rounds, fired or not, are in the weapon."""
    return tuple(kind for kind in (BLANK, DUMMY) if any(each.kind == kind for each in s.contents))
