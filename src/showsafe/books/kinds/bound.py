"""Entries of the bound book. Names and addresses lie beside the record, and are kept as long as the licence lasts.

What the regulation wants of an entry may be missing: it is written down all the same, and shown as lacking until a
correction says it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from showsafe.books import values
from showsafe.books.bound import words
from showsafe.books.kind import Key, Kind, may, must, personal
from showsafe.books.pages import Pages
from showsafe.errors import WrongInput

_LINE = may(values.or_none(values.line))
_DAY = may(values.or_none(values.day))
_NAMED = personal(values.or_none(values.line))
_WHO_FROM = {"from_name": _NAMED, "from_address": _NAMED, "from_licence": _LINE}
_WHO_TO = {"to_name": _NAMED, "to_address": _NAMED, "to_licence": _LINE}
_CARRIED = {
    "carried": _LINE,  # the book and line that it was carried over from
    "entered_on": _DAY,  # the day on which it was entered there
}
_ENTRY = may(values.count, 0)

_SAID: Mapping[str, Mapping[str, Key]] = {
    words.LICENCE: {
        "licensee": must(values.line),
        "number": must(values.line),
        "licence": must(values.one_of(words.LICENCES)),
        "premises": must(values.line),
        "since": must(values.day),
        "expires": _DAY,
        "closed": may(values.many(values.one_of(words.WEEKDAYS), 7), words.WEEKEND),
    },
    words.ACQUIRE: {
        "on": must(values.day),
        "weapon": may(values.or_none(values.name)),  # its id in the record of the set
        "how": may(values.or_none(values.one_of(words.ACQUIRED_BY))),
        "manufacturer": _LINE,
        "importer": _LINE,
        "country": _LINE,
        "model": _LINE,
        "serial": _LINE,
        "type": _LINE,
        "calibre": _LINE,
        "private": may(values.flag, default=False),  # a privately made firearm
        "nfa": may(values.flag, default=False),  # of 26 U.S.C. 5845
        **_WHO_FROM,
        "paper": _LINE,  # a separate commercial record with the same facts
        "after": _ENTRY,  # the disposition after which it came back
        "duplicates": may(values.many(values.entry, 20), []),  # entries of the same thing in this book
        "note": _LINE,
        **_CARRIED,
    },
    words.DISPOSE: {
        "acquisition": must(values.entry),
        "on": must(values.day),
        "how": may(values.or_none(values.one_of(words.DISPOSED_BY))),
        **_WHO_TO,
        "form_4473": _LINE,  # its serial number, where these forms are filed by number
        "missing": _ENTRY,  # the entry that says that it is lost or stolen
        "note": _LINE,
        **_CARRIED,
    },
    words.MISSING: {
        "acquisition": must(values.entry),
        "found": must(values.moment),
        "as": must(values.one_of((words.THEFT, words.LOSS))),
        "in_transit": may(values.flag, default=False),
        "place": _LINE,
        "says": personal(values.text),
    },
    words.TOLD: {
        "missing": must(values.entry),
        "to": must(values.one_of((words.AGENCY, words.POLICE))),
        "told": must(values.moment),
        "number": _LINE,  # that the agency or the police gave
        "how": _LINE,  # by telephone, on the form
    },
    words.FOUND: {"missing": must(values.entry), "on": must(values.day), "place": _LINE},
}


def _fixed(pages: Pages, said: Mapping[str, Any], by: str) -> None:
    """Let a correction pass whose keys are those of the entry that it corrects, each in its one form and place."""
    del by
    number, keys, now, names = said["entry"], said["keys"], said["now"], said.get("names", {})
    kept = pages.at(number)
    rows = _SAID[kept.kind] if kept else {}
    if not isinstance(now, dict) or not isinstance(names, dict) or sorted([*now, *names]) != sorted(keys):
        raise values.wrong("now of correct-entry", "a table of the keys that keys names")
    if not keys:
        raise WrongInput("bound.nothing-corrected", "This correction says nothing.", "Say what is right.")
    never = _NEVER if kept and kept.keys.get("carried") else (*_NEVER, *_CARRIED)
    for key, value in (*now.items(), *names.items()):
        if key not in rows or key in never:
            raise WrongInput(
                "bound.not-correctable",
                f"{key[:40]} of entry {number} is not corrected.",
                f"It can be corrected in: {', '.join(each for each in rows if each not in never)}.",
            )
        if rows[key].sealed != (key in names):
            raise values.wrong(key, "among the names" if rows[key].sealed else "in the open")
        if value != rows[key].default and rows[key].read(value, key) != value:
            raise values.wrong(key, f"written as {rows[key].read(value, key)}")
        if value == rows[key].default and rows[key].needed:
            raise values.wrong(key, "said")


_NEVER = ("acquisition", "missing")
"""Which entry another one is about is not corrected: strike it, and enter the right one.

