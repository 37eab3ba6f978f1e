"""What the model answers: permit, hold or refuse, as the protocol's page reads, gate by gate.

Written from the protocol and not from the gates of ``rules``: nothing of that room is imported here. Papers, meeting,
plan, instruction, credentials and the open day are in place in this bound, so no question about them is left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from showsafe.assurance.twin.values import (
    BLANK,
    CAPACITY,
    CUSTODIAN,
    DUMMY,
    HOLD,
    NOBODY,
    PERFORMER,
    PERMIT,
    READY,
    REFUSE,
    SECOND,
    UNIDENTIFIED,
    Lot,
    Twin,
)

LOADS = {DUMMY: 1, BLANK: 2}
"""How many rounds a load of each kind is."""


def set_trouble(s: Twin) -> bool:
    """Gate *trouble*, of the whole set: a hold, a stop, or an unplanned shot that awaits its review."""
    return s.on_hold or s.stopped or s.live_stop or s.dummy_stop or s.unplanned


def weapon_trouble(s: Twin) -> bool:
    """Gate *trouble*, of the weapon: the set's, a fault, a hold after a deviation, quarantine."""
    return set_trouble(s) or s.fault or s.held or s.quarantined


def lot_trouble(s: Twin, lot: Lot) -> bool:
    """Gate *trouble*, of a lot."""
    return set_trouble(s) or bool(lot.held) or lot.quarantined


def live(s: Twin) -> bool:
    """Gate *live*: a live round that was found is still on record."""
    return s.found_weapon or bool(s.found_blanks)


def doubtful(lot: Lot) -> bool:
    """Gate *rounds*, of a lot: quarantined, held, with an open difference, or tainted."""
    return lot.quarantined or bool(lot.held) or lot.open or lot.tainted


def rounds_bad(s: Twin) -> bool:
    """Gate *rounds*, of what is in the weapon: each typed, proven, and from a lot without a doubt."""
    return any(
        each.kind == UNIDENTIFIED or doubtful(s.lot(each.kind)) or (each.state == READY and not each.proven)
        for each in s.contents
    )


def planned(kinds: set[str]) -> bool:
    """Gate *plan*: one plan is for dummies, one for blanks, and nothing else is planned."""
    return kinds <= {DUMMY} or kinds <= {BLANK}


def kinds_in(s: Twin) -> set[str]:
    """Return the kinds of rounds in the weapon that were not fired."""
    return {each.kind for each in s.unspent}


def is_cold(s: Twin) -> bool:
    """Whether *cold* may be said: a proof stands, nothing is open, and it is empty or holds dummies alone."""
    inert = all(each.kind == DUMMY and each.state == READY for each in s.contents)
    return s.proof and inert and not s.fault and not s.quarantined


def use_open(s: Twin) -> bool:
    """Gate *return*: the use before is not closed, or a count is open.

    What is isolated unopened waits for nothing; isolated and proven empty, what was fired can still be counted.
    """
    if s.uncounted:
        return True
    if s.use is None:
        return False
    if s.isolated:
        return s.locked_empty and s.use.fired and not s.use.counted
    return not (s.use.back and (not s.use.fired or s.use.closed))


def loose(lot: Lot) -> bool:
    """Gate *store*: a lot with rounds in its box that is not locked."""
    return lot.box > 0 and not lot.locked and not lot.quarantined


def load_unfit(s: Twin) -> bool:
    """Gate *load*: loaded by the custodian, announced, and not too long ago; an empty weapon has no load."""
    if not s.contents:
        return False
    hot = any(each.kind == BLANK for each in s.contents)
    return not s.load or not s.said or (s.load == "late" and (hot or not s.taken))


def at_hand(s: Twin, giver: str) -> bool:
    """Gate *hands*: it is in the giver's hands, or in nobody's and lies nowhere."""
    return not s.locked and (s.holder == giver or (s.holder == NOBODY and not s.placed))


def in_users_hands(s: Twin, user: str) -> bool:
    """Gate *hands*, of a use: the record has it in the user's hands."""
    return not s.locked and s.holder == user and (not s.preset or s.issued)


def _answer(*against: bool) -> str:
    return REFUSE if any(against) else PERMIT


