"""Is there a safety meeting today, here, for this scene, with these people, and nothing changed since?

Documented in docs/rules/meeting.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from showsafe.domain.acts import Act
from showsafe.domain.state import ShotPlan, State
from showsafe.rules import agreement
from showsafe.rules.decision import Finding
from showsafe.rules.facts import receiver_of, scene_of
from showsafe.rules.gate import Gate, refuse
from showsafe.rules.profile import Profile


class Meeting(Gate):
    """Is there a safety meeting today, here, for this scene, with these people, and nothing changed since?"""

    id = "meeting"
    protects = "everybody who handles a weapon was told of this scene, as it is now"
    codes: ClassVar = {
        "none": refuse(
            "No safety meeting of today is on record for {scene}.",
            "Hold it, with everybody involved, and record who was there.",
            "IWLMSC-1/MEETING",
            "IWLMSC-1/MEETING-DAILY",
            "CA-9153(a)(4)",
            "NZ-SS/MEETING",
        ),
        "absent": refuse(
            "{who} missed the safety meeting for {scene}.",
            "Hold a short one for them and record it.",
            "IWLMSC-1/MEETING",
            "UK-ETIS20/RA",
        ),
        "changed": refuse(
            "The plan for {scene} changed after its safety meeting.",
            "Meet again on what is new.",
            "FI-GUIDE",
            "IWLMSC-1/MEETING",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Yield nothing where one meeting answers in full; else what is wrong with the nearest."""
        nearest: list[Finding] = []
        for scene, plan in self._scenes(state, act, profile, now):
            found = list(self._one(state, act, scene, plan, now))
            if not found:
                return
            if not nearest or len(found) < len(nearest):
                nearest = found
        yield from nearest

    def _scenes(
        self, state: State, act: Act, profile: Profile, now: datetime
    ) -> Iterator[tuple[str, ShotPlan | None]]:
        """The act's own scene, or those of plans that agree; where there is no plan, gate *plan* speaks."""
        scene = scene_of(state, act)
        plans = agreement.agreeing(state, act, profile, now) or agreement.candidates(state, act, now)
        if plans:
            yield from ((plan.act.scene, plan) for plan in plans)
        elif scene:
            yield scene, None
        elif state.meetings:
            yield from ((name, None) for name in state.meetings)
        else:
            yield "", None

    def _one(
        self, state: State, act: Act, scene: str, plan: ShotPlan | None, now: datetime
    ) -> Iterator[Finding]:
        meeting = state.meetings.get(scene)
        named = scene or "this scene"
        if meeting is None or not state.is_today(meeting.at, now):
            yield self.find("none", scene=named)
            return
        absent = [who for who in self._involved(state, act, plan) if who not in meeting.attendees]
        if absent:
            yield self.find("absent", who=", ".join(absent), scene=named)
        if plan is not None and plan.changed > meeting.record:
            yield self.find("changed", scene=named)

    def _involved(self, state: State, act: Act, plan: ShotPlan | None) -> tuple[str, ...]:
        """The custodian who acts, the receiver or user, and whoever the plan puts on the line."""
        people = [act.by] if state.is_custodian(act.by) and act.kind not in ("take", "rehearse") else []
        if act.kind != "load":
            people.append(receiver_of(state, act))
        if plan is not None and plan.act.line is not None:
            people.extend(plan.act.line)
        return tuple(dict.fromkeys(people))
