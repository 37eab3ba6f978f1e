"""Who watched it since its check or load, with no other task, or which seal stood for the time in store?

Documented in docs/rules/sight.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import ClassVar

from showsafe.domain import pairs
from showsafe.domain.acts import Act
from showsafe.domain.state import State
from showsafe.rules.decision import Finding
from showsafe.rules.facts import belief_of, giver_of, person, receiver_of, weapon_of
from showsafe.rules.gate import Gate, hold, note, refuse
from showsafe.rules.profile import Profile

AT_HAND_OVER = ("accept", "hand-over")
WORD_GOOD = timedelta(seconds=30)
"""Ours: an ask that was longer on its way, or is asked once more, tells of a watch that may be over by then."""


class Sight(Gate):
    """Who *said* that they watched it since its check or load, with no other task, or which seal stood for it?"""

    id = "sight"
    protects = "no weapon changes hands whose rounds could have been swapped while nobody watched"
    codes: ClassVar = {
        "needed-at-accept": note(
            "Whoever watched {weapon} since its check says so when it is accepted.",
            "Have them there, with their hands free.",
            "PRACTICE/OUT-OF-SIGHT",
        ),
        "witness-missing": hold(
            "Nobody has said that they watched {weapon} since its check or load.",
            "Whoever watched it confirms, with the count or the seal.",
            "PRACTICE/OUT-OF-SIGHT",
            "AU-TRADE/INTRO",
        ),
        "word-old": hold(
            "That {who} watched {weapon} was said {seconds} seconds ago; nobody knows who watched it since.",
            "Whoever watches it now, and has all along, confirms; or open it and look again.",
            "PRACTICE/OUT-OF-SIGHT",
        ),
        "not-a-watcher": refuse(
            "{who} is {why} of this hand-over, and cannot be the one who watched.",
            "Somebody else, who watched it and has no other part in it, says so; or open it and look again.",
            "PRACTICE/OUT-OF-SIGHT",
        ),
        "hands-full": note(
            "{who} has another weapon in hand by the record.",
            "A watcher has their hands free, for one weapon at a time.",
        ),
        "count-differs": refuse(
            "The watcher says {said}, and the record says {believed}.",
            "A custodian opens it and looks, with a second person.",
            "PRACTICE/OUT-OF-SIGHT",
        ),
        "seal-differs": refuse(
            "The seal read out is not the one on record.",
            "A custodian opens it and looks, with a second person.",
            "PRACTICE/OUT-OF-SIGHT",
        ),
        "not-said": refuse(
            "Nobody has said that they watched {weapon} for {who}.",
            "Collect it, open it and look, and hand it over with a watcher.",
            "PRACTICE/OUT-OF-SIGHT",
            "AU-TRADE/INTRO",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:  # noqa: ARG002
        """Yield what stands against the unbroken watch."""
        weapon = weapon_of(state, act)
        if weapon is None:
            return
        if act.kind == "offer":
            yield self.find("needed-at-accept", weapon=weapon.id)
        elif act.kind in AT_HAND_OVER or (act.kind == "discharge" and self._again(state, act)):
            yield from self._said_now(state, act, now)
        else:
            watched = belief_of(state, act).watched
            user = receiver_of(state, act)
            if watched is None or watched.user != user:
                yield self.find("not-said", weapon=weapon.id, who=user)

    def _again(self, state: State, act: Act) -> bool:
        """Fired by anyone but the performer it was issued to: the watch is asked again (trap 2)."""
        watched = belief_of(state, act).watched
        user = receiver_of(state, act)
        return (watched is None or watched.user != user) and state.is_custodian(user)

    def _said_now(self, state: State, act: Act, now: datetime) -> Iterator[Finding]:
        if not act.witness:
            yield self.find("witness-missing", weapon=act.weapon)
            return
        age = now - act.at
        if age > WORD_GOOD:
            seconds = int(age.total_seconds())
            yield self.find("word-old", who=act.witness, weapon=act.weapon, seconds=seconds)
        why = self._conflict(state, act)
        if why:
            yield self.find("not-a-watcher", who=act.witness, why=why)
        belief = belief_of(state, act)
        if any(state.beliefs[name].holder == act.witness for name in state.active if name != act.weapon):
            yield self.find("hands-full", who=act.witness)
        if act.sight is None:
            return
        believed = sum(1 for cartridge in belief.contents if cartridge.state != "spent")
        if act.sight.count is not None and act.sight.count != believed:
            yield self.find("count-differs", said=act.sight.count, believed=believed)
        if act.sight.seal and act.sight.seal != belief.seal[-len(act.sight.seal) :]:
            yield self.find("seal-differs")

    def _conflict(self, state: State, act: Act) -> str:
        if act.witness == act.by:
            return "the actor"
        if act.witness == receiver_of(state, act):
            return "the receiver"
        if act.kind in AT_HAND_OVER and act.witness == giver_of(state, act):
            return "the giver"
        if act.witness in pairs.users_of(state, act):
            return "a user"
        who = person(state, act.witness)
        lots = {c.lot for c in belief_of(state, act).contents if c.lot}
        suppliers = {state.lots[lot].supplier for lot in lots if lot in state.lots}
        if act.witness in suppliers or ("supplier" in who.roles and not who.custodian):
            return "the supplier"
        return ""
