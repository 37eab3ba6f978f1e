"""``step(state, name)``: the small model of the rules. What is answered, and the state after it.

It was written from the protocol, knows nothing of ``rules`` and ``domain``, and is held against them act by act.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from showsafe.assurance.twin import happening as what
from showsafe.assurance.twin.judging import answer, live, refuses_rounds
from showsafe.assurance.twin.values import (
    BLANK,
    CUSTODIAN,
    DUMMY,
    HOLD,
    PERFORMER,
    PERMIT,
    REFUSE,
    SECOND,
    Twin,
)
from showsafe.assurance.twin.vocabulary import ASK, TIME, WORDS

Effect = Callable[[Twin, bool], Twin]

_EFFECTS: Mapping[str, Effect] = {
    "check-empty": lambda s, _: what.check(s, ()),
    "check-dummy": lambda s, _: what.check(s, (DUMMY,)),
    "check-blanks": lambda s, _: what.check(s, (BLANK, BLANK)),
    "check-live": lambda s, _: what.check(s, ("unidentified",)),
    "check-alone": lambda s, _: what.check(s, (), by_two=False),
    "check-obstructed": lambda s, _: what.check(s, (), bore="obstructed"),
    "show": lambda s, _: what.show(s),
    "load-dummy": lambda s, good: what.load(s, DUMMY, good=good),
    "load-blanks": lambda s, good: what.load(s, BLANK, good=good),
    "load-alone": lambda s, good: what.load(s, DUMMY, good=good),
    "unload": lambda s, _: what.unload(s, None),
    "unload-blanks": lambda s, _: what.unload(s, (BLANK, BLANK)),
    "unload-one": lambda s, _: what.unload(s, (BLANK,)),
    "unload-alone": lambda s, _: what.unload(s, None, by_two=False),
    "clear": lambda s, _: what.unload(s, None),
    "declare-cold": lambda s, _: what.declare(s, "cold"),
    "declare-hot": lambda s, _: what.declare(s, "hot"),
    "preset": lambda s, _: what.preset(s),
    "pick-up": lambda s, _: what.pick_up(s),
    "pick-up-by-custodian": lambda s, _: what.pick_up_by_custodian(s),
    "offer": lambda s, _: what.offer(s),
    "accept": lambda s, good: what.handed_over(s, by=PERFORMER, good=good),
    "confirm": lambda s, good: what.handed_over(s, by=PERFORMER, good=good)._replace(asked=False),
    "hand-over": lambda s, good: what.handed_over(s, by=CUSTODIAN, good=good),
    "decline": lambda s, _: what.decline(s),
    "withdraw": lambda s, _: s._replace(offer=False),
    "collect": lambda s, _: what.collect(s),
    "pass-open": lambda s, _: what.pass_open(s, SECOND),
    "pass-back": lambda s, _: what.pass_open(s, CUSTODIAN),
    "rehearse": lambda s, _: what.rehearse(s),
    "take": lambda s, _: what.take(s),
    "discharge": lambda s, _: what.discharge(s),
    "cut": lambda s, _: what.cut(s),
    "reconcile": lambda s, _: what.reconcile(s),
    "lock": lambda s, _: what.lock(s),
    "unlock": lambda s, _: what.unlock(s),
    "isolate": lambda s, _: what.isolate(s),
    "lock-dummies": lambda s, _: s._replace(dummies=s.dummies._replace(locked=True)),
    "unlock-dummies": lambda s, _: s._replace(dummies=s.dummies._replace(locked=False)),
    "lock-blanks": lambda s, _: s._replace(blanks=s.blanks._replace(locked=True)),
    "unlock-blanks": lambda s, _: s._replace(blanks=s.blanks._replace(locked=False)),
    "prove-dummies": lambda s, _: what.prove(s, DUMMY),
    "prove-blanks": lambda s, _: what.prove(s, BLANK),
    "release-weapon": lambda s, _: what.release_weapon(s),
    "release-dummies": lambda s, _: what.release_lot(s, DUMMY),
    "release-blanks": lambda s, _: what.release_lot(s, BLANK),
    "release-set": lambda s, _: what.release_set(s),
    "quarantine-weapon": lambda s, _: what.quarantine(s),
    "quarantine-blanks": lambda s, _: what.quarantine_blanks(s),
    "close-day": lambda s, _: s._replace(day_open=False, asked=False),
    "told-load-dummy": lambda s, good: what.load(s, DUMMY, good=good),
    "told-load-blanks": lambda s, good: what.load(s, BLANK, good=good),
    "told-hand-over": lambda s, good: what.handed_over(s, by=CUSTODIAN, good=good),
    "told-leave": lambda s, _: what.leave(s),
    "told-leave-blanks": lambda s, _: what.leave_blanks(s),
    "told-discharge": lambda s, _: what.discharge(s),
    "told-test-fire": lambda s, _: what.discharge(s, by_custodian=True),
    "misfire": lambda s, _: what.misfire(s),
    "drop": lambda s, _: what.drop(s),
    "foul": lambda s, _: s._replace(bore=False, said=""),
    "unplanned-discharge": lambda s, _: what.unplanned(s),
    "find-live-in-weapon": lambda s, _: what.found_live_in_weapon(s),
    "find-live-in-blanks": lambda s, _: what.found_live_in_blanks(s),
    "hold": lambda s, _: s._replace(on_hold=True),
    "stop": lambda s, _: s._replace(stopped=True),
}

_DRAWS = {"told-load-dummy": DUMMY, "told-load-blanks": BLANK}
"""What is told and draws from a lot: where the rounds were refused, the lot is held with the weapon."""


def step(s: Twin, name: str) -> tuple[str, Twin]:
    """Return what is answered (of what is told: what the gates would have said), and the state after it."""
    if name == TIME:
        return PERMIT, time_passes(s)
    said = answer(s, name)
    if WORDS[name].door == ASK:
        return said, _asked(s, name, said)
    return said, _told(s, name, said)


def _asked(s: Twin, name: str, said: str) -> Twin:
    """What is permitted happens. What is held or refused changes nothing but which accept may be confirmed."""
    if said == PERMIT:
        return _EFFECTS[name](s, True)  # noqa: FBT003 - good
    return s._replace(asked=said == HOLD) if name == "accept-alone" else s


def _told(s: Twin, name: str, said: str) -> Twin:
    """What is told has happened. What a gate would have refused holds the thing that it was done with."""
    after = _EFFECTS[name](s, said == PERMIT)
    if said != REFUSE:
        return after
    if name == "told-leave-blanks":
        return after._replace(blanks=after.blanks._replace(held="deviation"))
    kind = _DRAWS.get(name, "")
    if kind and (refuses_rounds(s, kind) or live(s)):
        after = after.with_lot(kind, after.lot(kind)._replace(held="deviation"))
    return after._replace(held=True)


def time_passes(s: Twin) -> Twin:
    """A load is late now, and a misfire has waited."""
    return s._replace(
        load="late" if s.load else "", misfire="waited" if s.misfire == "waiting" else s.misfire
    )
