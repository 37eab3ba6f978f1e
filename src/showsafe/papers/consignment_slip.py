"""The slip that goes with a case: one page for carrier and receiver, whose code names the records behind it.

The proofs are in the file that ``showsafe consign slip`` writes; this page carries none of them. Serials stand without
their last signs, since whoever takes the case reads them on the things.
"""

from __future__ import annotations

from typing import Any

from showsafe.books.consign.state import OPEN, Consignment
from showsafe.books.consign.views import of_store
from showsafe.errors import WrongInput
from showsafe.ledger.checkpoint import origin_of
from showsafe.papers.catalogue import Paper
from showsafe.papers.plan_shown import WORDS
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import both, texts
from showsafe.projections import consigned

HIDDEN = 3
"""So many signs of a serial are left out, for whoever takes it to read."""

MOST = 10
"""So many things stand on one page; what goes beyond them has a slip of its own."""


def build(source: Source, wish: Wish) -> dict[str, Any]:
    """Return what goes with one weapon, and with everything that went the same way with it.

    Raises WrongInput ``paper.nothing-left`` where it did not leave, or nobody said to whom it goes.
    """
    source.row(consigned.NAME, "")
    mine = of_store(source.store, origin_of(source.unit))
    found = mine.last(origin_of(source.unit), wish.weapon)
    if found is None or found.sent is None or found.state not in OPEN:
        raise WrongInput(
            "paper.nothing-left",
            "This weapon is not on its way to anybody by the record.",
            "Say first how it travels: showsafe consign slip DIR THING --carrier NAME --to UNIT",
        )
    along = [
        each for each in mine if each.state in OPEN and each.sent is not None and _way(each) == _way(found)
    ]
    things = [found, *(each for each in along if each is not found)][:MOST]
    numbers = sorted(number for each in things for number in _numbers(each))
    return {
        "to": found.word("to"),
        "facts": _facts(found, wish),
        "things": [_thing(source, each, wish) for each in things],
        "more": len(along) - len(things),
        "behind": numbers,
        "records": numbers,
        "whole": False,
    }


def _way(found: Consignment) -> tuple[str, str, str, tuple[str, ...]]:
    return found.word("to"), found.carrier, found.word("expected"), found.seals


def _numbers(found: Consignment) -> list[int]:
    told = [each for each in (found.left, found.sent, *found.carriers) if each is not None]
    return [each.step.number for each in told]


def _facts(found: Consignment, wish: Wish) -> list[list[str]]:
    words = both(PAPER.name, wish.lang)["facts"]
    waybill = found.left.step.waybill if found.left is not None else ""
    said = {
        "from": found.of.origin if found.of is not None else "",
        "carrier": found.carrier,
        "waybill": waybill,
        "expected": found.word("expected"),
        "seals": ", ".join(found.seals),
    }
    return [[words[key], value] for key, value in said.items() if value]


def _thing(source: Source, found: Consignment, wish: Wish) -> dict[str, Any]:
    weapon = source.state.weapons.get(found.thing)
    serial = weapon.serial if weapon is not None else ""
    return {
        "thing": found.thing,
        "what": _what(source, found.thing, wish),
        "serial": f"{serial[:-HIDDEN]}{'_' * min(HIDDEN, len(serial))}" if serial else "",
        "condition": found.word("condition"),
        "record": found.left.step.number if found.left is not None else 0,
        "leaf": found.of.leaf[:16] if found.of is not None else "",
    }


def _what(source: Source, thing: str, wish: Wish) -> str:
    words = texts(WORDS, wish.lang)
    weapon, lot = source.state.weapons.get(thing), source.state.lots.get(thing)
    if weapon is not None:
        class_ = words["class"].get(weapon.class_, weapon.class_)
        action = words["action"].get(weapon.action, weapon.action) if weapon.action != "none" else ""
        return " ".join(filter(None, (weapon.maker, weapon.model, weapon.calibre, action, class_)))
    return " ".join(filter(None, (lot.kind, lot.calibre, lot.maker))) if lot is not None else ""


PAPER = Paper(name="consignment-slip", needs=("weapon",), build=build)
