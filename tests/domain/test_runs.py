"""A run ends with whatever it cannot go on after, and what has ended stays so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from showsafe.domain import resets
from showsafe.domain.acts import OF_THE_LEDGER
from tests.resets import FIRST, LOAD, RUN, cycle, going, opened, reset
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


def test_a_refused_cycle_changes_nothing() -> None:
    """Nothing of it counts, and no single act is refused for it: the way back stays open."""
    day = going()
    before = day.state.beliefs, day.state.lots, day.state.runs
    steps = tuple(step for step in reset() if step is not LOAD)
    day.refused("cycle", **cycle(steps))
    assert (day.state.beliefs, day.state.lots, day.state.runs) == before
    for kind, keys in (("collect", {}), ("unload", {"found": [], "witness": "assistant"}), ("check", {})):
        day.permit(kind, weapon="revolver", **keys)


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
