"""Running a told day through the production rules, step by step, and holding it to what it expects.

No mock and no second implementation: each step is decided and applied by ``application.step``, as every live act is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from showsafe.application.scenario.day import Scenario, Step
from showsafe.application.scenario.given import Given
from showsafe.application.step import Stepped, step
from showsafe.domain.acts import Act
from showsafe.domain.events import ASK, REFUSE, REPORT
from showsafe.domain.state import State
from showsafe.errors import WrongInput
from showsafe.rules.decision import Finding, Weight
from showsafe.rules.rulebook import Rulebook

Recorder = Callable[[State, Act, str, datetime], Stepped]
"""Records one act through one door as of a time, from a state; returns what came of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came of one step: outcome, findings, whether it is a deviation, and what was not as expected."""

    step: Step
    outcome: str
    findings: tuple[Finding, ...]
    deviation: bool
    missed: tuple[str, ...]
    record: int


class Numbered:
    """Records in memory only: numbers go up, nothing is kept. What ``replay`` without a ledger uses."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.number = 0

    def __call__(self, state: State, act: Act, door: str, now: datetime) -> Stepped:
        """Decide and apply one act under the next number."""
        self.number += 1
        return step(state, act, door=door, rulebook=self.rulebook, now=now, number=self.number)


class Telling:
    """One day being told: first what is given, then its steps, with both blocks of a variant from one state."""

    def __init__(
        self, scenario: Scenario, rulebook: Rulebook, recorder: Recorder, *, both_variants: bool = True
    ) -> None:
        self.scenario = scenario
        self.rulebook = rulebook
        self.recorder = recorder
        self.both_variants = both_variants
        self.state = State(offset_minutes=scenario.offset_minutes)
        self.names: dict[int, str] = {}
        for each in scenario.steps:
            for gate in each.gates:
                if gate not in rulebook.gates:
                    raise WrongInput(
                        "input.unknown-gate",
                        f"{scenario.id}, step {each.n}: there is no gate {gate}.",
                        f"Known gates: {', '.join(rulebook.gates)}.",
                    )

    def begin(self) -> None:
        """Record what is given."""
        for act in Given(self.scenario).acts():
            self.state = self.recorder(self.state, act, REPORT, act.at).state

    def steps(self) -> Iterator[Told]:
        """Tell every step. Where accounts conflict, the story goes on from the first.

        ``block`` is the account that is being told ("" where there is only one), ``start`` the state in which all
        accounts of a conflict begin, and ``resume`` the state at the end of the first.
        """
        start = self.state
        block = first_letter = ""
        resume: State | None = None
        for each in self.scenario.steps:
            if each.variant != block:
                if not block:
                    start, first_letter = self.state, each.variant
                elif block == first_letter:
                    resume = self.state
                if each.variant and block:
                    self.state = start
                if not each.variant:
                    self.state = resume or self.state
                    resume = None
                block = each.variant
            if each.variant and each.variant != first_letter and not self.both_variants:
                continue
            yield self._tell(each)
        if resume is not None:
            self.state = resume

    def _tell(self, each: Step) -> Told:
        act = self._with_answered(each.act)
        asked = reported = None
        if each.door != "report":
            asked = self._record(act, ASK)
        if each.door == "report" or (
            each.door == "both" and asked is not None and asked.event.outcome == REFUSE
        ):
            again = act if asked is None else replace(act, act_id=f"{act.act_id}-reported")
            reported = self._record(again, REPORT)
        answered = asked or reported
        if answered is None:
            raise AssertionError(each.door)
        self.names[each.n] = act.act_id
        outcome = answered.event.outcome
        deviation = reported is not None and reported.event.deviation
        findings = answered.decision.findings
        missed = tuple(_missed(each, outcome, findings, deviation=deviation, reported=reported is not None))
        last = reported or answered
        return Told(
            step=each,
            outcome=outcome,
            findings=findings,
            deviation=deviation,
            missed=missed,
            record=last.event.number,
        )

    def _record(self, act: Act, door: str) -> Stepped:
        stepped = self.recorder(self.state, act, door, act.at)
        self.state = stepped.state
        return stepped

    def _with_answered(self, act: Act) -> Act:
        """A confirm names a step by its number; the act that it answers has a name of its own."""
        if act.of_act.isdigit() and int(act.of_act) in self.names:
            return replace(act, of_act=self.names[int(act.of_act)])
        return act


def _missed(
    each: Step, outcome: str, findings: tuple[Finding, ...], *, deviation: bool, reported: bool
) -> Iterator[str]:
    """Say what is not as the file expects."""
    if outcome != each.expect:
        yield f"expected {each.expect}, and it came out as {outcome}"
    if each.gates and not any(finding.gate in each.gates for finding in findings):
        came = ", ".join(dict.fromkeys(f.gate for f in findings)) or "none"
        yield f"expected a finding of {' or '.join(each.gates)}, and findings came from {came}"
    if each.only:
        refusing = tuple(dict.fromkeys(f.gate for f in findings if f.weight == Weight.REFUSE))
        if len(refusing) != 1 or (each.gates and refusing[0] not in each.gates):
            yield f"expected one gate alone to refuse, and these did: {', '.join(refusing) or 'none'}"
    if each.deviation is not None and reported and deviation != each.deviation:
        yield f"expected deviation = {str(each.deviation).lower()}, and it was {str(deviation).lower()}"
