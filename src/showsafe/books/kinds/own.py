"""Entries that every book has: whose it is, and the erasing of what is personal in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from showsafe.books import values
from showsafe.books.kind import Kind, may, must
from showsafe.books.pages import Pages
from showsafe.errors import WrongInput

OPEN = "open-book"
ERASE = "erase-entry"


def _only_once(pages: Pages, said: Mapping[str, Any], by: str) -> None:
    del said, by
    if len(pages):
        raise WrongInput("book.is-open", "This book is open already.", "Enter what there is to enter.")


ROWS = (
    Kind(
        OPEN,
        "book-opened",
        {
            "book": must(values.slug),
            "production": must(values.slug),
            "opening": must(values.sha256),  # of the first record of the production's ledger
        },
        by_node=True,
        check=_only_once,
    ),
    Kind(
        ERASE,
        "entry-erased",
        {
            "entry": must(values.entry),
            "why": must(values.line),
            "commitments": may(values.many(values.sha256), []),  # the program says which
        },
    ),
)
"""The rows of every book."""
