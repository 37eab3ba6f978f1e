"""Gate *custodian*: what is read on one weapon is on no other, whether it is called a tag or a serial."""

from __future__ import annotations

from typing import Any

import pytest

from tests.files import FILE, TWO, background
from tests.rules.gates.asking import found
from tests.simulator import a_day

RIFLE: dict[str, Any] = {
    "class": "live-capable",
    "action": "lever-rifle",
    "calibre": ".45 Colt",
    "capacity": 5,
}


@pytest.mark.parametrize("read", ["FA-1", "S-1"])
def test_a_tag_that_another_weapon_has(read: str) -> None:
    """It is the tag of another, or what stands on another as its serial: the scan of one would pass for the other."""
    day = background()
    assert "custodian.tag-twice" in day.refused("register", weapon="x9", **RIFLE, serial="S-99", tag=read)
    day.permit("register", weapon="x9", **RIFLE, serial="S-99", tag="FA-99")


def test_a_serial_that_is_the_tag_of_another_weapon() -> None:
    """What is read on it passes for the other one, whatever it is called."""
    day = background()
    assert found("custodian", day, "register", weapon="x9", **RIFLE, serial="FA-1") == ["tag-twice"]
    assert found("custodian", day, "register", weapon="x9", **RIFLE, serial="S-1") == ["serial-twice"]


def test_it_is_said_at_the_door_and_enrolled_without_it() -> None:
    """What a grip said of it when it came is on record: it is not enrolled with that, said again or not."""
    day = a_day()
    day.permit("register", weapon="x8", **{"class": "rubber", "serial": "S-8", "tag": "T-8"})
    day.report("bring", "grip", weapon="x9", **{"class": "rubber", "tag": "T-8"})
    assert day.refused("register", weapon="x9", serial="S-9") == {"custodian.tag-twice"}
    day.permit("register", weapon="x9", serial="S-9", tag="T-9")
    day.report("bring", "grip", weapon="x10", **{"class": "rubber", "serial": "S-8"})
    assert day.refused("register", weapon="x10", tag="T-10") == {"custodian.serial-twice"}


def test_what_came_in_between_hides_no_other() -> None:
    """However many weapons that nobody enrolled are on record before it, the one that has the tag is found."""
    day = a_day()
    day.report("bring", "grip", weapon="x7", **{"class": "rubber", "tag": "T-7"})
    day.permit("register", weapon="x8", **{"class": "rubber", "serial": "S-8", "tag": "T-8"})
    assert found("custodian", day, "register", weapon="x9", serial="S-9", tag="T-8") == ["tag-twice"]


def test_what_nobody_enrolled_takes_no_tag() -> None:
    """Brought under a wrong name, it does not keep the right one from being registered; nor does it itself."""
    day = a_day()
    day.report("bring", "grip", weapon="x8", **{"class": "rubber", "tag": "T-8"})
    day.permit("register", weapon="x9", **{"class": "rubber", "serial": "S-9", "tag": "T-8"})
    day.permit("register", weapon="x9", tag="T-8")


def test_told_as_registered_it_is_not_enrolled_and_in_no_file() -> None:
    """The report stands; nobody scans it into a file for another."""
    day = background()
    day.report("register", weapon="x9", **RIFLE, serial="S-99", tag="FA-1")
    assert not day.state.weapons["x9"].enrolled
    day.permit("open-file", scene="wood", **FILE, **TWO)
    keys = {**FILE, "weapon": "x9", "tag": "FA-1", "number": "1", "user": "extra-1"}
    assert "custodian.not-enrolled" in day.refused("draw-in", **keys)
