"""What a run is after each record: opened with what it rests on, counted, and ended by each thing that ends it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.acts import Act, Draw
from showsafe.domain.belief import Belief, Fault, Hold, Take
from showsafe.domain.effects import runs
from showsafe.domain.events import ASK, HOLD, PERMIT, RECORD, REFUSE, REPORT, Did, Event
from showsafe.domain.state import Day, Meeting, Run, ShotPlan, State, Stop
from showsafe.domain.things import Paper
from tests.domain.bare import after, alone, at, bare, box, event_of

THREE = (Draw(count=3, lot="dummies"),)
RUN = Run(
    weapon="revolver",
    user="performer",
    scene="saloon",
    rounds=THREE,
    custodian="armorer",
    witness="assistant",
    place="the bar",
    record=1,
    at=at(0),
    cycles=2,
)
SAID: dict[str, Any] = {
    "weapon": "revolver",
    "user": "performer",
    "scene": "saloon",
    "rounds": THREE,
    "witness": "assistant",
    "place": "the bar",
}
DAY = Day(open=True, opened_at=at(0), opened_record=1)


def going(run: Run = RUN, **how: Any) -> State:  # noqa: ANN401 - values of fields
    """Return a record with one open run, its weapon with its performer."""
    state = bare(revolver=Belief(**{"holder": "performer", **how}))
    return replace(state, runs={"revolver": run}, day=DAY, last_record=7)


def run_of(state: State) -> Run:
    """Return the run."""
    return state.runs["revolver"]


def test_a_run_is_opened_with_everything_that_it_rests_on() -> None:
    """Weapon, performer, scene, rounds, the two people, the place, its record and hour; no cycle is done in it yet."""
    state = after(replace(bare(revolver=Belief(holder="armorer")), day=DAY), "open-run", **SAID)
    assert run_of(state) == replace(RUN, cycles=0)


def test_a_run_of_an_empty_weapon_loads_nothing() -> None:
    """Where no rounds are said, it is a run without any."""
    state = after(
        replace(bare(revolver=Belief(holder="armorer")), day=DAY), "open-run", **{**SAID, "rounds": None}
    )
    assert run_of(state).rounds == ()


def test_a_run_told_late_or_outside_the_rules_opens_nothing_and_ends_none() -> None:
    """What proves nothing of now is no run, and the one that is open goes on."""
    state = replace(bare(revolver=Belief(holder="armorer")), day=DAY)
    assert after(state, "open-run", **SAID, heard=60).runs == {}
    assert alone(state, "open-run", **SAID).runs == {}


def test_cycles_are_counted_while_it_is_open() -> None:
    """Each is one more; of a run that has ended, or of none, nothing is counted."""
    event = event_of(going(), "cycle", weapon="revolver")
    over = replace(RUN, ended="meal", ended_by=5)
    assert run_of(runs.counted(going(), event)) == replace(RUN, cycles=3)
    assert run_of(runs.counted(going(over), event)) == over
    assert runs.counted(bare(), event).runs == {}


@pytest.mark.parametrize(("reason", "why"), [("meal", "meal"), ("", "it was ended")])
def test_somebody_ends_it(reason: str, why: str) -> None:
    """It keeps who said what, and by which record; what has ended keeps its first reason."""
    state = after(going(), "end-run", "safety", weapon="revolver", reason=reason)
    assert run_of(state) == replace(RUN, ended=why, ended_by=8)
    again = after(state, "end-run", "safety", weapon="revolver", reason="another reason")
    assert run_of(again) == run_of(state)
    assert after(bare(), "end-run", "safety", weapon="revolver").runs == {}


# --- what ends it by itself ------------------------------------------------------------------------


def believed(**how: Any) -> Callable[[State], State]:  # noqa: ANN401 - values of fields
    """Return a change of what is believed of the weapon."""
    return lambda state: state.with_belief("revolver", replace(state.beliefs["revolver"], **how))


def of_the_lot(**how: Any) -> Callable[[State], State]:  # noqa: ANN401 - values of fields
    """Return a change of the box that it draws from."""
    return lambda state: state.with_lot(replace(state.lots["dummies"], **how))


def of(name: str, **entries: Any) -> Callable[[State], State]:  # noqa: ANN401 - values of fields
    """Return a change of one map of the record: these entries, or without those that are None."""

    def change(state: State) -> State:
        known: dict[str, Any] = {**getattr(state, name), **entries}
        left: dict[str, Any] = {name: {key: each for key, each in known.items() if each is not None}}
        return replace(state, **left)

    return change


def person(name: str) -> Callable[[State], State]:
    """Return a change of what is on record of somebody."""
    return lambda state: of("people", **{name: replace(state.people[name], age=50)})(state)


def weapon(state: State) -> State:
    """Change what is on record of the weapon."""
    return of("weapons", revolver=replace(state.weapons["revolver"], owner="another house"))(state)


def stopped(*kinds: str) -> Callable[[State], State]:
    """Return a change that stops the set, in this order."""
    stops = tuple(Stop(kind=kind, record=8, at=at(1), pressed_by="safety") for kind in kinds)
    return lambda state: replace(state, stops=stops)


def closed(state: State) -> State:
    """Close the day."""
    return replace(state, day=Day())


def planned(**said: str) -> Callable[[State], State]:
    """Return one more plan."""
    whole: dict[str, Any] = {"weapon": "revolver", "scene": "saloon", **said}
    act = Act(kind="plan", act_id="p", by="armorer", at=at(0), **whole)
    key = f"{act.weapon} in {act.scene}"
    return of("plans", **{key: ShotPlan(act=act, record=8, at=at(1))})


def met(scene: str) -> Callable[[State], State]:
    """Return one more meeting."""
    return of("meetings", **{scene: Meeting(scene=scene, attendees=(), at=at(1), record=8)})


def paper(about: str) -> Callable[[State], State]:
    """Return one more paper."""
    return of("papers", **{about: Paper(kind="medical", about=about, number="1")})


TAKE = Take(user="performer", scene="saloon", record=8)
FAULT = Fault(kind="unplanned-discharge", at=at(1), record=8, by="performer")
ENDS: tuple[tuple[Callable[[State], State], str], ...] = (
    (stopped("hold"), "the set is held"),
    (stopped("incident"), "the set was stopped"),
    (stopped("hold", "stop"), "the set was stopped"),
    (stopped("stop", "hold"), "the set is held"),
    (closed, "the day was closed"),
    (planned(), "the plan for saloon changed"),
    (met("saloon"), "there was another meeting for saloon"),
    *((paper(who), "a paper changed") for who in ("day", "revolver", "performer", "armorer", "assistant")),
    (weapon, "what is on record of revolver changed"),
    (believed(fault=FAULT), "revolver is locked out: unplanned discharge"),
    (believed(holds=(Hold(why="deviation", record=8),)), "revolver is held"),
    (believed(frozen=True), "revolver is held"),
    (believed(quarantined=True), "revolver is held"),
    (believed(container="weapon safe"), "revolver was out of sight"),
    (believed(gone="rental house"), "revolver was out of sight"),
    (believed(place="the bar"), "revolver was out of sight"),
    (believed(holder="prop-master"), "revolver was in other hands"),
    (believed(holder=""), "revolver was in other hands"),
    (believed(place="the bar", preset="armorer", holder="prop-master"), "revolver was in other hands"),
    (believed(take=replace(TAKE, user="partner")), "revolver was used in another set-up"),
    (believed(take=replace(TAKE, scene="yard")), "revolver was used in another set-up"),
    (believed(declined_by=("partner", "performer")), "performer said no"),
    *((person(who), f"what is on record of {who} changed") for who in ("performer", "armorer", "assistant")),
    (of("people", performer=None), "what is on record of performer changed"),
    (of_the_lot(tainted="a live round in it"), "dummies is not what it was"),
    (of_the_lot(holds=("doubt",)), "dummies is not what it was"),
    (of_the_lot(frozen=True), "dummies is not what it was"),
    (of_the_lot(quarantined=True), "dummies is not what it was"),
    (of("lots", dummies=None), "dummies is not what it was"),
)


@pytest.mark.parametrize(("change", "why"), ENDS, ids=[f"{n} {why}" for n, (_, why) in enumerate(ENDS)])
def test_what_ends_a_run(change: Callable[[State], State], why: str) -> None:
    """Whatever it rests on and is otherwise than before: the run is over from that record on, and says why."""
    before = going()
    event = event_of(before, "cut")
    assert run_of(runs.ended_by(before, change(before), event)) == replace(RUN, ended=why, ended_by=8)


GOES_ON: tuple[Callable[[State], State], ...] = (
    lambda state: state,
    believed(holder="armorer"),
    believed(holder="armorer", preset="armorer", place="the bar"),
    believed(take=TAKE),
    believed(take=replace(TAKE, scene="")),
    believed(declined_by=("partner",)),
    planned(weapon="rifle"),
    planned(scene="yard"),
    met("yard"),
    paper("grip"),
    person("prop-master"),
    of_the_lot(box=2, spent=3),
    of("lots", blanks=box(id="blanks", tainted="a live round in it", holds=("doubt",))),
    of("weapons", rifle=bare(rifle=Belief()).weapons["rifle"]),
)


@pytest.mark.parametrize("change", GOES_ON)
def test_what_ends_no_run(change: Callable[[State], State]) -> None:
    """Handed back and out again, placed in sight, used in its own scene; another weapon, scene, person or box."""
    before = going()
    assert run_of(runs.ended_by(before, change(before), event_of(before, "cut"))) == RUN


def test_what_was_so_before_ends_no_run() -> None:
    """Plan, meeting, paper and person are compared with before: that they are there ends nothing."""
    before = going()
    for change in (planned(), met("saloon"), paper("performer"), person("performer"), weapon):
        before = change(before)
    other = planned(scene="yard")(paper("grip")(met("yard")(before)))
    assert run_of(runs.ended_by(before, other, event_of(before, "cut"))) == RUN
    night = replace(before, day=Day())
    assert run_of(runs.ended_by(night, night, event_of(before, "cut"))) == RUN


def test_a_run_without_rounds_rests_on_no_box() -> None:
    """No box that is tainted or gone ends it."""
    before = going(replace(RUN, rounds=()))
    told = runs.ended_by(before, of("lots", dummies=None)(before), event_of(before, "cut"))
    assert not run_of(told).ended


def test_its_own_record_does_not_end_it() -> None:
    """The record that opens a run is not among the events that it cannot go on after."""
    before = going(replace(RUN, record=8))
    assert run_of(runs.ended_by(before, stopped("hold")(before), event_of(before, "cut"))).ended == ""


def test_each_of_several_runs_ends_for_its_own_reason() -> None:
    """One weapon that falls ends its own run, and leaves the others open, ended or not as they were."""
    other = replace(RUN, weapon="rifle", user="safety", rounds=(), witness="", custodian="armorer")
    over = replace(RUN, weapon="shotgun", ended="meal", ended_by=4)
    held = Belief(holder="armorer")
    state = bare(shotgun=Belief(gone="rental house"), revolver=Belief(holder="performer"), rifle=held)
    before = replace(state, runs={"shotgun": over, "revolver": RUN, "rifle": other}, day=DAY, last_record=7)
    told = runs.ended_by(before, believed(fault=FAULT)(before), event_of(before, "cut"))
    says = "revolver is locked out: unplanned discharge"
    assert told.runs == {
        "shotgun": over,
        "revolver": replace(RUN, ended=says, ended_by=8),
        "rifle": other,
    }


def test_a_new_day_forgets_what_has_ended() -> None:
    """Runs that ended are not carried into the next day; within a day they stay, so that nobody goes on in one."""
    over = replace(RUN, ended="the day was closed", ended_by=6)
    night = replace(going(over), day=Day())
    still = replace(RUN, weapon="rifle", user="safety", rounds=())
    both = replace(
        night, runs={"revolver": over, "rifle": still}, beliefs={"rifle": Belief(holder="armorer")}
    )
    morning = runs.ended_by(both, replace(both, day=DAY), event_of(both, "open-day"))
    assert morning.runs == {"rifle": still}
    assert runs.ended_by(night, night, event_of(night, "cut")).runs == {"revolver": over}
    again = runs.ended_by(going(over), going(over), event_of(both, "open-day"))
    assert again.runs == {"revolver": over}


# --- the steps of a cycle --------------------------------------------------------------------------

AT_ONCE = at(0)
STEPS = (
    Act(kind="collect", act_id="", by="", at=AT_ONCE),
    Act(kind="check", act_id="", by="", at=AT_ONCE),
    Act(kind="load", act_id="", by="", at=AT_ONCE, rounds=THREE),
)


def cycle(door: str, outcome: str, *did: Did, **more: Any) -> Event:  # noqa: ANN401 - values of fields
    """Return a record of a cycle of three steps."""
    event = event_of(going(), "cycle", weapon="revolver", witness="assistant", steps=STEPS)
    return replace(event, door=door, outcome=outcome, did=did, **more)


def told(events: list[Event]) -> list[tuple[str, str, tuple[str, ...], str]]:
    """Return of each event its act, what was said of it, by which gates, and its outcome."""
    return [(each.act.kind, each.would, each.gates, each.outcome) for each in events]


BAD = Did(REFUSE, ("check",))


def test_a_cycle_is_its_steps_each_with_what_the_gates_said() -> None:
    """In their order; of a record that says nothing of each, all were permitted. Each is by itself."""
    done = cycle(REPORT, RECORD, Did(PERMIT), BAD, Did(HOLD, ("duty",)), gates=("check",), completes=STEPS[0])
    events = list(runs.steps_of_event(going(), done))
    assert told(events) == [
        ("collect", PERMIT, (), RECORD),
        ("check", REFUSE, ("check",), RECORD),
        ("load", HOLD, ("duty",), RECORD),
    ]
    assert {(each.did, each.completes) for each in events} == {((), None)}
    plain = list(runs.steps_of_event(going(), cycle(ASK, PERMIT)))
    assert told(plain) == [(each.kind, PERMIT, (), PERMIT) for each in STEPS]


def test_a_cycle_whose_record_says_of_too_few_what_the_gates_said_is_not_read() -> None:
    """Answers and steps are one for each: a log from which an answer was taken out does not lose a step."""
    with pytest.raises(ValueError, match="shorter"):
        list(runs.steps_of_event(going(), cycle(REPORT, RECORD, Did(PERMIT), BAD)))


def test_only_a_cycle_has_steps() -> None:
    """Whatever another act carries, it is itself."""
    other = cycle(REPORT, RECORD, Did(RECORD), Did(RECORD), Did(RECORD))
    other = replace(other, act=replace(other.act, kind="open-run"), outcome=REFUSE)
    assert list(runs.steps_of_event(going(), other)) == []
    assert list(runs.found_in_a_refused(going(), other)) == []


COUNTS, NOT = Did(RECORD, ("check",)), Did(REFUSE, ("rounds",))


def test_of_a_refused_cycle_the_safe_direction_counts_as_one_persons_word() -> None:
    """Those steps that the record says count, as permitted, with no witness; a step that is not safe never counts."""
    refused = cycle(ASK, REFUSE, COUNTS, COUNTS, COUNTS, gates=("run",), would=REFUSE)
    events = list(runs.found_in_a_refused(going(), refused))
    assert told(events) == [("collect", PERMIT, (), PERMIT), ("check", PERMIT, (), PERMIT)]
    assert {(each.act.witness, each.did, each.would) for each in events} == {("", (), PERMIT)}
    fewer = list(runs.found_in_a_refused(going(), cycle(ASK, REFUSE, NOT, COUNTS, NOT)))
    assert [each.act.kind for each in fewer] == ["check"]


@pytest.mark.parametrize("outcome", [PERMIT, HOLD, RECORD])
def test_what_was_not_refused_has_no_such_steps(outcome: str) -> None:
    """A cycle that is held may still be confirmed: nothing of it counts before."""
    assert list(runs.found_in_a_refused(going(), cycle(ASK, outcome, COUNTS, COUNTS, COUNTS))) == []


def test_a_refused_cycle_of_before_that_was_kept_counts_nothing() -> None:
    """A record that does not say which steps count is older than that."""
    assert list(runs.found_in_a_refused(going(), cycle(ASK, REFUSE))) == []
