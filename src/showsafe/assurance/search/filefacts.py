"""What is so of the weapons of a file, beside their places: whose eyes, which flags, who is fit to go out."""

from __future__ import annotations

from showsafe.assurance.search.filecast import PEOPLE, eyes, user_of_place
from showsafe.assurance.search.seen import Seen
from showsafe.assurance.search.world import World

B2 = "b2-a-bad-one-drops-out"
WAY_BACK = "b6-the-way-back-of-a-file-stays-open"


def without_facts(world: World, place: int) -> World:
    """Return the world in which nobody has looked into a weapon, and no flag stands in it."""
    gone = tuple(each for each in world.done if each.startswith((f"eyes {place} ", f"flag {place}")))
    return world._replace(done=world.done.difference(gone)) if gone else world


def fit(world: World, seen: Seen, place: int, weapon: str) -> bool:
    """Whether a weapon may go out: looked into by its two people, shown, said if loaded, and nothing against it."""
    gun, known = world.guns[place], seen.guns[place]
    pair = PEOPLE[known.file]
    planned = user_by(seen, weapon) == user_of_place(place)
    stands = not (known.faults or known.held or known.quarantined or known.declined)
    looked = eyes(place, pair) in world.done and gun.looked and gun.watched
    said = known.announced or not known.believed
    return stands and looked and said and planned and gun.shown and gun.where == pair[0]


def user_by(seen: Seen, weapon: str) -> str:
    """Return who is to use a weapon of an open file by the record, or nothing where it is in none."""
    return next(
        (
            user
            for each in seen.files
            if not each.closed
            for (name, _), (_, user) in zip(each.members, each.given, strict=True)
            if name == weapon
        ),
        "",
    )


def only_as_answered(before: World, after: World, seen: Seen) -> World:
    """Return the world in which only those weapons changed hands that the answer let go; the others dropped out."""
    for place, gun in enumerate(after.guns):
        if gun.where != before.guns[place].where and gun.where != seen.guns[place].where:
            after = dropped(after.with_gun(place, before.guns[place]), place)
    return after


def dropped(world: World, place: int) -> World:
    """Return the world in which a weapon has dropped out of its file: nobody's look at it counts any more."""
    world = without_eyes(world.with_gun(place, world.guns[place]._replace(looked=False, shown=False)), place)
    return world._replace(done=world.done | {f"dropped {place}"})


def without_eyes(world: World, place: int) -> World:
    """Return the world in which nobody has looked into a weapon; a flag in it stays."""
    gone = tuple(each for each in world.done if each.startswith(f"eyes {place} "))
    return world._replace(done=world.done.difference(gone)) if gone else world
