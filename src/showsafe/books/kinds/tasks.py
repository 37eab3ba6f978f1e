"""Entries of the office book about tasks: done, where no record says so by itself, put off, and licences of a place."""

from __future__ import annotations

from showsafe.books import values
from showsafe.books.kind import Kind, may, must

DONE, PUT_OFF, LICENCE = "do-task", "put-off-task", "state-licence"

ROWS = (
    Kind(
        DONE,
        "task-done",
        {
            "task": must(values.line),  # its id
            "on": must(values.day),
            "reference": may(values.or_none(values.line)),  # a receipt, a number of a letter
            "says": may(values.or_none(values.text)),
        },
    ),
    Kind(
        PUT_OFF,
        "task-put-off",
        {
            "task": must(values.line),
            "until": must(values.day),
            "why": must(values.line),
        },
    ),
    Kind(
        LICENCE,
        "licence-stated",
        {
            "place": must(values.slug),  # the profile of the place, such as au-qld
            "number": must(values.line),
            "since": must(values.day),  # its anniversary is counted from this day
            "expires": may(values.or_none(values.day)),
            "returns_from": may(values.or_none(values.day)),  # returns before this day were made elsewhere
        },
    ),
)
"""Done, put off (the day that the law names stays the same), and a licence with its anniversary."""