def refuses_rounds(s: Twin, kind: str) -> bool:
    """Gate *rounds*, of a load: a lot without a doubt, not locked, with so many proven rounds, for free chambers."""
    lot, count = s.lot(kind), LOADS[kind]
    free = CAPACITY - sum(not each.beyond for each in s.contents)
    unproven = count > lot.proven and not lot.tainted
    return doubtful(lot) or lot.locked or count > lot.box or unproven or count > free


def load(s: Twin, kind: str) -> str:
    """Custodian, duty, live, rounds, check (EMPTY), bore, meeting, plan, return, trouble."""
    with_user = s.holder == PERFORMER and (s.use is None or s.use.back)
    return _answer(
        refuses_rounds(s, kind),
        live(s),
        not s.proof or bool(s.contents),
        not s.bore,
        not planned(kinds_in(s) | {kind}),
        use_open(s) or with_user,
        weapon_trouble(s),
    )


def _offer(s: Twin) -> str:
    """All seventeen gates."""
    return _answer(
        not at_hand(s, CUSTODIAN),
        live(s) or rounds_bad(s),
        not s.proof or not s.bore,
        s.declined or not s.shown,
        load_unfit(s) or not planned(kinds_in(s)),
        use_open(s),
        weapon_trouble(s),
        loose(s.dummies) or loose(s.blanks),
    )


def _accept(s: Twin) -> str:
    """Duty, hands, receiver, live, check, bore, show, sight, trouble; the watcher is there and says so."""
    return _answer(not s.offer, s.declined, live(s), not s.proof, not s.bore, not s.shown, weapon_trouble(s))


def _held(answer: str) -> str:
    """Without the second person what would be permitted waits for one."""
    return HOLD if answer == PERMIT else answer


def _confirm(s: Twin) -> str:
    """The watcher confirms the accept that was held: it is asked again, as of now."""
    return _accept(s) if s.asked else REFUSE


def _take(s: Twin) -> str:
    """Hands, receiver, live, rounds, meeting, show, check, bore, load, plan, sight, trouble."""
    return _answer(
        not in_users_hands(s, PERFORMER),
        s.declined or not s.shown,
        live(s) or rounds_bad(s),
        not s.proof or not s.bore or s.take == "fired",
        load_unfit(s) or not planned(kinds_in(s)),
        s.watch != "performer",
        weapon_trouble(s),
    )


def _rehearse(s: Twin) -> str:
    """Inert by default: dummies where the lens sees them; empty needs a reason that this plan does not give."""
    dummies = bool(s.contents) and all(each.kind == DUMMY and each.state == READY for each in s.contents)
    return _answer(
        not in_users_hands(s, PERFORMER),
        s.declined,
        live(s) or rounds_bad(s),
        not s.proof or not s.bore or s.take == "fired",
        not dummies,
        weapon_trouble(s),
    )


def _told_shot(s: Twin) -> str:
    """Hands, bore, plan (a shot belongs to a take), sight, trouble; and more than was in it cannot be true."""
    return _answer(
        not in_users_hands(s, PERFORMER),
        not s.bore,
        not s.take or not planned(kinds_in(s)),
        s.watch != "performer",
        weapon_trouble(s),
        not any(each.kind == BLANK for each in s.ready),
    )


def _told_test(s: Twin) -> str:
    """A custodian's own test shot, with somebody who says that they watched it."""
    return _answer(
        not in_users_hands(s, CUSTODIAN),
        not s.bore,
        bool(s.take) and not planned(kinds_in(s)),
        weapon_trouble(s),
        not any(each.kind == BLANK for each in s.ready),
    )


def _declare(s: Twin, word: str) -> str:
    """Custodian, live, rounds, check, bore, trouble; *cold* only where the record says so."""
    contradicts = word == "cold" and not is_cold(s)
    return _answer(live(s) or rounds_bad(s), not s.proof or not s.bore, contradicts, weapon_trouble(s))


def _preset(s: Twin) -> str:
    """Custodian, hands, live, check, trouble."""
    return _answer(not at_hand(s, CUSTODIAN), live(s), not s.proof, weapon_trouble(s))


def _pick_up(s: Twin) -> str:
    """The user picks up only what a custodian placed and watches."""
    return _answer(s.locked, not s.preset, s.declined, weapon_trouble(s))


def _pick_up_by_custodian(s: Twin) -> str:
    """The way back: only what is locked, or in somebody else's hands, is not picked up."""
    return _answer(s.locked, s.holder not in (NOBODY, CUSTODIAN) and not s.preset)


