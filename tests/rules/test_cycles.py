"""A cycle step by step: what is asked of each, where it ends, when it waits, and what of a refused one counts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from showsafe.domain.acts import Act, Draw
from showsafe.domain.belief import Belief, Fault, Hold
from showsafe.domain.events import ASK, PERMIT, RECORD, REFUSE, REPORT, Did
from showsafe.domain.state import Run, State, Stop
from showsafe.rules.cycles import Walk, cycled
from showsafe.rules.decision import Decision, Finding, Weight
from tests.domain.bare import at, bare

RUN = Run(
    weapon="revolver",
    user="performer",
    scene="saloon",
    rounds=(Draw(count=3, lot="dummies"),),
    custodian="armorer",
    witness="assistant",
    place="",
    record=1,
    at=at(0),
)
KINDS = ("collect", "check", "declare")
"""Two steps in the safe direction, and one that is not."""


def finding(gate: str, weight: Weight) -> Finding:
    """Return one reason of a gate."""
    return Finding(code=f"{gate}.why", gate=gate, weight=weight, says="Why.", next="Do.", clauses=())


NOTE, HOLD_, NO = (finding("gate", weight) for weight in Weight)
SIGHT = finding("sight", Weight.REFUSE)


@dataclass
class Gates:
    """What the gates say of each step, by its kind; ``alone`` where nobody stands by it as a second."""

    says: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    alone: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)

    def __call__(self, state: State, act: Act) -> Decision:
        """Keep which step is asked, before whom, and who has the weapon by then."""
        self.asked.append((act.kind, act.witness, state.believed("revolver").holder))
        said = self.says if act.witness or act.kind not in self.alone else self.alone
        return Decision(said.get(act.kind, ()))


def a_state(**how: Any) -> State:  # noqa: ANN401 - values of fields
    """Return a record with an open run, the weapon with its performer."""
    state = bare(revolver=Belief(**{"holder": "performer", **how}))
    return replace(state, runs={"revolver": RUN})


def a_cycle(witness: str = "assistant", kinds: tuple[str, ...] = KINDS) -> Act:
    """Return a cycle of such steps."""
    steps = tuple(Act(kind=kind, act_id="", by="", at=at(1)) for kind in kinds)
    return Act(
        kind="cycle", act_id="c", by="armorer", at=at(1), weapon="revolver", witness=witness, steps=steps
    )


def walk(gates: Gates, door: str = ASK) -> Walk:
    """Return the way through the steps."""
    return Walk(single=gates, now=at(1), door=door, number=7)


def found(
    gates: Gates, cycle: Act, door: str = ASK, own: tuple[Finding, ...] = ()
) -> tuple[list[str], tuple[Did, ...]]:
    """Return the codes of all that is found, those of steps with their place, and what became of the steps."""
    findings, did = cycled(a_state(), cycle, own, walk(gates, door))
    return [
        f"{each.says.split(':')[0]}: {each.code}" if each.says.startswith("Step") else each.code
        for each in findings
    ], did


OWN = finding("own", Weight.NOTE)


def test_a_cycle_that_is_permitted_is_each_of_its_steps_after_the_one_before() -> None:
    """Each is asked of the record as the step before it leaves it; what is noted names its step."""
    gates = Gates({"collect": (NOTE,), "check": (NOTE, NOTE)})
    says, did = found(gates, a_cycle(), own=(OWN,))
    notes = ["Step 1, collect: gate.why", "Step 2, check: gate.why", "Step 2, check: gate.why"]
    assert (says, did) == (["own.why", *notes], ())
    assert gates.asked == [
        ("collect", "", "performer"),
        ("check", "assistant", "armorer"),
        ("declare", "", "armorer"),
    ]


def test_reported_every_step_is_said_whatever_the_gates_say_of_one() -> None:
    """What was done was done to the end; of each the record keeps which gates would have refused or held it."""
    gates = Gates({"collect": (NO,), "check": (HOLD_, SIGHT)})
    says, did = found(gates, a_cycle(), REPORT)
    assert says == ["Step 1, collect: gate.why", "Step 2, check: gate.why", "Step 2, check: sight.why"]
    assert did == (Did(REFUSE, ("gate",)), Did(REFUSE, ("gate", "sight")), Did(PERMIT))


def test_an_ask_ends_at_the_first_step_that_is_refused() -> None:
    """Nothing after it is asked with two; what is in the safe direction is asked once more, as one person's word."""
    gates = Gates({"check": (NO,)}, alone={"check": ()})
    says, did = found(gates, a_cycle())
    assert says == ["Step 2, check: gate.why", "run.stops-here", "run.counts"]
    assert did == (Did(RECORD), Did(RECORD), Did(REFUSE))
    assert gates.asked == [
        ("collect", "", "performer"),
        ("check", "assistant", "armorer"),
        ("collect", "", "performer"),
        ("check", "", "armorer"),
    ]


