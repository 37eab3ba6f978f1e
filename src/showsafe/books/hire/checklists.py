"""The checklists of conditions (``checklists.toml``), read once: which points are looked at on which kind of thing."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from showsafe.application.nearest import did_you_mean
from showsafe.domain.things import Weapon
from showsafe.errors import WrongInput

OTHER, LOT = "other", "lot"


@dataclass(frozen=True, slots=True)
class Checklist:
    """One list: its id with its number, what it is for, and its points in order with their texts."""

    id: str
    for_: tuple[str, ...]
    points: Mapping[str, Mapping[str, str]]


@cache
def lists() -> Mapping[str, Checklist]:
    """Return every checklist by its id, the newest of each kind first."""
    text = resources.files("showsafe.books.hire").joinpath("checklists.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return {
        name: Checklist(name, tuple(row["for"]), {point: table["points"][point] for point in row["points"]})
        for name, row in table["list"].items()
    }


def of(name: str) -> Checklist:
    """Return a checklist by its id; raises WrongInput ``hire.no-such-list``."""
    if name not in lists():
        meant = did_you_mean(name, lists(), f"Checklists: {', '.join(lists())}.")
        raise WrongInput("hire.no-such-list", f"There is no checklist {name[:40]!r}.", meant)
    return lists()[name]


def point(name: str) -> Mapping[str, str]:
    """Return what a point of any list says, in both languages; of one that no list has, its name."""
    found = (each.points[name] for each in lists().values() if name in each.points)
    return next(found, {"en": name, "es": name})


def for_weapon(weapon: Weapon) -> Checklist:
    """Return the checklist of a weapon: that of its action; of what only looks like one, that of its class."""
    kinds = (weapon.class_, weapon.action) if not weapon.fires else (weapon.action, weapon.class_)
    return _first(*kinds, OTHER)


def for_sort(sort: str) -> Checklist:
    """Return the checklist of what is no weapon: of a lot, or of anything else."""
    return _first(sort, OTHER)


def _first(*kinds: str) -> Checklist:
    for kind in kinds:
        for each in lists().values():
            if kind in each.for_:
                return each
    raise AssertionError(kinds)
