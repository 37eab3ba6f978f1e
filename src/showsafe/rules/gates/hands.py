"""Does it go only from custodian to named user and back, with both confirming, and never to nobody?

Documented in docs/rules/hands.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from showsafe.domain.acts import Act
from showsafe.domain.proof import stands
from showsafe.domain.spoken import is_hot
from showsafe.domain.state import State
from showsafe.rules.decision import Finding, Weight
from showsafe.rules.facts import (
    ISSUING,
    belief_of,
    giver_of,
    is_user,
    lot_of,
    names_user,
    person,
    planned_pass,
    plans_of,
    receiver_of,
    weapon_of,
)
from showsafe.rules.gate import Gate, refuse
from showsafe.rules.profile import Profile


class Hands(Gate):
    """Only custodian to named user and back, save a planned inert pass; never nobody; both confirm."""

    id = "hands"
    protects = "record and hands always agree on exactly one responsible person"
    codes: ClassVar = {
        "giver": refuse(
            "{who} is not a custodian, and no scripted pass from {who} to {to} is planned.",
            "A custodian collects it and hands it over.",
            "CA-9153(a)(2)-give",
            "PRACTICE/NO-OTHER-HANDS",
            "NSW-35A(1)",
            "QLD-119",
        ),
        "receiver": refuse(
            "{to} is not a user named for it.",
            "Hand it to the user named in the plan, or approve a plan that names {to}.",
            "CA-9153(a)(2)-give",
            "PRACTICE/NO-OTHER-HANDS",
        ),
        "nobody": refuse(
            "A weapon is never left with nobody.",
            "Stay with it, hand it to a custodian, or lock it away.",
            "IWLMSC-1/UNATTENDED",
        ),
        "not-held": refuse(
            "The record has it in the hands of {holder}, not of {who}.",
            "A custodian collects it from {holder} first.",
            "NSW-35A(3)(a)(ii)",
        ),
        "locked": refuse(
            "The record has it locked in {container}.",
            "A custodian takes it out with a second person, and checks it.",
            "CA-9153(a)(3)-lock",
        ),
        "gone": refuse(
            "The record says it left for {to}.", "Register it again when it comes back.", "NSW-35A(3)(a)(ii)"
        ),
        "unattended": refuse(
            "The record has it lying at {place}, in nobody's hands.",
            "A custodian collects it, opens it and looks.",
            "IWLMSC-1/UNATTENDED",
        ),
        "not-by-giver": refuse(
            "{by} cannot say it for {who}: giver and receiver each confirm their own part.",
            "{who} does it themselves.",
            "STAGE/TWO-SIGN",
        ),
        "not-offered": refuse(
            "No open offer of it to {who} is on record.",
            "The custodian offers it to {who}; then {who} reads it back.",
            "STAGE/TWO-SIGN",
        ),
        "user": refuse(
            "The record has it in the hands of {holder}, and {who} is to use it.",
            "The custodian collects it and hands it to {who}.",
            "CA-9153(a)(2)-give",
        ),
        "pass-open": refuse(
            "From custodian to custodian it goes open and empty, both looking.",
            "Use pass-open.",
            "HOUSE/PASS-OPEN",
        ),
        "pass-not-inert": refuse(
            "A scripted pass between performers is for an inert weapon only.",
            "Use a rubber or solid one for the pass, or take it back and hand it on as custodian.",
            "CA-9153(a)(2)-give",
        ),
        "lot-open": refuse(
            "{lot} goes out of a custodian's hands only sealed.",
            "Seal it and record the number, or load it yourself.",
            "IWLMSC-1/LOAD-WHO",
        ),
        "still-has": refuse(
            "By the record {who} still has {what}.",
            "A custodian collects it first; then ask again.",
        ),
        "pick-up": refuse(
            "{who} may pick up only what a custodian placed for them and watched.",
            "The custodian hands it over.",
            "IWLMSC-1/UNATTENDED",
            "PRACTICE/NO-OTHER-HANDS",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Yield what stands against the hands it is in and goes to."""
        if act.kind == "erase":
            yield from self._still_has(state, act.person)
        elif act.kind == "leave":
            yield self.find("nobody", None if act.weapon else Weight.NOTE)
        elif act.lot:
            yield from self._lot(state, act)
        elif act.kind in ISSUING:
            yield from self._giver(state, act, profile, now)
            yield from self._place(state, act, giver_of(state, act))
            yield from self._receiver(state, act, now)
        elif act.kind == "accept":
            yield from self._accept(state, act)
        elif act.kind in ("preset", "pass-open"):
            yield from self._own_hands(state, act)
        elif act.kind == "pick-up":
            yield from self._pick_up(state, act, now)
        else:
            yield from self._use(state, act)

    def _lot(self, state: State, act: Act) -> Iterator[Finding]:
        lot = lot_of(state, act)
        if lot is None or act.kind not in (*ISSUING, "accept"):
            return
        giver, receiver = giver_of(state, act), receiver_of(state, act)
        if act.kind in ISSUING and not state.is_custodian(giver):
            yield self.find("giver", who=giver, to=receiver)
        if act.kind == "accept" and lot.offered_to != receiver:
            yield self.find("not-offered", who=receiver)
        if not state.is_custodian(receiver) and not lot.seal:
            yield self.find("lot-open", lot=lot.id)

    def _giver(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        giver, receiver = giver_of(state, act), receiver_of(state, act)
        if act.by != giver:
            yield self.find("not-by-giver", by=act.by, who=giver)
        if state.is_custodian(giver):
            return
        plans = plans_of(state, act, now)
        weapon = weapon_of(state, act)
        if not planned_pass(plans, giver, receiver):
            yield self.find("giver", who=giver, to=receiver)
        elif weapon is not None and weapon.discharges:
            belief = belief_of(state, act)
            empty = profile.pass_empty and stands(belief.proof) and not belief.contents
            if not empty or is_hot(weapon, belief):
                yield self.find("pass-not-inert")

    def _place(self, state: State, act: Act, giver: str) -> Iterator[Finding]:
        """It has to be in the giver's hands; where the last use is not closed, gate *return* says so of an offer."""
        belief = belief_of(state, act)
        if belief.gone:
            yield self.find("gone", to=belief.gone)
        elif belief.container:
            yield self.find("locked", container=belief.container)
        elif belief.holder and belief.holder != giver:
            open_use = belief.use is not None and not belief.use.back
            said_there = act.kind in ISSUING and open_use and state.is_custodian(giver)
            weight = Weight.NOTE if said_there else None
            yield self.find("not-held", weight, holder=belief.holder, who=giver)
        elif not belief.holder and belief.place:
            yield self.find("unattended", place=belief.place)

    def _receiver(self, state: State, act: Act, now: datetime) -> Iterator[Finding]:
        receiver = receiver_of(state, act)
        giver = giver_of(state, act)
        who = person(state, receiver)
        named = any(
            p.act.user == receiver or (names_user(p, receiver) and p.act.user)
            for p in plans_of(state, act, now)
        )
        if named or receiver == giver:
            return
        if who.custodian and state.is_custodian(giver):
            yield self.find("pass-open")
        elif not is_user(who) and not who.custodian:
            yield self.find("receiver", to=receiver)

    def _accept(self, state: State, act: Act) -> Iterator[Finding]:
        belief = belief_of(state, act)
        receiver = receiver_of(state, act)
        if belief.offer is None or belief.offer.to != receiver:
            yield self.find("not-offered", who=receiver)
        if act.by != receiver:
            yield self.find("not-by-giver", by=act.by, who=receiver)

    def _own_hands(self, state: State, act: Act) -> Iterator[Finding]:
        """Only what somebody holds can they place or pass; each says it for themselves."""
        giver = giver_of(state, act)
        yield from self._place(state, act, giver)
        if act.by not in (giver, *act.to):
            yield self.find("not-by-giver", by=act.by, who=giver)

    def _pick_up(self, state: State, act: Act, now: datetime) -> Iterator[Finding]:
        belief = belief_of(state, act)
        if belief.container:
            yield self.find("locked", container=belief.container)
        elif belief.holder and not belief.preset and belief.holder != act.by:
            yield self.find("not-held", holder=belief.holder, who=act.by)
        if state.is_custodian(act.by):
            return
        named = any(names_user(plan, act.by) for plan in plans_of(state, act, now))
        if not belief.preset or not named:
            yield self.find("pick-up", who=act.by)

    def _use(self, state: State, act: Act) -> Iterator[Finding]:
        belief = belief_of(state, act)
        user = receiver_of(state, act)
        if belief.container:
            yield self.find("locked", container=belief.container)
        elif belief.holder != user or (belief.preset and not belief.issued_by):
            yield self.find("user", holder=belief.holder or "nobody", who=user)

    def _still_has(self, state: State, who: str) -> Iterator[Finding]:
        """Nobody is forgotten who has a weapon or an open box in their hands, or whom the record has watching one.

        The names of a told day have a slash; it is over, and nobody has anything of it now.
        """
        if "/" in who:
            return
        weapons = [name for name in state.active if who in _in_charge(state, name)]
        lots = [name for name in state.active_lots if state.lots[name].holder == who]
        if weapons or lots:
            yield self.find("still-has", who=who, what=", ".join([*weapons, *lots]))


def _in_charge(state: State, weapon: str) -> tuple[str, ...]:
    """Return in whose hands a weapon is, or whose it is to pick up or to watch."""
    belief = state.beliefs[weapon]
    return (belief.holder, belief.preset)
