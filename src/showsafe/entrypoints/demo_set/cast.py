"""The demonstration production: its people, weapons and rounds, and which plans there are. Data only."""

from __future__ import annotations

from typing import Any

from showsafe.domain import words

PAPERS = ("firearms", "course")
TYPES = (
    *("single-action-revolver", "double-action-revolver", "lever-rifle", "bolt-rifle", "pump-shotgun"),
    *("semi-auto-pistol", "replica", "rubber"),
)


def _person(pin: str, *roles: str, handles: bool = True, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - keys of enrol
    said = {"roles": roles, **more, **({"instructed": TYPES} if handles else {})}
    return {"pin": pin, "said": said}


PEOPLE: dict[str, dict[str, Any]] = {
    "pru": _person("4821", "producer", age=57, handles=False),
    "moe": _person("7350", "production-manager", age=44, handles=False),
    "ann": _person("2946", "armorer", duties=("weapons",), credentials=PAPERS, age=41),
    "pat": _person("6183", "property-master", duties=("weapons",), credentials=PAPERS, age=50),
    "bob": _person("9274", "assistant-armorer", duties=("weapons",), age=30),
    "eve": _person("3508", "first-ad", age=38),
    "sue": _person("8617", "safety-advisor", age=55),
    "stu": _person("1739", "stunt-coordinator", age=47),
    "dan": _person("5062", "performer", age=29),
    "kim": _person("7924", "performer", age=33),
    "bea": _person("4390", "background", age=26),
    "gus": _person("6857", "crew", age=35),
}
"""Everybody, by name, each with the PIN of their badge; the first one enrols the others."""

WEAPONS: dict[str, dict[str, Any]] = {
    "colt": {
        "class": "live-capable",
        "action": "single-action-revolver",
        "calibre": ".45 Colt",
        "capacity": 6,
        "serial": "SA-41807",
        "tag": "FA-0001",
    },
    "police-revolver": {
        "class": "live-capable",
        "action": "double-action-revolver",
        "calibre": ".38 Special",
        "capacity": 6,
        "serial": "DA-20933",
        "tag": "FA-0002",
    },
    "lever-rifle": {
        "class": "live-capable",
        "action": "lever-rifle",
        "calibre": ".45 Colt",
        "capacity": 10,
        "serial": "LR-77120",
        "tag": "FA-0003",
    },
    "bolt-rifle": {
        "class": "live-capable",
        "action": "bolt-rifle",
        "calibre": ".303",
        "capacity": 10,
        "serial": "BR-15568",
        "tag": "FA-0004",
    },
    "pump-shotgun": {
        "class": "live-capable",
        "action": "pump-shotgun",
        "calibre": "12 gauge",
        "capacity": 5,
        "serial": "PS-30244",
        "tag": "FA-0005",
    },
    "pistol": {
        "class": "blank-only",
        "action": "semi-auto-pistol",
        "calibre": "9 mm",
        "capacity": 8,
        "serial": "BP-66091",
        "tag": "FA-0006",
    },
    "replica-revolver": {"class": "replica", "serial": "RE-00412", "tag": "FA-0007"},
    "rubber-rifle": {"class": "rubber", "serial": "RU-00018", "tag": "FA-0008"},
}
"""Every weapon, as it is registered."""

LOTS: dict[str, dict[str, Any]] = {
    "dummies": {"kind": "dummy", "calibre": ".45 Colt", "count": 20, "state": "sealed"},
    "half-blanks": {"kind": "blank", "load": "half", "calibre": ".45 Colt", "count": 50, "state": "sealed"},
    "quarter-blanks": {
        "kind": "blank",
        "load": "quarter",
        "calibre": ".38 Special",
        "count": 24,
        "state": "sealed",
    },
    "snap-caps": {"kind": "snap-cap", "calibre": "12 gauge", "count": 10, "state": "sealed"},
}
"""Every lot, as it is received."""

METHODS = {
    "dummy": ("primer-state", "rattle"),
    "snap-cap": ("primer-state", "drilled-hole"),
    "blank": ("primer-state", "crimp"),
}
"""How the rounds of a kind are proven."""

PLANS: dict[tuple[str, str], dict[str, Any]] = {
    ("main-street", "lever-rifle"): {
        "user": "kim",
        "distance_m": "9.0",
        "muzzle_line_clear": True,
        "ppe": ("ears", "eyes"),
        "ammunition": "blank",
        "load": "half",
        "shots": 3,
        "line": ("eve", "kim", "gus"),
    },
    ("saloon", "colt"): {
        "user": "dan",
        "distance_m": "8.0",
        "muzzle_line_clear": True,
        "ammunition": "dummy",
        "line": ("eve", "dan"),
    },
    ("saloon", "pump-shotgun"): {
        "user": "kim",
        "distance_m": "8.0",
        "muzzle_line_clear": True,
        "line": ("eve", "kim"),
        "ammunition": "none",
        "reason": "Carried over the shoulder, never aimed.",
    },
    ("saloon", "police-revolver"): {
        "user": "kim",
        "distance_m": "7.0",
        "muzzle_line_clear": True,
        "ppe": ("ears", "eyes"),
        "ammunition": "blank",
        "load": "quarter",
        "shots": 2,
        "line": ("eve", "kim"),
    },
    ("saloon", "rubber-rifle"): {"user": "bea"},
}
"""What may be done with which weapon, by scene."""

TEAM = ("ann", "pat", "bob", "eve", "sue", "stu", "dan", "kim", "bea", "gus")
"""Who is at the meetings."""


def capacity_of(weapon: str) -> int | None:
    """Return how many cartridges are looked for in a weapon; None for one that holds none."""
    said = WEAPONS[weapon]
    return int(said["capacity"]) if said["class"] in words.FIRING_CLASSES else None
