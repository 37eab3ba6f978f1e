"""``python -m tests.docs.hire_pictures``: pages of the papers of a hire, into docs/papers."""

from __future__ import annotations

from typing import Any

from showsafe.books.book import Book
from showsafe.books.hire import checklists
from showsafe.papers import catalogue, press
from showsafe.papers.wish import Wish
from tests.books.ready import book, enter
from tests.docs.paper_pictures import FOLDER, PPI
from tests.papers.test_hire_papers import beside

PAPERS = {
    "packing-list": Wish(hire="mill-1"),
    "condition-report": Wish(hire="mill-1", lang="es"),
    "hire-return": Wish(hire="mill-1", size="letter"),
}


def hired() -> Book:
    """Return a book with a hire of three things, one of which is away, and one came back worse than it went."""
    office = book()
    said: dict[str, Any] = {
        "hire": "mill-1",
        "by": "armorer",
        "carrier": "Valley Freight",
        "witness": "prop-master",
    }
    days: dict[str, Any] = {"since": "2026-03-02", "until": "2026-03-27", "on": "2026-03-02"}
    days["party"] = "Old Mill Armoury"
    gun: dict[str, Any] = {"thing": "revolver", "sort": "weapon", "serial": "OM 1042"}
    rifle: dict[str, Any] = {"thing": "rifle", "sort": "weapon", "serial": "OM 77", "seal": "0417"}
    enter(office, "take-in", items=[gun, rifle, {"thing": "sling", "count": 2}], seals=["C1"], **days, **said)
    good = dict.fromkeys(checklists.of("revolver-1").points, "ok")
    note: dict[str, Any] = {
        "thing": "revolver",
        "list": "revolver-1",
        "by": "armorer",
        "witness": "assistant",
    }
    enter(office, "note-condition", moment="in", on="2026-03-02", marks={**good, "grip": "worn"}, **note)
    worse = {**good, "grip": "worn", "hammer": "fault"}
    del worse["sights"]
    enter(office, "note-condition", moment="out", on="2026-03-27", marks=worse, **note)
    back = [gun, {**rifle, "seal": "0418"}]
    enter(office, "send-out", on="2026-03-27", items=back, seals=["C2"], packing="P-7", **said)
    return office


def main() -> None:
    """Print each, and keep its first page as a picture."""
    source = beside(hired()).source
    for name, wish in PAPERS.items():
        (FOLDER / f"{name}.png").write_bytes(press.pages(catalogue.paper(name), source, wish, PPI)[0])


if __name__ == "__main__":
    main()
