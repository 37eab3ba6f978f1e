"""The physical world that the record cannot see: what is really in each weapon, box and pocket, and who has it.

The record knows only what people report. Here stands what is so, whatever anybody says: a live round in somebody's
pocket, one that was swapped in while nobody looked, a bore with something in it, a primer that is still burning.
"""

from __future__ import annotations

from typing import NamedTuple

DUMMY, BLANK, LIVE, SPENT = "d", "b", "L", "s"
"""What a round really is. A live one looks like a dummy, and counts like any other."""


class Gun(NamedTuple):
    """One weapon as it really is.

    ``inside`` are the rounds in it, in order; ``where`` who or what has it. ``watched``: somebody else has had it in
    sight, without a break, since two people last saw it empty or put rounds into it; a look at a loaded weapon, which
    can only count, begins no new watch. ``looked``: two people have looked since its contents could last have changed.
    ``age`` is how many steps of the clock ago it was loaded. ``shown``: offered as it now is to those on the line;
    ``offered_to`` are those, where it is offered to some of them alone (``parts``).
    ``fired``: shots came out of it that two people have not counted since. ``through``: two people have looked through
    its bore since something could last have got into it. ``own``: whoever has it now exchanged a round of it.
    """

    inside: tuple[str, ...] = ()
    where: str = "weapon safe"
    blocked: bool = False
    burning: bool = False
    watched: bool = False
    looked: bool = False
    shown: bool = False
    age: int = 0
    fired: bool = False
    through: bool = False
    own: bool = False
    offered_to: tuple[str, ...] = ()

    @property
    def ready(self) -> tuple[str, ...]:
        """The rounds in it that were not fired."""
        return tuple(each for each in self.inside if each != SPENT)


class Box(NamedTuple):
    """One box of rounds: how many of those in it are really live, and who or what has it."""

    live: int = 0
    where: str = "ammunition safe"


class World(NamedTuple):
    """Everything as it really is: weapons, boxes, how many live rounds are in a pocket, and what was really done.

    ``known`` counts live rounds that somebody has found and nobody has taken out of the way. ``done`` names what was
    done that day: who was instructed, met, planned for; see ``moves``.
    """

    guns: tuple[Gun, ...]
    boxes: tuple[Box, ...] = ()
    pocket: int = 0
    known: tuple[str, ...] = ()
    done: frozenset[str] = frozenset()

    def with_gun(self, place: int, gun: Gun) -> World:
        """Return the world with one weapon replaced."""
        return self._replace(guns=(*self.guns[:place], gun, *self.guns[place + 1 :]))

    def with_box(self, place: int, box: Box) -> World:
        """Return the world with one box replaced."""
        return self._replace(boxes=(*self.boxes[:place], box, *self.boxes[place + 1 :]))


def unshown(gun: Gun) -> Gun:
    """Return a weapon that was shown to nobody as it is now."""
    return gun._replace(shown=False, offered_to=())


def touched(gun: Gun) -> Gun:
    """Return a weapon of which nobody can say any more what is in it."""
    return unshown(gun)._replace(watched=False, looked=False, through=False, own=False)
