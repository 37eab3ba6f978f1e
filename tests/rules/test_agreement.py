"""Whether an act is as planned, point by point, and on which plan it may rest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.bootstrap import rules_of
from showsafe.domain.acts import Act, Draw, Pass
from showsafe.domain.belief import Belief
from showsafe.domain.state import ShotPlan, State
from showsafe.domain.things import Cartridge, Lot, Weapon
from showsafe.rules import agreement
from showsafe.rules.agreement import agreeing, best, candidates, disagreements, rounds_meant
from showsafe.rules.profile import Profile
from tests.simulator import LOTS, MORNING, FilmSet, a_lot, a_weapon, empty_set, with_papers

PROFILE: Profile = replace(
    rules_of("common").profile, min_distance_mm=6000, muzzle_line_must_be_clear=True, ppe_list=True
)
BLANKS = Lot(id="blanks", kind="blank", size="half")
DUMMIES = Lot(id="dummies", kind="dummy")


def act(kind: str = "load", **said: Any) -> Act:  # noqa: ANN401 - values of keys
    """Return an act with the revolver for the scene *saloon*."""
    whole: dict[str, Any] = {"weapon": "revolver", "scene": "saloon", "by": "armorer", **said}
    return Act(kind=kind, act_id="a", at=MORNING, **whole)


def plan(name: str = "plan", **said: Any) -> ShotPlan:  # noqa: ANN401 - values of keys
    """Return a plan for the performer with the revolver in the scene *saloon*."""
    whole: dict[str, Any] = {"user": "performer", "weapon": "revolver", "scene": "saloon", **said}
    return ShotPlan(
        act=Act(kind="plan", act_id=name, by="armorer", at=MORNING, **whole), record=1, at=MORNING
    )


def with_plans(*plans: ShotPlan, class_: str = "live-capable", contents: tuple[Cartridge, ...] = ()) -> State:
    """Return a record of one revolver, two boxes and these plans."""
    state = State(weapons={"revolver": Weapon(id="revolver", class_=class_)})
    state = replace(state, plans={each.act.act_id: each for each in plans})
    state = state.with_belief("revolver", Belief(holder="armorer", contents=contents))
    return state.with_lot(BLANKS).with_lot(DUMMIES)


def points(planned: ShotPlan, asked: Act, profile: Profile = PROFILE, **how: Any) -> list[str]:  # noqa: ANN401
    """Return the short names of what is not as planned."""
    return [name for name, _ in disagreements(planned, with_plans(**how), asked, profile)]


def a_box_named(name: str, planned: str | None) -> FilmSet:
    """Return a set on which a box of blanks has such a name, the revolver is empty, and such rounds are planned."""
    day = with_papers(empty_set())
    a_weapon(day, "revolver")
    LOTS[name] = dict(LOTS["blanks"])
    try:
        a_lot(day, name)
    finally:
        del LOTS[name]
    day.planned("revolver", ammunition=planned).out().looked()
    return day.drawn(name)


@pytest.mark.parametrize(("name", "planned"), [("dummy", "dummy"), ("snap-cap", "snap-cap"), ("none", None)])
def test_the_name_of_a_box_does_not_make_its_blanks_what_was_planned(name: str, planned: str | None) -> None:
    """Where dummies or nothing at all were planned, blanks are refused, whatever somebody wrote on their box."""
    day = a_box_named(name, planned)
    load: dict[str, Any] = {
        "weapon": "revolver",
        "rounds": [{"lot": name, "count": 3}],
        "witness": "assistant",
    }
    assert day.against("load", **load) == {"plan.ammunition"}


@pytest.mark.parametrize(
    ("planned", "drawn", "expected"),
    [
        ("blank", Draw(count=1, lot="blanks"), []),
        ("blanks", Draw(count=1, lot="blanks"), []),
        ("dummies", Draw(count=1, lot="blanks"), ["ammunition"]),
        ("dummy", Draw(count=1, lot="blanks"), ["ammunition"]),
        ("dummy", Draw(count=1, lot="dummies"), []),
        ("", Draw(count=1, lot="dummies"), ["ammunition"]),
        ("none", Draw(count=1, lot="dummies"), ["ammunition"]),
        ("blank", Draw(count=1, kind="blank"), []),
        ("blank", Draw(count=1), ["ammunition"]),
        ("unidentified", Draw(count=1, lot="no such box"), []),
    ],
)
def test_the_rounds_are_those_planned(planned: str, drawn: Draw, expected: list[str]) -> None:
    """Of the planned kind, or of the planned box; left out, none at all are planned."""
    assert points(plan(ammunition=planned), act(rounds=(drawn,))) == expected


def test_what_a_plan_says_of_rounds_is_said_back() -> None:
    """What was planned and what it is, by kind; of blanks the size too, also where nobody said one."""
    state = with_plans()
    asked = act(
        rounds=(Draw(count=2, lot="blanks"), Draw(count=1, kind="blank"), Draw(count=1, lot="dummies"))
    )
    assert disagreements(plan(ammunition="blank", load="full"), state, asked, PROFILE) == (
        ("size", {"planned": "full", "is": "half"}),
        ("size", {"planned": "full", "is": "a size nobody said"}),
        ("ammunition", {"planned": "blank", "is": "dummy"}),
    )
    assert disagreements(plan(), state, act(rounds=(Draw(count=1, lot="blanks"),)), PROFILE) == (
        ("ammunition", {"planned": "none", "is": "blank"}),
    )


@pytest.mark.parametrize(
    ("load", "drawn", "expected"),
    [
        ("half", Draw(count=1, lot="blanks"), []),
        ("", Draw(count=1, lot="blanks"), []),
        ("quarter", Draw(count=1, lot="blanks"), ["size"]),
        ("quarter", Draw(count=1, lot="dummies"), ["ammunition"]),
    ],
)
def test_the_size_of_blanks(load: str, drawn: Draw, expected: list[str]) -> None:
    """A planned size limits blanks, and nothing else has one."""
    assert points(plan(ammunition="blank", load=load), act(rounds=(drawn,))) == expected


def test_which_rounds_are_meant() -> None:
    """Those in the weapon that are not fired, with those that the act would load, by box, kind and size."""
    inside = (
        Cartridge(place="chamber:1", lot="blanks", kind="blank", size="half"),
        Cartridge(place="chamber:2", lot="blanks", kind="blank", size="half"),
        Cartridge(place="chamber:3", lot="blanks", kind="blank", size="half", state="spent"),
        Cartridge(place="chamber:4", lot="", kind="live", state="faulty"),
    )
    asked = act(
        rounds=(Draw(count=2, lot="blanks"), Draw(count=3, kind="dummy"), Draw(count=1, lot="strange"))
    )
    assert rounds_meant(with_plans(contents=inside), asked) == {
        ("blanks", "blank", "half"): 4,
        ("", "live", ""): 1,
        ("", "dummy", ""): 3,
        ("strange", "unidentified", ""): 1,
    }
    assert rounds_meant(with_plans(), act(rounds=None)) == {}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"distance_mm": 6000}, []),
        ({"distance_mm": 5999}, ["distance"]),
        ({"distance_mm": 0}, ["distance"]),
        ({"distance_mm": None}, []),
        ({"muzzle_line_clear": False}, ["muzzle-line"]),
        ({"muzzle_line_clear": True}, []),
        ({"muzzle_line_clear": None}, []),
        ({"distance_mm": 10, "muzzle_line_clear": False}, ["distance", "muzzle-line"]),
    ],
)
def test_the_line_of_fire(said: dict[str, Any], expected: list[str]) -> None:
    """Nearer than the profile allows, or a line that is not clear, is not as it has to be; of a sabre nobody asks."""
    assert points(plan(**said), act("take")) == expected
    assert points(plan(**said), act("take"), class_="blade") == []
    lax = replace(PROFILE, muzzle_line_must_be_clear=False)
    assert points(plan(**said), act("take"), lax) == [each for each in expected if each == "distance"]


def test_the_distances_are_said_in_metres() -> None:
    """What was planned, and the least."""
    found = disagreements(plan(distance_mm=2500), with_plans(), act("take"), PROFILE)
    assert found == (("distance", {"planned": 2.5, "least": 6.0}),)


ONE_BLANK = {"rounds": (Draw(count=1, lot="blanks"),)}


@pytest.mark.parametrize(
    ("said", "asked", "lists", "expected"),
    [
        ({"line": ("first-ad", "performer")}, ONE_BLANK, True, ["ppe"]),
        ({"line": ("first-ad", "performer"), "ppe": ("ears",)}, ONE_BLANK, True, []),
        ({"line": ("first-ad", "performer")}, ONE_BLANK, False, []),
        ({"line": ("performer",)}, ONE_BLANK, True, []),
        ({"line": ()}, ONE_BLANK, True, []),
        ({"line": None}, ONE_BLANK, True, []),
        ({"line": ("first-ad",)}, {}, True, []),
    ],
)
def test_who_stands_near_blanks_is_protected(
    said: dict[str, Any],
    asked: dict[str, Any],
    lists: bool,  # noqa: FBT001 - of a table
    expected: list[str],
) -> None:
    """Where anybody but the user stands in the line and the profile asks for it; without blanks nobody has to be."""
    profile = replace(PROFILE, ppe_list=lists)
    assert points(plan(ammunition="blank", **said), act(**asked), profile) == expected


def round_of(kind: str, state: str = "ready") -> tuple[Cartridge, ...]:
    """Return one round in the weapon."""
    return (Cartridge(place="chamber:1", lot="", kind=kind, state=state),)


@pytest.mark.parametrize(
    ("contents", "reason", "class_", "expected"),
    [
        ((), "", "live-capable", ["rehearse-empty"]),
        ((), "the lens is near", "live-capable", []),
        ((), "", "rubber", []),
        (round_of("dummy"), "", "live-capable", []),
        (round_of("snap-cap"), "", "live-capable", []),
        (round_of("dummy", "faulty"), "", "live-capable", ["rehearse-hot"]),
        (round_of("blank"), "a reason", "live-capable", ["ammunition", "rehearse-hot"]),
        ((*round_of("dummy"), *round_of("blank")), "", "live-capable", ["ammunition", "rehearse-hot"]),
        (round_of("blank", "spent"), "", "live-capable", ["rehearse-hot"]),
    ],
)
def test_what_is_rehearsed_with(
    contents: tuple[Cartridge, ...], reason: str, class_: str, expected: list[str]
) -> None:
    """Hot never, a fired case neither; empty where the plan gives a reason; dummies as they are; rubber always."""
    kinds = {each.kind for each in contents} & {"dummy", "snap-cap"}
    planned = plan(ammunition=min(kinds, default=""), reason=reason)
    assert points(planned, act("rehearse"), contents=contents, class_=class_) == expected


def test_only_a_rehearsal_is_asked_what_a_rehearsal_is() -> None:
    """A take of an empty weapon needs no reason."""
    assert points(plan(), act("take")) == []


MINE, OTHERS = plan("mine"), plan("others", user="partner")
PASSED = plan("passed", user="partner", passes=(Pass(from_="partner", to="performer"),))
ANYBODY = plan("anybody", user="")


@pytest.mark.parametrize(
    ("plans", "asked", "names"),
    [
        ((MINE, OTHERS), act("hand-over", to=("performer",)), ["mine"]),
        ((OTHERS, MINE, PASSED, ANYBODY), act("hand-over", to=("performer",)), ["mine", "passed", "anybody"]),
        ((OTHERS, PASSED), act("hand-over", to=("first-ad",)), ["others", "passed"]),
        ((MINE, OTHERS), act("load"), ["mine", "others"]),
        ((MINE, plan("yard", scene="yard")), act("hand-over", to=("performer",)), ["mine"]),
        ((), act("load"), []),
        ((plan("own", user="armorer"), MINE), act("load"), ["own", "mine"]),
        ((plan("own", user="armorer"), MINE), act("take", by="first-ad"), ["own"]),
    ],
)
def test_on_which_plans_it_may_rest(plans: tuple[ShotPlan, ...], asked: Act, names: list[str]) -> None:
    """Those that name its user, also by a pass, or nobody; else all of its scene. A load is for any user."""
    state = with_plans(*plans)
    assert [each.act.act_id for each in candidates(state, asked, MORNING)] == names


def test_the_plan_that_agrees_best() -> None:
    """One that agrees in full, wherever it stands; else the first with the fewest points; without a plan, none."""
    near = plan("near", distance_mm=10, ammunition="blank")
    worse = plan("worse", distance_mm=10, muzzle_line_clear=False, ammunition="blank")
    also = plan("also near", distance_mm=20, ammunition="blank")
    good = plan("good", ammunition="blank")
    asked = act(rounds=(Draw(count=1, lot="blanks"),))
    too_near = (("distance", {"planned": 0.01, "least": 6.0}),)
    assert best(with_plans(worse, near, also), asked, PROFILE, MORNING) == (near, too_near)
    assert best(with_plans(near, also, worse), asked, PROFILE, MORNING) == (near, too_near)
    assert best(with_plans(worse, good, near), asked, PROFILE, MORNING) == (good, ())
    assert best(with_plans(), asked, PROFILE, MORNING) == (None, ())
    assert agreeing(with_plans(near, good, worse), asked, PROFILE, MORNING) == (good,)
    assert agreement.agreeing(with_plans(near), asked, PROFILE, MORNING) == ()