def test_a_step_that_would_be_refused_alone_too_does_not_count() -> None:
    """It keeps the gates that are against it; so does one that is not in the safe direction, where it was asked."""
    gates = Gates({"check": (NO, SIGHT)})
    assert found(gates, a_cycle())[1] == (Did(RECORD), Did(REFUSE, ("gate", "sight")), Did(REFUSE))
    last = Gates({"declare": (NO,)})
    assert found(last, a_cycle())[1] == (Did(RECORD), Did(RECORD), Did(REFUSE, ("gate",)))


def test_a_cycle_that_its_own_row_refuses_counts_in_the_safe_direction_too() -> None:
    """A run that has ended refuses the whole: what was found in it counts all the same."""
    says, did = found(Gates(), a_cycle(), own=(finding("run", Weight.REFUSE),))
    assert says == ["run.why", "run.counts"]
    assert did == (Did(RECORD), Did(RECORD), Did(REFUSE))


def counted(gates: Gates, kinds: tuple[str, ...]) -> list[str]:
    """Return in words what of a cycle of these steps counts."""
    findings, _ = cycled(a_state(), a_cycle(kinds=kinds), (finding("run", Weight.REFUSE),), walk(gates))
    return [each.says for each in findings if each.code == "run.counts"]


@pytest.mark.parametrize(
    ("kinds", "against", "done", "rest"),
    [
        (KINDS, (), "1 collect, 2 check", "3 declare"),
        (("declare", "load"), (), "none", "1 declare, 2 load"),
        (("collect",), (), "1 collect", "none"),
        (("collect", "check"), ("collect",), "2 check", "1 collect"),
    ],
)
def test_what_counts_is_said(kinds: tuple[str, ...], against: tuple[str, ...], done: str, rest: str) -> None:
    """By place and kind, those that count and those that do not; of none it says none."""
    gates = Gates(dict.fromkeys(against, (NO,)))
    whole = f"Of this reset these steps count as done, as one person's word, and prove nothing: {done}."
    assert counted(gates, kinds) == [f"{whole} These do not count: {rest}."]
    assert counted(Gates(), ()) == []


# --- waiting for its second ------------------------------------------------------------------------


def test_without_its_witness_it_waits_whole() -> None:
    """Where nothing stands against it with the witness of its run, it waits, and nothing of it counts."""
    gates = Gates(alone={"check": (HOLD_,)})
    says, did = found(gates, a_cycle(witness=""), own=(OWN,))
    assert says == ["own.why", "Step 2, check: gate.why", "run.stops-here", "run.waits"]
    assert did == ()
    assert ("check", "assistant", "armorer") in gates.asked


def test_what_a_watcher_sees_may_still_be_said_in_confirming() -> None:
    """What only gate *sight* asks for is no reason to refuse it before they have spoken."""
    waits = Gates({"declare": (SIGHT,)}, alone={"check": (HOLD_,)})
    assert found(waits, a_cycle(witness=""))[0][-1] == "run.waits"
    both = Gates({"declare": (SIGHT, NO)}, alone={"check": (HOLD_,)})
    assert found(both, a_cycle(witness=""))[0][-1] == "run.counts"


