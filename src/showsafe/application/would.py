"""What the gates *would* say of an act now: a dry run by the production rules. It is never a permission.

A dry run records nothing, so nobody has asked and nobody was answered. What it says may be over before it is read:
somebody else acts, or a time runs out. An act goes ahead on the answer to an ask, which is on record, and on nothing
else (ADR 0029). It is there so that a screen shows what is missing before somebody walks across the set to ask.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from showsafe.application.step import step
from showsafe.application.unit import SET, Unit
from showsafe.domain.acts import Act
from showsafe.domain.events import ASK
from showsafe.domain.state import State
from showsafe.errors import Unusable
from showsafe.ledger.store import Conflict
from showsafe.rules.decide import decide
from showsafe.rules.decision import Decision
from showsafe.rules.profile import Profile
from showsafe.rules.rulebook import Rulebook

TRIES = 20

NOBODY = " "
"""Who pressed, as a dry run knows it: a name that nobody can have."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The state, the rules and the time that dry runs are made with: one moment, the same for all of a screen."""

    state: State
    rules: Rulebook
    now: datetime

    @property
    def profile(self) -> Profile:
        """The values of the rules."""
        return self.rules.profile

    def would(self, act: Act, door: str = ASK) -> Decision:
        """Return what the gates would say of an act; nothing is recorded, and nothing is permitted by it."""
        state = self.state
        if act.kind == "release" and act.set_:
            # Who pressed hold or stop is never shown: a dry run that knew it would give it away.
            state = replace(state, stops=tuple(replace(stop, pressed_by=NOBODY) for stop in state.stops))
        return decide(state, act, self.rules, self.now, door).decision

    def after(self, act: Act) -> Moment:
        """Return the moment as it would be once an act had been asked: for what would be said of the one after it."""
        number = self.state.last_record + 1
        stepped = step(self.state, act, door=ASK, rulebook=self.rules, now=self.now, number=number)
        return replace(self, state=stepped.state)


def moment(unit: Unit) -> Moment:
    """Return this moment of a unit: the state as of the last record that is on the disk.

    Raises Unusable: ``view.busy`` where the record grows faster than it can be read.
    """
    for _ in range(TRIES):
        state = unit.state(SET)
        if state.last_record <= unit.store.size():
            return Moment(state, unit.rulebooks(state.profile or unit.profile), unit.clock.now())
        try:
            unit.settle()
        except Conflict:
            continue
    raise Unusable("view.busy", "The record grew faster than it could be read.", "Ask again.")
