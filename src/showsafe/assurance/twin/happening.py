"""What happens in the model when an act is done: the table *What voids what* of the protocol, as a reader takes it.

Each function says what an act does that takes place. ``good`` is whether the rules permit it in full: only then does
it prove, carry, or say anything.
"""

from __future__ import annotations

from showsafe.assurance.twin.judging import LOADS
from showsafe.assurance.twin.values import (
    BLANK,
    CAPACITY,
    CUSTODIAN,
    DUMMY,
    FAULTY,
    NOBODY,
    PERFORMER,
    READY,
    SECOND,
    UNIDENTIFIED,
    Twin,
    Use,
)
from showsafe.assurance.twin.voiding import (
    agrees,
    compared,
    could_fire,
    fired,
    in_hands,
    in_nobodys_then_in,
    lose,
    lots_in,
    out_of_the_way,
    put_back,
    put_in,
    taint,
    void_all,
    void_contents,
)

# --- looking --------------------------------------------------------------------------------------


def check(s: Twin, found: tuple[str, ...], *, by_two: bool = True, bore: str = "clear") -> Twin:
    """A look by two renews, proves or contradicts; a live round stops the set, an obstruction locks the weapon out."""
    s = _looked(s, found, by_two=by_two, bore=bore)
    if UNIDENTIFIED in found:
        s = found_live_in_weapon(s)
    if bore == "obstructed":
        s = s._replace(bore=False, locked_out=True)
    return s


def _looked(s: Twin, found: tuple[str, ...], *, by_two: bool, bore: str) -> Twin:
    if not s.holder and not s.locked:
        s = in_hands(void_all(s) if s.placed else s, CUSTODIAN)
    if s.proof and not agrees(s, found):
        return _contradicted(s, found)
    if not by_two or s.locked:
        return _proves_nothing(s, found)
    return _looked_loaded(s, found) if found else _looked_empty(s, bore)


def _contradicted(s: Twin, found: tuple[str, ...]) -> Twin:
    """Something else is in it than a standing proof says: all proofs end, it is held, the difference stays open."""
    kept, lost, extra = compared(s, found)
    s, contents = put_in(lose(s, lost), kept, extra)
    s = void_all(s)._replace(contents=contents, gated=False, held=True, uncounted=s.uncounted or bool(lost))
    return _more(s, extra)


def _too_many(s: Twin, extra: tuple[str, ...]) -> Twin:
    """A round too many casts doubt on the lot that it looks to be from."""
    for kind in extra:
        s = s if kind == UNIDENTIFIED else taint(s, kind)
    return s


def _more(s: Twin, extra: tuple[str, ...]) -> Twin:
    """More is in it than anybody believed: its lot is in doubt, the weapon is held, and the difference stays open."""
    s = _too_many(s, extra)
    return s._replace(held=s.held or bool(extra), uncounted=s.uncounted or bool(extra))


def _proves_nothing(s: Twin, found: tuple[str, ...]) -> Twin:
    """Not by two, or in its safe: what was found is kept as said where nothing else was known."""
    if s.proof or not found or s.contents:
        return s
    s, contents = put_in(s, (), found)
    return _more(s._replace(contents=contents, gated=False, locked_empty=False), found)


def _looked_empty(s: Twin, bore: str) -> Twin:
    """Empty, by two: proven, with the bore as they looked through it; the use before may be closed by it."""
    lost = s.ready
    s = lose(s, lost)._replace(contents=(), came_out=(), said="", load="", taken=False, gated=True)
    s = s._replace(proof=True, bore=bore == "clear", locked_empty=False, uncounted=s.uncounted or bool(lost))
    if s.use is None:
        return s
    back = s.use.back or s.holder in (CUSTODIAN, SECOND)
    use = s.use._replace(back=back, cleared=True, looked=s.bore)
    return s._replace(use=None if use.closed and not s.uncounted else use)


def _looked_loaded(s: Twin, found: tuple[str, ...]) -> Twin:
    """Found as believed, on a way that was never broken: proven (again). Otherwise unknown."""
    if s.contents and agrees(s, found) and (s.proof or s.gated):
        return s._replace(proof=True, said="")
    kept, lost, extra = compared(s, found)
    s, contents = put_in(lose(s, lost), kept, extra)
    return _more(void_contents(s)._replace(contents=contents, gated=False), extra)


