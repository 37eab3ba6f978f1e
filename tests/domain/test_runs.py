"""A run ends with whatever it cannot go on after, and what has ended stays so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain import resets
from showsafe.domain.acts import OF_THE_LEDGER
from showsafe.domain.apply import apply
from showsafe.domain.proof import stands
from tests.resets import FIRST, LOAD, LOOK, OUT, RUN, SAY, cycle, going, opened, reset, used
from tests.simulator import BLANK_PLAN, FilmSet, a_day


def misfire(day: FilmSet) -> None:
    """It does not fire."""
    day.report("misfire", "performer", weapon="revolver")


def doubt_lifted(day: FilmSet) -> None:
    """Somebody has a doubt, and it is lifted."""
    day.ask("hold", "grip")
    day.permit("release", set_=True, reviewed_by="first-ad", cause="looked at")


def meal(day: FilmSet) -> None:
    """They eat."""
    day.permit("end-run", "first-ad", weapon="revolver", reason="meal")


def locked_away(day: FilmSet) -> None:
    """It goes into the safe."""
    day.report("lock", weapon="revolver", in_="weapon safe", witness="assistant")


def another_meeting(day: FilmSet) -> None:
    """The scene is met on again."""
    day.planned("revolver", **BLANK_PLAN)


ENDS: tuple[tuple[Callable[[FilmSet], object], str], ...] = (
    (misfire, "revolver is locked out: misfire"),
    (lambda day: day.report("drop", "performer", weapon="revolver"), "revolver is locked out: drop"),
    (doubt_lifted, "the set is held"),
    (lambda day: day.ask("stop", "grip"), "the set was stopped"),
    (meal, "meal"),
    (
        lambda day: day.report("take", "first-ad", weapon="revolver", user="performer", scene="yard"),
        "revolver is held",
    ),
    (lambda day: day.permit("end-run", "grip", weapon="revolver"), "it was ended"),
    (locked_away, "revolver is held"),
    (lambda day: day.report("leave", "performer", weapon="revolver", place="chair"), "revolver is held"),
    (lambda day: day.permit("collect", "prop-master", weapon="revolver"), "revolver was in other hands"),
    (another_meeting, "the plan for saloon changed"),
    (
        lambda day: day.permit("instruct", person="performer", type="belt-fed"),
        "what is on record of performer changed",
    ),
    (
        lambda day: day.permit("staff", "producer", person="armorer", duties=["weapons", "props"]),
        "what is on record of armorer changed",
    ),
    (
        lambda day: day.report("describe", "node", weapon="revolver", owner="rental house"),
        "what is on record of revolver changed",
    ),
    (lambda day: day.report("find-live", "grip", lot="blanks"), "the set was stopped"),
    (
        lambda day: day.permit("record-paper", "producer", kind="medical", about="performer"),
        "a paper changed",
    ),
    (lambda day: day.report("decline", "performer", weapon="revolver"), "performer said no"),
    (lambda day: day.permit("quarantine", lot="blanks"), "blanks is not what it was"),
)


@pytest.mark.parametrize(("happens", "why"), ENDS, ids=[why for _, why in ENDS])
def test_a_run_ends(happens: Callable[[FilmSet], object], why: str) -> None:
    """A change in what it rests on, a fault, a doubt, a meal or other hands end it, each named."""
    day = going()
    happens(day)
    run = day.state.runs["revolver"]
    assert run.ended == why
    assert run.ended_by
    assert "run.ended" in day.against("cycle", **cycle(reset()))


def test_the_end_of_the_day_ends_it() -> None:
    """No run goes on into another day."""
    day = opened()
    day.report("close-day", "first-ad", witness="producer", exceptions=["revolver"])
    assert day.state.runs["revolver"].ended
    day.report("open-day", "first-ad", witness="producer")
    assert day.state.runs == {}


def test_what_goes_on_beside_it_leaves_it_open() -> None:
    """Another weapon's day, a count, a look: a run ends only with what it rests on."""
    day = going()
    day.permit("unlock", "prop-master", weapon="rifle", witness="safety")
    day.permit("check", "prop-master", **{**day.looking("rifle"), "witness": "safety"})
    day.permit("instruct", person="grip", type="lever-rifle")
    assert not day.state.runs["revolver"].ended
    day.permit("cycle", **cycle(reset()))


def test_another_set_up_ends_it() -> None:
    """A take of another scene, permitted by its own plan, is another set-up: the run does not outlast it."""
    day = a_day().planned("revolver", "yard", **BLANK_PLAN).out().looked().shown()
    day.permit("open-run", **RUN)
    day.permit("cycle", **cycle(FIRST))
    day.permit("take", "first-ad", weapon="revolver", user="performer", scene="yard")
    assert day.state.runs["revolver"].ended == "revolver was used in another set-up"


def test_what_ended_is_opened_again() -> None:
    """A second run begins from nothing: no cycles, its own hour."""
    day = going()
    meal(day)
    for step in reset()[:7]:
        keys = {key: value for key, value in step.items() if key != "act"}
        thing = {"lot": "blanks"} if step["act"] == "unlock" else {"weapon": "revolver"}
        two = {} if step["act"] in ("collect", "show") else {"witness": "assistant"}
        day.permit(step["act"], **thing, **two, **keys)
    day.permit("lock", lot="blanks", in_="ammunition safe", witness="assistant")
    day.permit("open-run", **RUN)
    run = day.state.runs["revolver"]
    assert (run.cycles, run.ended, run.record) == (0, "", day.number)


