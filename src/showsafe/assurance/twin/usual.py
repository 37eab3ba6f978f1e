"""The bound: the usual way of a day costs nothing, and every step off it costs one of a small budget.

The usual way is the load, the hand-over, the take and the way back as they are meant, one thing after the other; and
after a mishap the way back to it: wait, clear, release, quarantine, prove again. Whatever changes nothing is free too.
So a budget of one finds everything that one mishap can lead to, wherever in the day it comes, and of two every pair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from showsafe.assurance.twin.judging import is_cold, loose
from showsafe.assurance.twin.values import BLANK, CUSTODIAN, DUMMY, PERFORMER, Lot, Twin
from showsafe.assurance.twin.vocabulary import TIME


def in_order(s: Twin) -> bool:
    """Whether nothing is open that has to be put right first."""
    stops = s.on_hold or s.stopped or s.live_stop or s.dummy_stop
    return not (s.fault or s.held or s.quarantined or stops or s.uncounted or s.found_blanks)


def at_the_table(s: Twin) -> bool:
    """Whether the custodian has it in hand, and nothing is open."""
    return in_order(s) and s.holder == CUSTODIAN and not s.locked


def proven_empty(s: Twin) -> bool:
    """Whether it is ready for a load: empty, with both proofs, and the use before closed."""
    return s.proof and s.bore and not s.contents and s.use is None


def put_away(s: Twin) -> bool:
    """Whether no box of rounds is open on the table."""
    return not loose(s.dummies) and not loose(s.blanks)


def _taken_out(s: Twin, lot: Lot) -> bool:
    """A box is taken out for a load, or to prove it again."""
    fresh = at_the_table(s) and proven_empty(s) and not s.shown
    return fresh and put_away(s) and lot.locked and lot.box > 0 and not lot.held


def _put_back(s: Twin, lot: Lot) -> bool:
    """A box is locked again after the load, or once the rounds are back in it."""
    return loose(lot) and not (s.proof and not s.contents)


def _proven_again(lot: Lot) -> bool:
    return loose(lot) and (lot.tainted or lot.proven < lot.box)


def _loads(s: Twin, lot: Lot) -> bool:
    return at_the_table(s) and proven_empty(s) and loose(lot) and lot.proven == lot.box


def _comes_out(s: Twin, *unfired: str) -> bool:
    """What is in it is taken out by its kinds, once it is back and nobody knows any more."""
    there = bool(s.contents) and tuple(each.kind for each in s.unspent) == unfired
    return there and at_the_table(s) and not s.proof


def _shown(s: Twin) -> bool:
    return at_the_table(s) and s.proof and s.bore and s.use is None and put_away(s) and not s.shown


def _said(s: Twin) -> bool:
    with_user = s.holder == PERFORMER and not s.take and s.proof
    ready = at_the_table(s) and s.shown
    return not s.said and in_order(s) and (ready or with_user)


def _brought_back(s: Twin) -> bool:
    """It is collected from whoever has it, once the take is over; and after a mishap from wherever it is."""
    lying = s.placed and not s.preset
    return not s.take and not s.locked and (s.holder not in ("", CUSTODIAN) or lying)


def _closed(s: Twin) -> bool:
    use = s.use
    done = use is not None and use.back and use.cleared and use.looked and not use.counted
    return s.uncounted or s.dummies.open or s.blanks.open or done


def _released(s: Twin) -> bool:
    waiting = s.misfire in ("waiting", "waited")
    return (s.fault or s.held or s.quarantined) and not waiting and not s.take


USUAL: Mapping[str, Callable[[Twin], bool]] = {
    "check-empty": lambda s: at_the_table(s) and not (s.proof and s.bore) and not s.contents and put_away(s),
    "unlock-dummies": lambda s: _taken_out(s, s.dummies),
    "unlock-blanks": lambda s: _taken_out(s, s.blanks),
    "load-dummy": lambda s: _loads(s, s.dummies),
    "load-blanks": lambda s: _loads(s, s.blanks),
    "lock-dummies": lambda s: _put_back(s, s.dummies),
    "lock-blanks": lambda s: _put_back(s, s.blanks),
    "show": _shown,
    "declare-cold": lambda s: _said(s) and is_cold(s),
    "declare-hot": lambda s: _said(s) and not is_cold(s),
    "offer": lambda s: at_the_table(s) and s.shown and bool(s.said) and not s.offer,
    "accept": lambda s: s.offer,
    "take": lambda s: in_order(s) and s.holder == PERFORMER and not s.take and bool(s.said),
    "discharge": lambda s: bool(s.take) and any(each.kind == BLANK for each in s.ready),
    "cut": lambda s: bool(s.take),
    "collect": _brought_back,
    "unload": lambda s: _comes_out(s) or _comes_out(s, DUMMY),
    "unload-blanks": lambda s: _comes_out(s, BLANK, BLANK),
    "unload-one": lambda s: _comes_out(s, BLANK),
    "clear": lambda s: s.misfire == "waited" and s.holder == CUSTODIAN,
    "reconcile": _closed,
    "lock": lambda s: at_the_table(s) and proven_empty(s) and put_away(s) and not s.shown,
    "unlock": lambda s: s.locked and in_order(s),
    "release-weapon": _released,
    "release-dummies": lambda s: bool(s.dummies.held) or s.dummies.quarantined,
    "release-blanks": lambda s: bool(s.blanks.held) or s.blanks.quarantined,
    "release-set": lambda s: not s.take,
    "quarantine-blanks": lambda s: s.found_blanks == "open",
    "prove-dummies": lambda s: _proven_again(s.dummies),
    "prove-blanks": lambda s: _proven_again(s.blanks),
    TIME: lambda s: s.misfire == "waiting",
}
"""When each step is on the usual way; what is not here never is."""


def off_the_way(s: Twin, name: str, after: Twin) -> int:
    """Return what a step costs: one where it changes something and is not on the usual way."""
    return int(after != s and not (name in USUAL and USUAL[name](s)))


def may(s: Twin, name: str) -> bool:
    """Whether a step is one of this bound at all: the day is open, and time passes only where something waits."""
    waits = s.load == "fresh" or s.misfire == "waiting"
    return s.day_open and (name != TIME or waits)