def test_what_would_be_refused_with_two_as_well_is_refused_now() -> None:
    """Nobody confirms over what was found: of the first time what it waited for is kept, and no note twice."""
    gates = Gates({"check": (NOTE, NO)}, alone={"check": (NOTE, HOLD_)})
    says, did = found(gates, a_cycle(witness=""), own=(OWN,))
    assert says == [
        "Step 2, check: gate.why",
        "Step 2, check: gate.why",
        "Step 2, check: gate.why",
        "run.stops-here",
        "run.counts",
    ]
    assert did == (Did(RECORD), Did(REFUSE, ("gate",)), Did(REFUSE))


def test_the_witness_of_the_cycle_stays_its_witness() -> None:
    """Where one is named, the one of the run is not put in their place; without a run nobody is."""
    gates = Gates({"check": (HOLD_,)})
    found(gates, a_cycle(witness="safety"))
    assert {witness for kind, witness, _ in gates.asked if kind == "check"} == {"safety"}
    alone = Gates(alone={"check": (HOLD_,)})
    cycled(bare(revolver=Belief(holder="performer")), a_cycle(witness=""), (), walk(alone))
    assert {witness for _, witness, _ in alone.asked} == {""}


# --- what is held by what was found ----------------------------------------------------------------


@dataclass(frozen=True)
class Leads(Walk):
    """A way through the steps at whose end the record is as it is said."""

    to: State = field(default_factory=State)

    def after(self, state: State, act: Act, decision: Decision) -> State:  # noqa: ARG002 - the shape of it
        """Return the record as it is said."""
        return self.to


def held(before: State, after: State) -> list[str]:
    """Return what is said to be held by a refused cycle that led from one record to the other."""
    way = Leads(single=Gates(), now=at(1), door=ASK, number=7, to=after)
    findings, _ = cycled(before, a_cycle(), (finding("run", Weight.REFUSE),), way)
    says = [each.says for each in findings if each.code == "run.found"]
    assert len(says) <= 1
    return [
        text
        for each in says
        for text in each.removeprefix("What was found in it counts at once: ").rstrip(".").split(", ")
    ]


STOP = Stop(kind="live", record=1, at=at(0), pressed_by="armorer")
FAULT = Fault(kind="obstructed", at=at(1), record=7, by="armorer")
OLDER = replace(FAULT, record=2)
WHY = Hold(why="deviation", record=7)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ({}, {}, []),
        ({}, {"fault": FAULT}, ["revolver is locked out"]),
        ({"fault": OLDER}, {"fault": FAULT}, ["revolver is locked out"]),
        ({"fault": FAULT}, {"fault": FAULT}, []),
        ({"fault": FAULT}, {"fault": replace(FAULT, cleared=True)}, []),
        ({"fault": FAULT}, {}, []),
        ({}, {"holds": (WHY,)}, ["revolver is held"]),
        ({"holds": (WHY,)}, {"holds": (WHY, WHY)}, ["revolver is held"]),
        ({"holds": (WHY,)}, {"holds": (WHY,)}, []),
        ({}, {"quarantined": True}, ["revolver is held"]),
        ({"quarantined": True}, {"quarantined": True}, []),
        ({}, {"uncounted": ("dummies",)}, ["a difference in the count is open"]),
        ({"uncounted": ("dummies",)}, {"uncounted": ("dummies",)}, []),
        (
            {},
            {"fault": FAULT, "holds": (WHY,), "uncounted": ("dummies",)},
            ["revolver is locked out", "revolver is held", "a difference in the count is open"],
        ),
    ],
)
def test_what_is_held_by_what_was_found(
    before: dict[str, Any], after: dict[str, Any], says: list[str]
) -> None:
    """A new fault that is not cleared, a new hold, a difference: what was so before is not said again."""
    assert held(a_state(**before), a_state(**after)) == says


def test_a_set_that_is_stopped_by_it_is_said_first() -> None:
    """One more stop than before; a set that stood still already is not stopped by it."""
    stopped = replace(a_state(), stops=(STOP,))
    assert held(a_state(), stopped) == ["the set is stopped"]
    assert held(stopped, stopped) == []
    assert held(stopped, replace(a_state(), stops=(STOP, STOP))) == ["the set is stopped"]
