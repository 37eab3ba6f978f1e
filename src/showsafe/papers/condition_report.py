"""The condition of the things of a hire: as they went, and as they came back, point by point beside each other."""

from __future__ import annotations

from typing import Any

from showsafe.books.hire import differences
from showsafe.books.hire.state import Item
from showsafe.books.pages import Kept
from showsafe.papers.catalogue import Paper
from showsafe.papers.hired import Hired, Plain, hired, of_the_office
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import both


def build(source: Source, wish: Wish) -> Plain:
    """Return every point of every thing; where nobody looked, that. Raises WrongInput ``paper.no-such``."""
    found = hired(source, wish)
    things = [_thing(found, item) for item in found.hire.items.values()]
    numbers = {side["entry"] for thing in things for side in (thing["before"], thing["after"]) if side}
    return {
        "facts": found.facts(PAPER.name),
        "things": things,
        **of_the_office(numbers | {found.hire.opened}),
    }


def _thing(found: Hired, item: Item) -> Plain:
    words = both(PAPER.name, found.wish.lang)["marks"]
    first, last = differences.conditions(found.index, found.hire, item.thing)
    points = differences.beside(first, last) if first or last else []
    return {
        "thing": item.thing,
        "what": found.what(item),
        "serial": item.serial,
        "before": _side(found, first),
        "after": _side(found, last),
        "points": [
            {
                "says": each["says"][found.wish.lang],
                "before": words[each["before"] or "none"],
                "after": words[each["after"] or "none"],
                "worse": each["worse"],
            }
            for each in points
        ],
    }


def _side(found: Hired, kept: Kept | None) -> dict[str, Any] | None:
    if kept is None:
        return None
    return {
        "entry": kept.number,
        "on": kept["on"],
        "by": found.who(kept.by),
        "second": found.who(kept["witness"]),
        "photos": len(kept["photos"]) + len(kept.attachments),
        "says": found.said(kept),
        "kept_back": bool(kept["says"]) and not found.wish.names,
    }


PAPER = Paper(name="condition-report", needs=("hire",), build=build)
