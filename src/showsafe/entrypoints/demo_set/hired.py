"""What of the demonstration is hired: two weapons of a rental house, one of them noted as worn, and services."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from showsafe.books.book import Book, Entry
from showsafe.books.hire import checklists
from showsafe.entrypoints.demo_set import cast

HIRE, HOUSE = "mill-1", "Old Mill Armoury"
HIRED = ("colt", "lever-rifle")


def hire(book: Book, today: date) -> None:
    """Enter the hire, how its weapons looked when they came, and when they are serviced."""
    now = book.clock.now()
    entries = [
        Entry(kind=kind, by=by, at=now, act_id=f"demonstration-hire-{place}", keys=keys)
        for place, (kind, by, keys) in enumerate(_entries(today), start=1)
    ]
    book.enter_all(entries)


def _entries(today: date) -> list[tuple[str, str, dict[str, Any]]]:
    came, until = (today + timedelta(days=days) for days in (-10, 20))
    items = [{"thing": name, "sort": "weapon", "serial": cast.WEAPONS[name]["serial"]} for name in HIRED]
    consignment = {
        "hire": HIRE,
        "party": HOUSE,
        "since": came.isoformat(),
        "until": until.isoformat(),
        "on": came.isoformat(),
        "items": items,
        "contract": "OM-2217",
        "carrier": "Valley Freight",
        "packing": "P-118",
        "seals": ["0931"],
        "witness": "bob",
    }
    served = (today - timedelta(days=30)).isoformat()
    service = {
        "weapon": "colt",
        "on": served,
        "result": "fit",
        "certificate": "OM-S-88",
        "who": "the house's gunsmith",
    }
    interval = {"of": "action", "name": "single-action-revolver", "days": 180, "rounds": 500}
    return [
        ("take-in", "ann", consignment),
        *(("note-condition", "ann", _looked(name, came)) for name in HIRED),
        ("set-interval", "ann", interval),
        ("record-service", "ann", service),
    ]


def _looked(name: str, on: date) -> dict[str, Any]:
    """The revolver has a worn grip, and nobody looked at what belongs to its case; the rifle is whole."""
    checklist = "revolver-1" if name == "colt" else "lever-1"
    marks = dict.fromkeys(checklists.of(checklist).points, "ok")
    if name == "colt":
        marks = {**marks, "grip": "worn", "case": "not-looked"}
    return {
        "thing": name,
        "moment": "in",
        "on": on.isoformat(),
        "hire": HIRE,
        "list": checklist,
        "marks": marks,
        "witness": "bob",
    }
