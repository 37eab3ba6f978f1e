"""Gates *plan* and *meeting*, in their rarer ways: each reason alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.belief import Take
from showsafe.domain.events import REPORT
from showsafe.domain.state import Meeting
from showsafe.domain.things import Cartridge
from tests.rules.gates.asking import believed, found, known
from tests.simulator import FilmSet, a_day

GUN: dict[str, Any] = {"weapon": "revolver"}
LOAD: dict[str, Any] = {**GUN, "rounds": ["blanks:1"]}
BLANK = Cartridge(place="chamber:1", lot="blanks", kind="blank", size="half", proven=True)


def yesterday(day: FilmSet) -> FilmSet:
    """Move to the day after tomorrow, with no day open: nothing of the plans and meetings is of today."""
    day.state = replace(day.state, day=replace(day.state.day, open=False))
    return day.later(48 * 3600)


@pytest.mark.parametrize(
    ("kind", "by", "keys", "expected"),
    [
        ("offer", "armorer", {"to": ["performer"]}, []),
        ("offer", "armorer", {"to": ["partner"]}, ["note people"]),
        ("load", "prop-master", {"rounds": ["blanks:1"]}, []),
        ("load", "armorer", {"rounds": ["dummies:1"]}, ["ammunition"]),
        ("offer", "armorer", {"to": ["performer"], "scene": "street"}, ["none"]),
        ("take", "first-ad", {"user": "partner"}, ["note people"]),
    ],
)
def test_as_planned(kind: str, by: str, keys: dict[str, Any], expected: list[str]) -> None:
    """What is not as planned is said; who loads it is no user of the plan."""
    assert found("plan", a_day(), kind, by, **GUN, **keys) == expected


@pytest.mark.parametrize(
    ("weapon", "plan", "expected"),
    [
        ("rifle", {}, ["note inert-enough"]),
        ("rifle", {"reason": "the bolt is seen"}, []),
        ("rifle", {"ammunition": "dummy"}, []),
        ("rubber-gun", {}, []),
    ],
)
def test_why_one_that_fires(weapon: str, plan: dict[str, str], expected: list[str]) -> None:
    """A plan that fires nothing says why it takes a weapon that can."""
    day = a_day().planned(weapon, **plan)
    assert found("plan", day, "offer", weapon=weapon, to=["performer"]) == expected
    assert found("plan", yesterday(day), "offer", weapon=weapon, to=["performer"]) == ["none"]


def test_of_what_and_by_whom() -> None:
    """Of a weapon on no record nothing is planned or not; where no user is named it is whoever has it."""
    day = believed(a_day(), container="", holder="partner")
    assert found("plan", day, "take", "first-ad", **GUN) == ["note people"]
    assert found("plan", believed(day, holder="performer"), "take", "first-ad", **GUN) == []
    assert found("plan", day, "offer", weapon="unknown", to=["performer"]) == []


@pytest.mark.parametrize(
    ("weapon", "plan", "contents", "kind", "expected"),
    [
        ("rifle", {"distance_m": "0.5"}, (), "offer", ["distance"]),
        ("rifle", {"muzzle_line_clear": False}, (), "offer", ["muzzle-line"]),
        ("rifle", {"ammunition": "dummy"}, (BLANK,), "offer", ["ammunition"]),
        ("rifle", {"ammunition": "blank", "load": "full"}, (BLANK,), "offer", ["size"]),
        ("rifle", {"ammunition": "blank"}, (BLANK,), "rehearse", ["rehearse-hot"]),
        ("rifle", {"reason": ""}, (), "rehearse", ["rehearse-empty"]),
        ("rubber-gun", {}, (), "rehearse", []),
    ],
)
def test_each_point_of_a_plan(
    weapon: str, plan: dict[str, Any], contents: tuple[Cartridge, ...], kind: str, expected: list[str]
) -> None:
    """Distance, line, rounds, their size and how it is rehearsed: each alone refuses."""
    reasoned = {"reason": "it is seen open", **plan}
    day = a_day().planned(weapon, **{key: value for key, value in reasoned.items() if value})
    if plan.get("muzzle_line_clear") is False:
        day.planned(weapon, **reasoned)
    believed(day, weapon, contents=contents, container="", holder="performer")
    keys = {"user": "performer"} if kind == "rehearse" else {"to": ["performer"]}
    said = found("plan", day, kind, "first-ad" if kind == "rehearse" else "armorer", weapon=weapon, **keys)
    assert [each for each in said if not each.startswith("note")] == expected


@pytest.mark.parametrize(
    ("shots", "keys", "planned", "expected"),
    [
        (0, {}, 1, []),
        (1, {}, 1, ["note shots"]),
        (0, {"count": 2}, 2, []),
        (0, {"count": 3}, 2, ["note shots"]),
        (1, {"count": 2}, 2, ["note shots"]),
        (1, {"count": 0}, 1, []),
        (9, {"count": 9}, None, []),
        (0, {"count": 1}, 0, ["note shots"]),
    ],
)
def test_shots_of_a_take(shots: int, keys: dict[str, int], planned: int | None, expected: list[str]) -> None:
    """A take has no more shots than its plan; a shot without a number is one; a plan without one limits none."""
    day = a_day()
    plan = {} if planned is None else {"shots": planned}
    day.permit(
        "plan", scene="saloon", witness="first-ad", user="performer", ammunition="blank", **GUN, **plan
    )
    take = Take(user="performer", scene="saloon", record=1, shots=shots)
    believed(day, holder="performer", container="", contents=(BLANK,), take=take)
    assert found("plan", day, "discharge", "performer", **GUN, **keys) == expected
    told = found("plan", day, "discharge", "performer", **GUN, **keys, door=REPORT)
    assert told == [each.removeprefix("note ") for each in expected]


def test_shots_outside_a_take() -> None:
    """Outside a take a custodian may fire a test, and nobody else."""
    day = believed(a_day(), holder="performer", container="")
    assert found("plan", day, "discharge", "performer", **GUN) == ["note outside-take"]
    assert found("plan", believed(day, holder="armorer"), "discharge", **GUN) == []
    take = Take(user="performer", scene="nowhere", record=1)
    believed(day, holder="performer", take=take)
    assert found("plan", day, "discharge", "performer", **GUN) == ["note none"]
    believed(day, take=replace(take, scene="saloon"))
    assert found("plan", yesterday(day), "discharge", "performer", **GUN) == ["note none"]


@pytest.mark.parametrize(
    ("kind", "by", "keys", "absent"),
    [
        ("offer", "armorer", {"to": ["performer"]}, ""),
        ("offer", "armorer", {"to": ["grip"]}, "grip"),
        ("offer", "late-armorer", {"to": ["performer"]}, "late-armorer"),
        ("load", "late-armorer", {"rounds": ["blanks:1"]}, "late-armorer"),
        ("load", "grip", {"rounds": ["blanks:1"]}, ""),
        ("take", "late-armorer", {"user": "performer"}, ""),
        ("take", "first-ad", {"user": "grip"}, "grip"),
        ("rehearse", "late-armorer", {"user": "performer"}, ""),
    ],
)
def test_who_was_there(kind: str, by: str, keys: dict[str, Any], absent: str) -> None:
    """The custodian who acts, who receives or uses it, and whom the plan puts on the line were at the meeting."""
    day = known(a_day(), "late-armorer", roles=("armorer",))
    said = [each.says for each in day.findings(kind, by, **GUN, **keys) if each.gate == "meeting"]
    assert [absent in each for each in said] == ([True] if absent else [])


def test_the_line_was_there() -> None:
    """Whoever the plan puts on the line was at the meeting; of a plan that names no line nobody else is asked."""
    day = a_day()
    plan: dict[str, Any] = {
        "scene": "saloon",
        "witness": "first-ad",
        "user": "performer",
        "ammunition": "blank",
    }
    day.permit("plan", **GUN, **plan, line=["grip"])
    assert found("meeting", day, "load", **LOAD) == ["absent", "changed"]
    day.permit("meet", "first-ad", scene="saloon", attendees=["armorer", "performer"], witness="armorer")
    assert found("meeting", day, "load", **LOAD) == ["absent"]
    day.permit("plan", **GUN, **plan)
    day.permit("meet", "first-ad", scene="saloon", attendees=["armorer", "performer"], witness="armorer")
    assert found("meeting", day, "load", **LOAD) == []
    assert found("meeting", yesterday(day), "load", **LOAD) == ["none"]


def test_the_scene_that_answers() -> None:
    """Where several plans agree, one scene with a meeting in full is enough; else the nearest one is told."""
    day = a_day()
    plan: dict[str, Any] = {"witness": "first-ad", "user": "performer", "ammunition": "blank"}
    day.permit("plan", **GUN, **plan, scene="street")
    assert found("meeting", day, "load", **LOAD) == []
    assert found("meeting", day, "load", **LOAD, scene="street") == ["none"]
    assert found("meeting", day, "load", **LOAD, scene="saloon") == []
    assert found("meeting", day, "load", **LOAD, scene="nowhere") == ["none"]
    meetings = dict(day.state.meetings)
    day.state = replace(
        day.state, meetings={"saloon": replace(meetings["saloon"], attendees=("partner",), record=0)}
    )
    plans = {
        key: replace(each, changed=5 if each.act.scene == "saloon" else 0)
        for key, each in day.state.plans.items()
    }
    day.state = replace(day.state, plans=plans)
    assert found("meeting", day, "load", **LOAD, scene="saloon") == ["absent", "changed"]
    assert found("meeting", day, "load", **LOAD) == ["none"]


def met(day: FilmSet, scene: str, *there: str) -> FilmSet:
    """Meet on a scene, with those named and nobody else."""
    meeting = Meeting(scene=scene, attendees=there, at=day.now, record=day.number)
    day.state = replace(day.state, meetings={**day.state.meetings, scene: meeting})
    return day


def test_the_first_of_the_nearest_is_told() -> None:
    """Of two meetings that leave out as much the first is told, and never one that leaves out more."""
    plan: dict[str, Any] = {**GUN, "witness": "first-ad", "user": "performer", "ammunition": "blank"}
    day = a_day()
    day.permit("plan", **plan, scene="street")
    met(day, "saloon", "partner")
    assert found("meeting", day, "load", **LOAD) == ["absent"]
    met(day, "street", "partner")
    day.permit("plan", **plan, scene="street", shots=3)
    assert found("meeting", day, "load", **LOAD, scene="street") == ["absent", "changed"]
    assert found("meeting", day, "load", **LOAD) == ["absent"]


def test_plans_that_agree_come_first() -> None:
    """The meeting asked for is that of a plan that agrees; where none does, that of the plans there are."""
    plan: dict[str, Any] = {**GUN, "witness": "first-ad", "user": "performer"}
    day = a_day()
    day.permit("plan", **plan, scene="street", ammunition="dummy")
    met(met(day, "street", "armorer", "performer"), "saloon", "performer")
    assert found("meeting", day, "load", **LOAD) == ["absent"]
    assert found("meeting", day, "load", **GUN, rounds=["dummies:1"]) == []
    day.permit("plan", **plan, scene="street", ammunition="dummy", line=["grip"])
    met(day, "street", "armorer", "performer")
    met(day, "saloon", "armorer")
    day.permit("plan", **plan, scene="saloon", ammunition="dummy", line=["grip"])
    met(day, "saloon", "armorer")
    assert found("meeting", day, "load", **LOAD) == ["absent"]


def test_without_a_plan() -> None:
    """Where nothing is planned, the meeting of the scene that is said is asked for, or any of today; none is told."""
    day = a_day()
    sabre: dict[str, Any] = {"weapon": "sabre", "to": ["performer"]}
    assert found("meeting", day, "offer", **sabre) == []
    assert found("meeting", day, "offer", **sabre, scene="saloon") == []
    assert found("meeting", day, "offer", **sabre, scene="street") == ["none"]
    assert found("meeting", day, "offer", weapon="sabre", to=["grip"]) == ["absent"]
    day.state = replace(day.state, meetings={})
    assert found("meeting", day, "offer", **sabre) == ["none"]
