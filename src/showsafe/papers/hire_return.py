"""The return of a hire: what went, what came back, what was used up, what is still away, and every difference."""

from __future__ import annotations

from showsafe.books.hire import differences
from showsafe.books.hire.state import Item
from showsafe.papers.catalogue import Paper
from showsafe.papers.hired import Hired, Plain, hired, of_the_office
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import both


def build(source: Source, wish: Wish) -> Plain:
    """Return where the hire stands by its entries alone. Raises WrongInput ``paper.no-such``."""
    found = hired(source, wish)
    listed = differences.of_hire(found.pages, found.index, found.hire)
    numbers = {each["entry"] for each in listed} | set(found.hire.entries) | {found.hire.opened}
    return {
        "facts": found.facts(PAPER.name),
        "closed_on": found.hire.closed_on,
        "late": bool(found.hire.closed_on) and found.hire.closed_on > found.hire.until,
        "things": [_thing(found, item) for item in found.hire.items.values()],
        "differences": [_difference(found, each) for each in listed],
        **of_the_office(numbers - {0}),
    }


def _thing(found: Hired, item: Item) -> Plain:
    last = [move for move in item.back if not move.another]
    return {
        "thing": item.thing,
        "what": found.what(item),
        "serial": item.serial,
        "sent": item.sent,
        "went": item.went[0].on,
        "back": last[-1].on if last else "",
        "returned": item.returned,
        "used": item.used,
        "outstanding": item.outstanding,
        "record": (last or item.went)[-1].entry,
    }


def _difference(found: Hired, each: Plain) -> Plain:
    words = both(PAPER.name, found.wish.lang)
    marks = words["marks"] if each["code"] == "condition" else {}
    says = str(words["differs"][each["code"]])
    for side in ("before", "after"):
        says = says.replace(f"{{{side}}}", marks.get(each[side], each[side]) or words["nothing"])
    says = says.replace("{point}", each.get("says", {}).get(found.wish.lang, ""))
    return {"thing": each["thing"], "says": says, "record": each["entry"]}


PAPER = Paper(name="hire-return", needs=("hire",), build=build)
