"""Reads the committed profiles and clauses for the tests of the rules."""

from __future__ import annotations

import copy
import tomllib
from pathlib import Path
from typing import Any

import showsafe.rules
from showsafe.rules.profile import Clause, Profile, clauses_from, profile_from

RULES = Path(showsafe.rules.__file__).parent
PLACES = ("us-ca", "us-nm", "gb", "ca-on", "ca-mb", "au-nsw", "au-qld", "nz")
EDITION = "0f1e2d3c"


def parsed(name: str) -> dict[str, Any]:
    """Return one committed file of the rules as a fresh mapping."""
    return tomllib.loads((RULES / name).read_text(encoding="utf-8"))


def known() -> dict[str, Clause]:
    """Return the committed clauses."""
    return clauses_from(parsed("sources.toml"))


def common() -> Profile:
    """Return the committed base."""
    return profile_from(parsed("profiles/common.toml"), None, known(), EDITION)


def place(name: str) -> Profile:
    """Return one committed profile on top of the base."""
    return profile_from(parsed(f"profiles/{name}.toml"), common(), known(), EDITION)


def stating(name: str, is_: object, **more: object) -> dict[str, Any]:
    """Return a made-up profile that states one value."""
    entry = {"is": is_, "basis": "ours", "why": "A made-up reason.", **more}
    return {"id": "elsewhere", "title": "Elsewhere", "base": "common", "value": {name: entry}}


def change(mapping: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Return a copy of ``mapping`` in which the entry at the slashed ``path`` is ``value``."""
    changed = copy.deepcopy(mapping)
    *steps, last = path.split("/")
    inside = changed
    for step in steps:
        inside = inside.setdefault(step, {})
    inside[last] = value
    return changed
