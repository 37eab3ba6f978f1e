"""One thing that can happen in a search, and what people perceive of rounds when they say what they found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from showsafe.assurance.search.cast import ARMORER, BLANKS, DUMMIES, SAFETY, act
from showsafe.assurance.search.world import BLANK, DUMMY, LIVE, World
from showsafe.domain.acts import Act, Draw

if TYPE_CHECKING:
    from showsafe.assurance.search.seen import Seen

UNSEEN = ""
"""The door of what the record never hears of."""

CLOCK = "clock"
"""The door of time that passes."""


Settles = Callable[[World, World, "Seen"], World]


class Move(NamedTuple):
    """One thing that can happen: an act through a door with the world after it, or something unseen.

    ``says`` tells what really goes on where the act does not say it; ``gun`` is the place of the weapon that it is
    about; ``fires`` what comes out of it. ``refused`` is the world where the rules refuse it and some of it was done
    before it was asked. ``parts`` are the single acts that it stands for, one after the other. ``settles`` is
    given the world before and after it and what the record has by then, where it depends on the answer what of it is
    done. ``must`` names the property that is broken where the rules
    do not permit it.
    """

    act: Act | None
    door: str
    world: World
    gun: int = -1
    says: str = ""
    fires: str = ""
    refused: World | None = None
    parts: tuple[Move, ...] = ()
    settles: Settles | None = None
    must: str = ""


LOT_OF = {DUMMY: DUMMIES, LIVE: DUMMIES, BLANK: BLANKS}
"""Which box a round looks as if it came from: a live one looks like a dummy."""


def perceived(rounds: tuple[str, ...]) -> tuple[Draw, ...]:
    """Return what rounds look like to whoever takes none of them for a live one."""
    counts = Counter(LOT_OF[each] for each in rounds)
    return tuple(Draw(count=count, lot=lot) for lot, count in sorted(counts.items()))


def recognized(rounds: tuple[str, ...]) -> tuple[Draw, ...]:
    """Return what rounds are to whoever sees that a live one is among them."""
    rest = perceived(tuple(each for each in rounds if each != LIVE))
    return (*rest, Draw(count=rounds.count(LIVE), kind="unidentified"))


def as_believed(believed: tuple[str, ...]) -> tuple[Draw, ...]:
    """Return what is found where the number of rounds is the one that is believed."""
    return tuple(Draw(count=count, lot=lot) for lot, count in sorted(Counter(believed).items()))


def release(**said: object) -> Act:
    """Return the release of a thing by the armorer, reviewed from outside the department."""
    return act("release", ARMORER, reviewed_by=SAFETY, cause="looked into", **said)