def show(s: Twin) -> Twin:
    """Shown to the 1st AD and the performer; a fresh look answers an earlier no."""
    return s._replace(shown=True, declined=False)


# --- rounds ---------------------------------------------------------------------------------------


def load(s: Twin, kind: str, *, good: bool) -> Twin:
    """A witnessed load from EMPTY with a bore proof keeps the bore and proves the contents; any other ends all."""
    s = in_nobodys_then_in(s, CUSTODIAN)
    s, contents = put_in(s, s.contents, (kind,) * LOADS[kind])
    if good:
        contents = tuple(each._replace(proven=each.kind != UNIDENTIFIED) for each in contents)
    s = s._replace(contents=contents, came_out=(), load="fresh", taken=False, said="", offer=False, watch="")
    if good:
        return s._replace(proof=True, gated=True)
    return out_of_the_way(s)._replace(held=s.held or len(contents) > CAPACITY)


def unload(s: Twin, found: tuple[str, ...] | None, *, by_two: bool = True) -> Twin:
    """Rounds come out; nobody knows that it is empty until two have looked. Said again, it is one unload."""
    s = in_nobodys_then_in(s, CUSTODIAN)
    if found is not None and not s.contents and s.came_out:
        s = _taken_back(s)
    kinds = tuple(dict.fromkeys(each.kind for each in s.unspent))
    believed = tuple(each.kind for kind in kinds for each in s.unspent if each.kind == kind)
    kept, lost, extra = compared(s, believed if found is None else found)
    s = _too_many(s, extra)._replace(gated=s.gated)
    s = lose(put_back(s, kept, keep_proof=by_two and s.gated), lost)
    counted = found is not None and by_two and not lost and not extra
    more = any(each.state == READY for each in lost) or bool(extra)
    return void_all(s)._replace(
        uncounted=s.uncounted or more,
        held=s.held or bool(extra),
        contents=(),
        came_out=tuple(each for each in kept if each.state == READY),
        load="",
        taken=False,
        use=s.use and s.use._replace(cleared=True, counted=s.use.counted or counted),
        misfire="cleared" if s.misfire else "",
    )


def _taken_back(s: Twin) -> Twin:
    for each in s.came_out:
        lot = s.lot(each.kind)
        if each.kind != UNIDENTIFIED and lot.box:
            box = lot.box - 1
            s = s.with_lot(each.kind, lot._replace(box=box, proven=box if lot.proven >= lot.box else 0))
    return s._replace(contents=s.came_out, came_out=())


def reconcile(s: Twin) -> Twin:
    """Two people close the count. What is missing taints its lot; a missing dummy stops the set."""
    for kind in (DUMMY, BLANK):
        lot = s.lot(kind)
        if lot.open:
            s = taint(s.with_lot(kind, lot._replace(open=False)), kind)
            s = s._replace(dummy_stop=s.dummy_stop or kind == DUMMY)
    use = s.use and s.use._replace(counted=True)
    return s._replace(uncounted=False, use=None if use is not None and use.closed else use)


# --- hands ----------------------------------------------------------------------------------------


def declare(s: Twin, word: str) -> Twin:
    """The word is said."""
    return s._replace(said=word)


def preset(s: Twin) -> Twin:
    """Placed by the custodian, who stays in reach, with somebody who watches it."""
    return in_hands(s, CUSTODIAN)._replace(preset=True, placed=True, watch="placed")


def pick_up(s: Twin) -> Twin:
    """The user picks up what was placed, with its proofs where somebody watched it there."""
    watched = bool(s.watch)
    s = in_hands(s, PERFORMER)._replace(issued=True)
    return s._replace(watch="performer") if watched else out_of_the_way(s)


def pick_up_by_custodian(s: Twin) -> Twin:
    """A custodian takes back what was placed; anything else that is picked up is unknown."""
    placed = s.preset
    s = in_hands(s, CUSTODIAN)
    return s if placed else out_of_the_way(s)


