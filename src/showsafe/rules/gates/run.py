"""Is a run of this weapon open, is this cycle what it was opened for, and does it leave nothing out?

Documented in docs/rules/run.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from showsafe.domain import resets
from showsafe.domain.acts import Act, Draw
from showsafe.domain.state import Run as OpenRun
from showsafe.domain.state import State
from showsafe.rules.decision import Finding
from showsafe.rules.gate import Gate, note, refuse
from showsafe.rules.profile import Profile


class Run(Gate):
    """Is a run of this weapon open, is this cycle what it was opened for, and does it leave nothing out?"""

    id = "run"
    protects = "a quick reset leaves out nothing that single acts would have asked"
    codes: ClassVar = {
        "open-already": refuse(
            "A run of {weapon} is open since record {record}.",
            "Go on with it, or end it first.",
        ),
        "none": refuse(
            "No run of {weapon} is open.",
            "Its custodian opens one, with everything that it rests on; or ask the single acts.",
        ),
        "ended": refuse(
            "The run of {weapon} ended with record {record}: {why}.",
            "See to that with single acts; then its custodian opens another.",
        ),
        "too-many": refuse(
            "This run has had {cycles} cycles; the limit is {most}.",
            "Ask the single acts once more, with fresh eyes; then open another run.",
        ),
        "too-long": refuse(
            "The run was opened {minutes} minutes ago; the limit is {most}.",
            "Ask the single acts once more, with fresh eyes; then open another run.",
        ),
        "other-than": refuse(
            "The run was opened for {wanted}, and this says {said}.",
            "Reset what the run was opened for; anything else is asked by single acts.",
        ),
        "leaves-out": refuse(
            "This reset leaves out {what}, or has it in another order.",
            "Open, look and count; load; say the word; hand it over with its read-back: each time.",
            "IWLMSC-1/CHECK-USE",
            "PRACTICE/ANNOUNCE-LOAD",
        ),
        "stops-here": note(
            "The reset stops at step {step}, {act}.",
            "See what stands against that step; then go on with single acts, or ask what is left as another reset.",
        ),
        "waits": note(
            "It waits for its second person, whole; until they confirm it, nothing of it counts as done.",
            "They confirm it; or report what was done, each by itself.",
        ),
        "counts": note(
            "Of this reset these steps count as done, as one person's word, and prove nothing: {done}. "
            "These do not count: {rest}.",
            "Do not say those again; open and look again with two. What else was done, report by itself.",
        ),
        "found": note(
            "What was found in it counts at once: {what}.",
            "Leave it as it is, and see to that before anything else.",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Yield what stands against a run being opened, or one of its cycles."""
        run = resets.run_of(state, act)
        if act.kind == "open-run":
            if run is not None and not run.ended:
                yield self.find("open-already", weapon=act.weapon, record=run.record)
            return
        yield from self._whole(act)
        if run is None:
            yield self.find("none", weapon=act.weapon)
            return
        if run.ended:
            yield self.find("ended", weapon=act.weapon, record=run.ended_by, why=run.ended)
        else:
            yield from self._limits(run, profile, now)
        for wanted, said in dict.fromkeys(_others(state, act, run)):
            yield self.find("other-than", wanted=wanted, said=said)

    def _limits(self, run: OpenRun, profile: Profile, now: datetime) -> Iterator[Finding]:
        if run.cycles >= profile.run_max_cycles:
            yield self.find("too-many", cycles=run.cycles, most=profile.run_max_cycles)
        seconds = (now - run.at).total_seconds()
        if seconds > profile.run_max_s or seconds < 0:
            yield self.find("too-long", minutes=int(seconds // 60), most=profile.run_max_s // 60)

    def _whole(self, act: Act) -> Iterator[Finding]:
        kinds = [step.kind for step in act.steps]
        left = iter(kinds)
        for group in resets.WHOLE:
            if not any(kind in group for kind in left):
                yield self.find("leaves-out", what=" or ".join(group))
                return


def _others(state: State, act: Act, run: OpenRun) -> Iterator[tuple[str, str]]:
    """Yield what a cycle says otherwise than its run."""
    yield from _differ(
        (act.by, run.custodian), (act.user or run.user, run.user), (act.scene or run.scene, run.scene)
    )
    if act.witness:
        yield from _differ((act.witness, run.witness))
    for step in resets.single_acts(state, act):
        yield from _of_a_step(step, run)


def _of_a_step(step: Act, run: OpenRun) -> Iterator[tuple[str, str]]:
    by = run.user if step.kind in resets.BY_THE_USER else run.custodian
    yield from _differ(
        (step.by, by), (step.weapon or run.weapon, run.weapon), (step.scene or run.scene, run.scene)
    )
    if step.witness:
        yield from _differ((step.witness, run.witness))
    if step.kind in resets.TO_THE_USER:
        yield from _differ((" and ".join(step.to), run.user))
    if step.kind == "load":
        yield from _differ((_said(step.rounds or ()), _said(run.rounds)))
    lots = [each.lot for each in run.rounds]
    if step.lot and step.lot not in lots:
        yield " and ".join(lots), step.lot


def _differ(*pairs: tuple[str, str]) -> Iterator[tuple[str, str]]:
    yield from ((wanted, said) for said, wanted in pairs if said != wanted)


def _said(rounds: tuple[Draw, ...]) -> str:
    return " and ".join(sorted(f"{each.lot or each.kind} {each.count}" for each in rounds)) or "no rounds"