def _pass_open(s: Twin, giver: str) -> str:
    """Custodian to custodian: open and empty, both looking."""
    return _answer(not at_hand(s, giver), not s.proof, bool(s.contents))


def _lock(s: Twin) -> str:
    """Custodian, check (EMPTY), store: nothing is locked away loaded, or out of a performer's hands."""
    return _answer(not s.proof, bool(s.contents), s.holder == PERFORMER)


def _unlock(s: Twin) -> str:
    """Only what is in store, or in the custodian's own hands, comes out of it."""
    return _answer(not s.locked and s.holder in (SECOND, PERFORMER), weapon_trouble(s))


def _prove(lot: Lot) -> str:
    """Every round in the box, by two people; there has to be one, and the box has to be at hand."""
    return _answer(lot.locked, lot.quarantined, lot.box == 0)


def _release_set(s: Twin) -> str:
    """A custodian who pressed needs another one while a doubt stands: the finder of the live round, or who counted."""
    return _answer(s.on_hold and (s.finder or s.dummy_stop))


def _close_day(s: Twin) -> str:
    """Nothing out, no count open, no place unknown."""
    away = s.locked and (s.quarantined or s.locked_empty)
    in_it = any(each.kind != UNIDENTIFIED for each in s.ready) and not s.isolated
    return _answer(
        use_open(s),
        s.dummies.open or s.blanks.open,
        not away or in_it,
        loose(s.dummies) or loose(s.blanks),
    )


def _open(s: Twin) -> str:
    """Check and unload: the safe direction, which only an open misfire limits."""
    return _answer(bool(s.misfire))


def _safe(s: Twin) -> str:  # noqa: ARG001 - the shape of an answer
    """Nothing refuses the safe direction, nor what has happened."""
    return PERMIT


def _never(s: Twin) -> str:  # noqa: ARG001 - as above
    """Nobody may leave a weapon or a box to nobody."""
    return REFUSE


ANSWERS: Mapping[str, Callable[[Twin], str]] = {
    **dict.fromkeys(("check-empty", "check-dummy", "check-blanks", "check-live"), _open),
    **dict.fromkeys(("check-alone", "check-obstructed"), _open),
    **dict.fromkeys(("unload", "unload-blanks", "unload-one", "unload-alone"), _open),
    "clear": lambda s: _answer(s.misfire == "waiting"),
    "show": lambda s: _answer(not s.proof),
    "load-dummy": lambda s: load(s, DUMMY),
    "load-blanks": lambda s: load(s, BLANK),
    "load-alone": lambda s: _held(load(s, DUMMY)),
    "declare-cold": lambda s: _declare(s, "cold"),
    "declare-hot": lambda s: _declare(s, "hot"),
    "preset": _preset,
    "pick-up": _pick_up,
    "pick-up-by-custodian": _pick_up_by_custodian,
    "offer": _offer,
    "accept": _accept,
    "accept-alone": lambda s: _held(_accept(s)),
    "confirm": _confirm,
    "hand-over": _offer,
    "pass-open": lambda s: _pass_open(s, CUSTODIAN),
    "pass-back": lambda s: _pass_open(s, SECOND),
    "leave": _never,
    "rehearse": _rehearse,
    "take": _take,
    "lock": _lock,
    "unlock": _unlock,
    "unlock-dummies": lambda s: _answer(lot_trouble(s, s.dummies)),
    "unlock-blanks": lambda s: _answer(lot_trouble(s, s.blanks)),
    "prove-dummies": lambda s: _prove(s.dummies),
    "prove-blanks": lambda s: _prove(s.blanks),
    "release-weapon": lambda s: _answer(s.misfire in ("waiting", "waited")),
    "release-set": _release_set,
    "close-day": _close_day,
    "told-load-dummy": lambda s: load(s, DUMMY),
    "told-load-blanks": lambda s: load(s, BLANK),
    "told-hand-over": lambda s: _held(_offer(s)),
    "told-leave": _never,
    "told-leave-blanks": _never,
    "told-discharge": _told_shot,
    "told-test-fire": _told_test,
}
"""How each act is answered; what is not here is the safe direction, or has happened."""


def answer(s: Twin, name: str) -> str:
    """Return what the protocol answers to an act of the vocabulary in a state of the model."""
    return ANSWERS.get(name, _safe)(s)
