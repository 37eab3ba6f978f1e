"""The reader of names of weapons on the command line: a weapon is named by its id, or by the tag that is on it.

A name is looked up among the ids first. A tag counts where one weapon alone has it: nothing is guessed between two.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from showsafe.domain.acts import Act
from showsafe.domain.changing import replace
from showsafe.domain.state import State
from showsafe.domain.things import Weapon
from showsafe.entrypoints.cli.say import plain
from showsafe.errors import WrongInput

NAMING_ANEW = ("register", "bring", "receive")
"""Acts whose name may be one that is not on record yet."""


def named(typed: str, weapons: Mapping[str, Weapon]) -> str:
    """Return the id of the weapon that is meant: what was typed where it is an id, or nobody's tag.

    Raises WrongInput ``input.which-weapon`` where two weapons have this tag.
    """
    if not typed or typed in weapons:
        return typed
    tagged = [each.id for each in weapons.values() if each.tag == typed]
    if len(tagged) > 1:
        raise WrongInput(
            "input.which-weapon",
            f"{plain(typed)} is the tag of {' and of '.join(map(plain, tagged))}.",
            "Name the weapon by its id: one of these. Two weapons with one tag are told apart by their serials.",
        )
    return tagged[0] if tagged else typed


def in_keys(keys: dict[str, Any], weapons: Mapping[str, Weapon]) -> None:
    """Put ids in the place of tags in what was typed for a book, with its things; raises WrongInput as ``named``."""
    for key in ("weapon", "thing"):
        if isinstance(keys.get(key), str):
            keys[key] = named(keys[key], weapons)
    for each in keys.get("items", ()):
        in_keys(each, weapons)


def in_act(act: Act, state: State) -> Act:
    """Return an act with its weapons by their ids; raises WrongInput as ``named``.

    What it is about, and where something was found, may be any text: it is a tag only where it names nothing else.
    """
    if act.kind in NAMING_ANEW:
        return act
    scans = tuple(replace(each, weapon=named(each.weapon, state.weapons)) for each in act.scans)
    others = (state.lots, state.people, state.containers)
    free = {
        key: named(said, state.weapons)
        for key in ("about", "in_")
        if (said := getattr(act, key)) and not any(said in known for known in others)
    }
    return replace(act, weapon=named(act.weapon, state.weapons), scans=scans, **free)
