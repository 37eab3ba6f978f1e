"""Do weapon, blank, size, distance, muzzle line, PPE and people agree with the approved shot plan?

Documented in docs/rules/plan.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from showsafe.domain.acts import Act
from showsafe.domain.state import ShotPlan, State
from showsafe.rules import agreement
from showsafe.rules.decision import Finding
from showsafe.rules.facts import belief_of, names_user, receiver_of, scene_of, weapon_of
from showsafe.rules.gate import Gate, note, refuse
from showsafe.rules.profile import Profile


class Plan(Gate):
    """Do weapon, blank, size, distance, muzzle line, PPE and people agree with the approved shot plan?"""

    id = "plan"
    protects = "nothing is loaded, handed over or fired that was not thought through for this shot"
    codes: ClassVar = {
        "none": refuse(
            "No shot plan of today is approved for {weapon} in {scene}.",
            "Approve one, with two people, then meet on it.",
            "IWLMSC-1/AIM-PLAN",
            "IWLMSC-1/POINT",
        ),
        "distance": refuse(
            "The plan has somebody at {planned} m from the muzzle; the least is {least} m.",
            "Move the mark, cheat the angle, or use an inert weapon; then approve a new plan.",
            "AEAA/20FT",
            "STEMBRIDGE/20FT",
            "IWLMSC-1/DISTANCE",
        ),
        "muzzle-line": refuse(
            "The plan has somebody in the muzzle line.",
            "Aim off so that nobody is in line, or use an inert weapon; then approve a new plan.",
            "IWLMSC-1/POINT",
            "ON-39(3)",
        ),
        "ammunition": refuse(
            "The plan says {planned}, and this is {is}.",
            "Unload it, or approve a plan that says so and meet on it.",
            "IWLMSC-1/AIM-PLAN",
            "JMFX/NO-INTERCHANGE",
        ),
        "size": refuse(
            "The plan says {planned} load, and this is {is}.",
            "Load the size of the plan.",
            "IWLMSC-1/DISTANCE",
            "BC-LOAD",
        ),
        "ppe": refuse(
            "The plan names no protective equipment, and blanks are fired.",
            "Say who wears what and where the shields stand; then approve it again.",
            "ON-39/SHIELD",
            "IWLMSC-1/PPE",
        ),
        "rehearse-hot": refuse(
            "Nothing hot is rehearsed with.",
            "Rehearse with an inert weapon.",
            "UK-BBC/SUBSTITUTE",
        ),
        "rehearse-empty": refuse(
            "The plan gives no reason to rehearse with a real weapon, even empty.",
            "Rehearse with an inert one, or approve a plan that gives the reason.",
            "UK-BBC/SUBSTITUTE",
            "ON-39(intro)",
        ),
        "outside-take": refuse(
            "It was fired outside any take.",
            "Collect it; the custodian opens it and looks.",
            "IWLMSC-1/AIM-PLAN",
        ),
        "shots": refuse(
            "{shots} shots in this take are more than the {planned} of the plan.",
            "Cut, and collect it.",
            "STAGE/TWO-SIGN",
        ),
        "people": note(
            "The plan names somebody else as user.",
            "Gate receiver says who; approve a new plan where it has changed.",
        ),
        "inert-enough": note(
            "Would an inert weapon do? The plan says neither ammunition nor reason.",
            "Use the least dangerous thing that does the job.",
            "UK-BBC/SUBSTITUTE",
            "ON-39(intro)",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Yield nothing where one plan of today agrees in full; else where the nearest one does not."""
        weapon = weapon_of(state, act)
        if weapon is None:
            return
        if act.kind == "discharge":
            yield from self._discharge(state, act, profile, now)
            return
        plan, points = agreement.best(state, act, profile, now)
        yield from self._not_as_planned(state, act, plan, points)
        if plan is None:
            return
        if act.kind != "load" and not names_user(plan, receiver_of(state, act)):
            yield self.find("people")
        if weapon.fires and not plan.act.ammunition and not plan.act.reason:
            yield self.find("inert-enough")

    def _not_as_planned(
        self, state: State, act: Act, plan: ShotPlan | None, points: tuple[agreement.Point, ...]
    ) -> Iterator[Finding]:
        if plan is None:
            yield self.find("none", weapon=act.weapon, scene=scene_of(state, act) or "any scene")
        for name, names in points:
            yield self.find(name, **names)

    def _discharge(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """A shot belongs to a take, or to a custodian's own test; and to no more shots than planned."""
        belief = belief_of(state, act)
        if belief.take is None:
            if not state.is_custodian(receiver_of(state, act)):
                yield self.find("outside-take")
            return
        plan, points = agreement.best(state, act, profile, now)
        yield from self._not_as_planned(state, act, plan, points)
        shots = belief.take.shots + (1 if act.count is None else act.count)
        if plan is not None and plan.act.shots is not None and shots > plan.act.shots:
            yield self.find("shots", shots=shots, planned=plan.act.shots)