Nor does a correction say that an entry was carried over from an earlier book, where it was not entered so: the day of
its entry is the one on which this book wrote it down.
"""


def correction(kind: str, entry: int, said: Mapping[str, Any], why: str) -> dict[str, Any]:
    """Return the keys of a correction of an entry of a kind, from the values that are right.

    Raises WrongInput ``book.wrong-value``, ``bound.not-correctable``.
    """
    rows = _SAID.get(kind, {})
    whole: dict[str, Any] = {"entry": entry, "keys": list(said), "now": {}, "names": {}, "why": why}
    for key, value in said.items():
        if key not in rows or key in _NEVER:
            raise WrongInput(
                "bound.not-correctable",
                f"{key[:40]} of entry {entry} is not corrected.",
                f"It can be corrected in: {', '.join(each for each in rows if each not in _NEVER)}.",
            )
        row = rows[key]
        read = value if value == row.default and not row.needed else row.read(value, key)
        whole["names" if row.sealed else "now"][key] = read
    return whole


def _ended_before(pages: Pages, said: Mapping[str, Any], by: str) -> None:
    del said, by
    if pages.last(words.ENDED):
        raise WrongInput(
            "bound.ended",
            "This book says already that the business ended.",
            "Strike nothing; begin a new one.",
        )


_ALL = words.CORRECTABLE

ROWS = (
    Kind(words.LICENCE, "licence-stated", _SAID[words.LICENCE]),
    Kind(words.CLOSED_DAYS, "closed-days-stated", {"days": must(values.many(values.day, 366))}),
    Kind(
        words.ACQUIRE,
        "acquired",
        _SAID[words.ACQUIRE],
        about={"after": (words.DISPOSE,), "duplicates": (words.ACQUIRE,)},
    ),
    Kind(
        words.DISPOSE,
        "disposed",
        _SAID[words.DISPOSE],
        about={"acquisition": (words.ACQUIRE,), "missing": (words.MISSING,)},
    ),
    Kind(words.MISSING, "missing-found", _SAID[words.MISSING], about={"acquisition": (words.ACQUIRE,)}),
    Kind(words.TOLD, "missing-reported", _SAID[words.TOLD], about={"missing": (words.MISSING,)}),
    Kind(words.FOUND, "found-again", _SAID[words.FOUND], about={"missing": (words.MISSING,)}),
    Kind(
        words.CORRECT,
        "entry-corrected",
        {
            "entry": must(values.entry),
            "keys": must(values.many(values.line, 40)),
            "now": may(values.plain, {}),
            "names": personal(values.plain, default={}),  # of the keys that are personal
            "why": must(values.line),
        },
        about={"entry": _ALL},
        check=_fixed,
    ),
    Kind(
        words.STRIKE,
        "entry-struck",
        {"entry": must(values.entry), "why": must(values.line)},
        about={"entry": _ALL},
    ),
    Kind(
        words.ASKED,
        "request-received",
        {"asked": must(values.moment), "from": personal(values.line, needed=True), "number": _LINE},
    ),
    Kind(
        words.PRINTED,
        "print-logged",
        {
            "because": must(values.one_of(words.PRINTS)),
            "file": must(values.sha256),
            "last": must(values.count),  # the last entry that is in it
            "request": _ENTRY,
            "where": _LINE,
        },
        about={"request": (words.ASKED,)},
    ),
    Kind(
        words.BACKED_UP,
        "backup-logged",
        {"file": must(values.sha256), "last": must(values.count), "where": _LINE},
    ),
    Kind(
        words.ENDED,
        "business-discontinued",
        {"on": must(values.day), "delivered_to": must(values.line), "receipt": must(values.line)},
        check=_ended_before,
    ),
)
"""The kinds of entries of the bound book."""


def kept_by_law(pages: Pages, number: int) -> None:
    """Refuse to erase from a bound book while its licence lasts; afterwards its records were delivered, and it may be.

    Raises WrongInput ``bound.kept-by-law`` (27 CFR 478.129).
    """
    if pages.last(words.ENDED) is None:
        raise WrongInput(
            "bound.kept-by-law",
            f"Entry {number} is kept as long as the licence lasts: nothing in a bound book is erased before.",
            "Correct what is wrong in it: showsafe book correct DIR ENTRY KEY=VALUE",
        )
