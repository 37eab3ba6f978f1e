"""The world map: from a production state of the bound to the state of the small model.

What it keeps, and how it is read, is what stands here. What it leaves out, because no rule of this bound asks for it:

* record numbers, texts, and who said what: that two people who can be the two stood behind a proof is in the proof;
* what a proof says and what it rests on: only whether it stands;
* how many rounds of a lot were fired, failed, ejected, or written off (``spent``, ``faulty``, ``missing``);
* when anything was: only whether a load is late and whether a misfire has waited, as of ``now``;
* whose hands a box is in, and what is kept for an inquiry (``handled``, ``frozen``, ``moved``, ``disturbed``, ``fed``).

A hold on a lot after a deviation counts before one after an unplanned shot: the second is lifted with the weapon's
release, and while the first stands nothing asks for it.
"""

from __future__ import annotations

from datetime import datetime

from showsafe.assurance.twin import values
from showsafe.assurance.twin.bound import ARMORER, BLANKS, DUMMIES, MASTER, PASSES, PERFORMER, REVOLVER
from showsafe.assurance.twin.values import BLANK, DUMMY, UNIDENTIFIED, Round, Twin
from showsafe.domain.belief import Belief, Fault
from showsafe.domain.events import HOLD
from showsafe.domain.proof import stands
from showsafe.domain.state import State
from showsafe.domain.things import Cartridge, Lot

_HANDS = {ARMORER: values.CUSTODIAN, MASTER: values.SECOND, PERFORMER: values.PERFORMER, "": values.NOBODY}
_KINDS = {DUMMIES: DUMMY, BLANKS: BLANK, "": UNIDENTIFIED}
_STOPS = ("hold", "stop", "live", "missing-dummy")


def worldmap(state: State, now: datetime) -> Twin:
    """Return the state of the model that a production state of the bound stands for, as of a moment."""
    belief = state.believed(REVOLVER)
    stops = {stop.kind for stop in state.stops}
    on_hold, stopped, live_stop, dummy_stop = (kind in stops for kind in _STOPS)
    return Twin(
        **_of_the_weapon(belief, now),  # type: ignore[arg-type]
        dummies=_lot(state.lots[DUMMIES]),
        blanks=_lot(state.lots[BLANKS]),
        on_hold=on_hold,
        stopped=stopped,
        live_stop=live_stop,
        dummy_stop=dummy_stop,
        found_weapon=any(find.where == REVOLVER for find in state.live),
        found_blanks=_found(state),
        asked=_asked(state),
        day_open=state.day.open,
        finder=any(stop.kind == "live" and stop.pressed_by == ARMORER for stop in state.stops),
    )


def _of_the_weapon(belief: Belief, now: datetime) -> dict[str, object]:
    """Return the fields of the model that are about the weapon."""
    loaded, watched, take, use = belief.loaded, belief.watched, belief.take, belief.use
    return {
        "contents": tuple(_round(each) for each in belief.contents),
        "came_out": tuple(_round(each) for each in belief.came_out),
        "proof": stands(belief.proof),
        "bore": stands(belief.bore),
        "said": belief.said.word if belief.said else "",
        "load": ("late" if now - loaded.at >= PASSES else "fresh") if loaded else "",
        "taken": loaded is not None and loaded.taken,
        "shown": bool(belief.shown_to),
        "watch": ("performer" if watched.user else "placed") if watched else "",
        "declined": bool(belief.declined_by),
        "holder": _HANDS[belief.holder],
        "issued": bool(belief.issued_by),
        "locked": bool(belief.container),
        "placed": bool(belief.place),
        "preset": bool(belief.preset),
        "gated": belief.gated,
        "locked_empty": belief.locked_empty,
        "offer": belief.offer is not None,
        "take": ("fired" if take.shots else "going") if take else "",
        "use": use and values.Use(use.back, use.cleared, use.bore_looked, use.counted, fired=bool(use.fired)),
        "uncounted": bool(belief.uncounted),
        "misfire": _misfire(belief.open_fault("misfire"), now),
        "locked_out": any(belief.open_fault(kind) for kind in ("drop", "obstructed-bore")),
        "unplanned": belief.open_fault("unplanned-discharge") is not None,
        "held": bool(belief.holds),
        "quarantined": belief.quarantined,
        "isolated": belief.isolated,
    }


def _round(cartridge: Cartridge) -> Round:
    beyond = cartridge.place.startswith("beyond")
    return Round(_KINDS[cartridge.lot], cartridge.state, cartridge.proven, beyond)


def _misfire(fault: Fault | None, now: datetime) -> str:
    if fault is None:
        return ""
    if fault.cleared:
        return "cleared"
    return "waited" if now - fault.at >= PASSES else "waiting"


def _lot(lot: Lot) -> values.Lot:
    deviation = any(why.startswith("deviation") for why in lot.holds)
    return values.Lot(
        box=lot.box,
        proven=lot.proven,
        open=bool(lot.unaccounted),
        tainted=bool(lot.tainted),
        held="deviation" if deviation else "unplanned" if lot.holds else "",
        locked=bool(lot.container),
        quarantined=lot.quarantined,
    )


def _asked(state: State) -> bool:
    """Return whether the last accept that came without its watcher waits for one."""
    alone = [each for each in state.pending.values() if each.act.kind == "accept" and not each.act.witness]
    return bool(alone) and alone[-1].outcome == HOLD


def _found(state: State) -> str:
    """Return how a live round in the blanks stands: any find that is not quarantined is open."""
    finds = [find for find in state.live if find.where == BLANKS]
    if not finds:
        return ""
    return "quarantined" if all(find.quarantined for find in finds) else "open"
