"""A set with an open run, for tests: one revolver, one performer, three blanks a take."""

from __future__ import annotations

from typing import Any

from tests.simulator import FilmSet, a_day

RUN: dict[str, Any] = {
    "weapon": "revolver",
    "user": "performer",
    "scene": "saloon",
    "rounds": ["blanks:3"],
    "witness": "assistant",
}
LOOK: dict[str, Any] = {
    "act": "check",
    "seen": 6,
    "of": 6,
    "witness_seen": 6,
    "found": [],
    "bore": True,
    "looked": ["chambers", "bore"],
}
OUT: dict[str, Any] = {"act": "unlock"}
AWAY: dict[str, Any] = {"act": "lock", "in": "ammunition safe"}
SHOW: dict[str, Any] = {"act": "show", "to": ["first-ad", "performer"]}
LOAD: dict[str, Any] = {"act": "load", "rounds": ["blanks:3"]}
SAY: dict[str, Any] = {"act": "declare", "word": "hot"}
GIVE: dict[str, Any] = {"act": "hand-over", "sight": 3}
FIRST = (LOOK, SHOW, OUT, LOAD, AWAY, SAY, GIVE)


def reset(left: int = 0) -> tuple[dict[str, Any], ...]:
    """Return the steps of a reset in which so many blanks come back unfired."""
    found = [{"lot": "blanks", "count": left}] if left else []
    back = ({"act": "collect"}, OUT, {"act": "unload", "found": found}, {"act": "clear"})
    return (*back, LOOK, {"act": "reconcile"}, SHOW, LOAD, AWAY, SAY, GIVE)


def opened() -> FilmSet:
    """Return a morning with a run open, the weapon empty and shown."""
    day = a_day().out().looked().shown()
    day.permit("open-run", **RUN)
    return day


def cycle(steps: tuple[dict[str, Any], ...], **keys: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the keys of a cycle with such steps; ``keys`` changes them."""
    return {"weapon": "revolver", "witness": "assistant", "steps": list(steps), **keys}


def used(day: FilmSet, shots: int = 3, seconds: float = 60) -> FilmSet:
    """Play a take, with so many shots, and call cut."""
    day.permit("take", "first-ad", weapon="revolver", user="performer", scene="saloon")
    if shots:
        day.report("discharge", "performer", weapon="revolver", count=shots)
    day.report("cut", "first-ad")
    return day.later(seconds)


def going() -> FilmSet:
    """Return a set after the first cycle and its take: the weapon is with the performer, fired empty."""
    day = opened()
    day.permit("cycle", **cycle(FIRST))
    return used(day)
