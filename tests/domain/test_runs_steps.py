"""The single acts that a cycle stands for: what each step says itself, and what it takes from its cycle and run."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain import resets
from showsafe.domain.acts import Act, Draw, Sight
from showsafe.domain.resets import NEVER, STEPS, safe_acts, single_acts
from showsafe.domain.state import Run
from tests.domain.bare import at, bare

THREE = (Draw(count=3, lot="dummies"),)
RUN = Run(
    weapon="revolver",
    user="performer",
    scene="saloon",
    rounds=THREE,
    custodian="armorer",
    witness="assistant",
    place="",
    record=1,
    at=at(0),
)
STATE = replace(bare(), runs={"revolver": RUN})
TWO = ("unload", "clear", "check", "reconcile", "unlock", "lock", "load", "hand-over", "accept")
"""Steps of which two people stand for each."""


def step(kind: str, **said: Any) -> Act:  # noqa: ANN401 - values of keys
    """Return a step as it is written: its own hour and number are those of its cycle."""
    return Act(kind=kind, act_id="", **{"by": "", "at": NEVER, **said})


def cycle(*steps: Act, **said: Any) -> Act:  # noqa: ANN401 - values of keys
    """Return a cycle of the revolver by the armorer before the assistant."""
    whole: dict[str, Any] = {"weapon": "revolver", "witness": "assistant", "steps": steps, **said}
    return Act(kind="cycle", act_id="act-7", by="armorer", at=at(5), **whole)


def single(kind: str, **said: Any) -> Act:  # noqa: ANN401 - values of keys
    """Return what a first step of this kind stands for, where it says nothing of its own."""
    usual: dict[str, Any] = {"weapon": "revolver"}
    if kind in ("unlock", "lock"):
        usual = {"lot": "dummies"}
    if kind in TWO:
        usual["witness"] = "assistant"
    if kind in ("offer", "hand-over"):
        usual["to"] = ("performer",)
    if kind in ("load", "offer", "accept", "hand-over"):
        usual["scene"] = "saloon"
    by = "performer" if kind == "accept" else "armorer"
    return Act(kind=kind, act_id="act-7/1", at=at(5), **{"by": by, **usual, **said})


@pytest.mark.parametrize("kind", STEPS)
def test_a_step_that_says_nothing_takes_everything_from_its_cycle_and_run(kind: str) -> None:
    """Its people, hour, weapon or box, receiver and scene; what is not its business is not said of it."""
    assert single_acts(STATE, cycle(step(kind))) == (single(kind),)


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("check", {"by": "prop-master"}),
        ("accept", {"by": "partner"}),
        ("check", {"weapon": "rifle"}),
        ("check", {"witness": "safety"}),
        ("unlock", {"lot": "blanks"}),
        ("offer", {"to": ("partner",)}),
        ("hand-over", {"to": ("partner",)}),
        ("load", {"scene": "yard"}),
        ("accept", {"sight": Sight(count=3)}),
        ("check", {"seen": 6, "of": 6, "found": (), "bore": "clear"}),
    ],
)
def test_a_step_keeps_what_it_says_itself(kind: str, own: dict[str, Any]) -> None:
    """Another person, weapon, box or scene is kept as it was said, so that gate *run* sees it and refuses."""
    assert single_acts(STATE, cycle(step(kind, **own))) == (single(kind, **own),)


def test_a_step_about_another_thing_is_about_that_alone() -> None:
    """A safe that is opened for a weapon is no box of rounds; a look into a box is about no weapon."""
    opened, looked = single_acts(STATE, cycle(step("unlock", weapon="rifle"), step("check", lot="blanks")))
    assert (opened.weapon, opened.lot) == ("rifle", "")
    assert (looked.weapon, looked.lot) == ("", "blanks")
    both = single_acts(STATE, cycle(step("unlock", weapon="rifle", lot="blanks")))[0]
    assert (both.weapon, both.lot) == ("rifle", "blanks")


def test_steps_are_numbered_in_their_order() -> None:
    """Each has the number of its cycle's act and its own place, from 1, and the hour of its cycle."""
    acts = single_acts(STATE, cycle(*(step(kind) for kind in ("collect", "check", "load"))))
    assert [(each.act_id, each.at) for each in acts] == [(f"act-7/{place}", at(5)) for place in (1, 2, 3)]


