"""An office book in which things are hired, and the unit that they are of, for the tests of hire."""

from __future__ import annotations

from datetime import date
from typing import Any

from showsafe.application.parse import act_from
from showsafe.books.book import Book, Done
from showsafe.books.hire.source import Source
from tests.books.ready import AT, book, enter
from tests.projections.units import NOON, Set

HOUSE = "Old Mill Armoury"
TODAY = date(2026, 3, 31)


def opened(into: Book, hire: str = "mill-1", *things: dict[str, Any], **keys: Any) -> Done:  # noqa: ANN401
    """Take in the first consignment of a hire, of a revolver unless things are named."""
    said: dict[str, Any] = {
        "hire": hire,
        "party": HOUSE,
        "since": "2026-03-02",
        "until": "2026-03-27",
        "on": "2026-03-02",
        "items": list(things) or [gun()],
        **keys,
    }
    return enter(into, "take-in", **said)


def back(into: Book, hire: str = "mill-1", *things: dict[str, Any], **keys: Any) -> Done:  # noqa: ANN401
    """Send back what came under a hire, the revolver unless things are named."""
    said: dict[str, Any] = {"hire": hire, "on": "2026-03-27", "items": list(things) or [gun()], **keys}
    return enter(into, "send-out", **said)


def gun(thing: str = "revolver", serial: str = "OM 1042", **keys: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a weapon as an item of a consignment."""
    return {"thing": thing, "sort": "weapon", "serial": serial, **keys}


def noted(into: Book, moment: str, on: str, thing: str = "revolver", /, **marks: str) -> Done:
    """Note the condition of a revolver, by two."""
    said: dict[str, Any] = {
        "thing": thing,
        "moment": moment,
        "on": on,
        "list": "revolver-1",
        "marks": marks,
        "witness": "bob",
    }
    return enter(into, "note-condition", **said)


class Unit(Set):
    """A set with two weapons of a rental house, of which acts are reported."""

    def __init__(self) -> None:
        super().__init__()
        more: dict[str, Any] = {"owner": HOUSE, "serial": "OM 77", "class": "live-capable", "calibre": ".45"}
        self.say(
            "register", weapon="rifle", action="lever-rifle", capacity=8, last_service="2026-01-10", **more
        )

    def asked(self, kind: str, /, **said: Any) -> None:  # noqa: ANN401 - values of keys
        """Ask for one act."""
        act = act_from(kind, said, act_id=f"act-{next(self.numbers)}", by="armorer", at=NOON)
        self.unit.ask(act)

    def source(self, office: Book | None = None, today: date = TODAY, *, masked: bool = False) -> Source:
        """Return what the views of hire look at."""
        pages = (office or book()).pages()
        return Source(self.unit.state(), self.unit.store, pages, today, masked=masked)


__all__ = ["AT", "HOUSE", "TODAY", "Unit", "back", "book", "enter", "gun", "noted", "opened"]
