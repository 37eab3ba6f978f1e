"""Does a contents proof stand?

Documented in docs/rules/check.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from showsafe.domain.acts import Act
from showsafe.domain.proof import stands
from showsafe.domain.spoken import spoken
from showsafe.domain.state import State
from showsafe.rules.decision import Finding
from showsafe.rules.facts import belief_of, weapon_of
from showsafe.rules.gate import Gate, refuse
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
        belief = belief_of(state, act)
        proof = belief.proof
        said = spoken(weapon, belief)
        if act.kind == "declare" and act.word and act.word != said.word:
            yield self.find("word", word=act.word, contents=said.contents)
        if proof is None:
            yield self.find("none", weapon=weapon.id)
            return
        if not stands(proof):
            yield self.find("void", weapon=weapon.id, why=proof.void_because)
            return
        if act.kind in EMPTY_NEEDED and belief.contents:
            yield self.find("not-empty", weapon=weapon.id, contents=said.contents)
        age = (now - proof.renewed).total_seconds()
        if act.kind in CAPPED and age > profile.proof_good_s:
            most = profile.proof_good_s // 60
            yield self.find("too-old", weapon=weapon.id, minutes=int(age // 60), most=most)
        if age < 0:
            yield self.find("clock", weapon=weapon.id)
