"""Is the use before the present load closed: weapon back, cleared, bore looked at, counts closed?

Documented in docs/rules/return.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from showsafe.domain.acts import Act
from showsafe.domain.belief import Belief
from showsafe.domain.state import State
from showsafe.rules.decision import Finding
from showsafe.rules.facts import ISSUING, belief_of, giver_of
from showsafe.rules.gate import Gate, note, refuse
from showsafe.rules.profile import Profile


class Return(Gate):
    """Is the use before the present load closed: weapon back, cleared, bore looked at, counts closed?"""

    id = "return"
    protects = "every round of one use is accounted for before the next begins"
    codes: ClassVar = {
        "not-back": refuse(
            "{weapon} has not come back: {holder} has it.",
            "A custodian collects it.",
            "CA-9153(a)(2)-take",
            "PRACTICE/CUT-RETURN",
        ),
        "not-cleared": refuse(
            "{weapon} has not been cleared since it was used.",
            "A custodian clears it with a second person, and checks it.",
            "JMFX/AFTER",
            "IWLMSC-1/BORE",
        ),
        "bore": refuse(
            "The bore of {weapon} has not been looked through since it was fired.",
            "Open and empty it, then look by light or rod, with a second person.",
            "IWLMSC-1/BORE",
            "MB-22/A2(i)",
        ),
        "not-said": note(
            "Nobody says what came out of {weapon}; it is put down as believed.",
            "Count what came out, both of you, and say it: found.",
            "STAGE/TWO-SIGN",
        ),
        "open": refuse(
            "A count of {weapon} is open: {what}.",
            "Search, then reconcile with a second person.",
            "IWLMSC-1/CLEAN-COUNT",
            "UK-NOS-SKSAR8/recover",
            "STAGE/TWO-SIGN",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:  # noqa: ARG002
        """Yield what is still open of the last use: of one weapon, or at open and close of day of all."""
        if act.kind in ("unload", "clear"):
            if act.found is None and belief_of(state, act).contents:
                yield self.find("not-said", weapon=act.weapon)
            return
        if act.kind in ("open-day", "close-day"):
            for weapon, belief in state.beliefs.items():
                if weapon not in act.exceptions and not (belief.gone and act.kind == "open-day"):
                    yield from self._open(state, weapon, belief)
        elif act.weapon and not _scripted(state, act):
            yield from self._open(state, act.weapon, belief_of(state, act), loading=act.kind == "load")

    def _open(self, state: State, weapon: str, belief: Belief, *, loading: bool = False) -> Iterator[Finding]:
        if belief.uncounted:
            yield self.find("open", weapon=weapon, what=belief.uncounted[-1])
        use = belief.use
        if loading and belief.holder and not state.is_custodian(belief.holder) and (use is None or use.back):
            yield self.find("not-back", weapon=weapon, holder=belief.holder)
        if use is None:
            return
        if not use.back and not belief.isolated:
            yield self.find("not-back", weapon=weapon, holder=belief.holder or belief.gone or "nobody")
        elif use.fired and not use.cleared and not belief.isolated:
            yield self.find("not-cleared", weapon=weapon)
        elif use.fired and not use.bore_looked and not belief.isolated:
            yield self.find("bore", weapon=weapon)
        elif use.fired and not use.counted and not (belief.isolated and not belief.locked_empty):
            # Isolated unopened, nobody can count; isolated with an empty weapon proven, somebody can.
            yield self.find("open", weapon=weapon, what=f"{use.fired} fired, and nobody has counted since")


def _scripted(state: State, act: Act) -> bool:
    """Whether one performer hands it on to another within a use; whether they may is for gate *hands*."""
    giver = giver_of(state, act)
    return act.kind in ISSUING and not state.is_custodian(giver) and belief_of(state, act).holder == giver