def offer(s: Twin) -> Twin:
    """Offered, it stays with the giver; an accept that waits for its watcher answered an older offer."""
    s = in_nobodys_then_in(s, CUSTODIAN)
    return s._replace(offer=s.holder == CUSTODIAN, asked=False)


def handed_over(s: Twin, *, by: str, good: bool) -> Twin:
    """The performer has it. Proofs are carried only where every gate was met, with somebody who watched."""
    giver = CUSTODIAN if s.offer else (s.holder or by)
    issued = True if giver in (CUSTODIAN, SECOND) else s.issued
    s = in_hands(s, PERFORMER)._replace(issued=issued, offer=False)
    return s._replace(watch="performer") if good else out_of_the_way(s)


def decline(s: Twin) -> Twin:
    """A no ends the offer."""
    return s._replace(offer=False, declined=True)


def collect(s: Twin) -> Twin:
    """Taken back by a custodian: open it and look."""
    gated = s.gated and (s.holder != PERFORMER or s.issued)
    s = void_all(in_hands(s, CUSTODIAN))
    return s._replace(take="", use=s.use and s.use._replace(back=True), gated=gated, issued=False)


def pass_open(s: Twin, to: str) -> Twin:
    """Open and empty from custodian to custodian, both looking: new proofs, of the bore where nothing is open."""
    looked_through = s.bore or not s.fault
    s = void_all(in_hands(s, to)._replace(issued=False))
    return s._replace(contents=(), proof=True, bore=looked_through, gated=True)


def leave(s: Twin) -> Twin:
    """Unattended, out of sight: unknown, and in nobody's hands."""
    s = out_of_the_way(s)
    return s._replace(holder=NOBODY, locked=False, placed=True, issued=False, take="")


# --- store ----------------------------------------------------------------------------------------


def lock(s: Twin) -> Twin:
    """Locked away, proofs end; that it was empty then is kept."""
    s = void_all(s)._replace(locked=True, holder=NOBODY, placed=False, issued=False)
    return s._replace(locked_empty=True, gated=True, use=s.use and s.use._replace(back=True))


def unlock(s: Twin) -> Twin:
    """What comes out of a safe is unknown until it is checked."""
    return in_hands(void_all(s), CUSTODIAN)._replace(issued=False)


def isolate(s: Twin) -> Twin:
    """Locked as it is, and marked: nobody has opened it."""
    empty = s.proof and not s.contents
    s = out_of_the_way(s)._replace(isolated=True, locked=True, holder=NOBODY, placed=False)
    return s._replace(locked_empty=empty, take="", issued=False)


def quarantine(s: Twin) -> Twin:
    """Out of everybody's way."""
    s = out_of_the_way(s)._replace(quarantined=True, locked=True, holder=NOBODY, placed=False)
    s = s._replace(take="", issued=False)
    return s if s.live_stop else s._replace(found_weapon=False)


def quarantine_blanks(s: Twin) -> Twin:
    """The lot is out of everybody's way; a live round found in it is off the record once the set is released."""
    s = s._replace(blanks=s.blanks._replace(quarantined=True, locked=True))
    found = "quarantined" if s.found_blanks and s.live_stop else ""
    return s._replace(found_blanks=found, found_weapon=s.found_weapon and s.live_stop)


def leave_blanks(s: Twin) -> Twin:
    """A lot that is left is in doubt, and what it fed is unknown."""
    return taint(s._replace(blanks=s.blanks._replace(locked=False)), BLANK)


def prove(s: Twin, kind: str) -> Twin:
    """Every round in the box was tested by two people: that lifts a taint."""
    lot = s.lot(kind)
    return s.with_lot(kind, lot._replace(proven=lot.box, tainted=False))


# --- use and trouble ------------------------------------------------------------------------------


def take(s: Twin) -> Twin:
    """A take begins, and with it a use, until weapon, bore and counts are closed."""
    s = end_take(s)
    return s._replace(take="going", use=(s.use or Use())._replace(back=False), taken=bool(s.load))


def rehearse(s: Twin) -> Twin:
    """A rehearsal begins; a cut ends it like a take."""
    return end_take(s)._replace(take="going")


