"""What differs between what went and what came back: named one by one, each with a code, and none of them judged.

Condition out and condition in stand beside each other, point by point, each with its entry. Of a point at which nobody
looked, nothing is said but that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from showsafe.books import serials
from showsafe.books.hire import checklists
from showsafe.books.hire.index import Index
from showsafe.books.hire.state import Hire, Item, Move
from showsafe.books.hire.words import BACK, NOT_LOOKED, OUT, WEIGHT
from showsafe.books.pages import Kept, Pages

Line = dict[str, Any]


def difference(code: str, thing: str, before: str, after: str, entry: int = 0) -> Line:
    """Return one difference: a permanent code, of what, what was there, what is there, and the entry that says so."""
    return {"code": code, "thing": thing, "before": before, "after": after, "entry": entry}


def conditions(index: Index, hire: Hire, thing: str) -> tuple[Kept | None, Kept | None]:
    """Return the last condition of a thing at the beginning of a hire, and the last one when it came back.

    One that names no hire counts for the one during which it was noted, between the days of its consignments.
    """
    first = last = None
    item = hire.items[thing]
    from_, to = item.went[0].on, item.back[-1].on if item.back else ""
    for kept in index.conditions.get(thing, ()):
        if kept["hire"] not in ("", hire.id):
            continue
        if not kept["hire"] and not (from_ <= kept["on"] and (not to or kept["on"] <= to)):
            continue
        if kept["moment"] == hire.way:
            first = kept
        elif kept["moment"] == BACK[hire.way]:
            last = kept
    return first, last


def beside(first: Kept | None, last: Kept | None) -> list[Line]:
    """Return the points of a checklist, condition before beside condition after; worse ones say so."""
    lists = [checklists.of(kept["list"]).points for kept in (first, last) if kept is not None]
    points = {point: texts for each in lists for point, texts in each.items()}
    lines = []
    for point, texts in points.items():
        was, now = _mark(first, point), _mark(last, point)
        worse = was in WEIGHT and now in WEIGHT and WEIGHT[now] > WEIGHT[was]
        lines.append({"point": point, "says": dict(texts), "before": was, "after": now, "worse": worse})
    return lines


def _mark(kept: Kept | None, point: str) -> str:
    """Return what was said of a point; "" where no condition was noted at all."""
    return "" if kept is None else str(kept["marks"].get(point, NOT_LOOKED))


def of_hire(pages: Pages, index: Index, hire: Hire) -> list[Line]:
    """Return every difference of a hire, in the order in which a person would go through them."""
    found = [each for item in hire.items.values() for each in of_item(index, hire, item)]
    return [*_of_the_cases(pages, hire), *found]


def of_item(index: Index, hire: Hire, item: Item) -> Iterator[Line]:
    """Yield what differs of one thing."""
    for move in item.back:
        if move.another:
            read = move.says["serial"]
            yield difference("serial", item.thing, item.serial, read, move.entry)
        elif item.serial and serials.plain(move.says.get("serial", "")) != serials.plain(item.serial):
            yield difference("serial-not-read", item.thing, item.serial, "", move.entry)
    yield from _seal(item)
    returned = [move for move in item.back if not move.another]
    if not returned:
        return
    if item.outstanding:
        yield difference(
            "short", item.thing, str(item.sent), str(item.returned + item.used), returned[-1].entry
        )
    first, last = conditions(index, hire, item.thing)
    if first is None or last is None:
        yield difference(
            "condition-not-noted",
            item.thing,
            "" if first is None else str(first.number),
            "" if last is None else str(last.number),
        )
        return
    for each in beside(first, last):
        if each["worse"]:
            worse = difference("condition", item.thing, each["before"], each["after"], last.number)
            yield {**worse, "point": each["point"], "says": each["says"]}


def _seal(item: Item) -> Iterator[Line]:
    sent = item.went[-1].says.get("seal", "")
    for move in item.back:
        read = move.says.get("seal", "")
        if sent and not move.another and read != sent:
            yield difference("seal", item.thing, sent, read, move.entry)


def _of_the_cases(pages: Pages, hire: Hire) -> Iterator[Line]:
    for number in hire.entries:
        kept = pages.at(number)
        if kept is None or kept.kind == "extend-hire":
            continue
        for name in kept["absent"]:
            yield difference("absent", name, "on the packing list", "", number)
    went, came = _seals(pages, hire, hire.way), _seals(pages, hire, BACK[hire.way])
    if came is None or went is None:
        return
    for seal in went[1]:
        if seal not in came[1]:
            yield difference("case-seal", seal, seal, "", came[0])
    for seal in came[1]:
        if seal not in went[1] and went[1]:
            yield difference("case-seal", seal, "", seal, came[0])


def _seals(pages: Pages, hire: Hire, way: str) -> tuple[int, tuple[str, ...]] | None:
    """Return the last consignment of one way, and the numbers on its cases."""
    kind = "send-out" if way == OUT else "take-in"
    found = [kept for number in hire.entries if (kept := pages.at(number)) is not None and kept.kind == kind]
    return (found[-1].number, tuple(found[-1]["seals"])) if found else None


def moves_of(item: Item) -> list[Mapping[str, Any]]:
    """Return every consignment of a thing, in order."""
    return [_move(move) for move in sorted((*item.went, *item.back), key=lambda each: each.entry)]


def _move(move: Move) -> Line:
    says = move.says
    return {
        "entry": move.entry,
        "way": move.way,
        "on": move.on,
        "count": says["count"],
        "serial": says.get("serial", ""),
        "seal": says.get("seal", ""),
        "used": says.get("used", 0),
        "another": move.another,
    }
