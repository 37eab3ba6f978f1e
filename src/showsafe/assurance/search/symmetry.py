"""Two weapons of one kind, and two users, can change places: what is so of one state is so of each that comes of it.

Of all states that such a change turns into one another a search goes through one, the *least*, and counts all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import permutations
from typing import Any, NamedTuple

from showsafe.assurance.search.canon import Normal, Parts
from showsafe.assurance.search.cast import Stage, users
from showsafe.assurance.search.world import World
from showsafe.domain.changing import replace
from showsafe.domain.state import State


class Change(NamedTuple):
    """Who and what takes whose place: the names that change, and the new order of the weapons."""

    names: tuple[tuple[str, str], ...]
    order: tuple[int, ...]


def changes(stage: Stage) -> tuple[Change, ...]:
    """Return every change of places on a stage, the one that changes nothing first."""
    weapons, people = stage.weapons, users(stage)
    if stage.after:
        # What was done besides as the search begins names each of them: nobody changes places.
        return (Change((), tuple(range(len(weapons)))),)
    found = []
    for order in permutations(range(len(weapons))):
        for others in permutations(people):
            pairs = [(weapons[place], weapons[n]) for n, place in enumerate(order)]
            names = tuple(each for each in (*pairs, *zip(people, others, strict=True)) if each[0] != each[1])
            found.append(Change(names, order))
    return tuple(found)


def renamed(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 - parts are of many kinds
    """Return a value in which every name that changes is the new one."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, tuple):
        turned = [renamed(each, names) for each in value]
        return type(value)(*turned) if hasattr(value, "_fields") else tuple(turned)
    if is_dataclass(value) and not isinstance(value, type):
        now = {each.name: getattr(value, each.name) for each in fields(value)}
        turned_to = {name: renamed(each, names) for name, each in now.items()}
        return replace(value, **{name: each for name, each in turned_to.items() if each is not now[name]})
    return value


Images = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
"""The keys that one is turned into, each with the changes that do it, the first change last."""


class Symmetry:
    """The changes of places of one stage, over the numbered parts of normal forms.

    Beliefs, boxes, stops and finds are turned; plans, papers, people and meetings are the same for all who change.
    """

    def __init__(self, stage: Stage, parts: Parts) -> None:
        """Keep the changes; with one weapon and one user there is none."""
        self.changes = changes(stage)
        self.parts = parts
        self.weapons = len(stage.weapons)
        self.things = bool(stage.dummies) + bool(stage.blanks) + 2
        self._turned: dict[tuple[int, int], int] = {}
        self._images: dict[tuple[int, ...], Images] = {}
        self.world = cache(self._world)
        self.said = cache(repr)

    def _part(self, number: int, which: int) -> int:
        found = self._turned.get((number, which))
        if found is None:
            turned = _sorted(renamed(self.parts.kept[number], dict(self.changes[which].names)))
            found = self._turned[number, which] = self.parts.number(turned)
        return found

    def key(self, key: tuple[int, ...], which: int) -> tuple[int, ...]:
        """Return the key of a normal form after a change of places."""
        if not which:
            return key
        guns = tuple(self._part(key[place], which) for place in self.changes[which].order)
        end = self.weapons + self.things
        return (*guns, *(self._part(number, which) for number in key[self.weapons : end]), *key[end:])

    def _world(self, world: World, which: int) -> World:
        change = self.changes[which]
        turned: World = renamed(
            world._replace(guns=tuple(world.guns[place] for place in change.order)), dict(change.names)
        )
        return turned._replace(known=tuple(sorted(turned.known)))

    def images(self, key: tuple[int, ...]) -> Images:
        """Return every key that one is turned into, the least first, each with the changes that do it."""
        found = self._images.get(key)
        if found is None:
            ways: dict[tuple[int, ...], list[int]] = {}
            for which in reversed(range(len(self.changes))):
                ways.setdefault(self.key(key, which), []).append(which)
            found = self._images[key] = tuple((each, tuple(ways[each])) for each in sorted(ways))
        return found

    def least(self, normal: Normal, world: World) -> tuple[tuple[int, ...], World, int, int]:
        """Return key and world of the least state that this one is turned into, by which change, and of how many."""
        images = self.images(normal.key)
        key, ways = images[0]
        if len(ways) == 1:
            return key, self.world(world, ways[0]), ways[0], len(images)
        # Changes that leave the record as it is are as many for each of its images: so many worlds go with each.
        worlds = {self.world(world, which): which for which in ways}
        turned = min(worlds, key=self.said) if len(worlds) > 1 else next(iter(worlds))
        return key, turned, worlds[turned], len(worlds) * len(images)

    def state(self, normal: Normal, key: tuple[int, ...]) -> State:
        """Return the state in its normal form that has a key; what no change touches is that of ``normal``."""
        kept, state = self.parts.kept, normal.state
        names = sorted(state.beliefs)
        lots = sorted(state.lots)
        place = len(names)
        said: dict[str, Any] = {"beliefs": {name: kept[key[n]] for n, name in enumerate(names)}}
        said["lots"] = {name: kept[key[place + n]] for n, name in enumerate(lots)}
        said["stops"], said["live"] = kept[key[place + len(lots)]], kept[key[place + len(lots) + 1]]
        active = tuple(name for name in sorted(state.weapons) if said["beliefs"][name].active)
        return replace(state, **said, active=active)


def _sorted(part: Any) -> Any:  # noqa: ANN401 - parts are of many kinds
    """Bring a part in which names have changed to its normal form again: lists of names stand in their order."""
    if is_dataclass(part) and hasattr(part, "shown_to"):
        ordered = {
            name: tuple(sorted(getattr(part, name))) for name in ("shown_to", "shown_declined", "declined_by")
        }
        part = replace(part, **ordered)
        proof = getattr(part, "proof", None)
        if proof is not None:
            part = replace(part, proof=replace(proof, people=tuple(sorted(proof.people))))
        return part
    return tuple(sorted(part, key=repr)) if isinstance(part, tuple) else part
