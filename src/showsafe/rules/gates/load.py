"""Was it loaded by the custodian, last, within the limit, and announced with kind, count and size?

Documented in docs/rules/load.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from showsafe.domain.acts import Act
from showsafe.domain.belief import Belief
from showsafe.domain.state import State
from showsafe.rules.decision import Finding
from showsafe.rules.facts import belief_of, weapon_of
from showsafe.rules.gate import Gate, note, refuse
from showsafe.rules.profile import Profile


class Load(Gate):
    """Loaded by the custodian, last, within the load-to-take limit, announced with kind, count and size?"""

    id = "load"
    protects = "a hot weapon was loaded by its custodian, moments ago, and everybody was told with what"
    codes: ClassVar = {
        "not-by-custodian": refuse(
            "{weapon} was not loaded by a custodian on record.",
            "A custodian unloads it, checks it, and loads it.",
            "IWLMSC-1/LOAD-WHO",
        ),
        "too-long-ago": refuse(
            "{weapon} was loaded {seconds} seconds ago; the limit is {most}.",
            "Unload it, check it, and load it again on the mark.",
            "IWLMSC-1/LOAD-LATE",
        ),
        "not-announced": refuse(
            "The load of {weapon} has not been announced since it was last due: {count} {size} {kind}.",
            "The custodian says it aloud, with kind, count and size, and records it.",
            "PRACTICE/ANNOUNCE-LOAD",
            "ON-39/WARN",
        ),
        "say-again": note(
            "The word over {weapon} has not been said since the last cut or check.",
            "The custodian says contents and word again.",
            "PRACTICE/HOT-COLD-WORD",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Yield what stands against the load; an empty weapon has none.

        The limit from load to take is asked of every load until its first take. After a cut it is asked of a hot one
        only: a cold load that was watched and not fired is kept.
        """
        weapon = weapon_of(state, act)
        if weapon is None:
            return
        belief = belief_of(state, act)
        if not belief.contents:
            if belief.said is None:
                yield self.find("say-again", weapon=weapon.id)
            return
        loaded = belief.loaded
        if loaded is None or not loaded.custodian:
            yield self.find("not-by-custodian", weapon=weapon.id)
            return
        if belief.said is None:
            named = {"count": loaded.count, "size": loaded.size, "kind": loaded.kind}
            yield self.find("not-announced", weapon=weapon.id, **named)
        if not loaded.taken or any(cartridge.kind == "blank" for cartridge in belief.contents):
            yield from self._late(weapon.id, belief, profile, now)

    def _late(self, weapon: str, belief: Belief, profile: Profile, now: datetime) -> Iterator[Finding]:
        if belief.loaded is None:
            return
        age = (now - belief.loaded.at).total_seconds()
        if age > profile.load_to_take_s or age < 0:
            yield self.find("too-long-ago", weapon=weapon, seconds=int(age), most=profile.load_to_take_s)