def test_whom_the_cycle_is_for_comes_before_whom_the_run_is_for() -> None:
    """A cycle that says another user or scene says it of each step; gate *run* compares it with the run."""
    given, taken = single_acts(STATE, cycle(step("offer"), step("accept"), user="partner", scene="yard"))
    assert (given.by, given.to, given.scene) == ("armorer", ("partner",), "yard")
    assert (taken.by, taken.scene) == ("partner", "yard")


def test_what_the_watcher_says_of_the_whole_stands_before_what_was_typed_for_them() -> None:
    """The digits or the count in the confirmation are theirs; those in the step were typed by somebody else."""
    typed, said = Sight(count=2), Sight(count=3)
    acts = single_acts(
        STATE, cycle(step("accept", sight=typed), step("hand-over"), step("check"), sight=said)
    )
    assert [each.sight for each in acts] == [said, said, None]


def test_without_a_run_a_cycle_says_what_it_says() -> None:
    """Nobody is made up: no receiver, no scene; what only the user does is done by whoever tells it."""
    acts = single_acts(bare(), cycle(step("hand-over"), step("accept"), step("load")))
    assert [(each.by, each.to, each.scene) for each in acts] == [
        ("armorer", (), ""),
        ("armorer", (), ""),
        ("armorer", (), ""),
    ]
    nobody = replace(STATE, runs={"revolver": replace(RUN, user="")})
    assert single_acts(nobody, cycle(step("offer")))[0].to == ()


@pytest.mark.parametrize(
    ("of_the_run", "of_the_step", "box"),
    [
        (THREE, (), "dummies"),
        ((*THREE, *THREE), (), "dummies"),
        ((*THREE, Draw(count=1, lot="blanks")), (), ""),
        ((*THREE, Draw(count=1, kind="blank")), (), "dummies"),
        ((), THREE, ""),
        (None, THREE, "dummies"),
        (None, (Draw(count=1, lot="blanks"), *THREE), ""),
        (None, (), ""),
    ],
)
def test_which_box_is_opened(
    of_the_run: tuple[Draw, ...] | None, of_the_step: tuple[Draw, ...], box: str
) -> None:
    """That of the run's rounds, or without a run of those that are loaded; of two boxes it has to be said which."""
    state = (
        bare() if of_the_run is None else replace(bare(), runs={"revolver": replace(RUN, rounds=of_the_run)})
    )
    told = cycle(step("unlock"), step("load", rounds=of_the_step), step("check"))
    assert single_acts(state, told)[0].lot == box


def test_the_safe_direction_of_a_cycle_is_one_persons_word() -> None:
    """Taken back, emptied, looked into, shown: with its place among the steps, and with nobody as a second."""
    told = cycle(*(step(kind) for kind in STEPS))
    found = list(safe_acts(STATE, told))
    assert [(place, act.kind) for place, act in found] == [
        (1, "collect"),
        (2, "unload"),
        (3, "clear"),
        (4, "check"),
    ]
    assert [act for _, act in found] == [replace(each, witness="") for each in single_acts(STATE, told)[:4]]


def test_the_run_of_a_cycle_is_that_of_its_weapon() -> None:
    """The latest of that weapon, ended or not; of another weapon it is none of its business."""
    over = replace(RUN, ended="meal", ended_by=4)
    assert resets.run_of(replace(bare(), runs={"revolver": over}), cycle()) == over
    assert resets.run_of(STATE, cycle(weapon="rifle")) is None
