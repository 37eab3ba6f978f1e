"""A set with background rifles, for tests of files: four rifles, four background performers, two files of people."""

from __future__ import annotations

from typing import Any

from tests.simulator import PAPERS, TEAM, FilmSet, a_day

RIFLES = ("bg-1", "bg-2", "bg-3", "bg-4")
EXTRAS = ("extra-1", "extra-2", "extra-3", "extra-4")
TWO: dict[str, Any] = {"witness": "assistant"}
FILE: dict[str, Any] = {"file": "trench"}


def background() -> FilmSet:
    """Return a morning on which four rifles with serials are registered, planned with dummies and locked away."""
    day = a_day()
    for number, (rifle, extra) in enumerate(zip(RIFLES, EXTRAS, strict=True), start=1):
        day.permit(
            "enrol", "producer", person=extra, roles=["background"], instructed=["lever-rifle"], age=30
        )
        is_ = {"class": "live-capable", "action": "lever-rifle", "calibre": ".45 Colt", "capacity": 5}
        day.permit("register", weapon=rifle, serial=f"S-{number}", tag=f"FA-{number}", **is_)
        day.looked(rifle)
        day.permit("lock", weapon=rifle, in_="weapon safe", **TWO)
    for rifle, extra in zip(RIFLES, EXTRAS, strict=True):
        plan = {"user": extra, "distance_m": "8.0", "muzzle_line_clear": True, "ammunition": "dummy"}
        day.permit("plan", scene="wood", weapon=rifle, witness="first-ad", line=[extra], **plan)
    keeper = {"roles": ["armorer"], "credentials": list(PAPERS), "age": 44}
    day.permit("enrol", "producer", person="second-armorer", **keeper)
    day.permit("enrol", "producer", person="second-watcher", roles=["assistant-armorer"], age=26)
    there = [*TEAM, *EXTRAS, "second-armorer", "second-watcher"]
    day.permit("meet", "first-ad", scene="wood", attendees=there, witness="armorer")
    return day


def opened() -> FilmSet:
    """Return a set on which the file *trench* is open, with nothing in it."""
    day = background()
    day.permit("open-file", scene="wood", **FILE, **TWO)
    return day


def drawn(count: int = 3) -> FilmSet:
    """Return a set on which so many rifles are drawn into the file, out of the safe, looked into, shown and said."""
    day = opened()
    for number in range(1, count + 1):
        drawn_in(day, number)
    return day


def drawn_in(day: FilmSet, number: int) -> None:
    """Draw one rifle in, take it out, and make it ready."""
    rifle, extra = f"bg-{number}", f"extra-{number}"
    day.permit("draw-in", weapon=rifle, tag=f"FA-{number}", number=str(number), user=extra, **FILE)
    day.out(rifle).looked(rifle).shown(rifle, "first-ad", extra).said(rifle)


def issue(*numbers: int, **keys: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the keys of an issue, or a return, of the rifles with these marks, all of them empty."""
    scans = [f"bg-{number}:S-{number}" for number in numbers]
    return {**FILE, **TWO, "scans": scans, "flags": len(numbers), **keys}


def issued(count: int = 3) -> FilmSet:
    """Return a set on which so many rifles are out with their users."""
    day = drawn(count)
    day.permit("issue-file", **issue(*range(1, count + 1)))
    return day
