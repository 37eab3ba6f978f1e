"""The register that a place wants: New South Wales, Queensland or New Zealand, from the record of the set.

Which one follows the place whose rules the unit works by; ``view`` names another one. What was read of each law, and
that it may be superseded, stands on the paper.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from showsafe.books.kinds import OFFICE
from showsafe.books.material import Material
from showsafe.books.pages import Pages
from showsafe.books.registers import au_nsw, au_qld, nz
from showsafe.books.registers.table import REGISTERS, made, register_of
from showsafe.errors import WrongInput
from showsafe.papers import plan_shown
from showsafe.papers.catalogue import Paper
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import texts

NAME = "place-register"
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Registers ask for no clock; what they are made from has one."""

Plain = dict[str, Any]


def build(source: Source, wish: Wish) -> Plain:
    """Return the lines of the register, people by role unless they are named.

    Raises WrongInput: ``register.unknown``, ``paper.no-register`` where no place is named and this one wants none.
    """
    place = _place(source, wish)
    register = made(_material(source, place), place, names=wish.names)
    words = texts(NAME, wish.lang)
    lines = {au_nsw.PLACE: _holdings, au_qld.PLACE: _transactions, nz.PLACE: _days}[place](
        source, wish, register
    )
    return {
        "place": place,
        "heading": words["places"][place],
        "in_force": register["in_force"],
        "columns": words["columns"][place],
        "lines": lines,
        "clauses": [
            {
                "law": each["shown_as_law"],
                "label": each["label"],
                "note": words["notes"].get(each["note"], each["note"]),
            }
            for each in register["clauses"]
        ],
        "names": wish.names,
        "records": "all",
        "whole": True,
    }


def _place(source: Source, wish: Wish) -> str:
    if wish.view:
        return register_of(wish.view).place
    here = (source.rules.id, source.rules.base) if source.rules is not None else ()
    for each in here:
        if each in REGISTERS:
            return str(each)
    raise WrongInput(
        "paper.no-register",
        "No register is known for the place whose rules this unit works by.",
        f"Name one with --view: {', '.join(REGISTERS)}.",
    )


def _material(source: Source, place: str) -> Material:
    rules = source.rules
    return Material(
        state=source.state,
        store=source.store,
        clauses=rules.clauses if rules is not None else {},
        now=_ANY_TIME,
        unit=source.unit,
        offset_minutes=source.offset,
        places=tuple(filter(None, (rules.id, rules.base))) if rules is not None else (),
        office=source.books(OFFICE) if place == au_qld.PLACE else Pages(OFFICE),
    )


def _holdings(source: Source, wish: Wish, register: Plain) -> list[list[str]]:
    """Return each weapon with every time that it was held, and every time that it was out of the safe."""
    words = texts(NAME, wish.lang)
    found = []
    for weapon in register["weapons"]:
        what = _what(source, wish, weapon["weapon"])
        for held in weapon["held"]:
            who = held["who"] if wish.names else source.who(held["who"], wish.lang, names=False)
            found.append([what, weapon["serial"], words["held"], who, *_times(source, wish, held)])
        found += [
            [what, weapon["serial"], words["out"], "", *_times(source, wish, out)] for out in weapon["out"]
        ]
        if not weapon["held"] and not weapon["out"]:
            found.append([what, weapon["serial"], words["listed"], "", "", "", ""])
    return found


def _times(source: Source, wish: Wish, span: Plain) -> list[str]:
    to = source.when(span["to"]) if span["to"] else str(texts(NAME, wish.lang)["goes_on"])
    records = f"{span['from_record']}, {span['to_record']}" if span["to_record"] else str(span["from_record"])
    return [source.when(span["from"]), to, records]


def _transactions(source: Source, wish: Wish, register: Plain) -> list[list[str]]:
    """Return every transaction with the notice that is due of it."""
    words = texts(NAME, wish.lang)
    return [
        [
            source.when(each["at"]),
            words["kinds"][each["what"]],
            _what(source, wish, each["weapon"]),
            each["serial"],
            _party(source, wish, each["from"]),
            _party(source, wish, each["to"]),
            each["number"],
            source.who(each["by"], wish.lang, names=wish.names),
            each["notice_due"],
            " ".join(filter(None, (each["notified_on"], each["notice_reference"]))),
            str(each["record"]),
        ]
        for each in register["transactions"]
    ]


def _party(source: Source, wish: Wish, said: str) -> str:
    """Return who gave or got it: a person of the set by role, a firm as it was recorded."""
    return source.who(said, wish.lang, names=wish.names) if said in source.state.people else said


def _days(source: Source, wish: Wish, register: Plain) -> list[list[str]]:
    """Return every day with its opening and close, and the event number of each."""
    words = texts(NAME, wish.lang)
    return [
        [
            day["day"],
            *_told(source, wish, day, "open"),
            *(_told(source, wish, day, "close") if day["closed_at"] else [str(words["goes_on"]), "", "", ""]),
        ]
        for day in register["days"]
    ]


def _told(source: Source, wish: Wish, day: Plain, side: str) -> list[str]:
    done = {"open": "opened", "close": "closed"}[side]
    return [
        source.time(day[f"{done}_at"]),
        source.who(day[f"{done}_by"], wish.lang, names=wish.names),
        day[f"{side}_event"] or str(texts(NAME, wish.lang)["no_event"]),
        str(day[f"{done}_record"]),
    ]


def _what(source: Source, wish: Wish, name: str) -> str:
    weapon = source.state.weapons.get(name)
    return f"{plan_shown.called(weapon, source.short(name))}: {plan_shown.what(weapon, wish.lang)}"


PAPER = Paper(name=NAME, build=build, takes=("view",), tagged=False)
