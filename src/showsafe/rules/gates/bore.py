"""Does a bore proof stand?

Documented in docs/rules/bore.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from showsafe.domain.acts import Act
from showsafe.domain.proof import stands
from showsafe.domain.state import State
from showsafe.rules.decision import Finding
from showsafe.rules.facts import belief_of, weapon_of
from showsafe.rules.gate import Gate, refuse
from showsafe.rules.profile import Profile

BEGINNING = ("take", "rehearse")
"""Acts that end the take that goes on, as a cut does: what was fired in it needs its bore looked at first."""


class Bore(Gate):
    """Does a bore proof stand, made on the open, empty weapon?"""

    id = "bore"
    protects = "nothing is fired behind a blocked bore"
    codes: ClassVar = {
        "none": refuse(
            "No two people have looked through the bore of {weapon} on record.",
            "Open and empty it, then look by light or rod, with a second person.",
            "IWLMSC-1/BORE",
            "MB-22/A2(i)",
        ),
        "void": refuse(
            "The last look through the bore of {weapon} no longer counts: {why}.",
            "Open and empty it, then look by light or rod, with a second person.",
            "IWLMSC-1/BORE",
            "MB-22/A2(i)",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:  # noqa: ARG002
        """Yield what stands against the bore; a weapon that cannot fire has none to ask of."""
        weapon = weapon_of(state, act)
        if weapon is None or not weapon.fires:
            return
        belief = belief_of(state, act)
        if belief.bore is None:
            yield self.find("none", weapon=weapon.id)
        elif not stands(belief.bore):
            yield self.find("void", weapon=weapon.id, why=belief.bore.void_because)
        elif act.kind in BEGINNING and belief.take is not None and belief.take.shots:
            why = f"fired in the take of record {belief.take.record}, which ends here"
            yield self.find("void", weapon=weapon.id, why=why)
