"""From a reading, as its record keeps it, to the statements of the state; small values, for there may be many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from showsafe.casefile.state import Statement


def statements(source: str, text: str, reading: Mapping[str, Any]) -> tuple[Statement, ...]:
    """Return the statements that a reading proposes, numbered from 1; what names nobody has no name.

    A reading from before readings said to whom and who else is read as one that says neither.
    """
    dates = reading["dates"]
    return tuple(
        _statement(f"{source}.{number}", text, each, dates)
        for number, each in enumerate(reading["statements"], start=1)
    )


def _statement(
    name: str, text: str, each: Mapping[str, Any], dates: Sequence[Mapping[str, Any]]
) -> Statement:
    when = each.get("when") or {}
    about = each.get("about") or {}
    who = each.get("who") or ()
    person = each.get("person") if who else None
    to, addressee = each.get("to"), each.get("addressee")
    return Statement(
        name,
        each["start"],
        each["end"],
        each["text"],
        tuple((start, end) for start, end in each["spans"]),
        each["kind"],
        text[who[0][0] : who[0][1]] if who else "",
        person["name"] if person else "",
        (when.get("edtf") or "", when.get("kind", "unknown"), when.get("precision", "")),
        _dates(about.get("dates", ()), dates),
        tuple(dict.fromkeys(text[start:end].lower() for start, end in about.get("events", ()))),
        each.get("depth", 1),
        tuple(each.get("signs", ())),
        each.get("confidence", 0),
        each.get("rule", ""),
        (text[to[0] : to[1]] if to else "", addressee["name"] if addressee else ""),
        tuple((other["name"], other["why"]) for other in each.get("alternatives", ())),
    )


def _dates(places: Sequence[int], dates: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the dates that stand in a statement, in EDTF; one that has none, or that is in conflict, is left out."""
    found = (dates[place] for place in places if 0 <= place < len(dates))
    return tuple(
        dict.fromkeys(each["edtf"] for each in found if each.get("edtf") and not each.get("conflict"))
    )
