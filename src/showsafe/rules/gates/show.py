"""Has it been shown to the 1st AD, and offered to the performer and everyone on or near the line?

Documented in docs/rules/show.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from showsafe.domain.acts import Act
from showsafe.domain.state import State
from showsafe.rules import agreement
from showsafe.rules.decision import Finding
from showsafe.rules.facts import belief_of, line_of, person, receiver_of, weapon_of
from showsafe.rules.gate import Gate, refuse
from showsafe.rules.profile import Profile


class Show(Gate):
    """Has it been shown to the 1st AD, and *offered* to the performer and everyone on or near the line?"""

    id = "show"
    protects = (
        "nobody stands before a weapon that they were not offered a look into since it was last checked"
    )
    codes: ClassVar = {
        "first-ad": refuse(
            "{weapon} has not been shown to the 1st AD since its contents were last proven.",
            "The custodian opens it and shows it to the 1st AD.",
            "IWLMSC-1/SHOW",
            "UK-NOS-SKSAR8/liaise",
        ),
        "not-offered": refuse(
            "A look into {weapon} has not been offered to {who}.",
            "Offer it and record it; looking is their right, not their duty.",
            "IWLMSC-1/WITNESS",
            "SAG/ROLE",
            "AU-TRADE/INTRO",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Yield who has not been shown it, or not been offered a look."""
        weapon = weapon_of(state, act)
        if weapon is None:
            return
        belief = belief_of(state, act)
        looked = [who for who in belief.shown_to if who not in belief.shown_declined]
        if not any("first-ad" in person(state, who).roles for who in looked):
            yield self.find("first-ad", weapon=weapon.id)
        plan, _ = agreement.best(state, act, profile, now)
        line = line_of(plan, receiver_of(state, act))
        missing = [who for who in line if who not in belief.shown_to and not _handles(state, who, act)]
        if missing:
            yield self.find("not-offered", weapon=weapon.id, who=", ".join(missing))


def _handles(state: State, who: str, act: Act) -> bool:
    """Whether somebody is a custodian who acts here, and has it open in their own hands."""
    return who == act.by and person(state, who).custodian
