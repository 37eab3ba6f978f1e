"""Entries of hire: consignments out and in, extensions, conditions, intervals between services, services done.

Free words, and whoever is named beside the one who enters, are personal; firms, numbers and days stand in the open.
"""

from __future__ import annotations

from showsafe.books import values
from showsafe.books.hire import rules, words
from showsafe.books.kind import Key, Kind, may, must, personal
from showsafe.books.values import Read

_NONE_YET = ""


def or_empty(read: Read) -> Read:
    """Return how a value is read that may be an empty text."""

    def empty(value: object, where: str) -> object:
        return "" if value == "" else read(value, where)

    return empty


_DAY = may(or_empty(values.day))
_LINE = may(or_empty(values.line))
_NAME = may(or_empty(values.name))
_PHOTOS = may(values.many(values.sha256, 40), [])

_ITEM = values.table(
    {
        "thing": values.name,
        "sort": values.one_of(words.SORTS),
        "serial": or_empty(values.line),
        "count": values.entry,
        "used": values.count,
        "seal": or_empty(values.line),
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
    "items": must(values.many(_ITEM, 500)),
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
    "driver": personal(or_empty(values.line)),
    "contact": personal(or_empty(values.line)),
    "says": personal(or_empty(values.text)),
}
"""``seals`` are the numbers on the cases as they were read; ``absent`` is what the packing list has and the cases had not."""

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
            "says": personal(or_empty(values.text)),
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
            "marks": must(rules_marks := values.plain),
            "hire": _NAME,
            "serial": _LINE,
            "photos": _PHOTOS,
            "witness": _NAME,
            "says": personal(or_empty(values.text)),
        },
        second="witness",
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
            "says": personal(or_empty(values.text)),
        },
        check=rules.serviced,
    ),
)
"""The rows of hire in the office book."""
