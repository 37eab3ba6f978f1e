"""From the safe to the performer and back into the safe, by what is next alone, with every kind of weapon."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from showsafe.domain import words
from showsafe.domain.events import PERMIT
from tests.application.next_acts.following import do, follow, next_here
from tests.resets import opened, used
from tests.simulator import BLANK_TESTS, DUMMY_TESTS, TYPES, FilmSet, a_day

FIRING = tuple(action for action in words.ACTIONS if action != "none")
PERSON = ("armorer", "assistant", "first-ad", "performer")


@cache
def _morning() -> FilmSet:
    day = a_day()
    for person in ("assistant", "performer"):
        for action in (*words.ACTIONS, *words.WEAPON_CLASSES):
            if action not in TYPES:
                day.permit("instruct", person=person, type=action)
    for kind, tests in (("blank", BLANK_TESTS), ("dummy", DUMMY_TESTS)):
        lot = f"{kind}-45"
        size = {"load": "half"} if kind == "blank" else {}
        day.permit(
            "receive", lot=lot, kind=kind, calibre=".45", count=20, countersigned_by="prop-master", **size
        )
        day.permit("prove", lot=lot, count=20, of=20, methods=list(tests), witness="assistant")
        day.permit("lock", lot=lot, in_="ammunition safe", witness="assistant")
    return day


def planned(class_: str, action: str, ammunition: str) -> FilmSet:
    """Return a morning with one more weapon in the safe, planned for the performer with such ammunition."""
    day = _morning().fork()
    said: dict[str, Any] = {"class": class_, "action": action}
    if class_ in words.FIRING_CLASSES:
        said |= {"calibre": ".45", "capacity": 2}
    day.permit("register", weapon="gun", **said)
    day.looked("gun")
    day.permit("lock", weapon="gun", in_="weapon safe", witness="assistant")
    plan = {"ammunition": ammunition, "shots": 2} if ammunition else {"reason": "close on the hands"}
    return day.planned("gun", "saloon", distance_m="8.0", muzzle_line_clear=True, **plan)


@pytest.mark.parametrize("ammunition", ["", "dummy", "blank"])
@pytest.mark.parametrize("action", FIRING)
def test_every_action_goes_out_and_comes_home(action: str, ammunition: str) -> None:
    """Nothing that is next is ever refused, the weapon reaches the performer, and is locked away again."""
    day = planned("live-capable", action, ammunition)
    done = follow(day, "gun")
    assert done[:2] == ["unlock", "check"]
    assert [act for act in done if act in ("offer", "accept", "take", "cut", "collect")] == [
        "offer",
        "accept",
        "take",
        "cut",
        "collect",
    ]
    assert ("load" in done) is bool(ammunition)
    assert ("unload" in done) is bool(ammunition)
    assert done.index("declare") < done.index("offer")
    assert done[-2:] == ["check", "lock"]
    assert day.belief("gun").locked_empty


@pytest.mark.parametrize("class_", words.WEAPON_CLASSES)
def test_every_class_goes_out_and_comes_home(class_: str) -> None:
    """What cannot fire goes the same way: no class is exempt from custody."""
    action = "semi-auto-pistol" if class_ in words.FIRING_CLASSES else "none"
    done = follow(planned(class_, action, ""), "gun")
    assert {"unlock", "check", "show", "declare", "offer", "accept", "take", "collect", "lock"} <= set(done)


@pytest.mark.parametrize("shots", [0, 1, 2])
def test_after_shots_the_count_is_closed_before_it_is_locked(shots: int) -> None:
    """What was fired in the take is unloaded, looked through and counted on the way home."""
    day = planned("live-capable", "single-action-revolver", "blank")
    been_out = False
    while day.belief("gun").take is None:
        do(day, next_here(day, "gun", been_out=been_out).right)
    if shots:
        day.report("discharge", "performer", weapon="gun", count=shots)
    done = follow(day, "gun", been_out=True)
    assert done[:3] == ["cut", "collect", "unload"]
    assert done[-1] == "lock"
    assert day.belief("gun").use is None


def test_what_is_next_is_said_by_the_one_whose_part_it_is() -> None:
    """The accept is the performer's own, the take is the 1st AD's too; everybody sees who may."""
    day = planned("live-capable", "single-action-revolver", "blank")
    whose: dict[str, tuple[str, ...]] = {}
    for _ in range(30):
        found = next_here(day, "gun", "grip")
        assert found.mine == ()
        whose[found.right.kind] = found.right.who
        if found.right.kind == "take":
            break
        do(day, found.right)
    assert whose["accept"] == ("performer",)
    assert whose["offer"] == ("armorer",)
    assert whose["take"][0] == "first-ad"


def test_the_announce_text_says_contents_first() -> None:
    """What is read aloud begins with the contents, and is the word that the record bears out."""
    day = planned("live-capable", "single-action-revolver", "blank")
    read = {}
    for _ in range(30):
        right = next_here(day, "gun").right
        read[right.kind] = right.announce
        if right.kind == "accept":
            break
        do(day, right)
    assert read["declare"] == "Blanks, two, half. Hot."
    assert read["accept"] == read["declare"]


def test_a_missing_meeting_is_what_comes_next_and_whose_it_is() -> None:
    """Where the load misses its meeting, the meeting is next, the 1st AD's first of all; the load is below, refused."""
    day = planned("live-capable", "single-action-revolver", "blank")
    day.permit(
        "plan", weapon="gun", scene="yard", witness="first-ad", user="performer", ammunition="blank", shots=2
    )
    meetings = {name: met for name, met in day.state.meetings.items() if name != "saloon"}
    day.state = replace(day.state, meetings=meetings)
    day.out("gun").looked("gun").shown("gun")
    found = next_here(day, "gun")
    assert (found.right.kind, found.right.who[0]) == ("meet", "first-ad")
    assert found.right.would == PERMIT
    load = next(right for right in found.mine if right.kind == "load")
    assert "meeting.none" in {finding.code for finding in load.against}


