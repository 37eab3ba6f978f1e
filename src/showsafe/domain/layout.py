"""Where the cartridges of a weapon are, by its action, and what has to be looked into to say that it is empty.

Trade practice; see the table *The load, by action* of the protocol.
"""

from __future__ import annotations

from showsafe.domain import words
from showsafe.domain.acts import Act
from showsafe.domain.things import Cartridge, Weapon


def places(weapon: Weapon) -> tuple[str, ...]:
    """Return the places for a cartridge in the order in which they are filled.

    A revolver has chambers by position, a pistol a magazine and then the chamber, a lever or pump gun a tube and then
    the chamber, a break gun and a muzzle-loader barrels, a belt-fed gun a belt and then the chamber.
    """
    count = weapon.capacity
    if weapon.action in words.REVOLVERS or weapon.action == "none":
        return tuple(f"chamber:{n}" for n in range(1, count + 1))
    if weapon.action in ("break-shotgun", "muzzle-loader"):
        return tuple(f"barrel:{n}" for n in range(1, count + 1))
    feed = "magazine"
    if weapon.action in words.TUBE_FED:
        feed = "tube"
    if weapon.action == "belt-fed":
        feed = "belt"
    if count <= 0:
        return ()
    return (*(f"{feed}:{n}" for n in range(1, count)), "chamber:1")


def free_places(weapon: Weapon, contents: tuple[Cartridge, ...]) -> tuple[str, ...]:
    """Return the places in which no cartridge, fired or not, is believed to be."""
    taken = {cartridge.place for cartridge in contents}
    return tuple(place for place in places(weapon) if place not in taken)


def opens(weapon: Weapon) -> bool:
    """Whether it is opened and looked into: what fires, and what discharges by an action or a magazine of its own.

    An airsoft or non-gun of which neither is on record is looked at by its identity.
    """
    return weapon.fires or (weapon.discharges and (weapon.action != "none" or weapon.capacity > 0))


def needed_looks(weapon: Weapon) -> tuple[str, ...]:
    """Return what two people have to look into and feel before they can say that it is empty."""
    if not opens(weapon):
        return ()
    if weapon.action in words.TUBE_FED:
        return ("chambers", "tube")
    if weapon.action in words.BOX_FED:
        return ("chambers", "magazine-well")
    if weapon.action == "belt-fed":
        return ("chambers", "feed")
    return ("chambers",)


def looked_whole(weapon: Weapon, act: Act) -> bool:
    """Whether every place for a cartridge was looked into, and both people counted the same.

    A weapon that is not opened is checked by identity; for it, only what was said has to be whole. Of one that fires
    and has no number of places on record no look is whole: who says one of one says nothing.
    """
    counts_agree = act.witness_seen is None or act.witness_seen == act.seen
    if not opens(weapon):
        partial = act.seen is not None and act.of is not None and act.seen < act.of
        return counts_agree and not partial
    if act.found is None or not counts_agree:
        return False
    needed = weapon.capacity if weapon.fires else weapon.capacity or act.of or 0
    if needed == 0 or act.seen != needed or (act.of is not None and act.of != needed):
        return False
    return act.looked is None or set(needed_looks(weapon)) <= set(act.looked)
