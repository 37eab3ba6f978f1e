"""Is every round typed, proven n of n by two people, from an untainted lot, and a match for this weapon?

Documented in docs/rules/rounds.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from showsafe.domain import layout, roundproof, words
from showsafe.domain.acts import LEAVING, Act
from showsafe.domain.described import lot_from
from showsafe.domain.proof import stands
from showsafe.domain.state import State
from showsafe.domain.things import Lot, Weapon
from showsafe.rules import agreement
from showsafe.rules.decision import Finding, Weight
from showsafe.rules.facts import belief_of, lot_of, weapon_of
from showsafe.rules.gate import Gate, note, refuse
from showsafe.rules.profile import Profile


class Rounds(Gate):
    """Is every round in it typed, proven n of n by two, from an untainted lot that matches, no more than planned?"""

    id = "rounds"
    protects = "a weapon called cold holds no live or blank round, and a hot one exactly the declared blanks"
    codes: ClassVar = {
        "not-sealed": refuse(
            "{lot} comes in {state}, not sealed by its maker or supplier.",
            "Quarantine it, or take a sealed box.",
            "IWLMSC-1/DUMMY-INSPECT",
        ),
        "second-name": note(
            "{lot} comes in under one name.",
            "Somebody who did not bring it countersigns (gate duty waits for it).",
        ),
        "unidentified": refuse(
            "Nobody can say what {count} of the rounds are.",
            "Quarantine the weapon or the box, and search where they came from.",
            "IWLMSC-1/DUMMY-INSPECT",
        ),
        "bad-lot": refuse(
            "{lot} is {state}; nothing is loaded from it.",
            "Quarantine it and take a sealed, labelled lot.",
            "IWLMSC-1/DUMMY-INSPECT",
        ),
        "unknown-lot": refuse(
            "The rounds name no lot on record.",
            "Name the lot they come from, received under two names.",
            "IWLMSC-1/DUMMY-INSPECT",
        ),
        "quarantined": refuse("{lot} is quarantined.", "Take another lot.", "IWLMSC-1/DUMMY-INSPECT"),
        "held": refuse(
            "{lot} is held: {why}.",
            "A custodian and a reviewer release it, then prove its rounds again.",
            "IWLMSC-1/DUMMY-INSPECT",
        ),
        "locked": refuse(
            "{lot} is locked in {container} by the record, and {by} draws from it.",
            "Take it out first, with a second person, and record it.",
            "IWLMSC-1/STORE-SPLIT",
            "MB-22/A4",
        ),
        "with-user": refuse(
            "{lot} is with {holder} by the record, and rounds are drawn from a custodian's box.",
            "A custodian takes it back, and two people prove every round in it again.",
            "IWLMSC-1/DUMMY-INSPECT",
            "PRACTICE/OUT-OF-SIGHT",
        ),
        "tainted": refuse(
            "{lot} is tainted: {why}.",
            "Two people prove every round in the box again.",
            "IWLMSC-1/DUMMY-INSPECT",
            "PRACTICE/OUT-OF-SIGHT",
        ),
        "not-proven": refuse(
            "{proven} rounds of {lot} are proven, and {count} are wanted.",
            "Two people prove each round, by the methods for its kind.",
            "IWLMSC-1/DUMMY-INSPECT",
        ),
        "not-enough": refuse(
            "{lot} has {box} rounds in the box, and {count} are wanted.",
            "Count the box with a second person and reconcile.",
            "IWLMSC-1/CLEAN-COUNT",
        ),
        "no-match": refuse(
            "{lot} is {is_}, and {weapon} takes {takes}.",
            "Take rounds made for this weapon.",
            "JMFX/NO-INTERCHANGE",
            "ON-39/BLANKS",
        ),
        "not-for-this": refuse(
            "{weapon} takes no {kind} rounds.",
            "Leave it without rounds.",
            "JMFX/NO-INTERCHANGE",
        ),
        "over-capacity": refuse(
            "{count} rounds do not fit: {free} places are free by the record.",
            "Unload it, check it with a second person, and begin from empty.",
            "STAGE/TWO-SIGN",
        ),
        "magazine-elsewhere": refuse(
            "The record has magazine {magazine} in {weapon}.",
            "Unload that one first, or read the number again.",
            "STAGE/TWO-SIGN",
        ),
        "magazine-not-named": note(
            "The magazine or belt that goes into {weapon} has no number on record.",
            "Number every magazine, and say which one goes in.",
        ),
        "over-plan": refuse(
            "{count} blanks are more than the {shots} shots of the plan.",
            "Load no more than planned, or approve a new plan.",
            "STAGE/TWO-SIGN",
        ),
        "part-proof": refuse(
            "{count} of {of} is not n of n.",
            "Two people test every round of the box or tray.",
            "IWLMSC-1/DUMMY-INSPECT",
        ),
        "method-missing": refuse(
            "A {kind} is not proven without {methods}.",
            "Do that test on each round too.",
            "IWLMSC-1/DUMMY-INSPECT",
        ),
        "loaded-away": refuse(
            "{weapon} is not proven empty.", "Unload it and check it with a second person.", "MB-22/A4"
        ),
        "none-said": refuse(
            "Nobody says which rounds go in.", "Name the lot and the number of rounds.", "STAGE/TWO-SIGN"
        ),
        "impossible": refuse(
            "{count} were fired, and the record knows of {ready} blanks in it.",
            "Isolate it unopened, and reconcile with a second person.",
            "IWLMSC-1/CLEAN-COUNT",
        ),
        "not-summing": refuse(
            "{count} rounds of {lot} are not accounted for.",
            "Search, then reconcile with a second person.",
            "IWLMSC-1/CLEAN-COUNT",
            "STAGE/TWO-SIGN",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Yield what stands against the rounds an act is about."""
        kind = act.kind
        if kind in ("register", "bring", "receive", *LEAVING):
            yield from self._arriving(state, act)
        elif kind == "prove":
            yield from self._proof(state, act)
        elif kind == "load":
            yield from self._load(state, act, profile, now)
        elif kind == "discharge":
            yield from self._possible(state, act)
        elif kind in ("open-day", "close-day"):
            for lot in state.lots.values():
                if lot.unaccounted and lot.id not in act.exceptions:
                    yield self.find("not-summing", count=lot.unaccounted, lot=lot.id)
        elif act.lot:
            yield from self._lot_issued(state, act)
        else:
            yield from self._in_it(state, act)

    def _arriving(self, state: State, act: Act) -> Iterator[Finding]:
        if act.kind in LEAVING:
            weapon = weapon_of(state, act)
            belief = belief_of(state, act)
            known = belief.locked_empty or (stands(belief.proof) and not belief.contents)
            if weapon is not None and weapon.fires and not known:
                yield self.find("loaded-away", weapon=act.weapon)
            return
        if not act.lot:
            return
        lot = lot_from(act, state.lots.get(act.lot))
        if act.kind == "receive" and not act.countersigned_by:
            yield self.find("second-name", lot=lot.id)
        if lot.state != "sealed":
            yield self.find("not-sealed", lot=lot.id, state=lot.state)
        elif lot.kind == "unidentified":
            yield self.find("unidentified", Weight.NOTE, count=lot.total or "all")

    def _proof(self, state: State, act: Act) -> Iterator[Finding]:
        lot = lot_of(state, act)
        if lot is None:
            return
        count = act.count or 0
        if lot.container:
            yield self.find("locked", lot=lot.id, container=lot.container, by=act.by)
        if lot.quarantined:
            yield self.find("quarantined", lot=lot.id)
        if roundproof.part(act):
            yield self.find("part-proof", count=count, of=act.of or "those in the box")
        if count > lot.box:
            yield self.find("not-enough", lot=lot.id, box=lot.box, count=count)
        if lot.bad:
            yield self.find(
                "bad-lot", lot=lot.id, state=lot.state if lot.kind != "unidentified" else lot.kind
            )
        for missing in roundproof.missing_methods(lot, act.methods):
            yield self.find("method-missing", kind=lot.kind, methods=missing)

    def _load(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        weapon = weapon_of(state, act)
        if weapon is None:
            return
        if not sum(each.count for each in act.rounds or ()):
            yield self.find("none-said")
        drawn: set[str] = set()
        for each in act.rounds or ():
            lot = state.lots.get(each.lot)
            if lot is None:
                yield self.find("unknown-lot")
                continue
            if each.kind not in ("", lot.kind):
                yield self.find("bad-lot", lot=lot.id, state=f"said to be {each.kind}")
            if each.lot in drawn:
                continue
            drawn.add(each.lot)
            if lot.holder and not state.is_custodian(lot.holder):
                yield self.find("with-user", lot=lot.id, holder=lot.holder)
            yield from self._lot(lot)
            yield from self._drawn(lot, sum(d.count for d in act.rounds or () if d.lot == each.lot), act)
            yield from self._match(lot, weapon)
        yield from self._magazine(state, act, weapon)
        wanted = sum(each.count for each in act.rounds or ())
        free = len(layout.free_places(weapon, belief_of(state, act).contents))
        if weapon.capacity and wanted > free:
            yield self.find("over-capacity", count=wanted, free=free)
        yield from self._planned(state, act, profile, now)

    def _lot(self, lot: Lot) -> Iterator[Finding]:
        if lot.bad:
            yield self.find("bad-lot", lot=lot.id, state=lot.state if lot.state != "sealed" else lot.kind)
        if lot.quarantined:
            yield self.find("quarantined", lot=lot.id)
        if lot.holds or lot.frozen:
            yield self.find(
                "held", lot=lot.id, why=lot.holds[-1] if lot.holds else "frozen after an incident"
            )
        if lot.unaccounted:
            yield self.find("not-summing", count=lot.unaccounted, lot=lot.id)
        if lot.tainted:
            yield self.find("tainted", lot=lot.id, why=lot.tainted)

    def _drawn(self, lot: Lot, count: int, act: Act) -> Iterator[Finding]:
        """All that an act draws from one lot, however many times it names it."""
        if count > lot.box:
            yield self.find("not-enough", lot=lot.id, box=lot.box, count=count)
        if count > lot.proven and not lot.tainted:
            yield self.find("not-proven", proven=lot.proven, lot=lot.id, count=count)
        if lot.container:
            yield self.find("locked", lot=lot.id, container=lot.container, by=act.by)

    def _match(self, lot: Lot, weapon: Weapon) -> Iterator[Finding]:
        if not weapon.takes_rounds or (lot.kind == "blank" and not weapon.fires):
            yield self.find("not-for-this", weapon=weapon.id, kind=lot.kind)
        elif roundproof.plain_calibre(lot.calibre) not in {
            roundproof.plain_calibre(weapon.calibre),
            *(roundproof.plain_calibre(also) for also in weapon.takes),
        }:
            takes = weapon.calibre or "a calibre nobody said"
            yield self.find(
                "no-match", lot=lot.id, is_=lot.calibre or "of no said calibre", weapon=weapon.id, takes=takes
            )
        elif lot.kind == "blank" and lot.barrel and weapon.barrel and lot.barrel != weapon.barrel:
            barrels = {"is_": f"for {lot.barrel} barrels", "takes": f"rounds for {weapon.barrel} ones"}
            yield self.find("no-match", lot=lot.id, weapon=weapon.id, **barrels)

    def _magazine(self, state: State, act: Act, weapon: Weapon) -> Iterator[Finding]:
        if weapon.action in (*words.BOX_FED, "belt-fed") and not act.magazine:
            yield self.find("magazine-not-named", weapon=weapon.id)
        where = state.magazines.get(act.magazine, weapon.id) if act.magazine else weapon.id
        if where != weapon.id:
            yield self.find("magazine-elsewhere", magazine=act.magazine, weapon=where)

    def _planned(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        plans = agreement.agreeing(state, act, profile, now) or agreement.candidates(state, act, now)
        named = [plan.act.shots for plan in plans if plan.act.shots is not None]
        meant = agreement.rounds_meant(state, act).items()
        blanks = sum(count for (_, kind, _), count in meant if kind == "blank")
        if named and len(named) == len(plans) and blanks > max(named):
            yield self.find("over-plan", count=blanks, shots=max(named))

    def _lot_issued(self, state: State, act: Act) -> Iterator[Finding]:
        lot = lot_of(state, act)
        if lot is not None:
            yield from self._lot(lot)
            if lot.proven < lot.box:
                yield self.find("not-proven", proven=lot.proven, lot=lot.id, count=lot.box)

    def _in_it(self, state: State, act: Act) -> Iterator[Finding]:
        contents = belief_of(state, act).contents
        unknown = sum(1 for c in contents if c.kind == "unidentified" or not c.lot)
        if unknown:
            yield self.find("unidentified", count=unknown)
        for lot_id in dict.fromkeys(c.lot for c in contents if c.lot):
            lot = state.lots[lot_id]
            yield from self._lot(lot)
            unproven = sum(1 for c in contents if c.lot == lot_id and not c.proven and c.state == "ready")
            if unproven:
                yield self.find("not-proven", proven=0, lot=lot_id, count=unproven)

    def _possible(self, state: State, act: Act) -> Iterator[Finding]:
        """A discharge that the record cannot explain is a deviation; asking what happened is never refused."""
        ready = sum(1 for c in belief_of(state, act).contents if c.kind == "blank" and c.state == "ready")
        count = 1 if act.count is None else act.count
        if count > ready:
            yield self.find("impossible", count=count, ready=ready)
