"""Entries of the office book about tasks: done, where no record says so by itself, or put off to another day."""

from __future__ import annotations

from showsafe.books import values
from showsafe.books.kind import Kind, may, must

DONE, PUT_OFF = "do-task", "put-off-task"

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
)
"""Done, and put off: the day that the law names stays the same."""
