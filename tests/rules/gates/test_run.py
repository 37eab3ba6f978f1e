"""Gate *run*: is a run open, is this cycle what it was opened for, and does it leave nothing out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.resets import FIRST, GIVE, LOAD, LOOK, RUN, SAY, cycle, going, opened, reset, used
from tests.simulator import a_day


def test_open_already() -> None:
    """A weapon has one run at a time."""
    day = opened()
    assert "run.open-already" in day.against("open-run", **RUN)
    day.permit("end-run", "grip", weapon="revolver")
    day.permit("open-run", **RUN)


def test_a_run_is_opened_by_all_gates() -> None:
    """What would stand against the hand-over stands against the run that prepares it."""
    day = a_day().out()
    assert {"check.void", "bore.void", "show.first-ad"} <= day.against("open-run", **RUN)
    day.looked().shown()
    other = {**RUN, "user": "grip"}
    assert day.against("open-run", **other) == day.against(
        "hand-over", weapon="revolver", to=["grip"], scene="saloon", witness="assistant"
    )
    assert day.against("open-run", **RUN) == set()


def test_none() -> None:
    """Without a run there is no cycle; the single acts are asked."""
    day = a_day().out().looked().shown()
    assert "run.none" in day.refused("cycle", **cycle(FIRST))


def test_ended() -> None:
    """What has ended does not go on."""
    day = going()
    day.permit("end-run", "first-ad", weapon="revolver", reason="meal")
    assert day.refused("cycle", **cycle(reset())) == {"run.ended"}


def test_too_many() -> None:
    """Ten cycles are the most of one run."""
    day = going()
    for _ in range(3):
        day.permit("cycle", **cycle(reset()))
        used(day)
    run = day.state.runs["revolver"]
    assert (run.cycles, run.ended) == (4, "")
    day.rules = _with(day.rules, run_max_cycles=5)
    day.permit("cycle", **cycle(reset()))
    used(day)
    assert day.refused("cycle", **cycle(reset())) == {"run.too-many"}


def test_ten_cycles_and_an_hour_are_the_common_values() -> None:
    """The values stand in the profile, and are said to be ours."""
    profile = a_day().rules.profile
    assert (profile.run_max_cycles, profile.run_max_s) == (10, 3600)
    assert profile.values["run_max_cycles"].basis == profile.values["run_max_s"].basis == "ours"


def _with(rules: Any, **values: Any) -> Any:  # noqa: ANN401 - a rulebook with another profile
    from dataclasses import replace  # noqa: PLC0415

    return replace(rules, profile=replace(rules.profile, **values))


def test_too_long() -> None:
    """An hour after it was opened a run goes on no more."""
    day = going()
    day.later(3600 - 60).permit("cycle", **cycle(reset()))
    used(day)
    assert day.refused("cycle", **cycle(reset())) == {"run.too-long"}


@pytest.mark.parametrize(
    "steps",
    [
        tuple({**step, "rounds": ["blanks:2"]} if step is LOAD else step for step in reset()[:-1]),
        tuple({**step, "weapon": "rifle"} if step is LOOK else step for step in reset()),
        tuple({**step, "to": ["partner"]} if step is GIVE else step for step in reset()),
        tuple({**step, "by": "prop-master"} if step is SAY else step for step in reset()),
        tuple({**step, "witness": "safety"} if step is LOOK else step for step in reset()),
        tuple({**step, "lot": "dummies"} if step["act"] == "lock" else step for step in reset()),
    ],
)
def test_other_than(steps: tuple[dict[str, Any], ...]) -> None:
    """Another load, weapon, performer, hand, witness or lot than the run was opened for is no part of it."""
    assert "run.other-than" in going().against("cycle", **cycle(steps))


@pytest.mark.parametrize("keys", [{"witness": "safety"}, {"user": "partner"}, {"scene": "yard"}])
def test_other_than_of_the_whole(keys: dict[str, Any]) -> None:
    """A cycle for other people or another set-up is none of this run."""
    assert "run.other-than" in going().against("cycle", **cycle(reset(), **keys))


def test_other_hands() -> None:
    """Only the custodian who opened the run resets within it."""
    assert "run.other-than" in going().against("cycle", "prop-master", **cycle(reset()))


@pytest.mark.parametrize("left_out", ["check", "load", "declare", "hand-over"])
def test_leaves_out(left_out: str) -> None:
    """No reset is without its look, its load, its word and its read-back."""
    steps = tuple(step for step in reset() if step["act"] != left_out)
    assert "run.leaves-out" in going().against("cycle", **cycle(steps))


def test_leaves_out_the_order() -> None:
    """A look after the load is not the look before it."""
    steps = (*(step for step in reset() if step is not LOOK), LOOK)
    assert "run.leaves-out" in going().against("cycle", **cycle(steps))


def test_stops_here() -> None:
    """A refused cycle says at which step it stops, and why."""
    day = going()
    wrong = tuple({**step, "word": "cold"} if step is SAY else step for step in reset())
    found = {finding.code: finding for finding in day.findings("cycle", **cycle(wrong))}
    assert {"check.word", "run.stops-here"} <= set(found)
    assert "step 10, declare" in found["run.stops-here"].says
    assert found["check.word"].says.startswith("Step 10, declare: ")


def test_counts() -> None:
    """It says step by step what counts as done and what does not, also where only the run stands against it."""
    day = going()
    day.permit("end-run", weapon="revolver")
    found = {finding.code: finding for finding in day.findings("cycle", **cycle(reset()))}
    assert "run.counts" in found
    says = found["run.counts"].says
    assert "prove nothing: 1 collect, 3 unload, 4 clear, 5 check." in says
    assert "do not count: 2 unlock, 6 reconcile, 7 show, 8 load, 9 lock, 10 declare, 11 hand-over." in says
    assert "run.found" not in found


def test_counts_of_an_empty_reset() -> None:
    """Of a cycle with no steps there is nothing to say."""
    assert "run.counts" not in going().notes("cycle", **cycle(()))


def test_found() -> None:
    """What is held by what was found is said with the refusal."""
    steps = tuple({**step, "found": ["live:1"]} if step is LOOK else step for step in reset())
    found = {finding.code: finding for finding in going().findings("cycle", **cycle(steps))}
    stands = "the set is stopped, revolver is held, a difference in the count is open"
    assert found["run.found"].says == f"What was found in it counts at once: {stands}."


def test_waits() -> None:
    """A cycle that only lacks its witness says that nothing of it counts yet."""
    asked = {key: value for key, value in cycle(reset()).items() if key != "witness"}
    notes = going().notes("cycle", **asked)
    assert "run.waits" in notes
    assert not {"run.counts", "run.found"} & notes


def test_a_cycle_without_its_witness_waits_for_them() -> None:
    """It is held whole, and happens whole when the run's own witness confirms it; nobody else can."""
    day = going()
    asked = {key: value for key, value in cycle(reset()).items() if key != "witness"}
    before = day.state
    assert day.held("cycle", act_id="reset", **asked) == {"duty.second-person-missing"}
    assert day.state.beliefs == before.beliefs
    assert day.refused("confirm", "safety", of="reset") == {"run.other-than"}
    assert "sight.count-differs" in day.against("confirm", "assistant", of="reset", sight=2)
    day.permit("confirm", "assistant", of="reset")
    assert (day.belief().holder, day.state.runs["revolver"].cycles) == ("performer", 2)


def test_nobody_overrides_a_run() -> None:
    """Producer and safety advisor lift a refusal of one act, never of a run or of a whole reset."""
    day = going()
    day.permit("end-run", weapon="revolver")
    day.refused("cycle", act_id="reset", **cycle(reset()))
    assert "duty.override-never" in day.refused(
        "override", "producer", of="reset", reason="late", witness="safety"
    )