def test_a_run_reported_outside_the_rules_opens_nothing() -> None:
    """Told as done over a refusal, there is no run."""
    day = a_day().out()
    day.report("open-run", **RUN)
    assert day.state.runs == {}


def a_live_round(steps: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
    """Return the steps of a reset in which the look finds a live round."""
    return tuple({**step, "found": ["live:1"]} if step is LOOK else step for step in steps)


def test_a_live_round_in_a_refused_cycle_stops_the_set() -> None:
    """The reset is refused, and what was found in it counts at once: nobody has to report it first."""
    day = going()
    day.refused("cycle", **cycle(a_live_round(reset())))
    assert day.state.stops
    assert day.belief().quarantined
    assert day.state.runs["revolver"].ended == "the set was stopped"


def test_a_live_round_behind_the_step_that_is_refused() -> None:
    """A locked box that may not be opened is the second step; the look in the fifth counts all the same."""
    day = going()
    steps = tuple(
        {**step, "in": "ammunition safe", "by": "grip"} if step is OUT else step for step in reset()
    )
    assert "run.other-than" in day.refused("cycle", **cycle(a_live_round(steps)))
    assert day.state.stops


def test_nobody_confirms_over_a_find() -> None:
    """A reset without its witness waits; one with a live round in it is refused at once, and stops the set."""
    day = going()
    asked = {key: value for key, value in cycle(a_live_round(reset())).items() if key != "witness"}
    day.refused("cycle", act_id="reset", **asked)
    assert day.state.stops
    assert "duty.nothing-held" in day.refused("confirm", "assistant", of="reset")


def test_a_refused_cycle_counts_in_the_safe_direction() -> None:
    """The custodian has it back and it is unloaded; nothing is proven, no round drawn, no cycle counted."""
    day = going()
    box = day.lot("blanks")
    steps = tuple(step for step in reset() if step is not LOAD)
    stepped = day.ask("cycle", **cycle(steps))
    belief = day.belief()
    assert (stepped.event.outcome, belief.holder, belief.contents) == ("refuse", "armorer", ())
    assert not stands(belief.proof)
    assert day.lot("blanks") == box
    run = day.state.runs["revolver"]
    assert (run.cycles, run.ended) == (1, "")
    assert [each.would for each in stepped.event.did] == [
        *("record", "refuse", "record", "record", "record"),
        *("refuse",) * 5,
    ]


def test_after_a_refused_cycle_the_rest_is_another_reset() -> None:
    """The run goes on: what counts is left out, the rounds are proven and the look is done again by two."""
    day = used(opened_and_loaded(), 2)
    wrong = tuple({**step, "word": "cold"} if step is SAY else step for step in reset(1))
    day.refused("cycle", **cycle(wrong))
    rest = tuple(step for step in reset(1) if step["act"] not in ("collect", "unload", "clear"))
    assert "rounds.not-proven" in day.refused("cycle", **cycle(rest))
    box = day.lot("blanks")
    day.permit("unlock", lot="blanks", witness="assistant")
    tests = {"methods": ["primer-state", "crimp"], "witness": "assistant"}
    day.permit("prove", lot="blanks", count=box.box, of=box.box, **tests)
    day.permit("lock", lot="blanks", in_="ammunition safe", witness="assistant")
    day.permit("cycle", **cycle(rest))
    assert (day.belief().holder, day.state.runs["revolver"].cycles) == ("performer", 2)


def opened_and_loaded() -> FilmSet:
    """Return a set after the first cycle of a run, before its take."""
    day = opened()
    day.permit("cycle", **cycle(FIRST))
    return day


def test_what_is_left_of_a_misfire_wait_counts_of_no_cycle() -> None:
    """A weapon that did not fire is not opened before its wait is over, also within a reset; taking it back counts."""
    day = used(opened_and_loaded(), 2, seconds=0)
    misfire(day)
    stepped = day.ask("cycle", **cycle(reset(1)))
    assert [each.would for each in stepped.event.did][:5] == ["record", *("refuse",) * 4]
    assert day.belief().holder == "armorer"


def test_an_older_refusal_counts_nothing() -> None:
    """A record that does not say which steps count is from before that was so: nothing of it has an effect."""
    day = going()
    before = day.state
    event = day.fork().ask("cycle", **cycle(a_live_round(reset()))).event
    after = apply(before, replace(event, did=()))
    assert (after.beliefs, after.lots, after.runs, after.stops) == (
        before.beliefs,
        before.lots,
        before.runs,
        before.stops,
    )


def test_a_cycle_outside_the_rules_is_recorded_and_holds() -> None:
    """Told as done without a run, it has its effects, and the weapon is held."""
    day = a_day().out().looked().shown()
    told = day.report("cycle", **cycle(FIRST))
    assert told.event.deviation
    assert [each.would for each in told.event.did][:4] == ["permit"] * 4
    assert day.belief().holds
    assert day.lot("blanks").box == 17


def test_no_step_is_about_the_ledger() -> None:
    """Only acts of a reset are its steps: nobody enrols a key or forgets a person within one."""
    assert not set(resets.STEPS) & {*OF_THE_LEDGER, "cycle", "open-run", "confirm", "override", "release"}
    assert not set(resets.STEPS) & {"record-paper", "meet", "plan", "instruct", "assess"}
