"""Entries of the office book about templates of the production's own: how a paper is to look."""

from __future__ import annotations

from showsafe.books import values
from showsafe.books.kind import Kind, may, must, personal

KEEP, WITHDRAW = "keep-template", "withdraw-template"

ROWS = (
    Kind(
        KEEP,
        "template-kept",
        {
            "name": must(values.slug),
            "paper": must(values.slug),
            "sum": must(values.sha256),  # of its text
            "text": personal(values.whole_text, needed=True),
        },
    ),
    Kind(
        WITHDRAW,
        "template-withdrawn",
        {"template": must(values.entry), "why": may(values.or_none(values.line))},
        about={"template": (KEEP,)},
    ),
)
"""A template is data: its text lies beside the record, since anybody may be named in it. The newest of a name holds."""
