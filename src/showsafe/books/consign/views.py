"""Consignments as plain values, with what is said of them in English and Spanish. No person is named in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from showsafe.application.consigned import Pointer
from showsafe.books.consign.state import (
    ARRIVED,
    CARRIER,
    MISSING,
    OPEN,
    OWNER,
    UNIT,
    Consignment,
    Consignments,
    Place,
    Said,
)
from showsafe.books.wording import LANGUAGES, said
from showsafe.ledger.store import Store
from showsafe.projections import consigned as projected

Plain = dict[str, Any]
Named = Callable[[str], str]
"""Returns how a log is called, from its origin."""


def unit_of(origin: str) -> str:
    """Return the name of the unit whose log this is."""
    return origin.removeprefix("showsafe/")


def of_store(store: Store, origin: str) -> Consignments:
    """Return the consignments of one unit, from its own record alone."""
    found = Consignments(Said(origin, step) for step in projected.steps(store))
    found.check([origin])
    return found


def in_words(code: str, about: Plain) -> dict[str, str]:
    """Return the sentence of a code in every language."""
    return {language: said(code, about, language) for language in LANGUAGES}


def place(where: Place, named: Named = unit_of) -> Plain:
    """Return where something is: ``kind``, ``name``, and a sentence."""
    name = named(where.name) if where.kind == UNIT else where.name
    code = "consign.at.unknown-whose" if where.kind not in (UNIT, OWNER, CARRIER) and not name else ""
    return {
        "kind": where.kind,
        "name": name,
        "says": in_words(code or f"consign.at.{where.kind}", {"name": name}),
    }


def pointer(of: Pointer | None) -> Plain | None:
    """Return a pointer with the unit whose log it is in."""
    return None if of is None else {**of.as_json(), "unit": unit_of(of.origin)}


def as_json(found: Consignment, today: str, named: Named = unit_of) -> Plain:
    """Return one consignment; ``id`` is the record by which it left, or the one by which it came without a slip."""
    arrived = [_arrival(each.said, each.differs) for each in found.arrivals]
    first = found.of or (found.arrivals[0].said.pointer if found.arrivals else None)
    about = {"thing": found.thing, "carrier": found.carrier, "to": found.word("to") or "?"}
    return {
        "id": str(first) if first else "",
        "thing": found.thing,
        "left": pointer(found.of),
        "sent_on": found.left.step.at if found.left is not None else "",
        "to": found.word("to"),
        "to_is": found.word("to_is"),
        "carrier": found.carrier,
        "carriers": _carriers(found),
        "expected": found.word("expected"),
        "seals": list(found.seals),
        "condition": found.word("condition"),
        "state": found.state,
        "says": in_words(f"consign.state.{_state(found)}", about),
        "open": found.state in OPEN,
        "overdue": found.overdue(today),
        "place": place(found.place, named),
        "arrivals": arrived,
        "refused": [_told(each) for each in found.refused],
        "absent": [_told(each) for each in found.absent],
        "closed": [_closed(each) for each in found.closed],
        "missing": [_missing(each) for each in found.missing],
        "differences": [
            {
                "code": code,
                "of": pointer(told.pointer),
                "owner": owner,
                "says": in_words(f"consign.differs.{code}", about),
            }
            for code, told, owner in found.differences
        ],
        "disputes": [
            {"code": code, "says": in_words(f"consign.dispute.{code}", about)} for code in found.disputes
        ],
    }


def _state(found: Consignment) -> str:
    """Return which sentence says how it stands: where the sender's log is not known, nothing is said of it."""
    if found.state == ARRIVED and found.left is None:
        return "came" if found.of is not None else "came-without"
    return found.state


def _carriers(found: Consignment) -> list[Plain]:
    """Return every carrier by name, the first one first, each with the record that names it."""
    named = [found.left.step.carrier] if found.left is not None and found.left.step.carrier else []
    first = [{"name": name, "of": pointer(found.of)} for name in named]
    later = [
        {"name": str(each.step.words["carrier"]), "of": pointer(each.pointer)}
        for each in found.carriers
        if each.step.words is not None
    ]
    return [*first, *later]


def _arrival(told: Said, differs: Iterable[str]) -> Plain:
    return {
        "of": pointer(told.pointer),
        "thing": told.step.thing,
        "at": told.step.at,
        "differs": list(differs),
        "slip": str(told.step.words["slip"]) if told.step.words is not None else "",
    }


def _told(told: Said) -> Plain:
    words = told.step.words
    return {"of": pointer(told.pointer), "at": told.step.at, "why": str(words["why"]) if words else ""}


def _closed(told: Said) -> Plain:
    words = told.step.words
    at = words.at if words is not None else None
    keys = {key: str(words[key]) for key in ("how", "paper")} if words is not None else {}
    return {"of": pointer(told.pointer), "at": told.step.at, "answer": pointer(at), **keys}


def _missing(told: Said) -> Plain:
    words = told.step.words
    return {
        "of": pointer(told.pointer),
        "as": str(words["as"]) if words is not None else "",
        "found": str(words["found"]) if words is not None else "",
    }


def ordered(all_: Consignments, today: str, *, only_open: bool = False) -> list[Consignment]:
    """Return the consignments: disputed, missing, overdue, open; the latest first among equals."""
    found = list(all_)
    if only_open:
        found = [each for each in found if each.state in OPEN or next(each.differences, None) is not None]
    found.sort(key=lambda each: each.left.step.at if each.left is not None else "", reverse=True)
    return sorted(
        found,
        key=lambda each: (
            not each.disputes,
            each.state != MISSING,
            not each.overdue(today),
            each.state not in OPEN,
        ),
    )


def listed(all_: Consignments, today: str, *, only_open: bool = False, named: Named = unit_of) -> list[Plain]:
    """Return every consignment as plain values, in the order of ``ordered``."""
    return [as_json(found, today, named) for found in ordered(all_, today, only_open=only_open)]