def test_without_a_plan_it_goes_home() -> None:
    """A weapon that nothing is planned for is locked away again; a plan is named as what its offer misses."""
    day = _morning().fork()
    day.out("pistol").looked("pistol")
    found = next_here(day, "pistol")
    assert found.right.kind == "lock"
    assert found.right.keys["in"] == "weapon safe"


def test_a_no_is_not_asked_again() -> None:
    """Where the performer said no, the weapon goes home: nothing that is proposed offers it to them once more."""
    day = planned("live-capable", "single-action-revolver", "")
    day.ready("gun")
    day.permit("offer", weapon="gun", to=["performer"])
    day.permit("decline", "performer", weapon="gun")
    assert next_here(day, "gun").right.kind == "lock"


def test_a_run_goes_on_with_its_cycle() -> None:
    """In a run the first load and every reset are one cycle each, with a take between them."""
    day = opened()
    for shots in (3, 0):
        found = next_here(day, "revolver")
        assert found.right.kind == "cycle"
        assert found.right.announce == "Blanks, three, half. Hot."
        assert [step["act"] for step in found.right.keys["steps"]][-2:] == ["declare", "hand-over"]
        assert not {key for step in found.right.keys["steps"] for key in step} & {
            "seen",
            "found",
            "witness_seen",
        }
        do(day, found.right)
        assert next_here(day, "revolver", been_out=True).right.kind == "take"
        used(day, shots)


def test_a_misfire_waits_is_cleared_and_released() -> None:
    """Shut and waited for; meanwhile it may only be locked as it is. Then cleared, released, looked into, home."""
    day = planned("live-capable", "single-action-revolver", "blank")
    day.ready("gun", "blank-45", 2).handed("gun")
    day.permit("take", "first-ad", weapon="gun", user="performer")
    day.report("misfire", "performer", weapon="gun")
    assert next_here(day, "gun").right.kind == "cut"
    do(day, next_here(day, "gun").right)
    do(day, next_here(day, "gun").right)
    waiting = next_here(day, "gun", been_out=True)
    assert waiting.wait is not None
    assert waiting.right.kind == "isolate"
    assert [right.would for right in waiting.mine if right.kind == "clear"] == ["refuse"]
    done = follow(day, "gun", been_out=True)
    assert done[:3] == ["wait", "clear", "release"]
    assert done[-1] == "lock"


def test_a_stranger_is_enrolled_or_isolated() -> None:
    """A weapon that nobody enrolled is registered by its serial, or locked as it is."""
    day = _morning().fork()
    day.report("bring", "grip", weapon="own-gun", from_="home")
    found = next_here(day, "own-gun")
    assert (found.right.kind, found.right.asks) == ("register", ("serial",))
    assert "isolate" in {right.kind for right in found.mine}


def test_one_on_hold_is_told_whom_to_ask() -> None:
    """While the set is on hold the release is next, by a custodian with the 1st AD; nobody is shown to have pressed."""
    day = planned("live-capable", "single-action-revolver", "")
    day.permit("hold", "first-ad", about="gun")
    found = next_here(day, "gun")
    assert (found.right.kind, found.right.keys) == ("release", {"set": True})
    assert "first-ad" in found.right.seconds


@pytest.mark.parametrize("person", PERSON)
def test_looking_records_nothing(person: str) -> None:
    """A dry run changes no state: the same question gives the same answer."""
    day = planned("live-capable", "single-action-revolver", "blank")
    before = day.state
    assert next_here(day, "gun", person) == next_here(day, "gun", person)
    assert day.state is before
