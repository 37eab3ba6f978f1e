"""Does a contents proof stand?

Documented in docs/rules/check.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from showsafe.domain import layout
from showsafe.domain.acts import Act
from showsafe.domain.pairs import pair
from showsafe.domain.proof import stands
from showsafe.domain.spoken import spoken
from showsafe.domain.state import State
from showsafe.domain.things import Weapon
from showsafe.rules.decision import Finding
from showsafe.rules.facts import belief_of, weapon_of
from showsafe.rules.gate import Gate, note, refuse
from showsafe.rules.profile import Profile

EMPTY_NEEDED = ("load", "lock", "pass-open")
CAPPED = ("load", "offer", "hand-over", "take")
"""The time cap is asked here only: it never flips in somebody's hands."""


class Check(Gate):
    """Does a contents proof stand (for a load, a lock, an open pass: of an empty weapon)?"""

    id = "check"
    protects = "nobody holds a weapon without a two-person check since its contents could last have changed"
    codes: ClassVar = {
        "none": refuse(
            "No two people have looked into {weapon} on record.",
            "A custodian opens it and looks, with a second person.",
            "IWLMSC-1/CHECK-USE",
            "MB-22/A2(i)",
        ),
        "void": refuse(
            "The last look into {weapon} no longer counts: {why}.",
            "A custodian opens it and looks again, with a second person.",
            "IWLMSC-1/CHECK-USE",
            "PRACTICE/OUT-OF-SIGHT",
            "AU-TRADE/INTRO",
        ),
        "not-empty": refuse(
            "{weapon} is not empty by the record: {contents}",
            "Unload it, and check it with a second person; one that is loaded and stays so is isolated.",
            "MB-22/A4",
            "HOUSE/PASS-OPEN",
        ),
        "too-old": refuse(
            "The last look into {weapon} is {minutes} minutes old; the limit is {most}.",
            "A custodian looks again, with a second person.",
            "IWLMSC-1/CHECK-USE",
        ),
        "partial": note(
            "Not every place was looked into, or nobody said what was found: this look proves nothing.",
            "Look into every place of {weapon}, both of you, and say what you found.",
            "IWLMSC-1/CHECK-USE",
            "STAGE/TEST-SAME",
        ),
        "counts-differ": note(
            "One counted {seen} and the other {witness_seen}: this look proves nothing, and what was proven is void.",
            "Look again, both of you, one after the other.",
            "IWLMSC-1/CHECK-USE",
        ),
        "not-by-two": note(
            "A look into {weapon} by these people proves nothing.",
            "A custodian and a second person who has no other part in it look.",
            "IWLMSC-1/CHECK-USE",
        ),
        "before": note(
            "{weapon} moved, or what was known of it changed, after this look: it proves nothing of it now.",
            "Look again, both of you, as it is now.",
            "PRACTICE/OUT-OF-SIGHT",
        ),
        "bore-when-loaded": note(
            "A look through the bore of {weapon} while it is loaded is no bore proof.",
            "Never look into the muzzle of a loaded weapon. Unload it; then look by light or rod.",
            "IWLMSC-1/BORE",
        ),
        "clock": refuse(
            "The last look into {weapon} lies in the future of this clock.",
            "Set the clock right, and check it again.",
        ),
        "word": refuse(
            "The word {word} contradicts the record: {contents}",
            "Say what the record says, or check it again.",
            "PRACTICE/HOT-COLD-WORD",
            "IWLMSC-1/CHECK-USE",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Yield what stands against the contents proof."""
        weapon = weapon_of(state, act)
        if weapon is None:
            return
        if act.kind == "check":
            yield from self._of_a_check(state, act, weapon)
            return
        belief = belief_of(state, act)
        proof = belief.proof
        said = spoken(weapon, belief)
        if act.kind == "declare" and act.word == "cold" and said.word != "cold":
            yield self.find("word", word=act.word, contents=said.contents)
        if proof is None:
            yield self.find("none", weapon=weapon.id)
            return
        if not stands(proof):
            yield self.find("void", weapon=weapon.id, why=proof.void_because)
            return
        if act.kind == "pass-open" and belief.disturbed_after(act.at):
            yield self.find("before", weapon=weapon.id)
        if act.kind in EMPTY_NEEDED and belief.contents:
            yield self.find("not-empty", weapon=weapon.id, contents=said.contents)
        age = (now - proof.renewed).total_seconds()
        if act.kind in CAPPED and age > profile.proof_good_s:
            most = profile.proof_good_s // 60
            yield self.find("too-old", weapon=weapon.id, minutes=int(age // 60), most=most)
        if age < 0:
            yield self.find("clock", weapon=weapon.id)

    def _of_a_check(self, state: State, act: Act, weapon: Weapon) -> Iterator[Finding]:
        """Why a look makes no proof: notes only, since nothing refuses a look."""
        if act.witness_seen is not None and act.witness_seen != act.seen:
            yield self.find("counts-differ", seen=act.seen, witness_seen=act.witness_seen)
        elif not layout.looked_whole(weapon, act):
            yield self.find("partial", weapon=weapon.id)
        elif not pair(state, act):
            yield self.find("not-by-two", weapon=weapon.id)
        elif belief_of(state, act).seen_before(act.at):
            yield self.find("before", weapon=weapon.id)
        if act.bore == "clear" and weapon.fires and _unfired(act):
            yield self.find("bore-when-loaded", weapon=weapon.id)


def _unfired(act: Act) -> bool:
    """Whether a check found a round that could still fire or be taken for one."""
    return any(each.count and each.kind != "spent" for each in act.found or ())
