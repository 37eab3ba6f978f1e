"""Entries of hire: consignments out and in, extensions, conditions, intervals between services, services done.

Free words, and whoever is named beside the one who enters, are personal; firms, numbers and days stand in the open.
"""

from __future__ import annotations

from showsafe.books import values
from showsafe.books.hire import rules, words
from showsafe.books.kind import Key, Kind, may, must, personal

MOST_OF_ONE = 1_000_000
MOST_POINTS = 60
MOST_THINGS = 200
"""So many things one consignment has, so that its record stays within what a record may be."""


def at_least_one(value: object, where: str) -> int:
    """Read how many, from 1 up."""
    if type(value) is not int or not 1 <= value <= MOST_OF_ONE:
        raise values.wrong(where, f"a whole number from 1 to {MOST_OF_ONE}")
    return value


def marks(value: object, where: str) -> dict[str, str]:
    """Read what was said of each point of a checklist."""
    if not isinstance(value, dict) or len(value) > MOST_POINTS:
        raise values.wrong(where, f"a table of points, each with one of {', '.join(words.MARKS)}")
    mark = values.one_of(words.MARKS)
    return {values.slug(point, where): mark(said, f"{point} in {where}") for point, said in value.items()}


_DAY = may(values.or_none(values.day))
_LINE = may(values.or_none(values.line))
_NAME = may(values.or_none(values.name))
_PHOTOS = may(values.many(values.sha256, 40), [])

_ITEM = values.table(
    {
        "thing": values.name,
        "sort": values.one_of(words.SORTS),
        "serial": values.or_none(values.line),
        "count": at_least_one,
        "used": values.count,
        "seal": values.or_none(values.line),
        "condition": values.count,
        "record": values.count,
        "differs": values.many(values.one_of(("serial",)), 1),
    },
    ("thing",),
)
"""One thing in a consignment. ``record`` is that of the unit in which it left or came; ``used`` the rounds of it that
were used up; ``condition`` the entry that says how it looked."""

_CONSIGNMENT: dict[str, Key] = {
    "hire": must(values.name),
    "on": must(values.day),
    "items": must(values.many(_ITEM, MOST_THINGS)),
    "party": _LINE,
    "purpose": may(values.one_of(words.PURPOSES), words.PURPOSES[0]),
    "since": _DAY,
    "until": _DAY,
    "contract": _LINE,
    "carrier": _LINE,
    "packing": _LINE,
    "seals": may(values.many(values.line, 100), []),
    "absent": may(values.many(values.line, 200), []),
    "photos": _PHOTOS,
    "witness": _NAME,
    "driver": personal(values.or_none(values.line)),
    "contact": personal(values.or_none(values.line)),
    "says": personal(values.or_none(values.text)),
}
"""``seals`` are the numbers on the cases as they were read; ``absent`` what the packing list has and no case had."""

ROWS = (
    Kind(
        "send-out",
        "sent-out",
        _CONSIGNMENT,
        second="witness",
        check=rules.sending,
    ),
    Kind(
        "take-in",
        "taken-in",
        _CONSIGNMENT,
        second="witness",
        check=rules.taking,
    ),
    Kind(
        "extend-hire",
        "hire-extended",
        {
            "hire": must(values.name),
            "until": must(values.day),
            "agreed": _LINE,
            "says": personal(values.or_none(values.text)),
        },
        check=rules.extending,
    ),
    Kind(
        "note-condition",
        "condition-noted",
        {
            "thing": must(values.name),
            "moment": must(values.one_of(words.MOMENTS)),
            "on": must(values.day),
            "list": must(values.slug),
            "marks": must(marks),
            "hire": _NAME,
            "serial": _LINE,
            "photos": _PHOTOS,
            "witness": _NAME,
            "says": personal(values.or_none(values.text)),
        },
        second="witness",
        attached=True,
        check=rules.conditioned,
    ),
    Kind(
        "set-interval",
        "interval-set",
        {
            "of": must(values.one_of(words.INTERVAL_OF)),
            "name": must(values.line),
            "days": may(values.count, 0),
            "rounds": may(values.count, 0),
            "why": _LINE,
        },
        check=rules.spaced,
    ),
    Kind(
        "record-service",
        "service-recorded",
        {
            "weapon": must(values.name),
            "on": must(values.day),
            "result": must(values.one_of(words.RESULTS)),
            "certificate": _LINE,
            "firm": _LINE,
            "expires": _DAY,
            "hire": _NAME,
            "photos": _PHOTOS,
            "who": personal(values.line, needed=True),
            "says": personal(values.or_none(values.text)),
        },
        check=rules.serviced,
    ),
)
"""The rows of hire in the office book."""
