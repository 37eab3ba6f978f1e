"""Walks: a set on which anybody does anything, drawn from a number, the same on every machine and Python."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, TypeVar

from showsafe.application.step import Stepped
from showsafe.domain.events import ASK, REPORT
from tests.properties import world
from tests.simulator import FilmSet

T = TypeVar("T")

WALKS = range(60)
ACTS = 60
READY = ("unlock", "check", "load", "show", "declare", "offer", "accept", "take")


class Draws:
    """Numbers that follow from a seed and from nothing else: SHA-256 of the seed and a counter."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.drawn = 0

    def below(self, end: int) -> int:
        """Return the next number from 0 up to, not including, ``end``."""
        self.drawn += 1
        content = hashlib.sha256(f"{self.seed} {self.drawn}".encode()).digest()
        return int.from_bytes(content[:8], "big") % end

    def one_of(self, choices: Sequence[T]) -> T:
        """Return one of several."""
        return choices[self.below(len(choices))]


def walk(seed: int) -> list[Stepped]:
    """Return the records of one walk, the morning before it left out."""
    draws = Draws(seed)
    day = world.morning()
    before = len(day.steps)
    while len(day.steps) - before < ACTS:
        if draws.below(4) == 0:
            _get_ready(day, draws)
        else:
            _something(day, draws)
    return day.steps[before:]


def _something(day: FilmSet, draws: Draws) -> None:
    kind = draws.one_of(world.ACTS)
    drawn: dict[str, Any] = {
        "weapon": draws.one_of(world.THINGS),
        "lot": draws.one_of(world.LOTS),
        "other": draws.one_of(("performer", *world.PEOPLE)),
        "witness": draws.one_of(("assistant", "assistant", "safety", "prop-master", "armorer", "")),
        "count": draws.below(10),
        "flag": draws.below(2) == 1,
    }
    by = draws.one_of(("armorer", "armorer", "armorer", "armorer", *world.PEOPLE))
    door = draws.one_of((ASK, ASK, REPORT))
    if drawn["weapon"] not in day.state.weapons:
        kind, drawn["weapon"] = "bring", "revolver"
    name, keys = world.said_of(day, kind, drawn)
    day.later(draws.one_of((0, 1, 40, 400))).through(door, day.act(name, by, **keys))


def _get_ready(day: FilmSet, draws: Draws) -> None:
    """The ordinary way up to the take with one weapon, as far as the rules let them and the draw wants it."""
    weapon = draws.one_of(("revolver", "rifle", "shotgun", "sabre"))
    lot = draws.one_of(("", *world.LOTS))
    keys: dict[str, tuple[str, dict[str, Any]]] = {
        "unlock": ("armorer", {"witness": "assistant"}),
        "check": ("armorer", day.looking(weapon)),
        "load": ("armorer", {"rounds": [{"lot": lot, "count": 2}], "witness": "assistant"}),
        "show": ("armorer", {"to": ["first-ad", "performer"]}),
        "declare": ("armorer", {"word": "cold" if lot in ("", "dummies") else "hot"}),
        "offer": ("armorer", {"to": ["performer"]}),
        "accept": ("performer", {"witness": "safety"}),
        "take": ("first-ad", {"user": "performer"}),
    }
    for kind in READY[: 1 + draws.below(len(READY))]:
        by, said = keys[kind]
        if kind != "load" or lot:
            day.ask(kind, by, **{**said, "weapon": weapon})
