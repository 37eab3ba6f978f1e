"""How hires, things of an owner, services and papers are printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from showsafe.books.hire import workshop
from showsafe.books.hire.source import Source
from showsafe.entrypoints.cli import say
from showsafe.projections.numbers import counted

Line = dict[str, Any]

_AGAINST = {
    "here-by-the-record": "by the record of the set it is here",
    "gone-by-the-record": "by the record of the set it is not here",
    "not-on-record": "the record of the set does not know it",
}
_SAYS = {
    "serial": "the serial read was {after}, and {before} went: another one came back",
    "serial-not-read": "nobody read its serial when it came back",
    "seal": "it went under seal {before}, and came under {after}",
    "short": "{before} went, and {after} are accounted for",
    "condition": "{point}: {before}, then {after}",
    "condition-not-noted": "its condition was not noted both times",
    "absent": "it is {before}, and in no case",
    "case-seal": "seal on a case: {before} went, {after} came",
}
"""Every code of a difference, in a sentence."""


def hires(lines: Sequence[Line]) -> None:
    """Print every hire in a line or two."""
    if not lines:
        say.text("No hire is on record.")
    for line in lines:
        say.text(_head(line))
        extra = [
            f"{counted(line['differences'], 'difference')}" if line["differences"] else "",
            f"the record of the set says otherwise of {line['against_the_record']}"
            if line["against_the_record"]
            else "",
        ]
        if any(extra):
            say.text("; ".join(filter(None, extra)) + ".", indent=2)


def _head(line: Line) -> str:
    way = "from" if line["way"] == "in" else "to"
    days = abs(line["days_left"])
    when = {
        "overdue": f"OVERDUE by {counted(days, 'day')}",
        "over": f"all back on {line['closed_on']}",
    }.get(line["state"], f"{counted(days, 'day')} left")
    purpose = " for service" if line["purpose"] == "service" else ""
    away = (
        f", {line['outstanding']} of {counted(line['items'], 'thing')} to come back"
        if line["outstanding"]
        else ""
    )
    return (
        f"{line['hire']}: {way} {line['party']}{purpose}, {line['since']} to {line['until']}, {when}{away}."
    )


def one(shown: Line) -> None:
    """Print one hire, condition out beside condition in."""
    say.text(_head(shown))
    for each in shown["extensions"]:
        agreed = f" ({each['agreed']})" if each["agreed"] else ""
        say.text(f"Extended to {each['until']}{agreed}, entry {each['entry']}.", indent=2)
    for each in shown["consignments"]:
        _consignment(each)
    for each in shown["things"]:
        _thing(each)
    for each in shown["differences"]:
        entry = f", entry {each['entry']}" if each["entry"] else ""
        empty = {key: each.get(key) or "none" for key in ("before", "after", "point")}
        say.text(f"DIFFERS {each['thing']}: {_SAYS[each['code']].format(**empty)}{entry}.")


def _consignment(each: Line) -> None:
    how = [
        f"by {each['carrier']}" if each["carrier"] else "",
        f"packing list {each['packing']}" if each["packing"] else "",
        f"seals {', '.join(each['seals'])}" if each["seals"] else "",
    ]
    way = "Left" if each["way"] == "out" else "Came"
    rest = ", ".join(filter(None, how))
    say.text(f"{way} on {each['on']}{', ' + rest if rest else ''}, entry {each['entry']}.", indent=2)


def _thing(each: Line) -> None:
    serial = f", serial {each['serial']}" if each["serial"] else ""
    counts = f"{each['sent']} went, {each['returned']} back"
    used = f", {each['used']} used up" if each["used"] else ""
    say.text(f"{each['thing']}{serial}: {counts}{used}, {each['outstanding']} to come back.", indent=2)
    if each["against"]:
        say.text(f"But {_AGAINST[each['against']]}.", indent=4)
    if each["points"]:
        say.text(f"{'':<12}{'went':<12}came back", indent=4)
    for point in each["points"]:
        worse = "  WORSE" if point["worse"] else ""
        before, after = point["before"] or "not noted", point["after"] or "not noted"
        if {before, after} - {"not-looked", "not noted"}:
            say.text(f"{point['point']:<12}{before:<12}{after}{worse}".rstrip(), indent=4)


def condition(shown: Line) -> None:
    """Print a condition that was entered."""
    say.text(f"{shown['thing']} on {shown['on']}, checklist {shown['list']}, entry {shown['entry']}:")
    for point, mark in shown["marks"].items():
        say.text(f"{point:<12}{mark}", indent=2)
    if shown["photos"]:
        say.text(f"{counted(len(shown['photos']), 'photo')} with it.", indent=2)


def where(place: Line) -> str:
    """Return where a thing is by the record of the set."""
    return {
        "held": f"in the hands of {place['role']}",
        "locked": f"in {place['name']}",
        "gone": f"left, to {place['name']}",
        "lying": f"lying at {place['name']}",
        "quarantine": f"in quarantine, {place['name']}",
        "not-on-record": "not on the record of the set",
    }.get(place["place"], "in no known place")


def owned(shown: Line) -> None:
    """Print what of an owner is where."""
    say.text(f"{shown['owner']}: {shown['here']} of {counted(len(shown['things']), 'thing')} here.")
    for each in shown["things"]:
        serial = f", serial {each['serial']}" if each["serial"] else ""
        due = f"; due back {each['due_back']} ({each['hire']})" if each["due_back"] else ""
        service = f"; service {each['service']}" if each["service"] in ("due", "soon", "unknown") else ""
        say.text(f"{each['thing']}{serial}: {where(each['where'])}{due}{service}.", indent=2)
        if each["against"]:
            say.text(f"By its hire it is otherwise: {_AGAINST[each['against']]}.", indent=4)


_SERVICE = {
    "due": "DUE",
    "unknown": "no service on record",
    "soon": "soon",
    "later": "not yet due",
    "none": "no interval",
}


def services(lines: Sequence[Line]) -> None:
    """Print each weapon with its service, what is due first."""
    for line in lines:
        since = f", last on {line['last']}" if line["last"] else ""
        unknown = f" ({line['by_difference']} not counted)" if line["by_difference"] else ""
        say.text(
            f"{line['weapon']}: {_SERVICE[line['state']]}{since}, {counted(line['rounds'], 'round')} since{unknown}."
        )
        left = "" if line["rounds_left"] is None else f"{counted(max(line['rounds_left'], 0), 'round')} left"
        then = "; ".join(filter(None, (f"next by {line['on']}" if line["on"] else "", left)))
        if then:
            say.text(f"{then[0].upper()}{then[1:]}.", indent=2)
        if line["look_again"]:
            say.text(
                "Two people last looked before it was serviced: they look again before it is used.", indent=2
            )


def service_of(source: Source, weapon: str) -> Line:
    """Return how one weapon stands with its service."""
    return next(line for line in workshop.services(source) if line["weapon"] == weapon)


def interval(kept: Line) -> str:
    """Return an interval in words."""
    parts = [
        f"every {counted(kept['days'], 'day')}" if kept["days"] else "",
        f"every {counted(kept['rounds'], 'round')}" if kept["rounds"] else "",
    ]
    every = " or ".join(filter(None, parts)) or f"no service any more ({kept['why']})"
    return f"{kept['of']} {kept['name']}, {every}"


def certificates(lines: Sequence[Line]) -> None:
    """Print every paper of a weapon, what lapses first."""
    if not lines:
        say.text("No paper of a weapon is on record.")
    for line in lines:
        number = f" {line['number']}" if line["number"] else ""
        when = {
            "lapsed": f"LAPSED on {line['expires']}",
            "soon": f"until {line['expires']}, soon",
            "in-date": f"until {line['expires']}",
            "no-day": "no last day said",
        }[line["state"]]
        say.text(f"{line['weapon']}: {line['kind']}{number}, {when}.")
