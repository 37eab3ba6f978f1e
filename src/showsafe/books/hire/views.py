"""What is shown of hires: the list with its days, one hire with condition out and in, what of an owner is where.

Plain values that a command, a route, a table and a paper share. The two records are set side by side and never merged:
where the office book says that a thing is away and the unit's record has it in the safe, both stand there.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from showsafe.application.records import stamp
from showsafe.books.hire import checklists, differences
from showsafe.books.hire.service import SOON_DAYS
from showsafe.books.hire.source import Source, as_hire, is_away, known, last_hire
from showsafe.books.hire.state import Hire, Item
from showsafe.books.pages import Kept

Line = dict[str, Any]

OVER, OVERDUE, SOON, OPEN = "over", "overdue", "soon", "open"
ORDER = (OVERDUE, SOON, OPEN, OVER)


def state_of(source: Source, hire: Hire) -> str:
    """Return how a hire stands: over, overdue, ending soon, or open."""
    if not hire.open:
        return OVER
    if hire.overdue(source.day):
        return OVERDUE
    near = (source.today + timedelta(days=SOON_DAYS)).isoformat()
    return SOON if hire.until <= near else OPEN


def listed(source: Source) -> list[Line]:
    """Return every hire in one line, the most urgent first."""
    lines = [line_of(source, hire) for hire in source.hires]
    return sorted(lines, key=lambda line: (ORDER.index(line["state"]), line["until"], line["hire"]))


def line_of(source: Source, hire: Hire) -> Line:
    """Return one hire in one line."""
    away = [item for item in hire.items.values() if item.outstanding]
    return {
        "hire": hire.id,
        "way": hire.way,
        "party": hire.party,
        "purpose": hire.purpose,
        "since": hire.since,
        "until": hire.until,
        "agreed": hire.agreed,
        "extended": len(hire.extended),
        "state": state_of(source, hire),
        "days_left": (date.fromisoformat(hire.until) - source.today).days,
        "items": len(hire.items),
        "outstanding": len(away),
        "closed_on": hire.closed_on,
        "differences": len(differences.of_hire(source.pages, source.index, hire)),
        "against_the_record": sum(bool(against(source, hire, item)) for item in hire.items.values()),
    }


def against(source: Source, hire: Hire, item: Item) -> str:
    """Return what the unit's record says otherwise of a weapon: a code, "" where the two agree or it says nothing.

    Of a weapon that was hired again since, the earlier hire says nothing any more; of a part of a lot the record
    has no place.
    """
    if item.sort != "weapon" or last_hire(source, item.thing) is not hire:
        return ""
    if source.where(item.thing)["place"] == "not-on-record":
        return "not-on-record"
    away = is_away(source, item.thing)
    here = (
        bool(item.outstanding) != hire.ours
    )  # what is out under a hire of ours is not here; of theirs, it is
    if here and away:
        return "gone-by-the-record"
    return "here-by-the-record" if not here and not away else ""


def one(source: Source, hire: Hire) -> Line:
    """Return a whole hire: its things with condition before and after, differences, consignments, extensions."""
    found = differences.of_hire(source.pages, source.index, hire)
    for each in found:
        if each["code"].startswith("serial"):
            each["before"], each["after"] = source.serial(each["before"]), source.serial(each["after"])
    entries = [kept for number in hire.entries if (kept := source.pages.at(number)) is not None]
    return {
        **line_of(source, hire),
        "things": [_thing(source, hire, item) for item in hire.items.values()],
        "differences": found,
        "consignments": [_consignment(kept) for kept in entries if kept.kind != "extend-hire"],
        "extensions": [_extension(kept) for kept in entries if kept.kind == "extend-hire"],
    }


def _thing(source: Source, hire: Hire, item: Item) -> Line:
    first, last = differences.conditions(source.index, hire, item.thing)
    moves = differences.moves_of(item)
    return {
        "thing": item.thing,
        "sort": item.sort,
        "is": known(source.state, item.thing)["is"],
        "serial": source.serial(item.serial),
        "sent": item.sent,
        "returned": item.returned,
        "used": item.used,
        "outstanding": item.outstanding,
        "moves": [{**move, "serial": source.serial(move["serial"])} for move in moves],
        "before": condition(source, first),
        "after": condition(source, last),
        "points": differences.beside(first, last) if first or last else [],
        "where": source.where(item.thing),
        "against": against(source, hire, item),
        "list": checklist_of(source, item.thing, item.sort),
    }


def checklist_of(source: Source, thing: str, sort: str = "") -> str:
    """Return the id of the checklist of a thing."""
    weapon = source.state.weapons.get(thing)
    if weapon is not None:
        return checklists.for_weapon(weapon).id
    return checklists.for_sort(sort or known(source.state, thing)["sort"]).id


def condition(source: Source, kept: Kept | None) -> Line | None:
    """Return a condition as it was noted, by whose role; None where there is none."""
    if kept is None:
        return None
    return {
        "entry": kept.number,
        "on": kept["on"],
        "list": kept["list"],
        "marks": dict(kept["marks"]),
        "says": kept["says"] or "",
        "erased": bool(kept.erased),
        "photos": [*kept["photos"], *kept.attachments],
        "by": source.role(kept.by),
        "second": source.role(kept["witness"]) if kept["witness"] else "",
        "serial": source.serial(kept["serial"]),
    }


def _consignment(kept: Kept) -> Line:
    return {
        "entry": kept.number,
        "way": "out" if kept.kind == "send-out" else "in",
        "on": kept["on"],
        "entered": stamp(kept.received),
        "contract": kept["contract"],
        "carrier": kept["carrier"],
        "packing": kept["packing"],
        "seals": list(kept["seals"]),
        "absent": list(kept["absent"]),
        "photos": list(kept["photos"]),
        "things": [each["thing"] for each in kept["items"]],
        "witnessed": bool(kept["witness"]),
        "says": kept["says"] or "",
    }


def _extension(kept: Kept) -> Line:
    return {
        "entry": kept.number,
        "until": kept["until"],
        "agreed": kept["agreed"],
        "says": kept["says"] or "",
    }


def owners(source: Source) -> list[str]:
    """Return everybody whose things are on record, or here on hire: owners, suppliers, parties."""
    names = [weapon.owner for weapon in source.state.weapons.values()]
    names += [lot.supplier for lot in source.state.lots.values()]
    names += [hire.party for hire in source.hires if not hire.ours]
    return sorted(dict.fromkeys(filter(None, names)), key=str.casefold)


def owned(source: Source, owner: str) -> Line:
    """Return what of an owner is where, in whose custody by role, what is due back, and what differs.

    It names nobody: an owner may be given it as it is.
    """
    name = owner.casefold()
    things = [w.id for w in source.state.weapons.values() if w.owner.casefold() == name]
    things += [lot.id for lot in source.state.lots.values() if lot.supplier.casefold() == name]
    theirs = [hire for hire in source.hires if hire.party.casefold() == name and not hire.ours]
    things += [item.thing for hire in theirs for item in hire.items.values() if item.outstanding]
    lines = [_owned(source, thing) for thing in dict.fromkeys(things)]
    late = [line for line in lines if line["due_back"] and line["due_back"] < source.day]
    return {
        "owner": owner,
        "things": lines,
        "here": sum(line["where"]["place"] not in ("gone", "not-on-record") for line in lines),
        "overdue": len(late),
        "hires": [line_of(source, hire) for hire in theirs],
    }


def _owned(source: Source, thing: str) -> Line:
    hire = as_hire(source, thing)
    says = known(source.state, thing)
    weapon, lot = source.state.weapons.get(thing), source.state.lots.get(thing)
    due = source.due(weapon) if weapon is not None else None
    last = last_hire(source, thing)
    return {
        "thing": thing,
        "sort": hire.items[thing].sort if hire else says["sort"],
        "is": says["is"],
        "serial": source.serial(says["serial"]),
        "count": lot.box if lot is not None else 1,
        "where": source.where(thing),
        "hire": hire.id if hire else "",
        "due_back": hire.until if hire else "",
        "against": against(source, last, last.items[thing]) if last is not None else "",
        "service": due.state if due else "",
        "service_due": due.on if due else "",
        "rounds": due.rounds if due else 0,
    }
