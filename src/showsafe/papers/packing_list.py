"""The packing list of the last consignment of a hire that left: each thing with the serial that was read on it."""

from __future__ import annotations

from showsafe.books.hire.words import OUT
from showsafe.errors import WrongInput
from showsafe.papers.catalogue import Paper
from showsafe.papers.hired import Hired, Plain, hired, of_the_office
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish


def build(source: Source, wish: Wish) -> Plain:
    """Return what goes with the carrier.

    Raises WrongInput: ``paper.no-such``, ``paper.nothing-left`` where nothing of the hire has left yet.
    """
    found = hired(source, wish)
    left = found.consignments(OUT)
    if not left:
        raise WrongInput(
            "paper.nothing-left",
            f"Nothing of hire {found.hire.id} has left yet.",
            "Enter what leaves first: showsafe hire out; then print what goes with it.",
        )
    kept = left[-1]
    return {
        "facts": found.facts(PAPER.name, kept),
        "entry": kept.number,
        "things": [_thing(found, each) for each in kept["items"]],
        "by": found.who(kept.by),
        "second": found.who(kept["witness"]),
        "says": found.said(kept),
        **of_the_office({kept.number}),
    }


def _thing(found: Hired, each: Plain) -> Plain:
    item = found.hire.items[each["thing"]]
    return {
        "thing": item.thing,
        "what": found.what(item),
        "serial": each.get("serial", ""),
        "unread": not each.get("serial", "") and (item.sort == "weapon" or bool(item.serial)),
        "count": each.get("count", 1),
        "seal": each.get("seal", ""),
    }


PAPER = Paper(name="packing-list", needs=("hire",), build=build)