def end_take(s: Twin) -> Twin:
    """Ended by a cut or by the next take: what was fired from needs its bore looked at."""
    return s._replace(take="", bore=s.bore and s.take != "fired")


def cut(s: Twin) -> Twin:
    """Ends the take and the word, and makes nothing cold. It is called over what is out."""
    if not s.take or (s.locked and not s.fault):
        return s
    return end_take(s)._replace(said="")


def discharge(s: Twin, *, by_custodian: bool = False) -> Twin:
    """A blank is spent. More shots than blanks: nothing is known any more, it is held, and its lots are in doubt.

    Where no blank was unfired in it when the take began, it was a live round until it is found otherwise.
    """
    explained = could_fire(s)
    s, short = fired(s._replace(said=""))
    use = (s.use or Use())._replace(fired=True, back=False, cleared=False, looked=False, counted=False)
    s = s._replace(use=use, take="fired") if s.take else s._replace(use=use, bore=False)
    if short or not s.proof:
        s = out_of_the_way(s)
    s = s._replace(held=s.held or short, uncounted=s.uncounted or short)
    if short:
        s = _fed_in_doubt(s)
    return s if explained else found_live_in_weapon(s, by_custodian=by_custodian)


def _fed_in_doubt(s: Twin) -> Twin:
    for kind in lots_in(s._replace(contents=(*s.contents, *s.came_out))):
        s = taint(s, kind)
    return s


def misfire(s: Twin) -> Twin:
    """It did not fire: locked out, shut until the wait is over, one faulty round in it."""
    s = void_all(s)._replace(misfire="waiting")
    contents = list(s.contents)
    for place, each in enumerate(contents):
        if each.state == READY:
            contents[place] = each._replace(state=FAULTY)
            break
    return s._replace(contents=tuple(contents))


def drop(s: Twin) -> Twin:
    """An unplanned drop: locked out."""
    return void_all(s)._replace(locked_out=True)


def unplanned(s: Twin) -> Twin:
    """A shot that nobody planned: the weapon is locked out, and the lots in it are held, until a review."""
    kinds = lots_in(s)
    s = void_all(discharge(s))._replace(unplanned=True)
    for kind in kinds:
        lot = s.lot(kind)
        s = s.with_lot(kind, lot._replace(held=lot.held or "unplanned"))
    return s


def found_live_in_weapon(s: Twin, *, by_custodian: bool = True) -> Twin:
    """The set stops, the weapon is out of use, and every lot with rounds in it, or just out of it, is in doubt."""
    s = out_of_the_way(_fed_in_doubt(s))
    s = s._replace(finder=s.finder or by_custodian)
    return s._replace(found_weapon=True, live_stop=True, quarantined=True, take="")


def found_live_in_blanks(s: Twin) -> Twin:
    """The set stops, and the lot and what it fed are in doubt."""
    return taint(s._replace(found_blanks="open", live_stop=True, finder=True), BLANK)


def release_weapon(s: Twin) -> Twin:
    """Faults, holds and quarantine are lifted, and the holds of lots after an unplanned shot. Proves nothing."""
    s = s._replace(misfire="", locked_out=False, unplanned=False, held=False, quarantined=False)
    for kind in (DUMMY, BLANK):
        lot = s.lot(kind)
        s = s.with_lot(kind, lot._replace(held="" if lot.held == "unplanned" else lot.held))
    return s


def release_lot(s: Twin, kind: str) -> Twin:
    """A lot comes back; from quarantine, or held after a deviation, every round of it is proven again."""
    lot = s.lot(kind)
    if lot.quarantined or lot.held == "deviation":
        lot = lot._replace(quarantined=False, proven=0, tainted=True)
    return s.with_lot(kind, lot._replace(held=""))


def release_set(s: Twin) -> Twin:
    """The set goes on; a live round that is not quarantined stays on record."""
    s = s._replace(on_hold=False, stopped=False, live_stop=False, dummy_stop=False)
    s = s._replace(found_weapon=False, finder=False)
    return s._replace(found_blanks="open" if s.found_blanks == "open" else "")
